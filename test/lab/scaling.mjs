// Scaling of nodes: the cluster autoscaler with a GPU group at 0 and a spot group, and Karpenter with its pools;
// developers, administrators, and roles with a custom path. Each is applied, planned again and destroyed, in both
// worst-case orders.
//
//   node scripts/run.mjs test/lab/scaling.mjs [--jobs 2] [--only karpenter]     a regular expression
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from '../../scripts/lib/project.ts';

// The lab does not know these charts, and would say that nothing brings Karpenter's kinds: a copy of it knows them.
// From the charts, 1.14.1 and 0.20.0.
const CHARTS = {
  'karpenter-crd': {
    crds: {
      in: 'templates',
      annotations: 'additionalAnnotations',
      names: ['ec2nodeclasses.karpenter.k8s.aws', 'nodeclaims.karpenter.sh', 'nodeoverlays.karpenter.sh', 'nodepools.karpenter.sh', 'capacitybuffers.autoscaling.x-k8s.io'],
    },
    pods: false,
  },
  'karpenter': { pods: true, needs_crds: ['karpenter.sh', 'karpenter.k8s.aws'], webhooks: ['karpenter.sh', 'karpenter.k8s.aws'], webhook_service: 'karpenter' },
  'nvidia-device-plugin': { pods: true },
};
const copy = mkdtempSync(join(tmpdir(), 'zenml-lab-charts.'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
cpSync(dirname(resolve(root, process.env.LAB ?? '../shared/lab/lab')), copy, { recursive: true });
const table = join(copy, 'provider-sim', 'charts.json');
writeFileSync(table, JSON.stringify({ ...CHARTS, ...JSON.parse(readFileSync(table, 'utf8')) }));
process.env.LAB = join(copy, 'lab');
const { initialized, library, options, runCases, synthesizeAny, synthesizeStacks } = await import('./lib/lab.mjs');

const { jobs, keep, only } = options({ only: { type: 'string', default: '' } });
const lib = library();
const ACCOUNT = '123456789012';
const principal = (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const common = {
  region: 'eu-central-1',
  prefix: 'acme',
  dataRetention: lib.DataRetention.DELETE,
  roles: { path: '/ml/' },
  developerPrincipalArns: [principal('developer')],
};
const stacks = synthesizeStacks({
  autoscaler: {
    ...common,
    clusterAutoscaler: {},
    cluster: lib.ClusterSource.create({
      adminPrincipalArns: [principal('platform')],
      nodeGroups: {
        gpu: lib.NodeGroup.gpu(), spot: { capacityType: lib.CapacityType.SPOT, minSize: 0, desiredSize: 0, labels: { pool: 'spot' }, taints: [{ key: 'spot' }] },
      },
    }),
    extend: (stack) => stack.pipelineRole.addStatements({ actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:eu-central-1:${ACCOUNT}:runs`] }),
  },
  karpenter: { ...common, karpenter: { gpuPool: {} } },
});
const clusterOf = (clusterName) => (stack, require) => {
  const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
  new AwsProvider(stack, 'aws', { region: common.region });
  new lib.EksCluster(stack, 'Cluster', { clusterName, network: new lib.Network(stack, 'Network', { namePrefix: 'acme' }), nodeGroups: { more: {} } });
};
const clusters = synthesizeAny({ before: clusterOf('acme-one'), after: clusterOf('acme-two') });
const groupsOf = (nodeGroups) => ({ ...common, prefix: 'nodes', clusterAutoscaler: {}, cluster: lib.ClusterSource.create({ nodeGroups }) });
const groups = synthesizeStacks({ with: groupsOf({ gpu: lib.NodeGroup.gpu() }), without: groupsOf({}) });
const orders = { default: {}, reverse: { LAB_WORST_ORDER: 'reverse' } };
const cases = Object.entries(stacks).flatMap(([name, stack]) => Object.entries(orders).map(([order, extra]) => [`${name}, worst case, ${order} order`, async () => {
  const run = await initialized(stack, `${name}-${order}`, { LAB_WORST_CASE: '300', ...extra });
  await run.apply();
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
}]));
cases.push(['a cluster that is replaced with its node groups', async () => {
  const run = await initialized(clusters.before, 'renamed', { LAB_WORST_CASE: '300' });
  await run.apply();
  const groups = (plan) => plan.filter(({ type, change }) => type === 'aws_eks_node_group' && change.actions.join() === 'create,delete').length;
  const { type, name: cluster } = run.state().resources.find((it) => it.type === 'aws_eks_cluster');
  const anew = groups(await run.plan({}, `-replace=${type}.${cluster}`));
  run.configure(clusters.after);
  const renamed = groups(await run.plan());
  if (anew !== 2 || renamed !== 2) {
    throw new Error(`of two node groups ${anew} and ${renamed} follow`);
  }
  await run.applyPlan();
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
}]);

/** Access entries in AWS: those that Terraform made, and those that EKS made by itself, which nobody deletes. */
const entriesOf = (run, type) => Object.keys(run.objects()).filter((name) => name.includes(`/${type}/`));
function noEntryOfEks(run) {
  const made = entriesOf(run, 'lab_access_entry').filter((name) => name.includes('role%2F'));
  if (made.length > 0) {
    throw new Error(`EKS created access entries for nodes:\n  ${made.join('\n  ')}`);
  }
}
cases.push(['a GPU node group that is removed and added again: its new nodes join', async () => {
  const run = await initialized(groups.with, 'gpu-again', { LAB_WORST_CASE: '300' });
  await run.apply();
  noEntryOfEks(run);
  run.configure(groups.without);
  await run.apply();
  run.configure(groups.with);
  await run.apply();
  noEntryOfEks(run);
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
}]);
cases.push(['a destroy that stops half way at the cluster: the next apply works', async () => {
  const run = await initialized(groups.with, 'half-destroyed', { LAB_WORST_CASE: '300' });
  await run.apply();
  const { status } = await run.terraform(['destroy', '-auto-approve'], { LAB_FAIL_AT: 'aws_eks_cluster.*:delete' });
  if (status === 0) {
    throw new Error('the destroy did not stop');
  }
  await run.apply();
  noEntryOfEks(run);
  await run.planIsEmpty();
  await run.destroy();
  run.storeIsEmpty();
}]);
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
