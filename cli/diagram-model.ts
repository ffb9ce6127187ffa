// diagram: the parts of a synthesized stack, and their connections. Everything in it is in the configuration.
import { Access, accessOf } from './diagram-access';
import { ClusterBlock } from './diagram-blocks';
import { connectNamespaces, Namespace, namespacesOf } from './diagram-cluster';
import { Edge, Reading, reading, unique } from './diagram-reading';
import { Stores, storesOf } from './diagram-stores';
import { Configuration, listOf } from './documents';

export interface Network {
  readonly existing: boolean;
  readonly title: string;
  readonly publicSubnets?: string;
  readonly privateSubnets: string;
  readonly nat?: { readonly title: string; readonly existing: boolean };
}

/** Nodes of one kind. */
export interface Nodes {
  readonly title: string;
  readonly text: string;
  /** The number of further instance types, in words. */
  readonly more?: string;
}

/** A key, logs or a queue of the cluster, to its right. */
export interface Beside {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly existing?: boolean;
}

/** A stack; parts that it lacks are undefined. */
export interface Architecture extends Omit<Access, 'pods'> {
  readonly title: string;
  readonly network?: Network;
  /** An existing ZenML server. */
  readonly server?: string;
  /** The host of a registry mirror. */
  readonly mirror?: string;
  readonly cluster: {
    readonly title: string;
    readonly api?: string;
    readonly existing: boolean;
    readonly nodes: readonly Nodes[];
  };
  readonly namespaces: readonly Namespace[];
  readonly stores: Stores;
  readonly beside: readonly Beside[];
  readonly edges: readonly Edge[];
}

export function architectureOf(config: Configuration): Architecture {
  const read = reading(config);
  const { blocks, plain, prefix, edges, edge } = read;
  const namespaces = namespacesOf(read);
  const { stacks, server } = connectNamespaces(namespaces, read);
  const { pods, ...access } = accessOf(read, namespaces);
  const stores = storesOf(read, namespaces);
  namespaces.list().forEach((it) => addLines(it, stacks));
  const network = networkOf(read, access);
  const pipelines = namespaces.ofKind('pipelines');
  if (network?.nat && pipelines && pods && !access.balancer?.internal) {
    edge(pipelines.name, 'nat');
    edge('nat', 'balancer', 'from pods');
  }
  const [eks] = blocks('aws_eks_cluster');
  const { registryMirror: mirror, metadata } = config['//'] ?? {};
  const [aws] = listOf(config.provider?.aws);
  return {
    title: `${prefix ?? metadata?.stackName ?? 'Stack'}${aws ? `, AWS ${plain(aws.region)}` : ''}`,
    ...access,
    network,
    server,
    mirror: mirror && (Object.values(mirror.images)[0]?.split('/')[0] ?? 'charts'),
    cluster: clusterOf(read, eks),
    namespaces: namespaces.list(),
    stores,
    beside: besides(read, eks),
    edges,
  };
}

/** Adds details of namespaces that are known only after all namespaces have been read. */
function addLines(it: Namespace, stacks: readonly string[]): void {
  const roles = unique(it.roles);
  if (roles.length > 0) {
    it.lines.push(`IAM role${roles.length > 1 ? 's' : ''} ${roles.join(', ')}`, ...it.assumed);
  }
  if (it.kind === 'zenml' && stacks.length > 0) {
    it.lines.push(`ZenML stacks: ${stacks.join(', ')}`);
  }
}

function clusterOf(read: Reading, eks: ClusterBlock | undefined): Architecture['cluster'] {
  const { blocks, plain } = read;
  const [cluster = eks] = blocks('aws_eks_cluster', 'data');
  return {
    title: (cluster ? `EKS ${plain(cluster.name)}` : 'Kubernetes cluster')
      + (eks ? `, Kubernetes ${eks.version}` : ', existing'),
    api: eks && (eks.vpc_config.endpoint_public_access ? 'public endpoint' : 'private endpoint'),
    existing: !eks,
    nodes: nodesOf(read),
  };
}

