// Two stacks of one app on one cluster, one MySQL server and one bucket, which a host stack creates. Both are applied,
// and both plans are empty. One is destroyed; the other is unchanged, has an empty plan and can be updated; then it is
// destroyed, and the host as well. A stack of another app with the same names fails before it changes anything in
// theirs, and neither repair nor destroy changes it.
//
//   node scripts/run.mjs test/lab/two-stacks.mjs [--jobs 2] [--only 'first|reverse']     a regular expression
import { changedBetween, existingParts, initialized, library, options, runCases, synthesizeAny, synthesizeStacks, synthesizeTogether, useLocalState } from './lib/lab.mjs';

useLocalState();
const { jobs, keep, only } = options({ only: { type: 'string', default: '' } });
const lib = library();
const REGION = 'eu-central-1';
const WORST_CASE = { LAB_WORST_CASE: '300' };

const { host } = synthesizeAny({ host: (stack, require) => existingParts(stack, { lib, region: REGION, require }) });

/** What both stacks use; before the host is there the ids are made up, for the types alone. */
function shared({ vpc = 'vpc-0a1b2c3d', subnets = ['a1', 'a2', 'b1', 'b2'].map((it) => `subnet-0a1b2c${it}`), database = 'db', groups = ['eks-nodes'] } = {}) {
  const half = subnets.length / 2;
  return {
    region: REGION,
    dataRetention: lib.DataRetention.DELETE,
    // The lab finds no NAT gateways.
    network: lib.NetworkSource.existing({
      vpcId: vpc, privateSubnetIds: subnets.slice(0, half), publicSubnetIds: subnets.slice(half), egressCidrs: ['203.0.113.7/32'],
    }),
    cluster: lib.ClusterSource.existing('theirs', { autoScalingGroupNames: groups }),
    artifactBucket: lib.ArtifactBucketSource.existing({ bucketName: 'theirs-models' }),
    database: lib.DatabaseSource.existing({ host: database, username: 'admin', password: lib.SecretValue.unsafePlainText('secret-of-theirs') }),
  };
}
// A cluster has one Seldon Core, and a port of its nodes one Service.
const second = { prefix: 'two', seldon: lib.SeldonSource.none(), entrance: { nodePorts: { zenml: 30090, mlflow: 30091 } } };
const both = (found) => ({ one: { ...shared(found), prefix: 'one' }, two: { ...shared(found), ...second } });
const changed = (found) => ({ two: { ...both(found).two, mlflow: lib.MlflowSource.create({ workers: 3 }) } });
// The first one's names, chosen by somebody who does not know of it.
const stranger = (found) => {
  const create = (name) => lib.ClusterNamespace.create(`one-${name}`);
  return {
    stranger: {
      ...both(found).two,
      prefix: 'stranger',
      pipelines: { namespace: create('zenml') },
      zenml: lib.ZenmlServerSource.create({ namespace: create('zenml-server') }),
      mlflow: lib.MlflowSource.create({
        namespace: create('mlflow'),
        ingress: lib.Ingress.nginx({ name: 'one-nginx-controller', className: 'one-nginx', namespace: create('ingress-nginx') }),
      }),
    },
  };
};
const variants = (found) => ({ ...changed(found), ...stranger(found) });
synthesizeTogether(both());
synthesizeStacks(variants());

const attributes = (run, type) => run.state().resources.filter((it) => it.type === type).map(({ name, instances }) => ({ name, ...instances[0].attributes }));
const empty = await initialized(host, 'host');
const theirs = empty.copy('theirs');
await theirs.apply(WORST_CASE);
const subnets = (kind) => attributes(theirs, 'aws_subnet').filter(({ name }) => name.includes(kind)).map(({ id }) => id);
const found = {
  vpc: attributes(theirs, 'aws_vpc')[0].id,
  subnets: [...subnets('Private'), ...subnets('Public')],
  database: attributes(theirs, 'aws_db_instance')[0].address,
  groups: [attributes(theirs, 'aws_eks_node_group')[0].resources[0].autoscaling_groups[0].name],
};
const stacks = synthesizeTogether(both(found));
const others = synthesizeStacks(variants(found));

