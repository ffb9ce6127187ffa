// diagram: what a synthesized stack is made of, and who talks to whom in it. Nothing is told that is not in its configuration.
import { identities, namespacesOf, releasesOf } from './diagram-cluster.mjs';
import { reading, referred, unique } from './diagram-reading.mjs';

const ENGINES = { mysql: 'MySQL', postgres: 'PostgreSQL', mariadb: 'MariaDB' };

/** The parts of a stack; those that are not there are undefined. */
export function architectureOf(config) {
  const read = reading(config);
  const { blocks, plain, short, prefix, edges } = read;
  const { namespaces, namespace, within, stacks, server } = namespacesOf(read);
  const ways = waysIn(read, within);
  const stores = data(read, namespace);
  for (const it of namespaces.values()) {
    const roles = unique(it.roles);
    roles.length > 0 && it.lines.push(`IAM role${roles.length > 1 ? 's' : ''} ${roles.join(', ')}`, ...it.handsOut);
    it.kind === 'zenml' && stacks.length > 0 && it.lines.push(`registered: ${stacks.join(', ')}`);
  }
  const network = networkOf(read);
  const pipelines = [...namespaces.values()].find(({ kind }) => kind === 'pipelines');
  if (network?.nat && pipelines && ways.pods && ways.balancer && !ways.balancer.internal) {
    read.edge(pipelines.name, 'nat', 'out');
    read.edge('nat', 'balancer', 'own pods');
  }
  const [[eks], [theirs]] = [blocks('aws_eks_cluster'), blocks('aws_eks_cluster', 'data')];
  const { registryMirror: mirror, metadata } = config['//'] ?? {};
  const region = blocks('aws_region', 'data').length > 0 || config.provider?.aws ? plain(config.provider.aws?.[0].region) : undefined;
  return {
    title: [prefix ?? metadata?.stackName ?? 'Kubernetes', region && `AWS ${region}`].filter(Boolean).join(', '),
    ...ways,
    network,
    server,
    mirror: mirror && (Object.values(mirror.images ?? {})[0]?.split('/')[0] ?? 'of charts'),
    cluster: {
      title: eks ?? theirs ? `EKS ${plain((eks ?? theirs).name)}` : 'Kubernetes cluster',
      version: eks?.version,
      api: eks && (eks.vpc_config?.endpoint_public_access ? 'public API' : 'private API'),
      existing: !eks,
      nodes: nodesOf(read),
    },
    namespaces: [...namespaces.values()],
    stores,
    beside: besides(read, eks, short),
    edges,
  };
}

function networkOf({ named, blocks, plain }) {
  const [[own], [theirs]] = [blocks('aws_vpc'), blocks('aws_vpc', 'data')];
  const ids = [...named('aws_subnet'), ...named('aws_subnet', 'data')].map(([id]) => id);
  const subnets = (kind) => {
    const { length } = ids.filter((id) => id.includes(kind));
    return `${length || ''} ${kind.toLowerCase()} subnet${length === 1 ? '' : 's'}`.trim();
  };
  const nats = blocks('aws_nat_gateway').length;
  return (own ?? theirs) && {
    existing: !own,
    title: `VPC ${plain(own ? own.cidr_block : theirs.id)}`.replace(/ .*….*/, ''),
    publicSubnets: subnets('Public'),
    privateSubnets: subnets('Private'),
    nat: nats > 0 ? { title: nats === 1 ? 'NAT gateway' : `NAT × ${nats}`, existing: false }
      : blocks('aws_nat_gateways', 'data').length > 0 ? { title: 'NAT', existing: true } : undefined,
  };
}

