// How long the package takes to load and to synthesize, beside what it stands on: processor time of whole processes, the least of a few, which is what
// other work on the machine adds least to; and their peak memory. Then the deploy's critical path.
// `bench.mjs [STACKS…]`: numbers of stacks in an app, 1 and 100 unless given.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { criticalPath, describe } from './lib/critical-path.cjs';
import { pack } from './lib/packed.mjs';
import { compile, ensureDependencies, root, stackFolder, synthesize } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';

/** Runs of an app of one stack; of an app of many, fewer. */
const RUNS = 9;
const MOST_TIMES = { uses: 1.2, bare: 1.4 };
const MOST_MEMORY_MB = 150;

begin(`Usage: npm run bench [-- STACKS…]

Time and memory of loading and synthesizing beside bare cdktf, at so many stacks in an app (default: 1 and 100), and the critical path of a
deploy.`);
const counts = process.argv.slice(2).map(Number);
ensureDependencies();
compile();
synthesize();
const stackFile = join(stackFolder, 'cdk.tf.json');
const { folder } = pack();
const work = mkdtempSync(join(tmpdir(), 'bench-'));

function measure(subject, count) {
  const result = spawnSync(process.execPath, [join(root, 'scripts', 'lib', 'bench-apps.cjs'), subject, count, folder, stackFile], {
    cwd: work, stdio: ['ignore', 'inherit', 'inherit', 'pipe'], encoding: 'utf8',
  });
  if (result.status !== 0) {
    throw new Error(`${subject} ended with ${result.status}`);
  }
  return JSON.parse(result.output[3]);
}

/** The least time and the most memory of each; in turn, so that a slower minute of the machine hits all. The first round warms the disk up. */
function compare(title, subjects, count = 1) {
  const runs = Math.ceil(RUNS / count ** 0.5);
  const found = Object.fromEntries(Object.keys(subjects).map((subject) => [subject, []]));
  for (let i = count > 1 ? 1 : 0; i <= runs; i += 1) {
    Object.keys(subjects).forEach((subject) => {
      const run = measure(subject, count);
      if (i > 0) {
        found[subject].push(run);
      }
    });
  }
  const least = Object.fromEntries(Object.entries(found).map(([subject, all]) => [subject, {
    seconds: Math.min(...all.map((run) => run.seconds)), megabytes: Math.max(...all.map((run) => run.megabytes)),
  }]));
  const [ours] = Object.keys(subjects);
  console.log(`${title}, ${runs} runs each:`);
  return Object.entries(least).map(([subject, { seconds, megabytes }]) => {
    const ratio = least[ours].seconds / seconds;
    const limit = MOST_TIMES[subject];
    console.log(`  ${subjects[subject].padEnd(38)} ${seconds.toFixed(2).padStart(6)} s ${megabytes.toFixed(0).padStart(4)} MB`
      + `${subject === ours ? '' : `   ratio ${ratio.toFixed(2)}${limit ? ` (at most ${limit})` : ''}`}`);
    return limit === undefined || ratio <= limit;
  }).every(Boolean) && (count > 1 || least[ours].megabytes <= MOST_MEMORY_MB);
}

try {
  const good = [
    compare('Load', { library: 'the library', uses: 'what it imports' }),
    ...(counts.length > 0 ? counts : [1, 100]).map((count) => compare(`Synthesis, stacks in an app: ${count}`, {
      stacks: 'the library', bare: 'bare cdktf, the same resources', buckets: 'bare cdktf, as many S3 buckets',
    }, count)),
  ];
  console.log(describe(criticalPath(JSON.parse(readFileSync(stackFile, 'utf8')))).join('\n'));
  process.exitCode = good.every(Boolean) ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}
