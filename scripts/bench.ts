// Time and memory of loading and synthesizing beside bare cdktf, then the deploy's critical path. Measures the
// processor time of whole processes; the least of a few counts, because it has least of the other work on the machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { criticalPath, describe } from './lib/critical-path';
import { helpIfAsked } from './lib/help';
import { pack } from './lib/packed';
import { fail, root, stackFile, synthesized } from './lib/project';

/** Runs of an app of one stack; of an app of many, fewer. */
const RUNS = 9;
const MOST_TIMES: Readonly<Record<string, number>> = { uses: 1.2, bare: 1.4 };
const MOST_MEMORY_MB = 150;

const SYNTHESIS = {
  stacks: 'the library',
  bare: 'bare cdktf, the same resources',
  buckets: 'bare cdktf, as many S3 buckets',
};

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

type Measure = (subject: string, count: number) => Measured;

/** Runs the least times and the most memory of each subject. */
function measured(measure: Measure, subjects: string[], count: number, runs: number): Map<string, Measured> {
  const found = new Map(subjects.map((subject): [string, Measured[]] => [subject, []]));
  // In turn, so that a slower minute of the machine affects all. An additional first round warms up the disk.
  for (let i = count > 1 ? 1 : 0; i <= runs; i += 1) {
    found.forEach((all, subject) => {
      const run = measure(subject, count);
      if (i > 0) {
        all.push(run);
      }
    });
  }
  return new Map([...found].map(([subject, all]) => [subject, {
    seconds: Math.min(...all.map(({ seconds }) => seconds)),
    megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
  }]));
}

/** Compares the first subject with the others, prints all, and returns whether it is within the limits. */
function compare(measure: Measure, title: string, subjects: Record<string, string>, count = 1): boolean {
  const runs = Math.ceil(RUNS / count ** 0.5);
  const results = measured(measure, Object.keys(subjects), count, runs);
  const [[ours, { seconds: own, megabytes: memory }]] = results;
  console.log(`${title}, ${runs} runs each:`);
  const isGood = [...results].map(([subject, { seconds, megabytes }]) => {
    const ratio = own / seconds;
    const limit = MOST_TIMES[subject];
    const compared = subject === ours ? '' : `   ratio ${ratio.toFixed(2)}${limit ? ` (at most ${limit})` : ''}`;
    console.log(`  ${subjects[subject].padEnd(38)} ${seconds.toFixed(2).padStart(6)} s `
      + `${megabytes.toFixed(0).padStart(4)} MB${compared}`);
    return limit === undefined || ratio <= limit;
  });
  return isGood.every(Boolean) && (count > 1 || memory <= MOST_MEMORY_MB);
}

/** Bundles the apps, so that what is measured has no compiler in it. */
function bundledApps(): string {
  const apps = join(root, 'build', 'bench', 'apps.js');
  buildSync({
    entryPoints: [join(root, 'scripts', 'lib', 'bench', 'apps.ts')],
    outfile: apps,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
  return apps;
}

function main(): void {
  helpIfAsked(`Usage: npm run bench [-- STACKS…]

Time and memory of loading and synthesizing beside bare cdktf, with that many stacks in an app (default: 1 and 100), and
the critical path of a deploy.`);
  const given = process.argv.slice(2).map(Number);
  const counts = given.length > 0 ? given : [1, 100];
  const stack = synthesized();
  const { folder } = pack();
  const apps = bundledApps();
  const work = mkdtempSync(join(tmpdir(), 'bench-'));
  const measure: Measure = (subject, count) => {
    const { status, output } = spawnSync(process.execPath, [apps, subject, String(count), folder, stackFile], {
      cwd: work, stdio: ['ignore', 'inherit', 'inherit', 'pipe'], encoding: 'utf8',
    });
    return status === 0 ? JSON.parse(output[3]!) : fail(`${subject} failed with ${status}`);
  };
  try {
    const good = [
      compare(measure, 'Load', { library: 'the library', uses: 'what it imports' }),
      ...counts.map((count) => compare(measure, `Synthesis, stacks in an app: ${count}`, SYNTHESIS, count)),
    ];
    console.log(describe(criticalPath(stack)).join('\n'));
    process.exitCode = good.every(Boolean) ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true });
  }
}

main();