/** Node groups, and pools of Karpenter. */
function nodesOf(read) {
  const typesOf = ([first = '?', ...more] = []) => more.length > 0 ? `${first} + ${more.length}` : first;
  const pools = releasesOf(read).find(({ name }) => name === 'karpenter-node-pools')?.text ?? '';
  return [
    ...read.blocks('aws_eks_node_group').map((it) => ({
      title: [read.plain(it.node_group_name ?? it.node_group_name_prefix?.replace(/-$/, '') ?? 'nodes'),
        /NVIDIA|NEURON|GPU/.test(it.ami_type) && '(GPU)', it.capacity_type === 'SPOT' && '(spot)'].filter(Boolean).join(' '),
      text: `${it.scaling_config?.min_size}–${it.scaling_config?.max_size} × ${typesOf(it.instance_types)}`,
    })),
    ...[...pools.matchAll(/"(\w+)":\{"template".*?"limits":\{"([^"]+)":(\d+)\}/g)]
      .map(([, pool, unit, most]) => ({ title: `Karpenter, ${pool}`, text: `up to ${most} ${unit === 'cpu' ? 'CPUs' : 'GPUs'}` })),
  ];
}

/** Bucket, registry and database, and who reaches them. */
function data(read, namespace) {
  const { config, blocks, named, plain, short, edge } = read;
  const buckets = new Map();
  const bucket = (text) => {
    const id = referred(text, 'aws_s3_bucket');
    const existing = !id || /\bdata\./.test(text);
    const { bucket: name = id && 'named at apply' } = config[existing ? 'data' : 'resource']?.aws_s3_bucket?.[id] ?? {};
    const written = id ? plain(name) : /(?::s3:::)?([\w.-]+)/.exec(plain(text).replace(/^arn:.*:s3:::/, ''))?.[1];
    written && buckets.set(written, existing);
  };
  identities(read, namespace, bucket);

  let database = blocks('aws_db_instance').map((it) => ({
    title: 'RDS',
    own: true,
    lines: [
      `${ENGINES[it.engine] ?? it.engine} ${it.engine_version ?? ''}`.trim(), it.instance_class,
      `${[it.allocated_storage, it.max_allocated_storage].filter(Boolean).join('–')} GiB`, it.multi_az ? 'two zones' : 'one zone',
      it.storage_encrypted && 'encrypted', it.publicly_accessible && 'public address',
    ].filter(Boolean),
  }))[0];
  for (const { chart, text, namespace: name } of releasesOf(read).filter((it) => it.chart === 'mlflow' || it.chart === 'zenml')) {
    const it = namespace(plain(name));
    const engine = chart === 'zenml' ? 'mysql' : /"(mysql|postgres)":\{"enabled":true/.exec(text)?.[1];
    const [, host, port] = /"host":(.+?),"port":(\d+)/.exec(text) ?? /"url":(.+?):(\d+)\//.exec(text) ?? [];
    if (engine && host) {
      database ??= { title: ENGINES[engine], lines: [/^"(?:\w+:\/\/[^@]*@)?([\w.-]+)/.exec(host)?.[1] ?? 'address at apply'], existing: true };
      edge(it.name, 'database', `${port}${/"ssl":true|ssl_c|sslmode/.test(text) ? ' TLS' : ''}`);
    }
    const [, store, container] = /"(s3|azureBlob|gcs)":\{"enabled":true,"(?:bucket|container)":("[^"]*"|\$\{[^}]*\})/.exec(text) ?? [];
    const elsewhere = /"MLFLOW_S3_ENDPOINT_URL":"\w+:\/\/([^"/:]+)/.exec(text)?.[1].replace(/\.svc\b.*/, '') ?? (store !== 's3' && store);
    if (store && elsewhere) {
      it.lines.push(`artifacts in ${elsewhere}`);
    } else if (store) {
      bucket(container);
      edge(it.name, 'bucket', 'read, write');
    }
    it.roles.push(...[...text.matchAll(/role-arn":"[^"]*role\/([^"]+)"/g)].map(([, role]) => short(role)));
  }
  buckets.size === 0 && named('aws_s3_bucket').forEach(([id]) => bucket(`aws_s3_bucket.${id}`));
  const repositories = blocks('aws_ecr_repository').map((it) => short(plain(it.name)));
  const pulls = blocks('aws_iam_role_policy_attachment').some((it) => /ContainerRegistryPull/.test(it.policy_arn));
  return {
    registry: repositories.length > 0 ? { title: 'ECR', lines: [...repositories, ...(pulls ? ['nodes pull'] : [])] } : undefined,
    bucket: buckets.size > 0 ? {
      title: buckets.size === 1 ? 'S3 bucket' : 'S3 buckets',
      lines: [...[...buckets.keys()].map(short), ...(blocks('aws_vpc_endpoint').some((it) => /\.s3$/.test(it.service_name)) ? ['by VPC endpoint'] : [])],
      existing: [...buckets.values()].every(Boolean),
    } : undefined,
    database,
  };
}

/** How the services are reached: one load balancer for all, or each its own way. */
function waysIn({ config, named, blocks, plain, edge }, within) {
  const services = blocks('kubernetes_service_v1').filter(({ spec }) => /LoadBalancer|NodePort/.test(spec.type))
    .map((it) => ({ name: within(it).name, ports: it.spec.port.filter(({ name }) => name !== 'status-port'), it }));
  const [balancer] = blocks('aws_lb');
  const listeners = named('aws_lb_listener').flatMap(([id, it]) => [
    { ...it, action: it.default_action },
    ...blocks('aws_lb_listener_rule').filter((rule) => referred(rule.listener_arn, 'aws_lb_listener') === id).map((rule) => ({
      ...it, action: rule.action, host: plain(rule.condition?.flatMap(({ host_header: header }) => header ?? [])[0]?.values[0]),
    })),
  ]).flatMap(({ port, protocol, host, action }) => {
    const group = config.resource.aws_lb_target_group?.[referred(action?.[0]?.target_group_arn, 'aws_lb_target_group')];
    const service = group && services.find(({ ports }) => ports.some((it) => it.node_port === group.port));
    return service ? [{ port, protocol, host, nodePort: group.port, namespace: service.name, name: group.name_prefix ?? group.name ?? '' }] : [];
  }).sort((a, b) => a.port - b.port || a.nodePort - b.nodePort);
  const groups = [balancer?.security_groups ?? []].flat().map((it) => referred(it, 'aws_security_group'));
  const rules = blocks('aws_vpc_security_group_ingress_rule').filter((it) => groups.includes(referred(it.security_group_id, 'aws_security_group')));
  const ofPods = (it) => it.description === 'Pods of the cluster' || /_Pods/.test(it.prefix_list_id);
  const limits = services.flatMap(({ it }) => it.spec.load_balancer_source_ranges ?? []);
  const ranges = [
    ...rules.filter((it) => it.cidr_ipv4 ?? it.prefix_list_id).filter((it) => !ofPods(it)).map((it) => it.cidr_ipv4 ?? 'a prefix list'),
    ...limits.flatMap((it) => it.match(/[\d.]+\/\d+/g) ?? []),
  ].filter((it) => !/\$\{/.test(it));
  const ways = services.filter(({ name }) => !listeners.some((it) => it.namespace === name)).map(({ name, ports, it: { spec, metadata } }) => ({
    namespace: name,
    title: spec.type === 'NodePort' ? 'Node port' : 'Load balancer',
    internal: spec.type === 'NodePort' || /"internal"/.test(JSON.stringify(metadata)),
    port: ports.map((port) => spec.type === 'NodePort' ? port.node_port : port.port).join(', '),
  }));
  ways.forEach((it) => edge('clients', it.namespace, `port ${it.port}`));
  if (listeners.length > 0) {
    const said = (protocol) => `${protocol} ${unique(listeners.filter((it) => it.protocol === protocol).map(({ port }) => port)).join(', ')}`;
    edge('clients', 'balancer', unique(listeners.map(({ protocol }) => protocol)).map(said).join('; '));
    listeners.forEach((it) => edge('balancer', it.namespace, String(it.nodePort)));
  }
  const [zone] = [...blocks('aws_route53_zone', 'data').map((it) => [it, true]), ...blocks('aws_route53_zone').map((it) => [it, false])];
  const [certificate] = blocks('aws_acm_certificate');
  return {
    clients: listeners.length + ways.length > 0 ? { ranges: unique(ranges), closed: ranges.length === 0 && listeners.length + limits.length > 0 } : undefined,
    pods: rules.some(ofPods),
    balancer: listeners.length > 0 ? {
      internal: Boolean(balancer.internal),
      listeners,
      tls: listeners.every(({ protocol }) => protocol === 'HTTP') ? 'no TLS' : certificate?.certificate_body ? 'certificate of its own authority' : 'certificate of ACM',
    } : undefined,
    ways,
    zone: zone && { name: plain(zone[0].name ?? zone[0].zone_id), names: listeners.flatMap(({ host }) => host ? [host.split('.')[0]] : []), existing: zone[1] },
  };
}

/** What the cluster uses beside: keys, logs, queues. */
function besides({ blocks, edge }, eks) {
  const key = eks?.encryption_config?.provider?.key_arn;
  const logs = unique(blocks('aws_cloudwatch_log_group').map(({ name }) => /^\/aws\/(eks|rds)\//.exec(name)?.[1] ?? name)).map((it) => ({ eks: 'cluster', rds: 'database' })[it] ?? it);
  const queues = blocks('aws_sqs_queue').length;
  key && edge('cluster', 'key', 'encrypts by');
  logs.includes('cluster') && edge('cluster', 'logs', 'logs');
  queues > 0 && edge('queue', 'cluster', 'to Karpenter');
  return [
    key && { id: 'key', title: 'KMS key', text: 'Kubernetes Secrets', existing: !/\baws_kms_key\./.test(key) || /\bdata\./.test(key) },
    logs.length > 0 && { id: 'logs', title: 'CloudWatch Logs', text: logs.join(', ') },
    queues > 0 && { id: 'queue', title: 'SQS', text: 'interruptions of nodes' },
  ].filter(Boolean);
}