const butCrds = (files) => files.filter((name) => !name.includes('/crd/'));
/** What has changed of all that was there before. */
function unchanged(before, run, what) {
  const after = run.objects();
  const different = butCrds(Object.keys(before)).filter((name) => before[name] !== after[name]);
  if (different.length > 0) {
    throw new Error(`${what} has changed or removed what is not its own:\n  ${different.join('\n  ')}`);
  }
}

async function tryBoth(name, first, extra) {
  const onHost = theirs.copy(`host-${name}`);
  const bare = onHost.objects();
  const store = { LAB_STATE: onHost.store };
  const runs = Object.fromEntries(await Promise.all(Object.entries(stacks).map(async ([stack, folder]) =>
    [stack, await initialized(folder, `${stack}-${name}`, store)])));
  const last = Object.keys(runs).find((it) => it !== first);
  await runs[last].apply(extra);
  const alone = onHost.objects();
  await runs[first].apply(extra);
  unchanged(alone, onHost, `the apply of ${first}`);
  await runs[last].planIsEmpty();
  await runs[first].planIsEmpty();
  await runs[first].destroy(extra);
  const left = butCrds(changedBetween(alone, onHost.objects()));
  if (left.length > 0) {
    throw new Error(`the destroy of ${first} has changed or left:\n  ${left.join('\n  ')}`);
  }
  await runs[last].planIsEmpty();
  if (last === 'two') {
    runs.two.configure(others.two);
    await runs.two.apply(extra);
    await runs.two.planIsEmpty();
  }
  await runs[last].destroy(extra);
  const rest = butCrds(changedBetween(bare, onHost.objects()));
  if (rest.length > 0) {
    throw new Error(`the destroy of ${last} has changed or left:\n  ${rest.join('\n  ')}`);
  }
  await onHost.planIsEmpty();
  await onHost.destroy(extra);
  onHost.storeIsEmpty();
  return `${Object.keys(alone).length - Object.keys(bare).length} objects of ${last}`;
}

async function tryStranger() {
  const onHost = theirs.copy('host-stranger');
  const store = { LAB_STATE: onHost.store };
  const one = await initialized(stacks.one, 'one-stranger', store);
  await one.apply();
  const before = onHost.objects();
  const run = await initialized(others.stranger, 'stranger', store);
  const failed = async () => {
    const { status, text } = await run.terraform(['apply', '-auto-approve']);
    if (status === 0 || !/namespaces? .*already exists/.test(text)) {
      throw new Error(`the apply of the stranger ends with ${status}\n${text.slice(-2000)}`);
    }
    unchanged(before, onHost, 'the apply of the stranger');
  };
  await failed();
  await run.repair();
  unchanged(before, onHost, 'repair');
  await failed();
  await run.destroy();
  const left = butCrds(changedBetween(before, onHost.objects()));
  if (left.length > 0) {
    throw new Error(`the destroy of the stranger has changed or left:\n  ${left.join('\n  ')}`);
  }
  await one.planIsEmpty();
}

/** The second stack finds the state of the first, as with one key in one bucket for both. */
async function tryState() {
  const onHost = theirs.copy('host-state');
  const run = await initialized(stacks.one, 'one-state', { LAB_STATE: onHost.store });
  await run.apply();
  const before = onHost.objects();
  run.configure(stacks.two);
  const { status, text } = await run.terraform(['apply', '-auto-approve']);
  if (status === 0 || !text.replace(/[\s│]+/g, ' ').includes('state of a stack with the prefix "one", and this stack has the prefix "two"')) {
    throw new Error(`the apply ends with ${status}\n${text.slice(-2000)}`);
  }
  unchanged(before, onHost, 'the apply of two');
  run.configure(stacks.one);
  await run.planIsEmpty();
}

const reverse = { ...WORST_CASE, LAB_WORST_ORDER: 'reverse' };
const cases = [
  ['two stacks on one cluster, bucket and MySQL server: the first is destroyed first', () => tryBoth('first', 'one', WORST_CASE)],
  ['the same, the second is destroyed first', () => tryBoth('second', 'two', WORST_CASE)],
  ['the first is destroyed first, reverse order', () => tryBoth('reverse', 'one', reverse)],
  ['a stack of another app with the names of the first: refused, and nothing is taken over', tryStranger],
  ['the state of the first for the second: refused in the plan', tryState],
];
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
