// The example in random orders: random pauses before and after every call, more or fewer calls in parallel; and the
// lab's two worst cases, in which slow operations wait until nothing else is running.
//
//   node scripts/run.mjs test/lab/shuffle.mjs [--runs 20] [--seed 1] [--jobs 2]
import { initialized, options, random, runCases, synthesize } from './lib/lab.mjs';

const { runs, seed, jobs, keep } = options({ runs: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } });

const { example } = synthesize('eks-s3-rds', { example: () => ({}) });
const empty = await initialized(example, 'empty');
const next = random(Number(seed));

const whole = (name, extra, ...args) => [name, async () => {
  const run = empty.copy(name.replace(/\W+/g, '-'), { ...empty.extra, ...extra });
  await run.apply({}, ...args);
  await run.planIsEmpty();
  await run.destroy({}, ...args);
  run.storeIsEmpty();
  if (!keep) {
    run.remove();
  }
}];

const shuffled = Array.from({ length: Number(runs) }, (_, index) => {
  const parallelism = [4, 10, 25][Math.floor(next() * 3)];
  return whole(`shuffled ${index + 1}, pauses up to 50 ms, ${parallelism} calls at a time`, { LAB_DELAY_MS: '0-50' }, `-parallelism=${parallelism}`);
});
await runCases([
  whole('worst case', { LAB_WORST_CASE: '300' }),
  whole('worst case, reverse', { LAB_WORST_CASE: '300', LAB_WORST_ORDER: 'reverse' }),
  ...shuffled,
], { jobs, keep });
