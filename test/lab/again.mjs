// The parts on the cluster come, go, and come again on the same cluster: what they leave behind must not be in their way.
//
//   node test/lab/again.mjs [--jobs 2]
import { initialized, options, runCases, synthesize, withoutParts } from './lib/lab.mjs';

const { jobs, keep } = options({});

const { whole, bare } = synthesize('eks-s3-rds', { whole: () => ({}), bare: withoutParts });
const empty = await initialized(whole, 'empty');

const again = (name, extra) => [name, async () => {
  const run = empty.copy(name.replace(/\W+/g, '-'), { ...empty.extra, ...extra });
  await run.apply();
  const resources = run.state().resources.length;
  run.configure(bare);
  await run.apply();
  await run.planIsEmpty();
  const left = run.state().resources.length;
  run.configure(whole);
  await run.apply();
  await run.planIsEmpty();
  if (run.state().resources.length !== resources || left >= resources) {
    throw new Error(`${resources} resources, ${left} without the parts, ${run.state().resources.length} with them again`);
  }
  await run.destroy();
  run.storeIsEmpty();
  // Once more from nothing, with the names of the first time.
  await run.apply();
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
  return `${resources} resources, ${left} without the parts`;
}];

await runCases([
  again('parts on, off, on; destroy; again', {}),
  again('the same in the worst case', { LAB_WORST_CASE: '300' }),
  again('the same in the worst case, reverse', { LAB_WORST_CASE: '300', LAB_WORST_ORDER: 'reverse' }),
], { jobs, keep });
