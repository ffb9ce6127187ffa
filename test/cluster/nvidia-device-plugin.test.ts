import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformOutput, TerraformResource } from 'cdktf';
import { CLUSTER, problemsOf, variable } from './fixtures';
import { NvidiaDevicePlugin } from '../../src/cluster';
import { devicePluginValues } from '../../src/cluster/private/device-plugin-values';
import { NvidiaDevicePluginVersion } from '../../src/versions';
import { messageOf, synth, Synthesized, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

/** Stand-ins for values of a stack. */
const [BEFORE, OTHER, PODS] = ['a resource', 'another Helm provider', 'a cluster with podsReady'];

function plugin(props: object = {}): Synthesized {
  return synth((stack) => {
    const [ready, podsReady, before] = ['Ready', 'PodsReady', 'Before']
      .map((id) => new TerraformResource(stack, id, { terraformResourceType: 'terraform_data' }));
    const other = new HelmProvider(stack, 'Other', { alias: 'other' });
    const made = new NvidiaDevicePlugin(stack, 'Plugin', {
      cluster: { ...CLUSTER, ready: [ready] },
      ...props,
      ...('dependsOn' in props && props.dependsOn === BEFORE && { dependsOn: [before] }),
      ...('cluster' in props && props.cluster === PODS && { cluster: { ...CLUSTER, ready: [ready], podsReady: [podsReady] } }),
      ...('helmProvider' in props && props.helmProvider === OTHER && { helmProvider: other }),
    });
    new TerraformOutput(stack, 'namespace', { value: made.namespace, dependsOn: made.ready, staticId: true });
  });
}
const refused = (props: object) => problemsOf(() => plugin(props));

describe('by default', () => {
  const stack = plugin();
  const release = stack.one('helm_release');

  test('installs the chart at its pinned version, in kube-system', () => {
    expect(release).toMatchObject({
      name: 'nvidia-device-plugin',
      namespace: 'kube-system',
      repository: 'https://nvidia.github.io/k8s-device-plugin',
      chart: 'nvidia-device-plugin',
      version: '0.20.0',
      wait: true,
      atomic: true,
      timeout: 900,
    });
  });
  test('runs only on nodes with GPUs, without feature discovery', () => {
    expect(release.values).toHaveLength(1);
    expect(parseDocument(release.values[0])).toEqual(devicePluginValues());
    expect(devicePluginValues()).toMatchObject({
      nodeSelector: { 'nvidia.com/gpu.present': 'true' },
      tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
      gfd: { enabled: false },
      resources: { requests: { cpu: '10m', memory: '64Mi' } },
    });
  });
  test('attributes', () => {
    expect(stack.outputs.namespace.value).toBe('kube-system');
    expect(stack.outputs.namespace.depends_on).toEqual([`\${${stack.address('helm_release')}}`]);
  });
});

test('the release is the default child', () => {
  const made = new NvidiaDevicePlugin(new TestStack(), 'Plugin', { cluster: CLUSTER });
  expect(made.node.defaultChild).toBe(made.release);
});

describe('props', () => {
  test('version', () => {
    expect(plugin({ version: NvidiaDevicePluginVersion.of('0.21.0') }).one('helm_release').version).toBe('0.21.0');
  });
  test('resources', () => {
    expect(parseDocument(plugin({ resources: { memoryLimit: '1Gi' } }).one('helm_release').values[0]).resources)
      .toEqual({ requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '1Gi' } });
  });
  test('values are a second document without expressions', () => {
    const values = { config: { map: { default: '${HOME}' } } };
    expect(plugin({ values }).one('helm_release').values.slice(1)).toEqual(['{"config":{"map":{"default":"$${HOME}"}}}']);
  });
  test('timeout', () => expect(plugin({ releaseTimeoutSeconds: 1200 }).one('helm_release').timeout).toBe(1200));
  test('provider', () => expect(plugin({ helmProvider: OTHER }).one('helm_release').provider).toBe('helm.other'));
  test.each<[string, object, string, string[]]>([
    ['a cluster', {}, 'Ready', ['PodsReady', 'Before']],
    ['a cluster with podsReady', { cluster: PODS }, 'PodsReady', ['Ready', 'Before']],
    ['what is named', { cluster: PODS, dependsOn: BEFORE }, 'Before', ['Ready', 'PodsReady']],
  ])('depends on %s', (_, props, waited, others) => {
    const stack = plugin(props);
    const reaches = (id: string) => stack.reaches(stack.address('helm_release'), `terraform_data.${id}`);
    expect([reaches(waited), ...others.map(reaches)]).toEqual([true, false, false]);
  });
  test('valid options and tokens are accepted', () => {
    const text = variable().stringValue;
    expect(() => plugin({
      version: NvidiaDevicePluginVersion.of(text),
      resources: { memoryRequest: text },
      values: { gfd: { enabled: true }, nodeSelector: { team: 'ml' }, image: { repository: 'x' } },
    })).not.toThrow();
  });
});

