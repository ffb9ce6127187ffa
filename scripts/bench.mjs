// Synthesis of the example beside a bare cdktf app with as many resources (S3 buckets): whole processes, wall time and peak memory.
// Then the deploy's critical path.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { criticalPath, describe } from './lib/critical-path.cjs';
import { compile, ensureDependencies, root, stackFolder, synthesize } from './lib/project.mjs';

const RUNS = 11;
const MOST_TIMES_BARE = 2;
const MOST_MEMORY_MB = 150;

ensureDependencies();
compile();
synthesize();
const stack = JSON.parse(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8'));
const count = (group) => Object.values(group ?? {}).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
const resources = count(stack.resource) + count(stack.data);

const work = mkdtempSync(join(tmpdir(), 'bench-'));
const bare = join(work, 'bare.js');
const modules = JSON.stringify(join(root, 'node_modules'));
writeFileSync(bare, `
const { App, TerraformStack } = require(${modules} + '/cdktf');
const { AwsProvider } = require(${modules} + '/@cdktf/provider-aws/lib/provider');
const { S3Bucket } = require(${modules} + '/@cdktf/provider-aws/lib/s3-bucket');
const app = new App();
const stack = new TerraformStack(app, 'bare');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
for (let i = 0; i < ${resources}; i += 1) {
  new S3Bucket(stack, 'Bucket' + i, { bucket: 'bucket-' + i, tags: { number: String(i) } });
}
app.synth();
`);
const meter = join(work, 'meter.js');
writeFileSync(meter, 'process.on("exit", () => require("fs").writeSync(3, String(process.resourceUsage().maxRSS)));');

function measure(script) {
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ['--require', meter, script], { cwd: work, stdio: ['ignore', 'inherit', 'inherit', 'pipe'], encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (result.status !== 0) {
    throw new Error(`${script} ended with ${result.status}`);
  }
  return { seconds, megabytes: Number(result.output[3]) / 1024 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const subjects = { bare, example: join(root, 'build', 'examples', 'eks-s3-rds', 'main.js') };
const runs = { bare: [], example: [] };
// In turn, so that a slower minute of the machine hits both; the first pair warms the disk up.
for (let i = 0; i <= RUNS; i += 1) {
  for (const [name, script] of Object.entries(subjects)) {
    const run = measure(script);
    if (i > 0) {
      runs[name].push(run);
    }
  }
}
rmSync(work, { recursive: true });

const summary = (name) => ({
  seconds: median(runs[name].map((run) => run.seconds)), megabytes: Math.max(...runs[name].map((run) => run.megabytes)),
});
const [a, b] = [summary('bare'), summary('example')];
const ratio = b.seconds / a.seconds;
console.log(`Synthesis, ${resources} resources and data sources, ${RUNS} runs each (median of the time, maximum of the memory):`);
console.log(`  bare cdktf  ${a.seconds.toFixed(2)} s  ${a.megabytes.toFixed(0)} MB`);
console.log(`  example     ${b.seconds.toFixed(2)} s  ${b.megabytes.toFixed(0)} MB`);
console.log(`  ratio       ${ratio.toFixed(2)} (at most ${MOST_TIMES_BARE}), memory at most ${MOST_MEMORY_MB} MB`);
console.log(describe(criticalPath(stack)).join('\n'));
process.exit(ratio <= MOST_TIMES_BARE && b.megabytes <= MOST_MEMORY_MB ? 0 : 1);
