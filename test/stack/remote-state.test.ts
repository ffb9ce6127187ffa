import { TerraformVariable, Testing } from 'cdktf';
import { ArtifactBucketSource, RemoteStateOptions, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { REMOTE_STATE } from '../../src/stack/private/remote-state';
import { show } from '../../src/validation/show';
import { problemsWith } from '../support/problems';
import { messageOf, synth, synthStack } from '../support/synth';

const build = (props: Partial<ZenmlAwsStackProps> = {}) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const backend = (remoteState?: RemoteStateOptions) => synthStack(build({ remoteState })).json.terraform.backend;
const refused = (props: Partial<ZenmlAwsStackProps>) => messageOf(() => build(props)).split('\n  - ').slice(1);
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const OTHER_KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';

test('the state is a local file by default', () => expect(Object.keys(backend() ?? { local: {} })).toEqual(['local']));

test('in S3 it is encrypted and locked, under the prefix, in the stack\'s region', () => {
  expect(backend({ bucket: 'acme-states' })).toEqual({
    s3: { bucket: 'acme-states', key: 'acme/terraform.tfstate', region: 'eu-central-1', encrypt: true, use_lockfile: true },
  });
});

test('accepts all options', () => {
  expect(backend({ bucket: 'acme.states', key: 'a/b', region: 'us-east-1', kmsKeyArn: OTHER_KEY, profile: 'ops' })).toEqual({
    s3: { bucket: 'acme.states', key: 'a/b', region: 'us-east-1', encrypt: true, kms_key_id: OTHER_KEY, profile: 'ops', use_lockfile: true },
  });
});

const ARTIFACTS = 'Must be another bucket than the one for artifacts';
const SECRET = 'Pipelines read that one, and the state holds the database\'s password.';

test.each<[string, RemoteStateOptions, string]>([
  ['a URI', { bucket: 's3://states' }, 'bucket: got "s3://states". Must be the name of an S3 bucket, without '
    + '"s3://": 3 to 63 lower-case letters, digits, dots, hyphens and underscores. Did you mean "states"?'],
  ['a key of another region than the stack\'s', { bucket: 'states', kmsKeyArn: KEY.replace('eu-central-1', 'us-east-1') },
    'kmsKeyArn: got a KMS key of the region us-east-1. Must be one of eu-central-1. It can be used only in its '
      + 'region.'],
  ['a key of another region than the bucket\'s', { bucket: 'states', region: 'us-east-1', kmsKeyArn: KEY },
    'kmsKeyArn: got a KMS key of the region eu-central-1. Must be one of us-east-1. It can be used only in its '
      + 'region.'],
  ...['', '/a', 'a/', 'a//b', 'a'.repeat(1001)].map<[string, RemoteStateOptions, string]>((key) => [
    `the key "${key.slice(0, 9)}"`, { bucket: 'states', key },
    `key: got ${show(key)}. Must be a key of 1 to 1000 characters that neither begins nor ends with "/". For example `
      + '"acme/terraform.tfstate".',
  ]),
  ['a zone', { bucket: 'states', region: 'eu-central-1a' },
    'region: got "eu-central-1a". Must be an AWS region, for example "eu-central-1". "eu-central-1a" is an '
      + 'availability zone. Did you mean "eu-central-1"?'],
  ['an alias of a key', { bucket: 'states', kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:alias/x' },
    'kmsKeyArn: got "arn:aws:kms:eu-central-1:111122223333:alias/x". Must be the ARN of a KMS key. It reads '
      + '"arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012". Aliases are not '
      + 'supported, because roles get permissions for the key itself.'],
  ['no profile', { bucket: 'states', profile: ' ' }, 'profile: got " ". Must be the name of a profile. Leave it out '
    + 'for the credentials that Terraform finds.'],
])('%s is refused', (_, options, problem) => {
  expect(problemsWith(REMOTE_STATE, options, '', { region: 'eu-central-1' })).toEqual([problem]);
});

test.each(['bucket', 'key', 'region', 'kmsKeyArn', 'profile'] as const)('refuses a token as %s', (prop) => {
  synth((stack) => {
    const value = new TerraformVariable(stack, 'value', { type: 'string' }).stringValue;
    expect(problemsWith(REMOTE_STATE, { bucket: 'states', [prop]: value }, '')).toEqual([`${prop}: must be known at `
      + 'synthesis, because Terraform reads its state first. Give the value itself.']);
  });
});

test.each<[string, Partial<ZenmlAwsStackProps>]>([
  ['acme-zenml-artifact-store', {}],
  ['chosen', { artifactBucket: ArtifactBucketSource.create({ bucketName: 'chosen' }) }],
  ['ours', { artifactBucket: ArtifactBucketSource.existing({ bucketName: 'ours' }) }],
])('refuses the state in the artifact bucket of the stack %s', (bucket, props) => {
  expect(refused({ ...props, remoteState: { bucket } })).toEqual([`remoteState.bucket: got "${bucket}". ${ARTIFACTS}. `
    + `${SECRET}`]);
});

test.each<[string, Partial<ZenmlAwsStackProps>]>([
  ['acme-zenml-artifact-store', {}],
  ['chosen', { artifactBucket: ArtifactBucketSource.create({ bucketName: 'chosen' }) }],
  ['ours', { artifactBucket: ArtifactBucketSource.existing({ bucketName: 'ours' }) }],
])('refuses access logs in the artifact bucket of the stack %s', (bucketName, props) => {
  expect(refused({ ...props, entrance: { accessLogs: { bucketName } } })).toEqual([
    `entrance.accessLogs.bucketName: got "${bucketName}". ${ARTIFACTS}. Pipelines read and delete what is in that `
      + 'one, and its policy does not allow load balancers to write: use a separate bucket for logs.',
  ]);
});
test('allows access logs in another bucket', () => {
  expect(() => build({ entrance: { accessLogs: { bucketName: 'acme-logs' } } })).not.toThrow();
});
