import { TerraformResource, Testing } from 'cdktf';
import { ClusterSource } from '../../src/cluster';
import { DatabaseSource } from '../../src/database';
import { NatGateways, NetworkSource } from '../../src/network';
import { ZenmlAwsStack } from '../../src/stack';
import { DataRetention } from '../../src/terraform/data-retention';
import { Synthesized, synthStack } from '../support/synth';

const stack = new ZenmlAwsStack(Testing.app(), 'acme', {
  region: 'eu-central-1',
  prefix: 'acme',
  network: NetworkSource.create({ natGateways: NatGateways.ONE_PER_ZONE }),
  cluster: ClusterSource.create({ adminPrincipalArns: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'] }),
  clusterAutoscaler: {},
  dataRetention: DataRetention.DELETE,
});
const synthesized = synthStack(stack);
const every = (pattern: RegExp) => synthesized.addresses.filter((address) => pattern.test(address));
const one = (type: string, name = '') => synthesized.address(type, name);

const CLUSTER = one('aws_eks_cluster');
const NODES = one('aws_eks_node_group');
const DATABASE = one('aws_db_instance');
const NODE_POLICIES = every(/^aws_iam_role_policy_attachment\..*NodeGroup/);
const ROUTING = every(/^aws_route(_table_association)?\./);
const NAT = every(/^aws_nat_gateway\./);
const [CLUSTER_READY, PODS_READY, NODES_READY] = ['ClusterReady', 'PodsReady', 'NodesReady'].map((name) => one('terraform_data', name));
const INGRESS_RULE = one('aws_vpc_security_group_ingress_rule', 'Database');
const LOAD_BALANCER = one('aws_lb');
const BUCKET_SETTINGS = every(/^aws_s3_bucket(_\w+)?\.ArtifactBucket_/);
const MLFLOW_POLICIES = every(/^aws_iam_role_policy\.MlflowRole/);
const AUTOSCALER_POLICIES = every(/^aws_iam_role_policy\.ClusterAutoscaler_Role/);

/** The release with this name. */
const release = (name: string) => `helm_release.${Object.entries(synthesized.all('helm_release')).find(([, block]) => block.name === name)![0]}`;
const MLFLOW = release('mlflow-tracking');
const NGINX = release('nginx-controller');
const MLFLOW_NAMESPACE = one('kubernetes_namespace_v1', 'Mlflow_Namespace');
const NGINX_NAMESPACE = one('kubernetes_namespace_v1', 'Mlflow_Nginx');
const NGINX_SERVICE = one('kubernetes_service_v1', 'Mlflow_Nginx');
const GATEWAY_SERVICE = one('kubernetes_service_v1', 'Seldon');
const ISTIO_BASE = release('istio-base');
const ISTIO_NAMESPACE = one('kubernetes_namespace_v1', 'IstioNamespace');
const OPERATOR = release('seldon-core-operator');
const AUTOSCALER = release('cluster-autoscaler');
const JOB = one('kubernetes_job_v1', 'Mlflow');
const ZENML = release('zenml-server');
const ZENML_JOB = one('kubernetes_job_v1', 'Zenml_Database');
const ZENML_SERVICE = one('kubernetes_service_v1', 'Zenml');
const ZENML_NAMESPACE = one('kubernetes_namespace_v1', 'Zenml_');
const REGISTRATION = one('kubernetes_job_v1', 'ZenmlRegistration');
const INGRESS = one('kubernetes_ingress_v1');
const MODELS = one('kubernetes_namespace_v1', 'WorkloadNamespace');
const OF_MLFLOW = every(/^((data\.)?(kubernetes|helm)_\w+|terraform_data)\.Mlflow_/);
const OF_ZENML = every(/^((data\.)?(kubernetes|helm)_\w+|terraform_data)\.Zenml_/);

/** Dependencies of pods, by kind. */
const NEEDED: Record<string, string[]> = {
  'the cluster': [CLUSTER],
  'the node group': [NODES],
  'the add-ons before the nodes': every(/^aws_eks_addon\..*(VpcCni|KubeProxy)/),
  'every NAT gateway': NAT,
  'every route and association': ROUTING,
  'the internet gateway': every(/^aws_internet_gateway\./),
  'the node role\'s policies': NODE_POLICIES,
  'the access entries and their policies': every(/^aws_eks_access_\w+\.Cluster_/),
  'the OIDC provider': every(/^aws_iam_openid_connect_provider\./),
};
const ON_CLUSTER = every(/^(data\.)?(kubernetes|helm)_/);
const BARRIERS = [CLUSTER_READY, PODS_READY, NODES_READY];
const CORE_DNS = one('aws_eks_addon', 'Coredns');
const EBS_DRIVER = one('aws_eks_addon', 'EbsCsiDriver');

const pairs = (from: string[], to: string[]) => from.flatMap((a) => to.map((b) => [a, b] as [string, string]));
const missing = (among: [string, string][], without: string[] = []) =>
  among.filter(([from, to]) => !synthesized.reaches(from, to, without)).map(([from, to]) => `${from} -> ${to}`);

test('the stack contains the resources of the rules', () => {
  const counts = Object.fromEntries(Object.entries(NEEDED).map(([what, addresses]) => [what, addresses.length]));
  expect(counts).toEqual({
    'the cluster': 1,
    'the node group': 1,
    'the add-ons before the nodes': 2,
    'every NAT gateway': 3,
    'every route and association': 10,
    'the internet gateway': 1,
    'the node role\'s policies': 3,
    'the access entries and their policies': 5, // two administrators, the nodes
    'the OIDC provider': 1,
  });
  expect(Object.fromEntries(['helm_release', 'kubernetes_namespace_v1', 'kubernetes_service_v1', 'kubernetes_job_v1', 'kubernetes_ingress_v1']
    .map((type) => [type, ON_CLUSTER.filter((address) => address.startsWith(`${type}.`)).length]))).toEqual({
    helm_release: 9, // MLflow, its controller, Istio's three, the Gateway, Seldon's operator, ZenML's server, the autoscaler
    kubernetes_namespace_v1: 7, // MLflow's two, Istio's, Seldon's two, the pipelines', ZenML's
    kubernetes_service_v1: 3,
    kubernetes_job_v1: 3, // a database for MLflow and one for ZenML, the registration
    kubernetes_ingress_v1: 1,
  });
  expect(BUCKET_SETTINGS.map((address) => address.split('.')[0]).sort()).toEqual([
    'aws_s3_bucket', 'aws_s3_bucket_lifecycle_configuration', 'aws_s3_bucket_ownership_controls', 'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block', 'aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_bucket_versioning',
  ]);
  expect(OF_MLFLOW.length).toBeGreaterThanOrEqual(9);
  expect([INGRESS_RULE, ...MLFLOW_POLICIES, ...AUTOSCALER_POLICIES]).toHaveLength(3);
});

describe('everything on the cluster is created after', () => {
  test.each(Object.entries(NEEDED))('%s', (_, addresses) => {
    expect(missing(pairs(ON_CLUSTER, addresses))).toEqual([]);
  });
  test.each(Object.entries(NEEDED))('%s, by each barrier itself', (_, addresses) => {
    expect(missing(pairs(BARRIERS, addresses))).toEqual([]);
  });
  test('CoreDNS, except for MLflow and ZenML, whose jobs retry until the name resolves, and Istio\'s gateway, which retries as well', () => {
    const without = ON_CLUSTER.filter((address) => !synthesized.reaches(address, CORE_DNS));
    expect(without.filter((address) => !/\.(Mlflow|Seldon|ModelStorage|Zenml|ZenmlRegistration)_/.test(address))).toEqual([]);
    expect(missing([[MLFLOW, JOB], [ZENML, ZENML_JOB], [REGISTRATION, ZENML]])).toEqual([]);
    expect([PODS_READY, CLUSTER_READY, NODES_READY].map((barrier) => synthesized.reaches(barrier, CORE_DNS))).toEqual([true, true, false]);
  });
  test('the EBS driver, if it may mount a volume: no service of the stack does, but steps and added resources may', () => {
    const after = ON_CLUSTER.filter((address) => synthesized.reaches(address, EBS_DRIVER));
    expect(after).toEqual(expect.arrayContaining([every(/^kubernetes_namespace_v1\.Pipelines/), every(/^kubernetes_storage_class_v1\./)].flat()));
    expect(after.filter((address) => /^helm_release\.|^kubernetes_job_v1\..*Database|^kubernetes_service_v1\./.test(address))).toEqual([]);
    expect([CLUSTER_READY, PODS_READY, NODES_READY].map((barrier) => synthesized.reaches(barrier, EBS_DRIVER))).toEqual([true, false, false]);
  });
  // The counterparts: without a barrier, resources on the cluster have no dependency on the nodes.
  test('because of their edges to a barrier', () => {
    // Resources that need the load balancer's name are created after it, whatever else they depend on.
    const edges = [...pairs(ON_CLUSTER, BARRIERS), ...pairs([LOAD_BALANCER], synthesized.dependencies(LOAD_BALANCER))].map(([from, to]) => `${from} -> ${to}`);
    expect(missing(pairs(ON_CLUSTER, [NODES]), edges)).toEqual(ON_CLUSTER.map((address) => `${address} -> ${NODES}`));
    expect(missing(pairs(ON_CLUSTER, NAT), edges)).toHaveLength(ON_CLUSTER.length * NAT.length);
  });
  test('a barrier without its edges is detected', () => {
    const edges = BARRIERS.flatMap((barrier) => synthesized.dependencies(barrier).map((address) => `${barrier} -> ${address}`));
    for (const addresses of Object.values(NEEDED).filter((it) => it[0] !== CLUSTER && !it[0].includes('openid'))) {
      expect(missing(pairs(BARRIERS, addresses), edges)).toHaveLength(addresses.length * BARRIERS.length);
    }
  });
});

/** Rules that direct edges ensure: without the given edges, the rule must fail. */
const RULES: { rule: string; from: string[]; to: string[]; by: (from: string, to: string) => string[] }[] = [
  { rule: 'nodes come after the role\'s policies', from: [NODES], to: NODE_POLICIES, by: direct },
  { rule: 'nodes come after their role\'s access entry', from: [NODES], to: every(/^aws_eks_access_entry\.Cluster_NodeGroup/), by: direct },
  { rule: 'nodes come after vpc-cni', from: [NODES], to: [one('aws_eks_addon', 'VpcCni')], by: direct },
  { rule: 'nodes come after kube-proxy', from: [NODES], to: [one('aws_eks_addon', 'KubeProxy')], by: direct },
  { rule: 'nodes come after the private routes and all associations', from: [NODES], to: ROUTING.filter((address) => !/PublicRoute/.test(address)), by: direct },
  { rule: 'CoreDNS comes after the nodes', from: [one('aws_eks_addon', 'Coredns')], to: [NODES], by: direct },
  { rule: 'the EBS driver comes after the nodes', from: [one('aws_eks_addon', 'EbsCsiDriver')], to: [NODES], by: direct },
  {
    rule: 'the EBS driver comes after its role\'s policy', from: [one('aws_eks_addon', 'EbsCsiDriver')], to: every(/^aws_iam_role_policy_attachment\..*EbsCsiRole/), by: direct,
  },
  { rule: 'the cluster comes after its role\'s policies', from: [CLUSTER], to: every(/^aws_iam_role_policy(_attachment)?\.Cluster_Role/), by: direct },
  { rule: 'the cluster comes after its log group', from: [CLUSTER], to: every(/^aws_cloudwatch_log_group\.Cluster/), by: direct },
  { rule: 'a NAT gateway comes after the public route', from: NAT, to: every(/^aws_route\..*PublicRoute_/), by: direct },
  {
    rule: 'a NAT gateway comes after the internet gateway',
    from: NAT,
    to: every(/^aws_internet_gateway\./),
    by: (nat, gateway) => [nat, ...every(/^aws_eip\./), ...every(/^aws_route\..*PublicRoute_/)].map((from) => `${from} -> ${gateway}`),
  },
  { rule: 'an address comes after the internet gateway', from: every(/^aws_eip\./), to: every(/^aws_internet_gateway\./), by: direct },
  { rule: 'the database comes after its log groups', from: [DATABASE], to: every(/^aws_cloudwatch_log_group\.Database/), by: direct },
  { rule: 'the namespace of pipelines comes after the role\'s policies', from: [one('kubernetes_namespace_v1', 'Pipelines')], to: every(/^aws_iam_role_policy\.PipelineRole/), by: direct },
];

/**
 * MLflow's dependencies besides a cluster: the stores of its runs and artifacts, and the permissions on them. All parts
 * of MLflow depend on them, so that a rule fails only without the edges of all parts.
 */
const MLFLOW_RULES: [string, string[], string[]][] = [
  ['the MySQL server', [DATABASE], []],
  ['the cluster being let in to the server', [INGRESS_RULE], []],
  ['the right to the bucket', MLFLOW_POLICIES, []],
  // The bucket's settings and the role's policy also reference the bucket.
  ['the bucket and each of its settings', BUCKET_SETTINGS, [...BUCKET_SETTINGS, ...MLFLOW_POLICIES]],
];
for (const [what, to, via] of MLFLOW_RULES) {
  for (const [part, from] of [['MLflow', MLFLOW], ['the job', JOB], ['the Ingress', INGRESS], ['the namespace', MLFLOW_NAMESPACE]]) {
    RULES.push({ rule: `${part} comes after, and goes before ${what}`, from: [from], to, by: (_, end) => [...OF_MLFLOW, ...via].map((address) => `${address} -> ${end}`) });
  }
}

for (const [what, to] of MLFLOW_RULES.slice(0, 2)) {
  for (const [part, from] of [['ZenML', ZENML], ['its job', ZENML_JOB], ['its namespace', ZENML_NAMESPACE]]) {
    RULES.push({ rule: `${part} comes after, and goes before ${what}`, from: [from], to, by: (_, end) => OF_ZENML.map((address) => `${address} -> ${end}`) });
  }
}

RULES.push(
  { rule: 'the server comes after the job', from: [MLFLOW], to: [JOB], by: (from, to) => [to, verdictOf('Mlflow_Database')].map((it) => `${from} -> ${it}`) },
  {
    // Its Secret contains the key that the job has found.
    rule: 'ZenML\'s server comes after its job',
    from: [ZENML],
    to: [ZENML_JOB],
    by: (from, to) => [to, verdictOf('Zenml_Database'), one('kubernetes_secret_v1', 'Zenml_Secret')].map((it) => `${from} -> ${it}`),
  },
  { rule: 'it comes after each of its Secrets', from: [ZENML], to: ['Zenml_AdministratorSecret', 'Zenml_Secret'].map((name) => one('kubernetes_secret_v1', name)), by: (_, secret) => OF_ZENML.map((from) => `${from} -> ${secret}`) },
  { rule: 'the registration comes after the server', from: [REGISTRATION], to: [ZENML], by: direct },
  {
    rule: 'the registration comes after all that the connector\'s role may do, and after its way to the cluster',
    from: [REGISTRATION],
    to: every(/^(aws_iam_role_policy|aws_eks_access_entry|kubernetes_role_binding_v1)\.ZenmlConnector_/),
    by: (_, end) => every(/\.ZenmlRegistration_/).map((from) => `${from} -> ${end}`),
  },
  {
    rule: 'a load balancer goes before the cluster: ZenML\'s',
    from: [ZENML_SERVICE],
    to: [NODES_READY],
    by: () => [ZENML_SERVICE, ZENML_NAMESPACE].map((address) => `${address} -> ${NODES_READY}`),
  },
  { rule: 'the Ingress goes before its controller', from: [INGRESS], to: [NGINX], by: direct },
  {
    rule: 'a controller goes before the nodes: MLflow\'s', from: [NGINX], to: [NODES_READY], by: () => [NGINX, NGINX_NAMESPACE].map((address) => `${address} -> ${NODES_READY}`),
  },
  {
    rule: 'a controller goes before the nodes: Istio\'s',
    from: ['istio-ingressgateway', 'istiod', 'istio-base'].map(release),
    to: [NODES_READY],
    by: () => [ISTIO_BASE, ISTIO_NAMESPACE, GATEWAY_SERVICE].map((address) => `${address} -> ${NODES_READY}`),
  },
  {
    rule: 'a load balancer goes before the cluster: MLflow\'s',
    from: [NGINX_SERVICE],
    to: [NODES_READY],
    by: () => [NGINX_SERVICE, NGINX_NAMESPACE].map((address) => `${address} -> ${NODES_READY}`),
  },
  {
    rule: 'a load balancer goes before the cluster: Istio\'s',
    from: [GATEWAY_SERVICE],
    to: [NODES_READY],
    by: () => [GATEWAY_SERVICE, ISTIO_NAMESPACE].map((address) => `${address} -> ${NODES_READY}`),
  },
  {
    rule: 'the job comes after the barrier',
    from: [JOB],
    to: [NODES_READY],
    by: () => OF_MLFLOW.map((address) => `${address} -> ${NODES_READY}`),
  },
  { rule: 'models are deleted while the operator runs', from: [MODELS], to: [OPERATOR], by: direct },
  { rule: 'the operator goes before Istio\'s definitions', from: [OPERATOR], to: [ISTIO_BASE], by: direct },
  { rule: 'the autoscaler comes after, and goes before its rights', from: [AUTOSCALER], to: AUTOSCALER_POLICIES, by: direct },
  { rule: 'the autoscaler goes before the nodes, which it would make again', from: [AUTOSCALER], to: [NODES], by: (from) => [`${from} -> ${PODS_READY}`] },
  {
    rule: 'models come after the right to read artifacts',
    from: [one('kubernetes_service_account_v1', 'ModelStorage'), one('kubernetes_secret_v1', 'ModelStorage')],
    to: every(/^aws_iam_role_policy\.ModelRole/),
    by: direct,
  },
);

/** The data source that fails with a job's verdict. */
function verdictOf(job: string): string {
  return synthesized.addresses.find((address) => address.startsWith(`data.kubernetes_config_map_v1.${job}_`))!;
}

function direct(from: string, to: string): string[] {
  return [`${from} -> ${to}`];
}

describe.each(RULES)('$rule', ({ from, to, by }) => {
  const all = pairs(from, to);
  test('holds', () => {
    expect(all.length).toBeGreaterThan(0);
    expect(missing(all)).toEqual([]);
  });
  test('would not hold without its edge', () => {
    expect(all.filter(([a, b]) => synthesized.reaches(a, b, by(a, b))).map(([a, b]) => `${a} -> ${b}`)).toEqual([]);
  });
});

describe('MLflow\'s', () => {
  test.each([
    ['release', MLFLOW, MLFLOW_NAMESPACE], ['job', JOB, MLFLOW_NAMESPACE], ['Ingress', INGRESS, MLFLOW_NAMESPACE], ['controller', NGINX, NGINX_NAMESPACE],
  ])('%s references the name of its namespace, and so is deleted first', (_, inside, namespace) => {
    expect(synthesized.dependencies(inside)).toContain(namespace);
  });
  test('dependencies do not depend on it', () => {
    const needed = [DATABASE, INGRESS_RULE, ...MLFLOW_POLICIES, ...BUCKET_SETTINGS, ...BARRIERS];
    expect(pairs(needed, OF_MLFLOW).filter(([from, to]) => synthesized.reaches(from, to))).toEqual([]);
  });
});

test('no part on the cluster depends on another, except deployers of models on the pipelines\' account, and the registration on what it names', () => {
  const parts = ['Mlflow', 'Seldon', 'Pipelines', 'ClusterAutoscaler', 'Zenml', 'ZenmlConnector', 'ZenmlRegistration'];
  const partOf = (address: string) => parts.find((part) => address.split('.').at(-1)!.startsWith(`${part}_`));
  const across = pairs(ON_CLUSTER, ON_CLUSTER).filter(([from, to]) =>
    partOf(from) && partOf(to) && partOf(from) !== partOf(to) && synthesized.reaches(from, to));
  expect([...new Set(across.map(([from, to]) => `${partOf(from)} -> ${partOf(to)}`))].sort()).toEqual([
    'Seldon -> Pipelines', 'ZenmlConnector -> Pipelines',
    'ZenmlRegistration -> Pipelines', 'ZenmlRegistration -> Seldon', 'ZenmlRegistration -> Zenml', 'ZenmlRegistration -> ZenmlConnector',
  ]);
  expect(new Set(across.filter(([from]) => partOf(from) === 'Seldon').map(([from]) => from))).toEqual(new Set([one('kubernetes_role_binding_v1', 'Seldon')]));
});

test('the registration depends on what it names, not on a running MLflow', () => {
  expect([MLFLOW, JOB, NGINX].filter((address) => synthesized.reaches(REGISTRATION, address))).toEqual([]);
});

describe('the database', () => {
  test('is created in parallel to the cluster', () => {
    expect([CLUSTER, NODES].filter((address) => synthesized.reaches(DATABASE, address))).toEqual([]);
  });
  test('is ready only when the cluster is allowed in', () => {
    const addresses = stack.database.ready.map((part) => part as TerraformResource).map((part) => `${part.terraformResourceType}.${part.friendlyUniqueId}`);
    expect(addresses).toEqual([DATABASE, INGRESS_RULE]);
    expect(synthesized.reaches(addresses[1], CLUSTER)).toBe(true);
  });
  test('if public, is created after the route to the internet', () => {
    const open = synthStack(new ZenmlAwsStack(Testing.app(), 'acme', {
      region: 'eu-central-1', prefix: 'acme', database: DatabaseSource.create({ clientCidrs: ['203.0.113.7/32'] }),
    }));
    const [database, route] = [open.address('aws_db_instance'), open.address('aws_route', 'PublicRoute')];
    expect(open.reaches(database, route)).toBe(true);
    expect(open.reaches(database, open.address('aws_eks_cluster'))).toBe(false);
    expect(open.dependencies(open.address('aws_db_subnet_group'))).toContain(open.address('aws_subnet', 'PublicSubnet1'));
  });
});

test('there is no cycle', () => {
  expect(synthesized.addresses.filter((address) => synthesized.reaches(address, address))).toEqual([]);
});

test('reaches() detects a missing edge', () => {
  const graph = new Synthesized(JSON.stringify({ resource: { a_b: { x: { depends_on: ['a_b.y'] }, y: { v: '${a_b.z.id}' }, z: {} } } }));
  expect([graph.reaches('a_b.x', 'a_b.z'), graph.reaches('a_b.x', 'a_b.z', ['a_b.y -> a_b.z']), graph.reaches('a_b.z', 'a_b.x')]).toEqual([true, false, false]);
});
