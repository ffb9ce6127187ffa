// The parts on the cluster are deployed, disabled and deployed again on the same cluster: their remains must not block
// the next deployment. The ZenML server is also replaced by an existing one.
//
//   node scripts/run.mjs test/lab/again.mjs [--only REGEXP] [--jobs 2]
import { initialized, library, options, runCases, synthesize, synthesizeStacks, withoutParts } from './lib/lab.mjs';

const { only, jobs, keep } = options({ only: { type: 'string', default: '' } });

const { DataRetention, SecretValue, ZenmlServerSource } = library();
const base = { region: 'eu-central-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE };
const server = ZenmlServerSource.existing({
  url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_lab'), roleArn: 'arn:aws:iam::123456789012:role/zenml-server',
});
const { whole, bare } = synthesize('eks-s3-rds', { whole: () => ({}), bare: withoutParts });
const { own, existing } = synthesizeStacks({ own: base, existing: { ...base, zenml: server } });
const empty = await initialized(whole, 'empty');

const again = (name, extra, full = whole, less = bare) => [name, async () => {
  const run = empty.copy(name.replace(/\W+/g, '-'), { ...empty.extra, ...extra });
  run.configure(full);
  await run.apply();
  const resources = run.state().resources.length;
  run.configure(less);
  await run.apply();
  await run.planIsEmpty();
  const left = run.state().resources.length;
  run.configure(full);
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

const worst = { LAB_WORST_CASE: '300' };
const reverse = { ...worst, LAB_WORST_ORDER: 'reverse' };
await runCases([
  again('parts on, off, on; destroy; again', {}),
  again('the same in the worst case', worst),
  again('the same in the worst case, reverse', reverse),
  again('the stack\'s ZenML server, an existing one, the stack\'s again; worst case', worst, own, existing),
  again('the same in reverse', reverse, own, existing),
].filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
