import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Testing } from 'cdktf';
import { EntranceDomain } from '../../src/ingress';
import { SecretValue } from '../../src/secrets/secret-value';
import { ZenmlAwsStack } from '../../src/stack';
import { bundleCommand } from '../support/command';
import { synthStack, TestStack } from '../support/synth';

// The package's policy for a configuration. The calls of the real provider: test/lab/policy.mjs.

const ROOT = join(__dirname, '..', '..');
const COMMAND = bundleCommand();
const LONGEST = 6144;
const TAGS = { 'cdktf-zenml-aws/deployment': '${terraform_data.StackDeployment.id}' };
/** The mark of the library's stacks. */
const OURS = TAGS;
const BY_TAG = { Null: { 'aws:ResourceTag/cdktf-zenml-aws/deployment': 'false' } };

interface Condition { [operator: string]: { [key: string]: unknown } }
interface Statement { Sid: string; Effect: string; Action: string[]; Resource: string | string[]; Condition?: Condition }
interface Types { [type: string]: { [name: string]: object } }

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'policy-'))));
afterEach(() => rmSync(root, { recursive: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, 'policy', ...args], { cwd: root, encoding: 'utf8' });
function written(config: object, ...options: string[]) {
  writeFileSync(join(root, 'cdk.tf.json'), JSON.stringify({ '//': OURS, ...config }));
  const { status, stderr } = run(root, '--out', join(root, 'out'), ...options);
  expect(status).toBe(0);
  const texts = readdirSync(join(root, 'out')).sort().map((file) => readFileSync(join(root, 'out', file), 'utf8'));
  const documents = texts.map((text) => JSON.parse(text) as { Version: string; Statement: Statement[] });
  return { documents, statements: documents.flatMap(({ Statement: all }) => all), error: stderr.trim() };
}

/** The policy of a stack with these resources and data sources. */
interface Rest { data?: Types; region?: string; options?: string[]; terraform?: object; module?: object }
const policy = (resource: Types, { data = {}, region = 'eu-central-1', options = [], ...more }: Rest = {}) =>
  written({ provider: { aws: [{ region }] }, resource, data, ...more }, ...options);
const granting = ({ statements }: { statements: Statement[] }, action: string) => statements.filter((it) => it.Action.includes(action));
const resourcesOf = (found: { statements: Statement[] }, action: string) => granting(found, action).flatMap((it) => it.Resource).sort();
const conditionsOf = (found: { statements: Statement[] }, action: string) => granting(found, action).map((it) => it.Condition);
const named = (type: string, ...names: string[]) => ({ [type]: Object.fromEntries(names.map((name, index) => [`R${index}`, { name }])) });

/** The types that a source file imports, by the folders of the provider's bindings. */
function typesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const names = files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/@cdktf\/provider-aws\/lib\/([\w-]+)/g)].map(([, name]) => name));
  return [...new Set(names)].filter((name) => name !== 'provider').sort()
    .map((name) => name.replace(/-/g, '_')).map((name) => (name.startsWith('data_') ? name.replace('data_', 'data.') : `aws_${name}`));
}

test('every AWS type that the library creates or reads is in the table', () => {
  const types = typesIn(join(ROOT, 'src'));
  expect(types).toEqual(expect.arrayContaining(['aws_eks_cluster', 'aws_ec2_managed_prefix_list', 'data.aws_caller_identity']));
  const split = (kind: boolean) => types.filter((type) => type.startsWith('data.') === kind);
  const some = (all: string[]) => Object.fromEntries(all.map((type) => [type.replace('data.', ''), { Some: {} }]));
  expect(policy(some(split(false)), { data: some(split(true)) }).error.split('\n').filter((line) => line.includes('not known'))).toEqual([]);
});

/** The files of the package's commands that call AWS. */
const ASKING = [
  'access-entries', 'aws-search', 'aws-types', 'free-plan', 'guard-duty', 'keep-data', 'kept', 'log-groups',
];

