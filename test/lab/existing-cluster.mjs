// examples/existing-cluster on an existing cluster: that of examples/eks-s3-rds, created without the parts on the
// cluster, and reached by a kubeconfig. The installation is destroyed, repeated and destroyed, and continues after a
// kill; then the cluster is destroyed. Tests both variants: for a cloud, and for kind, whose services are exposed on
// node ports.
//
//   node scripts/run.mjs test/lab/existing-cluster.mjs [--jobs 2]
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initialized, library, options, runCases, synthesize, useLocalState, withoutParts, work } from './lib/lab.mjs';
import { root } from '../../scripts/lib/project.ts';

useLocalState();
const { jobs, keep } = options({});
const CONTEXT = 'lab';

const kubeconfigOf = (run) => join(run.folder, 'kubeconfig');
const orders = { default: {}, reverse: { LAB_WORST_ORDER: 'reverse' } };
const { bare } = synthesize('eks-s3-rds', { bare: withoutParts });
library();
const { variants } = createRequire(import.meta.url)(join(root, 'build', 'examples', 'existing-cluster', 'config.js'));
// The path is written into the configuration, so each case has a separate stack.
const combinations = Object.keys(variants).flatMap((variant) => Object.keys(orders).map((order) => ({ name: `${variant}-${order}`, variant, order })));
const guests = synthesize('existing-cluster', Object.fromEntries(combinations.map(({ name, variant }) =>
  [name, () => ({ ...variants[variant], kubeconfig: join(work, `host-${name}`, 'kubeconfig'), context: CONTEXT })])));
const empty = await initialized(bare, 'empty');

// Helm never removes the CRDs of a chart's crds/ folder (Istio's, NGINX's): they stay, and the second round has to cope
// with them.
const isObject = (name) => name.endsWith('.json') && !/[\\/]crd[\\/]/.test(name);
const objects = (run) => readdirSync(run.store, { recursive: true }).filter(isObject).sort().join('\n');

const cases = combinations.map(({ name, variant, order }) => [`existing cluster, ${variant}, worst case, ${order} order`, async () => {
  const extra = { LAB_WORST_CASE: '300', ...orders[order] };
  const host = empty.copy(`host-${name}`, { ...empty.extra, ...extra });
  await host.apply();
  const cluster = host.state().resources.find(({ type }) => type === 'aws_eks_cluster').instances[0].attributes;
  // JSON is YAML.
  writeFileSync(kubeconfigOf(host), JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'current-context': 'another',
    'clusters': [
      { name: 'lab', cluster: { 'server': cluster.endpoint, 'certificate-authority-data': cluster.certificate_authority[0].data } },
      { name: 'another', cluster: { server: 'https://another.example:6443' } },
    ],
    'contexts': [
      { name: CONTEXT, context: { cluster: 'lab', user: 'lab' } },
      { name: 'another', context: { cluster: 'another', user: 'lab' } },
    ],
    'users': [{ name: 'lab', user: { token: 'lab' } }],
  }));
  const before = objects(host);

  const guest = await initialized(guests[name], `guest-${name}`, { ...extra, LAB_STATE: host.store });
  for (const _ of ['first', 'again']) {
    await guest.apply();
    await guest.planIsEmpty();
    const outputs = JSON.parse(await guest.succeed(['output', '-json']));
    const empties = Object.entries(outputs).filter(([, { value }]) => !value).map(([output]) => output);
    if (Object.keys(outputs).length === 0 || empties.length > 0) {
      throw new Error(`outputs without a value: ${empties.join(', ') || 'there are none'}`);
    }
    await guest.destroy();
    if (objects(host) !== before) {
      throw new Error('the cluster is not as it was before');
    }
  }
  // What is not of the library is marked as well: it is repaired, not taken for somebody else's.
  if (variant === 'kind') {
    // The lab kills once in a world.
    const end = order === 'default' ? 'apply' : 'destroy';
    const { status } = await guest.terraform(['apply', '-auto-approve'], { LAB_KILL_AT: 'kubernetes_deployment_v1.minio:create', LAB_KILL_WHAT: 'terraform' });
    const said = await guest.repair(...(end === 'destroy' ? ['--destroy'] : []));
    if (status === 0 || !said.includes('Repaired: kubernetes_deployment_v1 minio/minio exists')) {
      throw new Error(`nothing was killed, or not repaired:\n${said}`);
    }
    if (end === 'apply') {
      await guest.apply();
      await guest.planIsEmpty();
    }
    await guest.destroy();
    if (objects(host) !== before) {
      throw new Error('the cluster is not as it was before, after a run that was killed');
    }
  }
  await host.destroy();
  host.storeIsEmpty();
}]);
await runCases(cases, { jobs, keep });
