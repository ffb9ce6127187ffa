// diagram: what a synthesized stack is made of, and who talks to whom in it. Nothing is told that is not in its configuration.
import { identities, namespacesOf } from './diagram-cluster.mjs';
import { reading, referred, unique } from './diagram-reading.mjs';

const ENGINES = { mysql: 'MySQL', postgres: 'PostgreSQL' };

/** The parts of a stack; those that are not there are undefined. */
export function architectureOf(config) {
  const read = reading(config);
  const { blocks, plain, prefix, edges, edge } = read;
  const { namespaces, namespace, within, ofKind, stacks, server } = namespacesOf(read);
  const ways = waysIn(read, within);
  const stores = storesOf(read, namespace);
  for (const it of namespaces.values()) {
    const roles = unique(it.roles);
    roles.length > 0 && it.lines.push(`IAM role${roles.length > 1 ? 's' : ''} ${roles.join(', ')}`, ...it.handsOut);
    it.kind === 'zenml' && stacks.length > 0 && it.lines.push(`registered: ${stacks.join(', ')}`);
  }
  const network = networkOf(read, ways);
  const pipelines = ofKind('pipelines');
  if (network?.nat && pipelines && ways.pods && !ways.balancer.internal) {
    edge(pipelines.name, 'nat', 'out');
    edge('nat', 'balancer', 'own pods');
  }
  const [eks] = blocks('aws_eks_cluster');
  const [cluster = eks] = blocks('aws_eks_cluster', 'data');
  const { registryMirror: mirror, metadata } = config['//'] ?? {};
  const [aws] = config.provider?.aws ?? [];
  return {
    title: `${prefix ?? metadata?.stackName ?? 'Stack'}${aws ? `, AWS ${plain(aws.region)}` : ''}`,
    ...ways,
    network,
    server,
    mirror: mirror && (Object.values(mirror.images)[0]?.split('/')[0] ?? 'charts'),
    cluster: {
      title: (cluster ? `EKS ${plain(cluster.name)}` : 'Kubernetes cluster') + (eks ? `, Kubernetes ${eks.version}` : ', existing'),
      api: eks && (eks.vpc_config.endpoint_public_access ? 'public API' : 'private API'),
      existing: !eks,
      nodes: nodesOf(read),
    },
    namespaces: [...namespaces.values()],
    stores,
    beside: besides(read, eks),
    edges,
  };
}

function networkOf({ named, blocks, plain }, { balancer, ways }) {
  const [own] = blocks('aws_vpc');
  const [vpc = own] = blocks('aws_vpc', 'data');
  const ids = [...named('aws_subnet'), ...named('aws_subnet', 'data')].map(([id]) => id);
  const subnets = (kind) => `${ids.filter((id) => id.includes(kind)).length || ''} ${kind.toLowerCase()} subnets`.trim();
  const nats = blocks('aws_nat_gateway').length;
  const theirNat = blocks('aws_nat_gateways', 'data').length > 0;
  const hasPublic = nats > 0 || ids.some((id) => id.includes('Public')) || (balancer ? !balancer.internal : ways.some((it) => !it.internal));
  return vpc && {
    existing: !own,
    title: own ? `VPC ${plain(own.cidr_block)}` : `VPC ${plain(vpc.id)}, existing`.replace(/ \S*…\S*,/, ','),
    publicSubnets: hasPublic ? subnets('Public') : undefined,
    privateSubnets: subnets('Private'),
    nat: nats > 0 ? { title: nats > 1 ? `NAT × ${nats}` : 'NAT gateway', existing: false }
      : theirNat ? { title: 'NAT', existing: true } : undefined,
  };
}