describe('of a whole stack', () => {
  const { json } = synthStack(new ZenmlAwsStack(Testing.app(), 'acme', {
    region: 'eu-central-1', prefix: 'acme', entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }) }, remoteState: { bucket: 'states' },
  }));
  let found: ReturnType<typeof written>;
  const whole = () => (found ??= written(json));

  test('IAM accepts the documents', () => {
    const { documents, statements } = whole();
    expect(new Set(documents.map(({ Version }) => Version))).toEqual(new Set(['2012-10-17']));
    for (const { Statement: all } of documents) {
      expect(new Set(all.map(({ Sid }) => Sid)).size).toBe(all.length);
    }
    for (const { Sid, Effect, Action, Resource } of statements) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(Effect).toBe('Allow');
      expect(Action.length).toBeGreaterThan(0);
      [Resource].flat().forEach((it) => expect(it).toMatch(/^(\*|arn:aws:[a-z0-9]+:[a-z0-9-]*:[*]?:[^\s${}]+)$/));
    }
  });

  test('each document fits a managed policy, and their number is reported', () => {
    const { documents, error } = whole();
    expect(documents.length).toBeGreaterThan(1);
    documents.forEach((it) => expect(JSON.stringify(it).length).toBeLessThanOrEqual(LONGEST));
    expect(error).toBe(`${documents.length} documents, since a managed policy has at most 6,144 characters. A role takes 10 policies: attach all of them.`);
  });

  test('no action is a wildcard', () => {
    const actions = whole().statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))).toEqual([]);
  });

  test('statements for all resources are limited to one region, if their service has regions', () => {
    const wide = whole().statements.filter(({ Resource, Action }) => Resource === '*' && !/^(iam|route53|freetier):/.test(Action[0]));
    expect(wide.length).toBeGreaterThan(0);
    wide.forEach(({ Condition }) => expect(Condition).toMatchObject({ StringEquals: { 'aws:RequestedRegion': json.provider.aws[0].region } }));
  });

  test('only list actions apply to all of IAM, S3 and KMS', () => {
    const wide = whole().statements.filter(({ Resource, Action }) => Resource === '*' && /^(iam|s3|kms):/.test(Action[0])).flatMap(({ Action }) => Action);
    expect(wide).toEqual(['kms:CreateKey', 'kms:ListAliases']);
  });

  test('roles that pods assume are not passed to a service', () => {
    const passed = resourcesOf(whole(), 'iam:PassRole');
    expect(passed).toEqual(['acme-eks-cluster', 'acme-eks-ebs-csi', 'acme-eks-node'].map((name) => `arn:aws:iam::*:role/${name}`));
  });

  test('includes the calls of repair', () => {
    const source = ASKING.map((file) => readFileSync(join(ROOT, 'cli', `${file}.ts`), 'utf8')).join('\n');
    const asked = [...source.matchAll(/[[(]\s*'(iam|eks|ec2|ecr|kms|rds|logs|freetier|resourcegroupstaggingapi)',\s*'([\w-]+)'/g)]
      .filter(([, , call]) => call !== 'wait').map(([, service, call]) =>
        `${service.replace('resourcegroupstaggingapi', 'tag')}:${call}`.replace(/-/g, '').toLowerCase());
    expect(asked).toEqual(expect.arrayContaining(['iam:getrole', 'eks:describenodegroup', 'rds:describedbinstances', 'tag:getresources',
      'logs:deleteloggroup', 'ec2:deletevpcendpoints', 'freetier:getaccountplanstate']));
    // Additional actions of Karpenter.
    const karpenter = policy({ aws_iam_instance_profile: { P: { name: 'acme-karpenter-node' } } });
    const granted = new Set([...whole().statements, ...karpenter.statements].flatMap(({ Action }) => Action).map((it) => it.toLowerCase()));
    expect(asked.filter((action) => !granted.has(action))).toEqual([]);
  });

  test('deletes resources that GuardDuty has added to the network, and no other endpoint or group without the tag of a stack', () => {
    const network = policy({ aws_vpc: { V: { tags: TAGS } } });
    ['ec2:DeleteVpcEndpoints', 'ec2:DeleteSecurityGroup'].forEach((action) => expect(conditionsOf(network, action))
      .toEqual([{ StringEquals: { 'aws:RequestedRegion': 'eu-central-1', 'aws:ResourceTag/GuardDutyManaged': 'true' } }]));
  });

  test('reads the account\'s plan in partitions with a free plan', () => {
    expect(granting(policy({ aws_vpc: { V: {} } }), 'freetier:GetAccountPlanState')).toEqual([expect.objectContaining({ Resource: '*' })]);
    expect(granting(policy({ aws_vpc: { V: {} } }, { region: 'cn-north-1' }), 'freetier:GetAccountPlanState')).toEqual([]);
  });

  test('deletes documents of an earlier policy that had more', () => {
    expect(policy({ aws_vpc: { V: {} } }).documents).toHaveLength(1);
    expect(written(json).documents.length).toBeGreaterThan(1);
    expect(policy({ aws_vpc: { V: {} } }).documents).toHaveLength(1);
  });

  test('prints the documents one after the other', () => {
    const { documents } = written(json);
    const { stdout } = run(root);
    expect(stdout.split(/^(?=\{)/m).map((it) => JSON.parse(it))).toEqual(documents);
  });
});

describe('names', () => {
  test('a single name is in full', () => {
    expect(resourcesOf(policy(named('aws_iam_role', 'acme-eks')), 'iam:CreateRole')).toEqual(['arn:aws:iam::*:role/acme-eks']);
  });
  test('many names are a common prefix', () => {
    expect(resourcesOf(policy(named('aws_iam_role', 'acme-eks', 'acme-mlflow', 'acme-models', 'acme-zenml')), 'iam:CreateRole')).toEqual(['arn:aws:iam::*:role/acme-*']);
  });
  test('many names without a common prefix are in full', () => {
    expect(resourcesOf(policy(named('aws_iam_role', 'acme-a', 'acme-b', 'acme-c', 'other')), 'iam:CreateRole'))
      .toEqual(['acme-a', 'acme-b', 'acme-c', 'other'].map((name) => `arn:aws:iam::*:role/${name}`));
  });
  test('a prefix matches the start of the name', () => {
    expect(resourcesOf(policy({ aws_db_parameter_group: { P: { name_prefix: 'acme-mysql-' } } }), 'rds:ModifyDBParameterGroup'))
      .toEqual(['arn:aws:rds:eu-central-1:*:pg:acme-mysql-*']);
  });
  test('a role without a name has a name from the provider', () => {
    expect(resourcesOf(policy({ aws_iam_role: { R: {} } }), 'iam:CreateRole')).toEqual(['arn:aws:iam::*:role/terraform-*']);
  });
  test('a path is part of a role\'s name', () => {
    expect(resourcesOf(policy({ aws_iam_role: { R: { name: 'acme', path: '/teams/' } } }), 'iam:CreateRole')).toEqual(['arn:aws:iam::*:role/teams/acme']);
  });
  test('a reference is resolved', () => {
    const found = policy({ aws_s3_bucket: { B: { bucket: 'acme-store' } }, aws_s3_bucket_versioning: { V: { bucket: '${aws_s3_bucket.B.bucket}' } } });
    expect(resourcesOf(found, 's3:PutBucketVersioning')).toEqual(['arn:aws:s3:::acme-store']);
  });
  test('a name that only AWS knows is a wildcard', () => {
    const found = policy({ aws_sqs_queue: { Q: { name: 'acme-${random_id.Some.hex}' } } });
    expect(resourcesOf(found, 'sqs:CreateQueue')).toEqual(['arn:aws:sqs:eu-central-1:*:acme-*']);
  });
  test('Auto Scaling groups are those of the node groups', () => {
    const found = policy({
      aws_eks_node_group: { N: { cluster_name: 'acme-eks', node_group_name_prefix: 'nodes-' } },
      aws_autoscaling_attachment: { A: { autoscaling_group_name: '${aws_eks_node_group.N.resources[0].autoscaling_groups[0].name}' } },
    });
    expect(resourcesOf(found, 'autoscaling:AttachLoadBalancerTargetGroups'))
      .toEqual(['arn:aws:autoscaling:eu-central-1:*:autoScalingGroup:*:autoScalingGroupName/eks-nodes-*-*']);
  });
  test('an identity provider is of a cluster of the region', () => {
    const found = policy({ aws_eks_cluster: { C: { name: 'acme' } }, aws_iam_openid_connect_provider: { P: { url: '${aws_eks_cluster.C.identity[0].oidc[0].issuer}' } } });
    expect(resourcesOf(found, 'iam:CreateOpenIDConnectProvider')).toEqual(['arn:aws:iam::*:oidc-provider/oidc.eks.eu-central-1.*']);
  });
  test('--account fills the ARNs', () => {
    const found = policy(named('aws_iam_role', 'acme'), { options: ['--account', '123456789012'] });
    expect(resourcesOf(found, 'iam:CreateRole')).toEqual(['arn:aws:iam::123456789012:role/acme']);
  });
  test('--account requires twelve digits', () => {
    writeFileSync(join(root, 'cdk.tf.json'), '{}');
    const { status, stderr } = run(root, '--account', 'acme');
    expect([status, stderr.trim()]).toEqual([1, '--account: got acme. Must be the 12 digits of an AWS account.']);
  });
});

describe('existing resources', () => {
  test('a bucket that is only read is not changed', () => {
    const found = policy(named('aws_iam_role', 'acme'), { data: { aws_s3_bucket: { B: { bucket: 'theirs' } } } });
    expect(found.statements.filter(({ Resource }) => [Resource].flat().some((it) => it.includes('theirs'))).flatMap(({ Action }) => Action)).toEqual(['s3:GetBucketWebsite', 's3:ListBucket']);
  });
  test('a cluster that is only read is not changed', () => {
    const found = policy({}, { data: { aws_eks_cluster: { C: { name: 'theirs' } } } });
    expect(found.statements.filter(({ Action }) => Action[0].startsWith('eks:'))).toEqual([
      { Sid: 'Eks1', Effect: 'Allow', Action: ['eks:DescribeCluster'], Resource: 'arn:aws:eks:eu-central-1:*:cluster/theirs' },
    ]);
  });
});

describe('regions', () => {
  test.each([
    ['eu-central-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['us-iso-east-1', 'aws-iso'], ['us-isob-east-1', 'aws-iso-b'], ['eu-isoe-west-1', 'aws-iso-e'],
  ])('%s is in the partition %s', (region, partition) => {
    const found = policy({ ...named('aws_iam_role', 'acme'), ...named('aws_sqs_queue', 'acme') }, { region });
    expect(resourcesOf(found, 'iam:CreateRole')).toEqual([`arn:${partition}:iam::*:role/acme`]);
    expect(resourcesOf(found, 'sqs:CreateQueue')).toEqual([`arn:${partition}:sqs:${region}:*:acme`]);
  });
  test('in China a role may be passed to a service by both of its names', () => {
    const found = policy({ aws_eks_cluster: { C: { name: 'acme', role_arn: 'arn:aws-cn:iam::123456789012:role/theirs' } } }, { region: 'cn-north-1' });
    expect(resourcesOf(found, 'iam:PassRole')).toEqual(['arn:aws-cn:iam::*:role/theirs']);
    expect(conditionsOf(found, 'iam:PassRole')).toEqual([{ StringEquals: { 'iam:PassedToService': ['eks.amazonaws.com', 'eks.amazonaws.com.cn'] } }]);
  });
  test('an unknown region is a wildcard', () => {
    const found = policy({ ...named('aws_sqs_queue', 'acme'), aws_vpc: { V: {} } }, { region: '${var.region}' });
    expect(resourcesOf(found, 'sqs:CreateQueue')).toEqual(['arn:aws:sqs:*:*:acme']);
    expect(conditionsOf(found, 'ec2:CreateVpc')).toEqual([undefined]);
  });
  test('--region sets it', () => {
    const found = policy(named('aws_sqs_queue', 'acme'), { region: '${var.region}', options: ['--region', 'us-east-2'] });
    expect(resourcesOf(found, 'sqs:CreateQueue')).toEqual(['arn:aws:sqs:us-east-2:*:acme']);
  });
  test('a resource is in the region of its provider', () => {
    const found = written({
      provider: { aws: [{ region: 'eu-central-1' }, { alias: 'us', region: 'us-east-1' }] },
      resource: { aws_sqs_queue: { Here: { name: 'here' }, There: { name: 'there', provider: 'aws.us' } } },
    });
    expect(resourcesOf(found, 'sqs:CreateQueue')).toEqual(['arn:aws:sqs:eu-central-1:*:here', 'arn:aws:sqs:us-east-1:*:there']);
  });
});

test('allows to read the secrets and parameters that a stack uses, and no others, each in its region', () => {
  const stack = new TestStack();
  new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
  const provider = new AwsProvider(stack, 'Elsewhere', { alias: 'us', region: 'us-east-1' });
  const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:theirs-a1B2c3';
  [
    SecretValue.secretsManager('acme/mysql', { field: 'password' }), SecretValue.secretsManager(arn), SecretValue.secretsManager('acme/far', { provider }),
    SecretValue.ssmParameter('/acme/key'), SecretValue.ssmParameter('plain', { provider }),
  ].forEach((value) => value._source.bind(stack));
  const found = written(JSON.parse(Testing.synth(stack)));
  const secret = (name: string) => [`arn:aws:secretsmanager:${name}`, `arn:aws:secretsmanager:${name}-??????`];
  expect(resourcesOf(found, 'secretsmanager:GetSecretValue')).toEqual([
    ...secret('eu-central-1:*:secret:acme/mysql'), ...secret('eu-central-1:*:secret:theirs-a1B2c3'), ...secret('us-east-1:*:secret:acme/far'),
  ]);
  expect(resourcesOf(found, 'ssm:GetParameter')).toEqual(['arn:aws:ssm:eu-central-1:*:parameter/acme/key', 'arn:aws:ssm:us-east-1:*:parameter/plain']);
  expect(found.error).toBe('');
});

describe('conditions', () => {
  test('a resource without a name is deleted only if it has the tag of a stack', () => {
    const found = policy({ aws_vpc: { V: { tags: TAGS } } });
    expect(conditionsOf(found, 'ec2:DeleteVpc')).toEqual([{ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' }, ...BY_TAG }]);
    expect(conditionsOf(found, 'ec2:CreateVpc')).toEqual([{ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }]);
  });
  test('a resource without tags may still be deleted', () => {
    expect(conditionsOf(policy({ aws_vpc: { V: {} } }), 'ec2:DeleteVpc')).toEqual([{ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }]);
  });
  test('only the stack\'s managed policies are attached', () => {
    const found = policy({
      ...named('aws_iam_role', 'acme'),
      aws_iam_role_policy_attachment: { A: { role: '${aws_iam_role.R0.name}', policy_arn: 'arn:${data.aws_partition.P.partition}:iam::aws:policy/AmazonEKSClusterPolicy' } },
    }, { data: { aws_partition: { P: {} } } });
    expect(conditionsOf(found, 'iam:AttachRolePolicy')).toEqual([{ ArnLike: { 'iam:PolicyARN': ['arn:aws:iam::aws:policy/AmazonEKSClusterPolicy'] } }]);
  });
  test('a role is passed only to the services that use it', () => {
    const found = policy({
      ...named('aws_iam_role', 'acme-nodes'), aws_eks_node_group: { N: { cluster_name: 'acme', node_group_name: 'n', node_role_arn: '${aws_iam_role.R0.arn}' } },
    });
    expect(resourcesOf(found, 'iam:PassRole')).toEqual(['arn:aws:iam::*:role/acme-nodes']);
    expect(conditionsOf(found, 'iam:PassRole')).toEqual([{ StringEquals: { 'iam:PassedToService': ['eks.amazonaws.com', 'ec2.amazonaws.com'] } }]);
  });
  test('service-linked roles are those of the services in the stack', () => {
    const nodes = (capacity_type: string) => policy({ aws_eks_node_group: { N: { cluster_name: 'acme', capacity_type } } });
    const linked = (found: { statements: Statement[] }) => conditionsOf(found, 'iam:CreateServiceLinkedRole').map((it) => it?.StringEquals['iam:AWSServiceName']);
    expect(linked(nodes('ON_DEMAND'))).toEqual([['eks-nodegroup.amazonaws.com', 'autoscaling.amazonaws.com']]);
    expect(linked(nodes('SPOT'))).toEqual([['eks-nodegroup.amazonaws.com', 'autoscaling.amazonaws.com', 'spot.amazonaws.com']]);
    expect(linked(policy({ aws_vpc: { V: {} } }))).toEqual([]);
  });
  test('allows EKS to create a grant for the key of a cluster without a condition, which it does not support', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/mine';
    const found = policy({ aws_eks_cluster: { C: { name: 'acme', encryption_config: { provider: { key_arn: key }, resources: ['secrets'] } } } });
    expect(resourcesOf(found, 'kms:CreateGrant')).toEqual(['arn:aws:kms:eu-central-1:*:key/mine']);
    expect(conditionsOf(found, 'kms:CreateGrant')).toEqual([undefined]);
  });
  test('allows grants for the key of a repository through ECR only', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/mine';
    const found = policy({ aws_ecr_repository: { R: { name: 'acme', encryption_configuration: [{ encryption_type: 'KMS', kms_key: key }] } } });
    expect(conditionsOf(found, 'kms:CreateGrant')).toEqual([{ StringLike: { 'kms:ViaService': 'ecr.eu-central-1.*' } }]);
  });
  test('allows a load balancer to look up the security groups of its VPC', () => {
    expect(granting(policy(named('aws_lb', 'acme')), 'ec2:GetSecurityGroupsForVpc')).toHaveLength(1);
  });
  test('allows the service-linked roles that a stack names, and the one of spot capacity for Karpenter', () => {
    const found = policy({ ...named('aws_iam_instance_profile', 'acme'), aws_iam_service_linked_role: { S: { aws_service_name: 'spot.amazonaws.com' } } });
    expect(conditionsOf(found, 'iam:CreateServiceLinkedRole')).toEqual([{ StringEquals: { 'iam:AWSServiceName': ['spot.amazonaws.com'] } }]);
    expect(resourcesOf(found, 'iam:DeleteServiceLinkedRole')).toEqual(['arn:aws:iam::*:role/aws-service-role/spot.amazonaws.com/*']);
  });
  test('a key is granted to AWS\'s services only', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/mine';
    const found = policy({ aws_db_instance: { D: { identifier: 'acme', kms_key_id: key } } });
    expect(resourcesOf(found, 'kms:CreateGrant')).toEqual(['arn:aws:kms:eu-central-1:*:key/mine']);
    expect(conditionsOf(found, 'kms:CreateGrant')).toEqual([{ Bool: { 'kms:GrantIsForAWSResource': 'true' } }]);
    expect(granting(policy({ aws_db_instance: { D: { identifier: 'acme' } } }), 'kms:CreateGrant')).toEqual([]);
  });
  test('records are limited to the zone, if its name is known', () => {
    const record = { aws_route53_record: { R: { zone_id: '${data.aws_route53_zone.Z.zone_id}', name: 'zenml.example.com' } } };
    const found = policy(record, { data: { aws_route53_zone: { Z: { name: 'example.com' } } } });
    expect(resourcesOf(found, 'route53:ChangeResourceRecordSets')).toEqual(['arn:aws:route53:::hostedzone/*']);
    expect(conditionsOf(found, 'route53:ChangeResourceRecordSets'))
      .toEqual([{ 'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['example.com', '*.example.com'] } }]);
  });
  test('records of a zone with a known id are limited to that zone', () => {
    const found = policy({ aws_route53_record: { R: { zone_id: 'Z123', name: 'zenml.example.com' } } });
    expect(resourcesOf(found, 'route53:ChangeResourceRecordSets')).toEqual(['arn:aws:route53:::hostedzone/Z123']);
  });
});

describe('data', () => {
  test.each([[true, 1], [false, 0]])('with force_destroy %s the objects of a bucket may be deleted in %d statements', (force_destroy, count) => {
    expect(granting(policy({ aws_s3_bucket: { B: { bucket: 'acme', force_destroy } } }), 's3:DeleteObjectVersion')).toHaveLength(count);
  });
  test('a final snapshot needs permissions on itself', () => {
    const found = policy({ aws_db_instance: { D: { identifier: 'acme', final_snapshot_identifier: 'acme-last' } } });
    expect(resourcesOf(found, 'rds:CreateDBSnapshot')).toEqual(['arn:aws:rds:eu-central-1:*:db:acme', 'arn:aws:rds:eu-central-1:*:snapshot:acme-last']);
  });
  test('a remote state is read, written and locked', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/mine';
    const found = policy({ aws_vpc: { V: {} } }, { terraform: { backend: { s3: { bucket: 'states', key: 'acme/terraform.tfstate', kms_key_id: key } } } });
    expect(resourcesOf(found, 's3:PutObject')).toEqual(['arn:aws:s3:::states/acme/terraform.tfstate', 'arn:aws:s3:::states/acme/terraform.tfstate.tflock']);
    expect(resourcesOf(found, 's3:DeleteObject')).toEqual(['arn:aws:s3:::states/acme/terraform.tfstate.tflock']);
    expect(resourcesOf(found, 's3:ListBucket')).toEqual(['arn:aws:s3:::states']);
    expect(resourcesOf(found, 'kms:GenerateDataKey')).toEqual([key]);
  });
  test('a local state needs no permission', () => {
    expect(policy({ aws_vpc: { V: {} } }).statements.flatMap(({ Action }) => Action).filter((it) => it.startsWith('s3:'))).toEqual([]);
  });
});

describe('unknown parts', () => {
  const told = (what: string) => `${what}: its actions are unknown, and not in the policy. Add them yourself.`;
  test('other types are reported by address', () => {
    const { error, statements } = policy({ aws_glue_job: { Mine: {} }, awscc_glue_job: { Mine: {} }, ...named('aws_iam_role', 'acme') }, { data: { aws_ami: { Mine: {} } } });
    expect(error.split('\n')).toEqual(['data.aws_ami.Mine', 'aws_glue_job.Mine', 'awscc_glue_job.Mine'].map(told));
    expect(statements.length).toBeGreaterThan(0);
  });
  test('modules are reported', () => {
    expect(policy({}, { module: { vpc: { source: './vpc' } } }).error).toBe(told('module.vpc'));
  });
  test('other providers are ignored', () => {
    expect(policy({ random_id: { R: {} }, kubernetes_namespace_v1: { N: {} } }).error).toBe('');
  });
  test('a folder without a stack is an error', () => {
    const { status, stderr } = run(root);
    expect([status, stderr.trim()]).toEqual([1, `${root} holds no synthesized stack: name the folder in which terraform apply ran.`]);
  });
});

test('secrets that are read are limited by name or ARN', () => {
  const data = {
    aws_secretsmanager_secret_version: {
      Name: { secret_id: 'acme/mysql' },
      Arn: { secret_id: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:acme/api-a1B2c3' },
    },
    aws_ssm_parameter: {
      Path: { name: '/acme/key', with_decryption: true },
      Name: { name: 'key' },
      Arn: { name: 'arn:aws:ssm:eu-central-1:111122223333:parameter/acme/arn' },
    },
  };
  const found = policy({}, { data, options: ['--account', '111122223333'] });
  const secrets = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:';
  expect(resourcesOf(found, 'secretsmanager:GetSecretValue'))
    .toEqual(['acme/api-a1B2c3', 'acme/api-a1B2c3-??????', 'acme/mysql', 'acme/mysql-??????'].map((it) => `${secrets}${it}`));
  expect(resourcesOf(found, 'ssm:GetParameter')).toEqual(['acme/arn', 'acme/key', 'key'].map((it) => `arn:aws:ssm:eu-central-1:111122223333:parameter/${it}`));
});
