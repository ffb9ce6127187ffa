import { Credentials } from '../../../src/kubernetes';
import {
  MlflowArtifactStore, MlflowAzureBlobOptions, MlflowGcsOptions, MlflowS3CompatibleOptions, MlflowS3Options,
} from '../../../src/mlflow';
import { SecretValue } from '../../../src/secrets/secret-value';
import { any, create, KEY, problems, Props } from '../tracking-server';

const s3 = (options: Partial<MlflowS3Options>): Props =>
  ({ artifactStore: MlflowArtifactStore.s3({ bucket: 'models', ...options }) });
const compatible = (options: Partial<MlflowS3CompatibleOptions>): Props => ({
  artifactStore: MlflowArtifactStore.s3Compatible({
    endpoint: 'http://minio:9000',
    bucket: 'models',
    credentials: KEY,
    ...options,
  }),
});
const azure = (options: Partial<MlflowAzureBlobOptions>): Props => ({
  artifactStore: MlflowArtifactStore.azureBlob({
    storageAccount: 'account',
    container: 'models',
    accessKey: SecretValue.unsafePlainText('k'),
    ...options,
  }),
});
const gcs = (options: Partial<MlflowGcsOptions>): Props => ({
  artifactStore: MlflowArtifactStore.gcs({ bucket: 'models', ...options }),
});
const BUCKET = 'Must be the name of an S3 bucket, without "s3://": 3 to 63 lower-case letters, digits, dots, hyphens '
  + 'and underscores';
const GCS_BUCKET = 'Must be the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and underscores, or up '
  + 'to 222 in parts of up to 63 that are joined by dots';
const FOLDER = 'Must be a folder: letters, digits and !-_.*\'()=, joined by single slashes';
const ARTIFACTS = 'Must be made by MlflowArtifactStore.s3() or MlflowArtifactStore.s3Compatible() or '
  + 'MlflowArtifactStore.azureBlob() or MlflowArtifactStore.gcs()';

