import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { App, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ArtifactBucket, Database, InnerResource, SecretValue, ZenmlAwsStack } from '../../src';
import { messageOf, TestStack } from '../support/synth';

const bucket = () => new ArtifactBucket(new TestStack(), 'Bucket', { bucketName: 'acme-models' });
const stack = (app: App = Testing.app()) => new ZenmlAwsStack(app, 'acme', { region: 'eu-central-1', prefix: 'acme' });
const refused = (construct: unknown, path?: unknown) =>
  messageOf(() => InnerResource.of(construct, path as string)).split('\n  - ');

test('returns the main resource of a construct', () => {
  const made = bucket();
  expect(InnerResource.of(made)).toBe(made.node.defaultChild);
  expect(InnerResource.of(made).terraformResourceType).toBe('aws_s3_bucket');
});
test('returns a resource itself', () => {
  const resource = new S3Bucket(new TestStack(), 'Bucket');
  expect(InnerResource.of(resource)).toBe(resource);
});
test('finds a resource by its id', () => {
  expect(InnerResource.of(bucket(), 'Policy').terraformResourceType).toBe('aws_s3_bucket_policy');
});
test('finds the main resource of a construct by ids', () => {
  expect(InnerResource.of(stack(), 'Cluster/NodeGroup').terraformResourceType).toBe('aws_eks_node_group');
  expect(InnerResource.of(stack(), 'Cluster/NodeGroup/Role').terraformResourceType).toBe('aws_iam_role');
});
test('finds a resource of a member that is declared as an interface', () => {
  expect(InnerResource.of(stack().database).terraformResourceType).toBe('aws_db_instance');
});

describe('refuses', () => {
  test('an unknown id, and lists the known ones', () => {
    expect(refused(bucket(), 'Polices')).toEqual([
      "InnerResource of 'test/Bucket' has 1 problem in its props:",
      'path: got "Polices". Must be existing ids. In \'test/Bucket\' there are: Resource, PublicAccessBlock, '
        + 'OwnershipControls, Encryption, Versioning, Lifecycle, Policy.',
    ]);
  });
  test('an id below a resource', () => {
    expect(refused(bucket(), 'Policy/Statement')[1])
      .toBe('path: got "Policy/Statement". Must be existing ids. Nothing is in it.');
  });
  test('a construct without a main resource', () => {
    expect(refused(new Construct(new TestStack(), 'Mine'))[1])
      .toBe("construct: must refer to a resource, but 'test/Mine' has no main resource. Nothing is in it.");
    expect(refused(stack())[1]).toMatch(/^construct: must refer to a resource, but 'acme' has no main resource\. In 'acme' there are: /);
  });
  test('a data source', () => {
    expect(refused(stack(), 'Cluster/Partition')[1])
      .toBe("path: must refer to a resource, but 'acme/Cluster/Partition' has no main resource. Nothing is in it.");
  });
  test('an existing resource, without its password', () => {
    const existing = Database.fromAttributes(new TestStack(), 'Db', { host: 'db', username: 'a', password: SecretValue.unsafePlainText('b') });
    expect(refused(existing)).toEqual([
      'InnerResource has 1 problem in its props:',
      'construct: got a value of the type object. Must be a construct. Existing resources have no inner resources in '
        + 'the stack.',
    ]);
  });
  test('a disabled part', () => {
    expect(refused(undefined)[1]).toBe('construct: missing. Must be a construct.');
  });
  test('the empty path', () => {
    expect(refused(bucket(), '')[1])
      .toBe('path: got "". Must be ids with slashes between them. Leave it out for the main resource.');
  });
});
