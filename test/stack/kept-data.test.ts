import { Testing } from 'cdktf';
import {
  ArtifactBucketSource, ClusterSource, ContainerRegistrySource, DatabaseSource, DataRetention, SecretValue,
  ZenmlAwsStack, ZenmlAwsStackProps, ZenmlServerSource,
} from '../../src';
import { synthStack } from '../support/synth';

const stack = (props: Partial<ZenmlAwsStackProps> = {}) =>
  synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', cluster: ClusterSource.create(), ...props }));
const EXISTING = {
  database: DatabaseSource.existing({ host: 'db.example.com', username: 'admin', password: SecretValue.unsafePlainText('secret') }),
  artifactBucket: ArtifactBucketSource.existing({ bucketName: 'ours' }),
};

describe('a stack that keeps its data', () => {
  const keep = stack();
  const message = keep.one('terraform_data', 'KeptData');
  const [database, bucket] = ['aws_db_instance', 'aws_s3_bucket'].map((type) => keep.address(type));
  const [repository, modelServers] = ['zenml-kubernetes', 'model-servers'].map((name) => keep.address('aws_ecr_repository', name));

  test('refuses a destroy in its plan, before anything has changed', () => expect(message.lifecycle).toEqual({ prevent_destroy: true }));
  test('applies from the start: it depends only on the names, and nothing depends on it', () => {
    const address = keep.address('terraform_data', 'KeptData');
    expect(message.depends_on).toBeUndefined();
    expect(keep.addresses.filter((other) => keep.reaches(other, address))).toEqual([]);
  });
  test('reports this in an output as well', () => expect(keep.outputs['kept-data'].value).toBe(message.input));
  test('describes how to continue', () => expect(message.input).toContain(`    terraform state rm ${keep.address('terraform_data', 'KeptData')}\n`));
  test('lists the data by the names in AWS and by address', () => {
    expect(message.input).toContain(`MySQL server \${${database}.identifier} (${database})`);
    // Not by the attribute, which is unknown after an import, so that the text could not be rendered.
    expect(message.input).toMatch(/The snapshot is acme-mysql-final-\$\{random_id\.\w+\.hex\}\./);
    expect(message.input).toContain(`S3 bucket \${${bucket}.bucket} is kept`);
    expect(message.input).toContain(`terraform state rm ${bucket}\n`);
    [repository, modelServers].forEach((it) => expect(message.input).toContain(`ECR repository \${${it}.name} is kept`));
    expect(message.input).toContain(`terraform import ${repository} `);
  });
  test('describes how to read the key of ZenML\'s secrets, which is kept as long as the database', () => {
    const key = keep.address('random_password', 'Zenml_EncryptionKey');
    expect(message.input).toMatch(new RegExp(`echo 'nonsensitive\\(try\\(data\\.kubernetes_secret_v1\\.Zenml_Database_Key_Read_\\w+\\.data\\.restored, ${key}\\.result\\)\\)' \\| terraform console\n`));
    expect(keep.reaches(database, key)).toBe(true);
    const deleting = stack({ dataRetention: DataRetention.DELETE });
    expect(deleting.reaches(deleting.address('aws_db_instance'), deleting.address('random_password', 'Zenml_EncryptionKey'))).toBe(false);
  });
  test('describes it for an existing database as well', () => {
    const { input } = stack({ ...EXISTING, containerRegistry: ContainerRegistrySource.none() }).one('terraform_data', 'KeptData');
    expect(input).toMatch(/encrypted with a key in the state, which is deleted with the state/);
  });
  test('lists every setting of the bucket', () => {
    const settings = keep.addresses.filter((address) => address.startsWith('aws_s3_bucket_'));
    const named = /before destroy:\n {4}terraform state rm (.*)\n/.exec(message.input)![1].split(' ');
    expect(settings.length).toBeGreaterThan(4);
    expect(named.sort()).toEqual(settings.sort());
  });
});

describe('existing or disabled parts are not listed', () => {
  test('database and bucket', () => {
    const { input } = stack(EXISTING).one('terraform_data', 'KeptData');
    expect(input).toContain('ECR repository');
    expect(input).not.toMatch(/MySQL server|S3 bucket/);
  });
  test('registry', () => expect(stack({ containerRegistry: ContainerRegistrySource.none() }).one('terraform_data', 'KeptData').input).not.toContain('ECR repository'));
  test('lists each of several repositories', () => {
    const { input } = stack({ containerRegistry: ContainerRegistrySource.create({ repositoryNames: ['one', 'team/two'] }) }).one('terraform_data', 'KeptData');
    expect(input.match(/ECR repository \$\{aws_ecr_repository\.\S+(one|two)_\w+\.name\}/g)).toHaveLength(2);
    expect([...input.matchAll(/terraform state rm aws_ecr_repository\.ContainerRegistry_Repository-(\S+)_\w+/g)].map(([, name]) => name)).toEqual(['one', 'team-two']);
  });
});

test.each<[string, Partial<ZenmlAwsStackProps>]>([
  ['that deletes its data', { dataRetention: DataRetention.DELETE }],
  ['that has none', { ...EXISTING, containerRegistry: ContainerRegistrySource.none(), zenml: ZenmlServerSource.none() }],
  ['whose key is not its own', { ...EXISTING, containerRegistry: ContainerRegistrySource.none(), zenml: ZenmlServerSource.create({ encryptionKey: SecretValue.unsafePlainText('0123456789abcdef0123456789abcdef') }) }],
])('reports nothing for a stack %s', (_, props) => {
  expect(Object.keys(stack(props).all('terraform_data')).filter((name) => name.includes('Kept'))).toEqual([]);
});
