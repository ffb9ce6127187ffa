import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { App, dependable } from 'cdktf';
import { InnerResource, MlflowSource, ZenmlAwsStack } from 'cdktf-zenml-aws';

const CERTIFICATES = 'company-certificates';

export function build(app: App): ZenmlAwsStack {
  const stack = new ZenmlAwsStack(app, 'ml', {
    region: 'eu-central-1',
    prefix: 'acme-ml',
    mlflow: MlflowSource.create({
      values: {
        extraVolumes: [{ name: CERTIFICATES, configMap: { name: CERTIFICATES } }],
        extraVolumeMounts: [{ name: CERTIFICATES, mountPath: '/etc/company', readOnly: true }],
        podAnnotations: { 'example.com/team': 'ml-platform' },
      },
    }),
  });

  // Arguments without a prop: one of the instance, and an additional parameter in its parameter group.
  InnerResource.of(stack.database).addOverride('maintenance_window', 'sun:02:00-sun:03:00');
  InnerResource.of(stack.database, 'ParameterGroup')
    .addOverride('parameter.5', { name: 'long_query_time', value: '2' });

  // Created after MLflow's namespace and before its pods, which mount it.
  const certificates = new ConfigMapV1(stack, 'CompanyCertificates', {
    metadata: { name: CERTIFICATES, namespace: 'mlflow' },
    data: { 'ca.pem': '-----BEGIN CERTIFICATE-----' },
    dependsOn: [InnerResource.of(stack.mlflow, 'Namespace')],
  });
  const release = InnerResource.of(stack.mlflow);
  release.dependsOn = [...release.dependsOn ?? [], dependable(certificates)];
  return stack;
}
