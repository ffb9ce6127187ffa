// Resources of a killed run in AWS that Terraform's state does not contain, with the real AWS provider on the lab's
// simulator: the example is applied, its state loses one resource of each type, the package's repair finds them,
// nothing is created twice, and the plan is empty. Then the same before a destroy, after which nothing is left. The
// policy that the package prints for the deployer must allow all calls of Terraform.
//
//   node scripts/run.mjs test/lab/forgotten.mjs                 a sample of ten types, another one for another --seed
//   node scripts/run.mjs test/lab/forgotten.mjs --all
//   node scripts/run.mjs test/lab/forgotten.mjs --only aws_db_instance
import { delimiter } from 'node:path';
import { recorded } from './lib/calls.mjs';
import { initialized, options, path, random, readStack, synthesize, useLocalState, work } from './lib/lab.mjs';
import { against } from './lib/policy.mjs';
import { awsOnSimulator, pinAwsProvider, startSimulator } from './lib/simulator.mjs';

useLocalState();
const { only, all, sample, seed } = options({
  only: { type: 'string', default: '' }, all: { type: 'boolean', default: false }, sample: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' },
});

let [passed, failed] = [0, 0];
function check(name, got, wanted) {
  const isRight = JSON.stringify(got) === JSON.stringify(wanted);
  isRight ? passed++ : failed++;
  console.log(`${isRight ? 'ok   ' : 'FAIL '} ${name}${isRight ? '' : `\n      got    ${JSON.stringify(got)}\n      wanted ${JSON.stringify(wanted)}`}`);
}
const asked = async (path) => (await fetch(`${endpoint}${path}`)).json();

const { url: endpoint, child: simulator } = await startSimulator();
process.on('exit', () => simulator.kill());
const { example } = synthesize('eks-s3-rds', { example: () => ({}) });
pinAwsProvider(example);
const { recorder, calls } = await recorded(endpoint);
const stack = await initialized(example, 'stack', { LAB_ENDPOINT: endpoint, AWS_ENDPOINT_URL: recorder });
stack.extra.PATH = [awsOnSimulator(work), path()].join(delimiter);
const WORST_CASE = { LAB_WORST_CASE: '300' };
await stack.apply(WORST_CASE);
await stack.planIsEmpty();
check('applied, and the plan after it is empty', true, true);

// Made again by the next run without a word, since AWS takes them twice.
const TAKEN_TWICE = /^aws_(iam_role_policy|iam_role_policy_attachment|autoscaling_attachment|ecr_lifecycle_policy|s3_bucket_\w+)$/;
const each = Object.entries(readStack(example).resource).filter(([type]) => type.startsWith('aws_') && !TAKEN_TWICE.test(type))
  .map(([type, byName]) => [type, `${type}.${Object.keys(byName)[0]}`]);
const next = random(Number(seed));
const drawn = each.map((it) => [next(), it]).sort(([a], [b]) => a - b).slice(0, Number(sample)).map(([, it]) => it);
const resources = only ? each.filter(([type]) => type.includes(only)) : all ? each : drawn;

async function forget(addresses) {
  await stack.succeed(['state', 'rm', ...addresses]);
}
const repairedOf = (said) => [...said.matchAll(/^Repaired: (aws_\w+) /gm)].map(([, type]) => type).sort();


/** A destroy; on a busy machine the provider may repeat a call whose answer it did not get. */
async function destroy() {
  try {
    await stack.destroy(WORST_CASE);
  } catch (error) {
    // AWS names no such error for DeleteTargetGroup, the simulator says it of one that is gone:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
    const [, arn] = /api error TargetGroupNotFound/.test(error.message) ? /Target Group \((arn:\S+)\)/.exec(error.message) ?? [] : [];
    const calls = (await asked('/lab/calls')).filter((it) => it.operation === 'DeleteTargetGroup' && JSON.stringify(it.parameters).includes(arn));
    if (arn === undefined || !calls.some(({ status }) => status === 200)) {
      throw error;
    }
    console.log(`note: the provider deleted a target group ${calls.length} times, and the simulator refused the later ones; destroyed once more`);
    await stack.destroy(WORST_CASE);
  }
}

await forget(resources.map(([, address]) => address));
const before = (await asked('/lab/calls')).length;
const planned = await stack.repair('--dry-run');
check('a dry run says it, and does nothing', [/^To repair: aws_/m.test(planned), (await asked('/lab/calls')).length], [true, before]);
const said = await stack.repair();
check(`forgotten resources of ${resources.length} types are found`, repairedOf(said), resources.map(([type]) => type).sort());
check('nothing was changed in AWS', (await asked('/lab/calls')).length, before);
const changes = (await stack.plan()).filter(({ change }) => change.actions.join() !== 'update');
check('nothing is made again, or replaced', changes.map(({ address, change }) => `${address} ${change.actions}`), []);
await stack.applyPlan();
if (resources.some(([type]) => type === 'aws_acm_certificate')) {
  await stack.apply(); // The simulator forgets the tags of a certificate that is imported into ACM once more; AWS keeps them.
}
await stack.planIsEmpty();
check('applied again, and the plan after it is empty', true, true);
check('prints nothing without anything to repair', (await stack.repair()).trim(), '');

const held = ['aws_vpc', 'aws_eks_cluster', 'aws_iam_role', 'aws_iam_openid_connect_provider', 'aws_db_instance', 'aws_s3_bucket', 'aws_nat_gateway', 'aws_kms_alias'];
await forget(each.filter(([type]) => held.includes(type)).map(([, address]) => address));
check('found before a destroy', repairedOf(await stack.repair('--destroy')), [...held].sort());
await destroy();
const left = await asked('/lab/leftovers');
check('after it nothing is left', left, {});
stack.storeIsEmpty({ butCrds: true });
const { denied, superfluous } = against(readStack(example), calls);
check('the policy of the stack allows what Terraform asked, and nothing that nobody needs', { denied, superfluous }, { denied: [], superfluous: [] });

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
