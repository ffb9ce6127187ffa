// SeldonCoreIstio on a cluster with an existing Istio. The host installs it with plain releases, including gateway pods
// and a Gateway. Each variant of a guest is applied on it, its second plan is empty, and after its destroy the host is
// unchanged. Both worst-case orders.
//
//   node scripts/run.mjs test/lab/existing-istio.mjs [--jobs 2] [--only existing]     a regular expression
import { join } from 'node:path';
import { changedBetween, initialized, library, options, runCases, synthesizeAny } from './lib/lab.mjs';
import { root } from '../../scripts/lib/project.ts';

const { jobs, keep, only } = options({ only: { type: 'string', default: '' } });
const lib = library();
const CLUSTER = { host: 'https://cluster.example.com:6443', token: 'lab' };
const REPOSITORY = 'https://blob.istio.io/istio-release/charts';

function providers(stack, require) {
  const { KubernetesProvider } = require('@cdktf/provider-kubernetes/lib/provider');
  const { HelmProvider } = require('@cdktf/provider-helm/lib/provider');
  new KubernetesProvider(stack, 'kubernetes', CLUSTER);
  new HelmProvider(stack, 'helm', { kubernetes: CLUSTER });
}

/** An Istio as its own documentation installs it. */
function istio(stack, require) {
  providers(stack, require);
  const { NamespaceV1 } = require('@cdktf/provider-kubernetes/lib/namespace-v1');
  const { Release } = require('@cdktf/provider-helm/lib/release');
  const namespace = new NamespaceV1(stack, 'istio', { metadata: { name: 'istio-system' } }).metadata.name;
  const release = (name, more) => new Release(stack, name, { name, namespace, wait: true, ...more });
  const chart = { repository: REPOSITORY, version: lib.IstioVersion.DEFAULT.version };
  const base = release('istio-base', { ...chart, chart: 'base' });
  const istiod = release('istiod', { ...chart, chart: 'istiod', dependsOn: [base] });
  const pods = release('istio-ingressgateway', { ...chart, chart: 'gateway', dependsOn: [istiod] });
  release('public', {
    chart: join(root, 'charts', 'seldon-gateway'),
    values: [JSON.stringify({ name: 'public', spec: { selector: { istio: 'ingressgateway' }, servers: [] } })],
    dependsOn: [pods],
  });
}

const sources = {
  'existing': lib.IstioSource.existing({ revision: 'default' }),
  'existing in its namespace': lib.IstioSource.existing({ gatewayNamespace: lib.ClusterNamespace.existing('istio-system') }),
  'existingIngressGateway': lib.IstioSource.existingIngressGateway({ url: 'https://models.example.com' }),
  'existingGateway': lib.IstioSource.existingGateway({ name: 'public' }),
};
const { host, ...guests } = synthesizeAny({
  host: istio,
  ...Object.fromEntries(Object.entries(sources).map(([name, source]) => [name.replace(/ /g, '-'), (stack, require) => {
    providers(stack, require);
    const seldon = new lib.SeldonCoreIstio(stack, 'Seldon', { istio: source, deployers: [{ namespace: 'zenml', name: 'runner' }] });
    const { TerraformOutput } = require('cdktf');
    new TerraformOutput(stack, 'base-url', { value: seldon.baseUrl, staticId: true });
  }])),
});


const empty = await initialized(host, 'host');
const theirs = empty.copy('theirs');
await theirs.apply();

const orders = { default: {}, reverse: { LAB_WORST_ORDER: 'reverse' } };
const cases = Object.entries(guests).flatMap(([name, stack]) => Object.entries(orders).map(([order, more]) => [`${name}, worst case, ${order} order`, async () => {
  const extra = { LAB_WORST_CASE: '300', ...more };
  const onHost = theirs.copy(`host-${name}-${order}`);
  const before = onHost.objects();
  const guest = await initialized(stack, `guest-${name}-${order}`, { ...extra, LAB_STATE: onHost.store });
  for (const _ of ['first', 'again']) {
    await guest.apply();
    const missing = changedBetween(before, onHost.objects()).filter((it) => it in before);
    if (missing.length > 0) {
      throw new Error(`the guest's apply has changed what was there:\n  ${missing.join('\n  ')}`);
    }
    await guest.planIsEmpty();
    await onHost.planIsEmpty();
    if (!JSON.parse(await guest.succeed(['output', '-json']))['base-url'].value) {
      throw new Error('there is no base URL');
    }
    await guest.destroy();
    const changed = changedBetween(before, onHost.objects());
    if (changed.length > 0) {
      throw new Error(`the guest has changed, left or removed:\n  ${changed.join('\n  ')}`);
    }
  }
  await onHost.destroy(extra);
  onHost.storeIsEmpty({ butCrds: true });
}]));
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
