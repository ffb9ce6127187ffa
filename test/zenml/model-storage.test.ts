import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource, TerraformResource } from 'cdktf';
import { ModelStorage, ModelStorageProps } from '../../src/zenml';
import { refusals } from '../support/problems';
import { synth, TestStack } from '../support/synth';

const ROLE = 'arn:aws:iam::111122223333:role/models';
const PROPS: ModelStorageProps = { namespace: 'models', region: 'eu-central-1', roleArn: ROLE };
const storage = (props: Partial<ModelStorageProps> = {}) => synth((stack) => void new ModelStorage(stack, 'Storage', { ...PROPS, ...props }));
const parts = ['kubernetes_service_account_v1', 'kubernetes_secret_v1'];

test('creates a service account with the role', () => {
  expect(storage().one('kubernetes_service_account_v1').metadata).toEqual({
    name: 'zenml-seldon-models', namespace: 'models', annotations: { 'eks.amazonaws.com/role-arn': ROLE, 'cdktf-zenml-aws/deployment': expect.any(String) },
  });
});
test('sets the region of the downloader, and contains no key', () => {
  expect(storage().one('kubernetes_secret_v1')).toMatchObject({
    metadata: { name: 'zenml-seldon-storage', namespace: 'models' },
    data: { RCLONE_CONFIG_S3_TYPE: 's3', RCLONE_CONFIG_S3_PROVIDER: 'AWS', RCLONE_CONFIG_S3_ENV_AUTH: 'true', RCLONE_CONFIG_S3_REGION: 'eu-central-1' },
  });
  expect(Object.keys(storage().one('kubernetes_secret_v1').data).filter((name) => /KEY|TOKEN|PASS/.test(name))).toEqual([]);
});
test('accepts a provider', () => {
  const synthesized = synth((stack) => void new ModelStorage(stack, 'Storage', {
    ...PROPS, kubernetesProvider: new KubernetesProvider(stack, 'other', { alias: 'other' }),
  }));
  expect(parts.map((type) => synthesized.one(type).provider)).toEqual(['kubernetes.other', 'kubernetes.other']);
});
test('depends on `dependsOn`', () => {
  const synthesized = synth((stack) => void new ModelStorage(stack, 'Storage', { ...PROPS, dependsOn: [new DataResource(stack, 'Before')] }));
  expect(parts.map((type) => synthesized.reaches(synthesized.address(type), 'terraform_data.Before'))).toEqual([true, true]);
});
test('attributes are the names', () => {
  const synthesized = synth((stack) => {
    const made = new ModelStorage(stack, 'Storage', PROPS);
    stack.addOverride('locals', { serviceAccount: made.serviceAccountName, secret: made.secretName });
  });
  expect(synthesized.json.locals).toEqual({
    serviceAccount: `\${${synthesized.address('kubernetes_service_account_v1')}.metadata[0].name}`,
    secret: `\${${synthesized.address('kubernetes_secret_v1')}.metadata[0].name}`,
  });
});
test('the main resource is the service account', () => {
  const { node } = new ModelStorage(new TestStack(), 'Storage', PROPS);
  expect((node.defaultChild as TerraformResource).terraformResourceType).toBe('kubernetes_service_account_v1');
});
test.each<[Partial<ModelStorageProps>, string]>([
  [{ namespace: 'Models' }, 'namespace: got "Models". Must be a DNS label: 1 to 63 lower-case letters, digits and '
    + 'hyphens, with a letter or digit at both ends.'],
  [{ region: 'Frankfurt' }, 'region: got "Frankfurt". Must be an AWS region, for example "eu-central-1". Regions are '
    + 'listed at https://docs.aws.amazon.com/general/latest/gr/rande.html.'],
  [{ roleArn: 'models' }, 'roleArn: got "models". Must be the ARN of an IAM role. It reads '
    + '"arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.'],
])('refuses %j', (props, problem) => expect(refusals(() => storage(props))).toEqual([problem]));