test.each<[string, Props, string]>([
  ['no artifact store', { artifactStore: undefined }, `artifactStore: missing. ${ARTIFACTS}.`],
  ['a plain object for an artifact store', { artifactStore: any({ accessKey: 'TOPSECRET' }) },
    `artifactStore: got a value of the type object. ${ARTIFACTS}.`],
  ['S3 without options', { artifactStore: (MlflowArtifactStore as any).s3() },
    "artifactStore: missing. Must be an object with 'bucket'."],
  ['Azure without options', { artifactStore: (MlflowArtifactStore as any).azureBlob() },
    "artifactStore: missing. Must be an object with 'storageAccount', 'container'."],
  ['GCS with a list of options', { artifactStore: (MlflowArtifactStore as any).gcs([]) },
    "artifactStore: got a value of the type list. Must be an object with 'bucket'."],
  ['no bucket', s3({ bucket: any(undefined) }), `artifactStore.bucket: missing. ${BUCKET}.`],
  ['a URI for a bucket', s3({ bucket: 's3://models/a/b/' }),
    `artifactStore.bucket: got "s3://models/a/b/". ${BUCKET}. Give the bucket "models" and the path "a/b".`],
  ['a URI of another store', s3({ bucket: 'gs://models' }),
    `artifactStore.bucket: got "gs://models". ${BUCKET}. A URI of the scheme "gs" belongs to `
      + 'MlflowArtifactStore.gcs().'],
  ['a URI of no store', s3({ bucket: 'hdfs://models' }),
    `artifactStore.bucket: got "hdfs://models". ${BUCKET}. There is no store for the scheme "hdfs": use `
      + 'MlflowArtifactStore.s3(), .s3Compatible(), .azureBlob() or .gcs().'],
  ['a URI of S3 for Google\'s', gcs({ bucket: 's3://models' }),
    `artifactStore.bucket: got "s3://models". ${GCS_BUCKET}. A URI of the scheme "s3" belongs to `
      + 'MlflowArtifactStore.s3().'],
  ['a bucket of Google\'s with too long a part', gcs({ bucket: `${'a'.repeat(64)}.b` }),
    `artifactStore.bucket: got "${'a'.repeat(64)}.b". ${GCS_BUCKET}.`],
  ['a path with slashes at its ends', s3({ path: '/a/b/' }),
    `artifactStore.path: got "/a/b/". ${FOLDER}. Did you mean "a/b"?`],
  ['a path that URIs cannot have', s3({ path: 'a?b' }), `artifactStore.path: got "a?b". ${FOLDER}.`],
  ['a region that does not exist', s3({ region: 'eu-centrl-1' }),
    'artifactStore.region: got "eu-centrl-1". Must be an AWS region, for example "eu-central-1". Regions are listed '
      + 'at https://docs.aws.amazon.com/general/latest/gr/rande.html.'],
  ['an empty region', compatible({ region: '' }),
    'artifactStore.region: got "". Must be the name of a region: letters, digits and hyphens.'],
  ['half a key', s3({ credentials: Credentials.given('id', any(undefined)) }),
    'artifactStore.credentials.password: missing. Must be a SecretValue, for example '
      + "SecretValue.variable('name')."],
  ['an empty key', s3({ credentials: Credentials.given('', SecretValue.unsafePlainText('x')) }),
    'artifactStore.credentials.username: must be the id of an access key, without spaces.'],
  ['a key that is to be made', s3({ credentials: Credentials.generated() }),
    'artifactStore.credentials: got Credentials.generated(). Must be made by Credentials.given() or '
      + 'Credentials.existingSecret().'],
  ['a key beside a role', { ...s3({ credentials: KEY }), serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/x' },
    'serviceAccountRoleArn: has no effect with the access key of the artifact store. Keys take precedence over '
      + 'roles: leave one of them out.'],
  ['a Secret with a key beside a role', {
    ...s3({ credentials: Credentials.existingSecret('s3') }),
    serviceAccountRoleArn: 'arn:aws:iam::111122223333:role/x',
  },
  'serviceAccountRoleArn: has no effect with the access key of the artifact store. Keys take precedence over roles: '
    + 'leave one of them out.'],
  ['an endpoint that is no URL', compatible({ endpoint: 'minio:9000' }),
    'artifactStore.endpoint: got "minio:9000". Must be a URL of scheme, host and port, for example '
      + '"http://minio.minio.svc:9000".'],
  ['no key for a server that has no roles', compatible({ credentials: any(undefined) }),
    'artifactStore.credentials: missing. Must be made by Credentials.given() or Credentials.existingSecret().'],
  ['a storage account that is none', azure({ storageAccount: 'My-Account' }),
    'artifactStore.storageAccount: got "My-Account". Must be the name of a storage account: 3 to 24 lower-case '
      + 'letters and digits.'],
  ['a container that is none', azure({ container: 'a' }),
    'artifactStore.container: got "a". Must be the name of a container: 3 to 63 lower-case letters, digits and '
      + 'single hyphens.'],
  ['a container with too long a name', azure({ container: 'a-'.repeat(32) + 'a' }),
    `artifactStore.container: got "${'a-'.repeat(32)}a". Must be the name of a container: 3 to 63 lower-case `
      + 'letters, digits and single hyphens.'],
  ['two credentials', azure({ connectionString: SecretValue.unsafePlainText('x') }),
    "artifactStore.accessKey: conflicts with 'connectionString'. Give one of them."],
  ['no credentials', azure({ accessKey: undefined }),
    "artifactStore.accessKey: missing, and so are 'connectionString' and 'existingSecret'. Give one of them."],
  ['an empty key of Azure\'s', azure({ accessKey: SecretValue.unsafePlainText('') }),
    'artifactStore.accessKey: must be an access key of the storage account, and not empty.'],
  ['a path for a JSON key', gcs({ credentialsJson: SecretValue.unsafePlainText('TOPSECRET.json') }),
    'artifactStore.credentialsJson: must be the JSON key of a service account. Give the text of the file, not its '
      + 'path.'],
  ['an object for a JSON key', gcs({ credentialsJson: any({ key: 'TOPSECRET' }) }),
    'artifactStore.credentialsJson: got a value of the type object. Must be a SecretValue, for example '
      + "SecretValue.variable('name')."],
])('refuses %s', (_, props, message) => {
  expect(problems(props)).toEqual([message]);
  expect(message).not.toContain('TOPSECRET');
});

test.each<[string, Props]>([
  ['a bucket of Google\'s with parts of 63 characters',
    gcs({ bucket: ['a', 'b', 'c'].map((it) => it.repeat(63)).join('.') })],
  ['a container of three characters', azure({ container: 'a-b' })],
  ['a container with the longest name', azure({ container: 'a'.repeat(63) })],
  ['a region of a server that speaks S3', compatible({ region: 'garage' })],
  ['an empty path', s3({ path: '' })],
])('allows %s', (_, props) => expect(() => create(props)).not.toThrow());