describe('refuses', () => {
  const own = (path: string, remedy: string) =>
    `values.${path}: set by the construct, because other settings depend on it. ${remedy}`;
  const NAME = 'It can be installed only once per cluster.';
  test.each<[object, string]>([
    [{ cluster: { ...CLUSTER, clusterName: '' } }, expect.stringMatching(/^cluster.clusterName: got .*\. Must be/) as any],
    [{ version: '0.20.0' }, 'version: got "0.20.0". Must be a NvidiaDevicePluginVersion, for example '
      + 'NvidiaDevicePluginVersion.DEFAULT. Allowed: NvidiaDevicePluginVersion.V0_20_0, '
      + 'NvidiaDevicePluginVersion.DEFAULT, NvidiaDevicePluginVersion.of(…).'],
    [{ version: NvidiaDevicePluginVersion.of('v0.20') }, 'version: got "v0.20". Must be a chart version of three '
      + 'numbers, for example "1.17.1". Use one that the chart repository lists.'],
    [{ resources: { memoryLimit: '32Mi' } }, 'resources.memoryLimit: got "32Mi". Must be at least '
      + '\'resources.memoryRequest\', which is by default "64Mi". Give \'resources.memoryRequest\', too.'],
    [{ values: 'a' }, 'values: got "a". Must be an object of Helm values.'],
    [{ values: { fullnameOverride: 'a' } }, own('fullnameOverride', NAME)],
    [{ values: { nameOverride: 'a' } }, own('nameOverride', NAME)],
    [{ values: { namespaceOverride: 'a' } }, own('namespaceOverride', 'Its pods are critical to nodes, which kube-system allows.')],
    [{ values: { image: { tag: 'a' } } }, own('image.tag', "Give 'version'.")],
    [{ values: { nodeSelector: { 'nvidia.com/gpu.present': 'x' } } },
      own('nodeSelector.nvidia.com/gpu.present', 'Label the nodes that have GPUs.')],
    [{ values: { resources: { limits: { memory: '1Gi' } } } }, own('resources.limits.memory', "Use 'resources.memoryLimit'.")],
    [{ values: { nodeSelector: 'a' } },
      'values.nodeSelector: got a string. Must be a map. The construct relies on '
        + "'values.nodeSelector.nvidia.com/gpu.present'."],
    [{ releaseTimeoutSeconds: 59 }, 'releaseTimeoutSeconds: got 59. Must be a whole number from 60 to 86400 seconds.'],
    [{ helmProvider: {} }, 'helmProvider: got {}. Must be a provider of the class HelmProvider.'],
    [{ dependsOn: [{}] }, 'dependsOn[0]: got {}. Must be a resource, a data source or a module. For a construct of '
      + "this library pass its 'ready': [...construct.ready]."],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual([problem]);
  });
  test('with its name in the message', () => {
    expect(messageOf(() => plugin({ releaseTimeoutSeconds: 0 }))).toMatch(/^NvidiaDevicePlugin 'test\/Plugin' has 1 problem/);
  });
  test('missing props', () => {
    expect(problemsOf(() => new NvidiaDevicePlugin(new TestStack(), 'A', undefined as any)))
      .toEqual(["props: missing. Must be an object with 'cluster'."]);
  });
});
