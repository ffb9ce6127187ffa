import { autoscalerVersion, checkAutoscalerVersion } from '../../../src/cluster/private/autoscaler-version';
import { Validation } from '../../../src/validation/validation';
import { ClusterAutoscalerVersion, KubernetesVersion } from '../../../src/versions';
import { problemsOf, variable } from '../fixtures';

const named = (type: object): any[] =>
  Object.entries(type).filter(([name]) => name !== 'DEFAULT').map(([, version]) => version);
const { V1_34_5, V1_35_2 } = ClusterAutoscalerVersion;
const versionFor = (kubernetesVersion?: string) => autoscalerVersion({}, kubernetesVersion);

test.each(named(KubernetesVersion) as KubernetesVersion[])('Kubernetes %j has a version', ({ version }) => {
  expect(versionFor(version).imageTag).toMatch(new RegExp(`^v${version}\\.\\d+$`));
});
test('every named version is found', () => {
  const versions = named(ClusterAutoscalerVersion) as ClusterAutoscalerVersion[];
  expect(versions.map(({ imageTag }) => versionFor(imageTag.slice(1, 5)))).toEqual(versions);
});
test('the default matches the default Kubernetes', () => {
  expect(ClusterAutoscalerVersion.DEFAULT).toBe(versionFor(KubernetesVersion.DEFAULT.version));
});
test.each<[string, ClusterAutoscalerVersion, ClusterAutoscalerVersion]>([
  ['is the cluster\'s', versionFor('1.34'), V1_34_5],
  ['is the default for a cluster that exists', versionFor(), ClusterAutoscalerVersion.DEFAULT],
  ['is the default for a Kubernetes that is not known', versionFor('1.99'), ClusterAutoscalerVersion.DEFAULT],
  ['is what is asked for', autoscalerVersion({ version: V1_34_5 }, '1.35'), V1_34_5],
  ['is the default without options', autoscalerVersion(), ClusterAutoscalerVersion.DEFAULT],
])('%s', (_, got, expected) => expect(got).toBe(expected));

describe('compared with the cluster\'s Kubernetes', () => {
  const problems = (version: ClusterAutoscalerVersion | undefined, kubernetesVersion?: string): string[] => {
    try {
      Validation.run('Stack', (v) =>
        checkAutoscalerVersion(v.at('clusterAutoscaler'), { version }, kubernetesVersion));
      return [];
    } catch (error) {
      return problemsOf(() => { throw error; });
    }
  };
  const { stringValue } = variable();

  test('accepts its own version, and unknown or malformed ones', () => {
    expect(problems(V1_34_5, '1.34')).toEqual([]);
    expect(problems(undefined, '1.35')).toEqual([]);
    expect(problems(V1_34_5, undefined)).toEqual([]);
    expect(problems(V1_34_5, 'v1.35')).toEqual([]);
    expect(problems(ClusterAutoscalerVersion.of('9.59.0', stringValue), '1.35')).toEqual([]);
    expect(problems(ClusterAutoscalerVersion.of('9.59.0', '1.34.5'), '1.35')).toEqual([]);
  });
  test('refuses another minor version', () => {
    expect(problems(V1_35_2, '1.34')).toEqual([
      'clusterAutoscaler.version: got the image "v1.35.2". Must be built for the cluster\'s Kubernetes version '
        + '(1.34). Use ClusterAutoscalerVersion.V1_34_5, or leave it out.',
    ]);
  });
  test('refuses another major version', () => {
    expect(problems(ClusterAutoscalerVersion.of('9.59.0', 'v2.35.0'), '1.35')).toHaveLength(1);
  });
  test('requires a version if there is no default', () => {
    expect(problems(undefined, '1.40')).toEqual([
      'clusterAutoscaler.version: must be given for Kubernetes 1.40, for which the library has no constant. Use '
        + 'ClusterAutoscalerVersion.of("9.59.0", "v1.40.x") with the newest x of '
        + 'https://github.com/kubernetes/autoscaler/releases.',
    ]);
  });
});