/** Node groups, and pools of Karpenter. */
function nodesOf({ blocks, plain, releases }) {
  const pools = releases.find(({ name }) => name === 'karpenter-node-pools')?.text ?? '';
  return [
    ...blocks('aws_eks_node_group').map(({ scaling_config: { min_size: least = '?', max_size: most = '?' } = {}, instance_types: [type, ...more] = ['?'], ...it }) => ({
      title: plain(it.node_group_name ?? it.node_group_name_prefix).replace(/-$/, '')
        + (/NVIDIA|NEURON|GPU/.test(it.ami_type) ? ' (GPU)' : '') + (it.capacity_type === 'SPOT' ? ' (spot)' : ''),
      text: `${least}–${most} × ${type}${more.length > 0 ? ` + ${more.length}` : ''}`,
    })),
    ...[...pools.matchAll(/"(\w+)":\{"template".*?"limits":\{"([^"]+)":(\d+)\}/g)]
      .map(([all, pool, unit, most]) => ({ title: `Karpenter, ${pool}${all.includes('"spot"') ? ' (spot)' : ''}`, text: `up to ${most} ${unit === 'cpu' ? 'CPUs' : 'GPUs'}` })),
  ];
}

/** Bucket, registry and database, and who reaches them. */
function storesOf(read, namespace) {
  const { blocks, named, plain, short, edge, releases } = read;
  const buckets = new Map();
  const bucket = (text) => {
    const id = referred(text, 'aws_s3_bucket');
    const existing = !id || /\bdata\./.test(text);
    buckets.set(id ? plain(`\${${existing ? 'data.' : ''}aws_s3_bucket.${id}.bucket}`) : text.replace(/^.*:s3:::|"/g, ''), existing);
  };
  identities(read, namespace, bucket);

  let [database] = blocks('aws_db_instance').map((it) => ({
    title: 'RDS',
    own: true,
    lines: [
      `${ENGINES[it.engine] ?? it.engine} ${it.engine_version}`, it.instance_class,
      `${it.allocated_storage}${it.max_allocated_storage ? `–${it.max_allocated_storage}` : ''} GiB`, it.multi_az ? 'two zones' : 'one zone', it.storage_encrypted && 'encrypted', it.publicly_accessible && 'public address',
    ].filter(Boolean),
  }));
  for (const { chart, text, namespace: name } of releases.filter((it) => it.chart === 'mlflow' || it.chart === 'zenml')) {
    const it = namespace(plain(name));
    const engine = chart === 'zenml' ? 'mysql' : /"(mysql|postgres)":\{"enabled":true/.exec(text)?.[1];
    const [, host, port] = /"host":(.+?),"port":(\d+)/.exec(text) ?? /"url":(.+?):(\d+)\//.exec(text) ?? [];
    if (engine && host) {
      database ??= { title: ENGINES[engine], lines: [/^"(?:\w+:\/\/[^@]*@)?([\w.-]+)/.exec(host)?.[1] ?? 'address at apply'], existing: true };
      edge(it.name, 'database', port + (/"ssl":true|ssl_c|sslmode/.test(text) ? ' TLS' : ''));
    }
    const [, store, container] = /"(s3|azureBlob|gcs)":\{"enabled":true,"(?:bucket|container)":("[^"]*"|\$\{[^}]*\})/.exec(text) ?? [];
    const elsewhere = /"MLFLOW_S3_ENDPOINT_URL":"\w+:\/\/([\w.-]+?)(?:\.svc\b|[":/])/.exec(text)?.[1] ?? (store !== 's3' && store);
    if (elsewhere) {
      it.lines.push(`artifacts in ${elsewhere}`);
    } else if (store) {
      bucket(container);
      edge(it.name, 'bucket', 'read, write');
    }
    it.roles.push(...[...text.matchAll(/role-arn":"[^"]*role\/([^"]+)"/g)].map(([, role]) => short(role)));
  }
  buckets.size === 0 && named('aws_s3_bucket').forEach(([id]) => bucket(`aws_s3_bucket.${id}`));
  const repositories = blocks('aws_ecr_repository').map((it) => short(plain(it.name)));
  const has = (type, key, what) => blocks(type).some((it) => it[key]?.includes(what));
  return {
    registry: repositories.length > 0 ? {
      title: 'ECR', lines: has('aws_iam_role_policy_attachment', 'policy_arn', 'ContainerRegistryPull') ? [...repositories, 'nodes pull'] : repositories,
    } : undefined,
    bucket: buckets.size > 0 ? {
      title: 'S3',
      lines: [...[...buckets.keys()].map(short), ...(has('aws_vpc_endpoint', 'service_name', '.s3') ? ['by VPC endpoint'] : [])],
      existing: [...buckets.values()].every(Boolean),
    } : undefined,
    database,
  };
}

/** How each service is reached: behind one load balancer for all, or in its own way. */
function waysIn({ config, named, blocks, plain, edge }, within) {
  const services = blocks('kubernetes_service_v1').filter(({ spec }) => /LoadBalancer|NodePort/.test(spec.type));
  const ways = services.map(({ metadata, spec: { type, port = [] } }) => {
    const ports = [port].flat().filter(({ name }) => name !== 'status-port');
    const [id, group] = named('aws_lb_target_group').find(([, it]) => ports.some((other) => other.node_port === it.port)) ?? [];
    const leads = (block) => referred(JSON.stringify(block), 'aws_lb_target_group') === id;
    const rule = id && blocks('aws_lb_listener_rule').find(leads);
    const listener = rule ? config.resource.aws_lb_listener[referred(rule.listener_arn, 'aws_lb_listener')] : id && blocks('aws_lb_listener').find(leads);
    const isNodePort = type === 'NodePort';
    const way = {
      namespace: within({ metadata }).name,
      title: isNodePort ? 'Node port' : 'Load balancer',
      internal: isNodePort || /"internal"/.test(JSON.stringify(metadata)),
      port: ports.map((it) => isNodePort ? it.node_port : it.port).join(', '),
    };
    const host = /"host_header".*?"values":\["([^".]+)/.exec(JSON.stringify(rule))?.[1];
    return listener ? { ...way, behind: listener, host, name: host ? `${host}.` : group.name_prefix ?? group.name } : way;
  });
  const behind = ways.filter((it) => it.behind).sort((a, b) => a.behind.port - b.behind.port);
  const [balancer] = behind.length > 0 ? blocks('aws_lb') : [];
  const groups = [balancer?.security_groups].flat().map((it) => referred(it, 'aws_security_group'));
  const rules = blocks('aws_vpc_security_group_ingress_rule').filter((it) => groups.includes(referred(it.security_group_id, 'aws_security_group')));
  const ofPods = (it) => it.description === 'Pods of the cluster' || /_Pods/.test(it.prefix_list_id);
  const limits = services.flatMap(({ spec }) => spec.load_balancer_source_ranges ?? []);
  const ranges = unique([
    ...rules.filter((it) => !ofPods(it)).map((it) => it.cidr_ipv4 ? plain(it.cidr_ipv4) : 'a prefix list'),
    ...limits.flatMap((it) => it.match(/[\d.]+\/\d+/g) ?? []),
  ].filter((it) => !/…/.test(it)));
  for (const { namespace, port, behind: listener } of ways) {
    edge(listener ? 'balancer' : 'clients', namespace, port);
  }
  const protocols = unique(behind.map((it) => it.behind.protocol));
  balancer && edge('clients', 'balancer', protocols
    .map((protocol) => `${protocol} ${unique(behind.filter((it) => it.behind.protocol === protocol).map((it) => it.behind.port)).join(', ')}`).join(', '));
  const [own] = blocks('aws_route53_zone');
  const [zone = own] = blocks('aws_route53_zone', 'data');
  const whoever = balancer || limits.length > 0 ? 'nobody is let in yet: allowedCidrs is empty' : 'whoever reaches it';
  return {
    clients: ways.length === 0 ? undefined : ranges.length > 0 ? `from ${ranges.join(', ')}` : whoever,
    pods: rules.some(ofPods),
    balancer: balancer && {
      internal: balancer.internal === true,
      tls: !protocols.includes('HTTPS') ? 'no TLS'
        : `certificate of ${blocks('aws_acm_certificate')[0]?.certificate_body ? 'its own authority' : 'ACM'}`,
      listeners: behind.map((it) => ({ namespace: it.namespace, port: `${it.behind.protocol} ${it.behind.port}`, name: it.name })),
    },
    ways: ways.filter((it) => !it.behind),
    zone: zone && { name: plain(zone.name ?? zone.zone_id), names: behind.flatMap(({ host }) => host ?? []).join(', '), existing: !own },
  };
}

/** What the cluster uses beside: keys, logs, queues. */
function besides({ blocks, edge }, eks) {
  const key = eks?.encryption_config?.provider.key_arn;
  const logs = unique(blocks('aws_cloudwatch_log_group').map(({ name = 'others' }) => name.replace(/^\/aws\/eks\/.*/, 'cluster').replace(/^\/aws\/rds\/.*/, 'database')));
  const queues = blocks('aws_sqs_queue').length;
  key && edge('cluster', 'key', 'encrypts by');
  logs.includes('cluster') && edge('cluster', 'logs', 'logs');
  queues > 0 && edge('queue', 'cluster', 'to Karpenter');
  return [
    key && { id: 'key', title: 'KMS key', text: 'Kubernetes Secrets', existing: !/\{aws_kms_key\./.test(key) },
    logs.length > 0 && { id: 'logs', title: 'CloudWatch Logs', text: logs.join(', ') },
    queues > 0 && { id: 'queue', title: 'SQS', text: 'interruptions of nodes' },
  ].filter(Boolean);
}
