import { Testing } from 'cdktf';
import { ClusterNamespace, MlflowTrackingServer, PipelineNamespace, PodSecurityLevel, ZenmlAwsStack } from '../../../src';
import { messageOf, synth, synthStack } from '../../support/synth';

const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;
const ENFORCED = { [label('enforce')]: 'baseline' };
const REPORTED = { [label('warn')]: 'baseline', [label('audit')]: 'baseline' };

describe('Pod Security Standards', () => {
  test('are enforced in every namespace of a stack, and reported in namespaces with other pods', () => {
    const { json } = synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme' }));
    const namespaces = Object.values<any>(json.resource.kubernetes_namespace_v1).map(({ metadata }) => [metadata].flat()[0]);
    expect(Object.fromEntries(namespaces.map(({ name, labels }) => [name, labels]))).toEqual({
      'mlflow': ENFORCED,
      'ingress-nginx': ENFORCED,
      'istio-system': ENFORCED,
      'seldon-system': ENFORCED,
      'zenml-server': ENFORCED,
      'zenml': REPORTED,
      'zenml-seldon-workloads': REPORTED,
    });
  });

  const labelsOf = (namespace: ClusterNamespace) =>
    [synth((stack) => void new PipelineNamespace(stack, 'Pipelines', { namespace })).one('kubernetes_namespace_v1').metadata].flat()[0].labels;
  test.each(Object.values(PodSecurityLevel))('enforce the configured level %s', (podSecurity) => {
    expect(labelsOf(ClusterNamespace.create('steps', { podSecurity }))).toEqual({ [label('enforce')]: podSecurity });
  });

  test('refuses an unknown level', () => {
    const namespace = ClusterNamespace.create('tracking', { podSecurity: 'strict' as PodSecurityLevel });
    expect(messageOf(() => synth((stack) => void new MlflowTrackingServer(stack, 'Mlflow', { namespace } as any))))
      .toMatch(/- namespace\.podSecurity: got "strict"\. Must be .*PodSecurityLevel/);
  });
});
