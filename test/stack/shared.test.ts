import { Fn, Testing } from 'cdktf';
import {
  ArtifactBucketSource, ClusterNamespace, ClusterSource, ContainerRegistrySource, DatabaseSource, Ingress,
  MlflowSource, NetworkSource, NodeGroup, SecretValue, SeldonSource, ServiceExposure, ZenmlAwsStack,
  ZenmlAwsStackProps, ZenmlServerSource,
} from '../../src';
import { EXISTING_NETWORK } from '../support/fixtures';
import { messageOf, synthStack } from '../support/synth';

const REGION = 'eu-central-1';
const network = NetworkSource.existing(EXISTING_NETWORK);
const cluster = ClusterSource.existing('platform', { autoScalingGroupNames: ['eks-nodes'] });
const NO_SELDON = { seldon: SeldonSource.none() };
const OTHER_PORTS = { entrance: { nodePorts: { zenml: 30090, mlflow: 30091 } } };

type Props = Partial<ZenmlAwsStackProps>;
const propsOf = (prefix: string, props: Props): ZenmlAwsStackProps => ({ region: REGION, prefix, ...props });

/** The problems with the second of two stacks of an app. */
function problems(first: Props, second: Props): string[] {
  const app = Testing.app();
  new ZenmlAwsStack(app, 'one', propsOf('one', first));
  const [, ...found] = messageOf(() => new ZenmlAwsStack(app, 'two', propsOf('two', second))).split('\n  - ');
  return found;
}
function accepts(first: Props, second: Props): void {
  const app = Testing.app();
  new ZenmlAwsStack(app, 'one', propsOf('one', first));
  expect(() => new ZenmlAwsStack(app, 'two', propsOf('two', second))).not.toThrow();
}
const onCluster = (props: Props = {}) => ({ network, cluster, ...props });
const synthesized = (props: Props) => synthStack(new ZenmlAwsStack(Testing.app(), 'acme', propsOf('acme', props)));

