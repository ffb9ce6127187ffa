import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import {
  ArtifactBucket, ClusterAutoscaler, ContainerRegistry, Database, EksCluster, Karpenter, NodeGroup, PipelineNamespace,
  ServiceAccountRole,
} from '../../src';
import { CLUSTER, NETWORK } from '../cluster/fixtures';


type Build = (scope: TerraformStack, id: string) => unknown;
/** The problems; '' without any. */
function messageOf(build: () => void): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
const synthesize = (app: App, ...ids: string[]) => ids.forEach((id) => Testing.synth(app.node.findChild(id) as TerraformStack));

/** Two stacks, each with a provider and one construct. */
function two(build: Build, ...providers: [object, object]): string {
  const app = Testing.app();
  providers.forEach((config, index) => {
    const stack = new TerraformStack(app, `stack${index + 1}`);
    new AwsProvider(stack, 'aws', config);
    build(stack, 'Part');
  });
  return messageOf(() => synthesize(app, 'stack1', 'stack2'));
}
/** Two constructs in one stack. */
function beside(build: Build): string {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack1');
  ['One', 'Two'].forEach((id) => build(stack, id));
  return messageOf(() => synthesize(app, 'stack1'));
}

const PARTS: [name: string, taken: string, build: Build][] = [
  ['roles', 'aws_iam_role', (scope, id) => new ServiceAccountRole(scope, id, { roleName: 'app', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' } })],
  ['buckets', 'aws_s3_bucket', (scope, id) => new ArtifactBucket(scope, id, { bucketName: 'acme-models' })],
  ['repositories', 'aws_ecr_repository', (scope, id) => new ContainerRegistry(scope, id, { repositoryNames: ['models'] })],
  ['databases', 'aws_db_', (scope, id) => new Database(scope, id, { identifier: 'acme', network: NETWORK })],
  ['clusters', 'aws_', (scope, id) => new EksCluster(scope, id, { clusterName: 'acme', network: NETWORK })],
  ['node groups', 'aws_iam_role', (scope, id) => new NodeGroup(scope, id, { clusterName: 'acme', nodeGroupName: 'a', roleName: 'nodes', subnetIds: NETWORK.privateSubnetIds })],
  ['node groups of a name', 'aws_launch_template', (scope, id) =>
    new NodeGroup(scope, id, { clusterName: 'acme', nodeGroupName: 'a', roleName: `${scope.node.id}-${id}`, subnetIds: NETWORK.privateSubnetIds })],
  ['Karpenters', 'aws_', (scope, id) => new Karpenter(scope, id, { cluster: CLUSTER, region: 'eu-central-1', namePrefix: 'acme', subnetIds: NETWORK.privateSubnetIds })],
];

test.each(PARTS)('refuses two %s with the same name, in a stack and in two of a region', (_, taken, build) => {
  expect(beside(build)).toMatch(new RegExp(`\\(${taken}\\w*\\) has the name ".+", which 'stack1/One\\S*' has, too`));
  expect(two(build, { region: 'eu-central-1' }, { region: 'eu-central-1' })).toMatch(new RegExp(`'stack2/Part\\S*' \\(${taken}\\w*\\) has the name`));
});
test.each(PARTS)('allows two %s with the same name in two accounts, except for buckets', (name, taken, build) => {
  const message = two(build, { allowedAccountIds: ['111122223333'] }, { assumeRole: [{ roleArn: 'arn:aws:iam::444455556666:role/deploy' }] });
  expect(message).toBe(name === 'buckets' ? `'stack2/Part/Resource' (${taken}) has the name "acme-models", which 'stack1/Part/Resource' has, too. `
    + 'Such a name exists once in all of AWS: give each construct a unique name or prefix.' : '');
});
test('names in a region may be the same in another one, except for IAM', () => {
  const regions: [object, object] = [{ region: 'eu-central-1' }, { region: 'eu-west-1' }];
  const build = (part: string) => PARTS.find(([name]) => name === part)![2];
  expect(two(build('repositories'), ...regions)).toBe('');
  expect(two(build('roles'), ...regions)).toContain('(aws_iam_role) has the name "app"');
});
test('IAM names are case-insensitive', () => {
  const role = (roleName: string): Build => (scope, id) =>
    new ServiceAccountRole(scope, `${id}${roleName}`, { roleName, cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' } });
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack1');
  ['App', 'app'].forEach((name) => role(name)(stack, 'Role'));
  expect(messageOf(() => synthesize(app, 'stack1'))).toContain('(aws_iam_role) has the name "app", which \'stack1/RoleApp/Resource\' has, too');
});
test('a namespace on a cluster, and a release name in kube-system, are unique', () => {
  expect(beside((scope, id) => new PipelineNamespace(scope, id))).toContain('(kubernetes_namespace_v1) has the name "zenml"');
  expect(beside((scope, id) => new ClusterAutoscaler(scope, id, { cluster: CLUSTER, region: 'eu-central-1', roleName: `autoscaler-${id}` })))
    .toContain('(helm_release) has the name "kube-system/cluster-autoscaler"');
});
test('a stack can be synthesized twice', () => {
  const app = Testing.app();
  PARTS[1][2](new TerraformStack(app, 'stack1'), 'Part');
  expect(messageOf(() => synthesize(app, 'stack1', 'stack1'))).toBe('');
});
