// A region outside the partition aws requires a newer AWS provider than the bindings': Terraform refuses the old one,
// and applies, plans and destroys with the new one. The lab serves the old one; a copy of it serves the same stand-in
// as 6.29.0.
//
//   node scripts/run.mjs test/lab/partitions.mjs [--old]     --old: with the provider that the lab serves
import { readFileSync, writeFileSync } from 'node:fs';
import { copiedLab } from './lib/copied.mjs';

copiedLab([]);
const script = readFileSync(process.env.LAB, 'utf8');
const served = script.replace(/(STAND_INS=".*aws\/)[\d.]+/, '$16.29.0');
if (served === script) {
  throw new Error(`${process.env.LAB} names no AWS provider that it serves`);
}
if (!process.argv.includes('--old')) {
  writeFileSync(process.env.LAB, served);
}
const { initialized, library, runCases, synthesizeStacks } = await import('./lib/lab.mjs');
const { DataRetention } = library();
const { china } = synthesizeStacks({ china: { region: 'cn-north-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE } });

await runCases([process.argv.includes('--old') ? ['Terraform refuses the provider that fails there', async () => {
  const message = await initialized(china, 'refused').then(() => 'initialized', (error) => error.message);
  if (!/>= 6\.29\.0, < 7\.0\.0/.test(message)) {
    throw new Error(message);
  }
}] : ['a stack in China with the newer provider', async () => {
  const run = await initialized(china, 'china');
  await run.apply();
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
}]]);