function networkOf(
  { named, blocks, plain }: Reading, { balancer, exposed }: Omit<Access, 'pods'>,
): Network | undefined {
  const [own] = blocks('aws_vpc');
  const [vpc = own] = blocks('aws_vpc', 'data');
  if (!vpc) {
    return undefined;
  }
  const ids = [...named('aws_subnet'), ...named('aws_subnet', 'data')].map(([id]) => id);
  const subnets = (kind: string) =>
    `${ids.filter((id) => id.includes(kind)).length || ''} ${kind.toLowerCase()} subnets`.trim();
  const nats = blocks('aws_nat_gateway').length;
  const theirNat = blocks('aws_nat_gateways', 'data').length > 0;
  const hasPublic = nats > 0 || ids.some((id) => id.includes('Public'))
    || (balancer ? !balancer.internal : exposed.some((it) => !it.internal));
  return {
    existing: !own,
    title: own ? `VPC ${plain(own.cidr_block)}` : `VPC ${plain(vpc.id)}, existing`.replace(/ \S*…\S*,/, ','),
    publicSubnets: hasPublic ? subnets('Public') : undefined,
    privateSubnets: subnets('Private'),
    nat: nats > 0 ? { title: nats > 1 ? `NAT × ${nats}` : 'NAT gateway', existing: false }
      : theirNat ? { title: 'NAT', existing: true } : undefined,
  };
}

const POOLS = /"(\w+)":\{"template".*?"limits":\{"([^"]+)":(\d+)\}/g;

/** Node groups, and pools of Karpenter. */
function nodesOf({ blocks, plain, releases }: Reading): Nodes[] {
  const pools = releases.find(({ name }) => name === 'karpenter-node-pools')?.text ?? '';
  const groups = blocks('aws_eks_node_group').map((it) => {
    const { min_size: least = '?', max_size: most = '?' } = it.scaling_config ?? {};
    const [type, ...more] = it.instance_types ?? ['?'];
    const name = plain(it.node_group_name ?? it.node_group_name_prefix).replace(/-$/, '');
    const isGpu = /NVIDIA|NEURON|GPU/.test(`${it.ami_type}`);
    return {
      title: `${name}${isGpu ? ' (GPU)' : ''}${it.capacity_type === 'SPOT' ? ' (spot)' : ''}`,
      text: `${least}–${most} × ${type}`,
      more: more.length > 0 ? `or ${more.length} other type${more.length > 1 ? 's' : ''}` : undefined,
    };
  });
  return [...groups, ...[...pools.matchAll(POOLS)].map(([all, pool, unit, most]) => ({
    title: `NodePool ${pool}${all.includes('"spot"') ? ' (spot)' : ''}`,
    text: `up to ${most} ${unit === 'cpu' ? 'CPUs' : 'GPUs'}`,
  }))];
}

/** Keys, logs and queues of the cluster. */
function besides({ blocks, edge }: Reading, eks: ClusterBlock | undefined): Beside[] {
  const key = eks?.encryption_config?.provider.key_arn;
  const logs = unique(blocks('aws_cloudwatch_log_group').map(({ name = 'others' }) =>
    name.replace(/^\/aws\/eks\/.*/, 'cluster').replace(/^\/aws\/rds\/.*/, 'database')));
  const queues = blocks('aws_sqs_queue').length;
  const found: Beside[] = [];
  if (key) {
    edge('cluster', 'key', 'encrypts with');
    found.push({ id: 'key', title: 'KMS key', text: 'Kubernetes Secrets', existing: !/\{aws_kms_key\./.test(key) });
  }
  if (logs.includes('cluster')) {
    edge('cluster', 'logs', 'logs');
  }
  if (logs.length > 0) {
    found.push({ id: 'logs', title: 'CloudWatch Logs', text: logs.join(', ') });
  }
  if (queues > 0) {
    edge('cluster', 'queue', 'polls');
    found.push({ id: 'queue', title: 'SQS', text: 'interruption queue' });
  }
  return found;
}