describe('two stacks on a cluster', () => {
  const guest = onCluster({ ...NO_SELDON, ...OTHER_PORTS });

  test('are accepted without changes if the second has other ports and no Seldon Core', () => accepts(onCluster(), guest));
  test('refuse a second Seldon Core', () => {
    const nodePorts = { zenml: 30090, mlflow: 30091, models: 30092, modelsHealth: 30093 };
    expect(problems(onCluster(), onCluster({ entrance: { nodePorts } }))).toEqual([
      "seldon: must be SeldonSource.none() where stack 'one' has it on the same cluster. A cluster has one Istio and "
        + 'one Seldon Core: operator, webhook and resource definitions are cluster-scoped.',
    ]);
  });
  test('refuse node ports of another stack', () => {
    expect(problems(onCluster(), onCluster(NO_SELDON))).toEqual(['zenml', 'mlflow'].map((service, index) =>
      `entrance.nodePorts.${service}: got ${30080 + index}, which 'entrance.nodePorts.${service}' of stack 'one' on `
        + 'the same cluster has. Must be another one. A port of the nodes belongs to one Service: choose another '
        + 'one.'));
    const exposure = ServiceExposure.nodePort({ nodePort: 30082 });
    expect(problems(onCluster(), { ...guest, mlflow: MlflowSource.create({ ingress: Ingress.nginx({ exposure }) }) })).toEqual([
      "mlflow.ingress.exposure: got 30082, which 'entrance.nodePorts.models' of stack 'one' on the same cluster has. "
        + 'Must be another one. A port of the nodes belongs to one Service: choose another one.',
    ]);
  });
  test('refuse to allow the nodes into a database twice', () => {
    const database = (port?: number) => ({
      database: DatabaseSource.existing({
        host: 'db', port, username: 'admin', password: SecretValue.variable('pw'), securityGroupId: 'sg-0a1b2c3d4e5f60718',
      }),
    });
    expect(problems(onCluster(database()), { ...guest, ...database(3306) })).toEqual([
      'database.securityGroupId: got "sg-0a1b2c3d4e5f60718", which stack \'one\' on the same cluster has. Must be '
        + 'another one. AWS refuses the same rule twice: leave it out in one of the stacks.',
    ]);
    accepts(onCluster(database()), { ...guest, ...database(3307) });
  });
  test('refuse namespaces, controllers and classes of another stack', () => {
    const unprefixed = { network, cluster: ClusterSource.existing('platform', { autoScalingGroupNames: ['eks-nodes'], prefixedNames: false }) };
    expect(problems(unprefixed, { ...guest, ...unprefixed }).map((it) => it.split(' has. Must be another one. ')[0])).toEqual([
      'mlflow.namespace: got "mlflow", which \'mlflow.namespace\' of stack \'one\' on the same cluster',
      'mlflow.ingress.namespace: got "ingress-nginx", which \'mlflow.ingress.namespace\' of stack \'one\' on the same cluster',
      'zenml.namespace: got "zenml-server", which \'zenml.namespace\' of stack \'one\' on the same cluster',
      'pipelines.namespace: got "zenml", which \'pipelines.namespace\' of stack \'one\' on the same cluster',
      'mlflow.ingress.name: got "nginx-controller", which stack \'one\' on the same cluster',
      'mlflow.ingress.className: got "nginx", which stack \'one\' on the same cluster',
    ]);
    expect(problems(onCluster(), { ...guest, pipelines: { namespace: ClusterNamespace.existing('one-mlflow') } })).toEqual([
      'pipelines.namespace: got "one-mlflow", which \'mlflow.namespace\' of stack \'one\' on the same cluster has. '
        + 'Must be another one. Each part needs its own namespace: leave it out for one that begins with the '
        + 'prefix, or choose another name.',
    ]);
  });
  test.each<[string, Props, Props, string]>([
    ['a second autoscaler', { clusterAutoscaler: {} }, { clusterAutoscaler: {} }, 'clusterAutoscaler: must be left '
      + "out where stack 'one' has 'clusterAutoscaler'"],
    ['a second Karpenter', { karpenter: {} }, { karpenter: {} }, "karpenter: must be left out where stack 'one' has "
      + "'karpenter'"],
    ['one beside the other', { karpenter: {} }, { clusterAutoscaler: {} }, 'clusterAutoscaler: must be left out '
      + "where stack 'one' has 'karpenter'"],
    ['a developer of another stack', { developerPrincipalArns: ['arn:aws:iam::111122223333:role/data'] },
      { developerPrincipalArns: ['arn:aws:iam::111122223333:role/data'] },
      'developerPrincipalArns: got "arn:aws:iam::111122223333:role/data", which stack \'one\' on the same cluster has. Must be another one.'],
  ])('refuse %s', (_, first, second, problem) => {
    const found = problems(onCluster(first), { ...guest, ...second });
    expect(found).toHaveLength(1);
    expect(found[0].slice(0, problem.length)).toBe(problem);
  });
  test('compare a stack with the one that creates the cluster, by name and by reference', () => {
    const gpus = { cluster: ClusterSource.create({ nodeGroups: { gpu: NodeGroup.gpu({ minSize: 1 }) }, adminPrincipalArns: ['arn:aws:iam::111122223333:role/admin'] }) };
    const wrong: Props = { ...guest, karpenter: { gpuPool: {} }, developerPrincipalArns: ['arn:aws:iam::111122223333:role/admin'] };
    const expected = ['karpenter.gpuPool: must be left out', 'developerPrincipalArns: got "arn:aws:iam::111122223333:role/admin", which stack \'one\''];
    expect(problems(gpus, { ...wrong, cluster: ClusterSource.existing('one-eks', { autoScalingGroupNames: ['eks-nodes'] }) })
      .map((it, index) => it.startsWith(expected[index]))).toEqual([true, true]);
    const app = Testing.app();
    const one = new ZenmlAwsStack(app, 'one', propsOf('one', gpus));
    const found = messageOf(() => new ZenmlAwsStack(app, 'two', propsOf('two', {
      ...wrong, cluster: ClusterSource.existing(one.cluster.clusterName, { autoScalingGroupNames: ['eks-nodes'] }),
    })));
    expected.forEach((it) => expect(found).toContain(`- ${it}`));
  });
  test('are not compared in different regions or accounts', () => {
    const all = onCluster({ clusterAutoscaler: {} });
    accepts(all, { ...all, region: 'eu-west-1' });
    accepts({ ...all, awsProvider: { allowedAccountIds: ['111122223333'] } }, { ...all, awsProvider: { assumeRoleArn: 'arn:aws:iam::444455556666:role/deploy' } });
  });
});

describe('names on an existing cluster', () => {
  const namesOf = (type: string, props: Props) => Object.values(synthesized(props).all(type)).map((it: any) => it.metadata.name).sort();

  test('begin with the prefix, except for parts of which a cluster has one', () => {
    expect(namesOf('kubernetes_namespace_v1', onCluster())).toEqual([
      'acme-ingress-nginx', 'acme-mlflow', 'acme-zenml', 'acme-zenml-seldon-workloads', 'acme-zenml-server', 'istio-system', 'seldon-system',
    ]);
    const nginx = synthesized(onCluster()).one('helm_release', 'Nginx');
    expect(nginx.name).toBe('acme-nginx-controller');
    expect(JSON.parse(nginx.values[0]).controller.ingressClass.name).toBe('acme-nginx');
  });
  test('are the given ones', () => {
    expect(namesOf('kubernetes_namespace_v1', onCluster({
      ...NO_SELDON,
      pipelines: { namespace: ClusterNamespace.create('steps') },
      zenml: ZenmlServerSource.create({ namespace: ClusterNamespace.create('server') }),
      mlflow: MlflowSource.create({ namespace: ClusterNamespace.create('tracking'), ingress: Ingress.nginx({ namespace: ClusterNamespace.create('web') }) }),
    }))).toEqual(['server', 'steps', 'tracking', 'web']);
  });
  test('have the prefix on a cluster of the stack on request', () => {
    const own = namesOf('kubernetes_namespace_v1', {});
    expect(own).toEqual(['ingress-nginx', 'istio-system', 'mlflow', 'seldon-system', 'zenml', 'zenml-seldon-workloads', 'zenml-server']);
    expect(namesOf('kubernetes_namespace_v1', { network, cluster: ClusterSource.existing('platform', { prefixedNames: false }) })).toEqual(own);
  });
  test('are used by roles, and by the job that registers on an existing server', () => {
    const stack = synthesized(onCluster({ ...NO_SELDON, zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_x') }) }));
    const trust = Object.values(stack.all('aws_iam_role')).map((it: any) => it.assume_role_policy).join();
    expect(trust).toContain('system:serviceaccount:acme-zenml:zenml-runner');
    expect(trust).toContain('system:serviceaccount:acme-mlflow:mlflow-tracking');
    expect(stack.one('kubernetes_namespace_v1', 'Registration').metadata.name).toBe('acme-zenml-registration');
  });
});

describe('two stacks in a bucket', () => {
  const bucket = (path?: string) => ({ artifactBucket: ArtifactBucketSource.existing({ bucketName: 'models', path }) });

  test('have separate folders', () => accepts(bucket(), bucket()));
  test.each([
    ['', '', 'zenml/'], ['team', 'team', 'team/zenml/'], ['', 'zenml', 'zenml/zenml/'], ['mlflow/a', '', 'mlflow/'],
  ])('refuse overlapping folders: "%s" and "%s"', (first, second, shared) => {
    const [problem, ...more] = problems(bucket(first), bucket(second));
    expect(problem).toBe(`artifactBucket.path: results in "${shared}", which stack 'one' in the same bucket has. `
      + 'Must be another one. Give each stack its own folder.');
    expect(more).toEqual([]);
  });
  test('compare with the stack that creates it', () => {
    accepts({}, { artifactBucket: ArtifactBucketSource.existing({ bucketName: 'one-zenml-artifact-store' }) });
    expect(problems({}, { artifactBucket: ArtifactBucketSource.existing({ bucketName: 'one-zenml-artifact-store', path: '' }) })).toHaveLength(1);
    expect(problems({}, { artifactBucket: ArtifactBucketSource.create({ bucketName: 'one-zenml-artifact-store' }) })).toEqual([
      'artifactBucket.bucketName: got "one-zenml-artifact-store", which stack \'one\' has. Must be another one. '
        + 'Bucket names are unique in all of AWS: choose another name, or use ArtifactBucketSource.existing().',
    ]);
  });
});

test('refuses the state of another stack', () => {
  const state = (key?: string) => ({ remoteState: { bucket: 'states', key } });
  accepts(state(), state());
  expect(problems(state('prod.tfstate'), { ...state('prod.tfstate'), region: 'eu-west-1' })).toEqual([
    'remoteState.key: got "prod.tfstate", which stack \'one\' in the same bucket has. Must be another one. With the '
      + 'state of another stack, an apply destroys what that stack has created: give each stack its own key.',
  ]);
  expect(problems(state('two/terraform.tfstate'), state())).toHaveLength(1);
});

test('the state contains the prefix, and is refused for another prefix', () => {
  expect(synthesized({}).one('terraform_data', 'StatePrefix')).toMatchObject({
    input: 'acme', lifecycle: { ignore_changes: ['input'], postcondition: [{ condition: '${self.output == "acme"}' }] },
  });
});

test('refuses repositories of another stack in the region', () => {
  const registry = (...names: string[]) => ({ containerRegistry: ContainerRegistrySource.create({ repositoryNames: names }) });
  expect(problems(registry('shared', 'aa'), registry('shared', 'bb'))).toEqual([
    'containerRegistry.repositoryNames: got "shared", which stack \'one\' has. Must be another one. Repository names '
      + 'are unique in an account and region: give each stack its own.',
  ]);
  accepts(registry('shared'), { ...registry('shared'), region: 'eu-west-1' });
  accepts(registry('shared'), { containerRegistry: ContainerRegistrySource.none() });
  accepts(registry('shared'), registry(Fn.lower('SHARED')));
});

describe('the same prefix', () => {
  const of = (account: string, props: Props = {}): Props => ({ prefix: 'acme', awsProvider: { allowedAccountIds: [account] }, ...props });

  test('is refused in one account, also in different regions', () => {
    expect(problems(of('111122223333'), of('111122223333', { region: 'eu-west-1' }))[0]).toMatch(/^prefix: got "acme", which stack 'one' has\. Must be another one\./);
    expect(problems(of('111122223333'), { prefix: 'acme' })[0]).toMatch(/^prefix: got "acme", which stack 'one' has\. Must be another one\./);
  });
  test('is allowed in different accounts, except for globally unique names', () => {
    expect(problems(of('111122223333'), of('444455556666'))).toEqual([
      'artifactBucket.bucketName: got "acme-zenml-artifact-store", which stack \'one\' has. Must be another one. '
        + 'Bucket names are unique in all of AWS: choose another name, or use ArtifactBucketSource.existing().',
    ]);
    const bucketOf = (bucketName: string) => ({ artifactBucket: ArtifactBucketSource.create({ bucketName }) });
    accepts(of('111122223333', bucketOf('acme-a')), of('444455556666', bucketOf('acme-b')));
    const state = { remoteState: { bucket: 'states' } };
    expect(problems(of('111122223333', { ...bucketOf('acme-a'), ...state }), of('444455556666', { ...bucketOf('acme-b'), ...state }))[0])
      .toMatch(/^remoteState\.key: got "acme\/terraform\.tfstate", which stack 'one' in the same bucket has\. Must be another one\./);
    const server = { zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_x') }) };
    expect(problems(of('111122223333', { ...bucketOf('acme-a'), ...server }), of('444455556666', { ...bucketOf('acme-b'), ...server }))[0])
      .toMatch(/^zenml: got https:\/\/zenml\.example\.com, where stack 'one' registers the same names\. /);
  });
});

describe('a folder in a bucket', () => {
  const models = { artifactBucket: ArtifactBucketSource.existing({ bucketName: 'models' }), database: DatabaseSource.existing({ host: 'db', username: 'admin', password: SecretValue.unsafePlainText('secret') }) };
  const policiesOf = (props: Props) => Object.fromEntries(Object.entries(synthesized(props).all('aws_iam_role_policy'))
    .filter(([, it]: any) => it.name === 'artifact-store').map(([id, it]: any) => [id.replace(/_Policy.*/, ''), JSON.parse(it.policy).Statement]));

  test('contains the artifacts of ZenML and MLflow', () => {
    const stack = synthesized(models);
    expect(stack.outputs['s3-bucket-uri'].value).toMatch(/^s3:\/\/\$\{data\.aws_s3_bucket\.\w+\.bucket\}\/acme$/);
    expect(stack.outputs['s3-bucket-path'].value).toMatch(/^\$\{data\.aws_s3_bucket\.\w+\.bucket\}$/);
    expect(stack.outputs['zenml-stack-yaml'].value).toMatch(/\/acme\/zenml/);
    expect(Object.values(stack.all('helm_release')).find((it) => it.name === 'mlflow-tracking')!.values[0]).toContain('"path":"acme/mlflow"');
  });
  test('limits the roles, except that ZenML\'s connector can list the names of keys', () => {
    const all = policiesOf(models);
    expect(Object.keys(all).sort()).toEqual(['MlflowRole', 'ModelRole', 'PipelineRole', 'ZenmlConnector']);
    Object.entries(all).forEach(([role, statements]) => (statements as any[]).forEach(({ Sid, Action, Resource, Condition }: any) => {
      const folder = role === 'MlflowRole' ? 'acme/mlflow' : 'acme';
      if (Resource[0].includes('/')) {
        expect(Resource[0].split('}')[1]).toBe(`/${folder}/*`);
      } else if (Sid === 'HeadBucket') {
        expect([role, Condition]).toEqual(['ZenmlConnector', { Null: { 's3:prefix': 'true' } }]);
      } else if (Action.some((it: string) => it.includes('ListBucket'))) {
        expect(Condition.StringLike['s3:prefix'].every((it: string) => it.startsWith(folder))).toBe(true);
      }
    }));
  });
  test('is the whole bucket on request, as for a bucket of the stack', () => {
    const withoutArns = (policies: object) => JSON.stringify(policies).replace(/\$\{[^}]+\}/g, 'ARN');
    expect(withoutArns(policiesOf({ artifactBucket: ArtifactBucketSource.existing({ bucketName: 'models', path: '' }) }))).toBe(withoutArns(policiesOf({})));
  });
  test.each([['/a', 'Did you mean "a"?'], ['a//b', 'Must be a folder'], ['a*', 'without "*"'], ['模型', 'up to U+00FF'], ['a/../b', 'Must be a folder']])('refuses "%s"', (path, problem) => {
    expect(messageOf(() => synthesized({ artifactBucket: ArtifactBucketSource.existing({ bucketName: 'models', path }) }))).toContain(problem);
  });
  test('accepts all letters that policies support', () => {
    expect(JSON.stringify(policiesOf({ artifactBucket: ArtifactBucketSource.existing({ bucketName: 'models', path: 'größe/v1' }) }))).toContain('/größe/v1/*');
  });
});
