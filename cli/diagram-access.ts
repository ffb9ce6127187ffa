// diagram: access to the services of a stack from outside.
import { BlockTypes, ListenerBlock, ServiceBlock } from './diagram-blocks';
import { Namespaces } from './diagram-cluster';
import { Reading, referred, unique } from './diagram-reading';
import { listOf } from './documents';

/** A service with its own load balancer, created by Kubernetes, or with a node port. */
export interface Exposed {
  readonly namespace: string;
  readonly title: 'Node port' | 'Load balancer';
  readonly internal: boolean;
  readonly port: string;
}

/** A service behind the stack's load balancer. */
interface Behind extends Exposed {
  readonly listener: ListenerBlock;
  /** The first label of its host name. */
  readonly host?: string;
  readonly name?: string;
}

export interface Balancer {
  readonly internal: boolean;
  readonly tls: string;
  readonly listeners: ReadonlyArray<{ readonly namespace: string; readonly port: string; readonly name?: string }>;
}

export interface Access {
  /** Addresses that are allowed; undefined if nothing is exposed. */
  readonly clients?: string;
  /** Whether the stack's own pods can connect. */
  readonly pods: boolean;
  readonly balancer?: Balancer;
  readonly exposed: readonly Exposed[];
  readonly zone?: { readonly name: string; readonly names: string; readonly existing: boolean };
}

const isBehind = (service: Exposed | Behind): service is Behind => 'listener' in service;

/** Access to a service. */
function exposedOf(
  service: ServiceBlock, { config, named, blocks }: Reading, namespaces: Namespaces,
): Exposed | Behind {
  const { metadata, spec: { type, port: written } } = service;
  const ports = listOf(written).filter(({ name }) => name !== 'status-port');
  const [id, group] = named('aws_lb_target_group')
    .find(([, it]) => ports.some((other) => other.node_port === it.port)) ?? [];
  const leads = (block: object) => referred(JSON.stringify(block), 'aws_lb_target_group') === id;
  const rule = id === undefined ? undefined : blocks('aws_lb_listener_rule').find(leads);
  const listener = rule ? namedListener(config, referred(rule.listener_arn, 'aws_lb_listener'))
    : id === undefined ? undefined : blocks('aws_lb_listener').find(leads);
  const isNodePort = type === 'NodePort';
  const exposed: Exposed = {
    namespace: namespaces.of({ metadata }).name,
    title: isNodePort ? 'Node port' : 'Load balancer',
    internal: isNodePort || /"internal"/.test(JSON.stringify(metadata)),
    port: ports.map((it) => isNodePort ? it.node_port : it.port).join(', '),
  };
  const host = /"host_header".*?"values":\["([^".]+)/.exec(`${JSON.stringify(rule)}`)?.[1];
  const name = host ? `${host}.` : group?.name_prefix ?? group?.name;
  return listener ? { ...exposed, listener, host, name } : exposed;
}

const namedListener = (config: Reading['config'], id: string | undefined): ListenerBlock | undefined =>
  config.resource?.aws_lb_listener?.[`${id}`] as ListenerBlock | undefined;

/** Access to each service: behind one load balancer for all, or with its own load balancer or node port. */
export function accessOf(read: Reading, namespaces: Namespaces): Access {
  const { blocks, plain, edge } = read;
  const services = blocks('kubernetes_service_v1').filter(({ spec }) => /LoadBalancer|NodePort/.test(spec.type));
  const all = services.map((it) => exposedOf(it, read, namespaces));
  const behind = all.filter(isBehind).sort((a, b) => a.listener.port - b.listener.port);
  const [balancer] = behind.length > 0 ? blocks('aws_lb') : [];
  all.forEach((it) => edge(isBehind(it) ? 'balancer' : 'clients', it.namespace, it.port));
  const protocols = unique(behind.map(({ listener }) => listener.protocol));
  if (balancer) {
    edge('clients', 'balancer', protocols.map((protocol) => {
      const listeners = behind.map(({ listener }) => listener).filter((it) => it.protocol === protocol);
      return `${protocol} ${unique(listeners.map(({ port }) => port)).join(', ')}`;
    }).join(', '));
  }
  const [own] = blocks('aws_route53_zone');
  const [zone = own] = blocks('aws_route53_zone', 'data');
  const { ranges, pods, isLimited } = allowedOf(services, balancer, read);
  const unnamed = isLimited ? 'none allowed: allowedCidrs is empty' : 'from any address';
  const [certificate] = blocks('aws_acm_certificate');
  return {
    clients: all.length === 0 ? undefined : ranges.length > 0 ? `from ${ranges.join(', ')}` : unnamed,
    pods,
    balancer: balancer && {
      internal: balancer.internal === true,
      tls: !protocols.includes('HTTPS') ? 'no TLS'
        : certificate?.certificate_body ? 'certificate from the stack\'s CA' : 'ACM certificate',
      listeners: behind.map(({ namespace, listener, name }) =>
        ({ namespace, port: `${listener.protocol} ${listener.port}`, name })),
    },
    exposed: all.filter((it) => !isBehind(it)),
    zone: zone && {
      name: plain(zone.name ?? zone.zone_id),
      names: behind.flatMap(({ host }) => host ?? []).join(', '),
      existing: !own,
    },
  };
}

/** Addresses that may connect to the load balancers. */
interface Allowed {
  /** Known ranges, and prefix lists. */
  readonly ranges: readonly string[];
  /** Whether the stack's own pods can connect. */
  readonly pods: boolean;
  /** Whether the configuration defines the allowed clients. */
  readonly isLimited: boolean;
}

function allowedOf(
  services: readonly ServiceBlock[], balancer: BlockTypes['aws_lb'] | undefined, { blocks, plain }: Reading,
): Allowed {
  const groups = listOf(balancer?.security_groups).map((it) => referred(it, 'aws_security_group'));
  const rules = blocks('aws_vpc_security_group_ingress_rule')
    .filter((it) => groups.includes(referred(it.security_group_id, 'aws_security_group')));
  const ofPods = rules.filter((it) => it.description === 'Pods of the cluster' || /_Pods/.test(`${it.prefix_list_id}`));
  const limits = services.flatMap(({ spec }) => spec.load_balancer_source_ranges ?? []);
  const ranges = unique([
    ...rules.filter((it) => !ofPods.includes(it)).map((it) => it.cidr_ipv4 ? plain(it.cidr_ipv4) : 'a prefix list'),
    ...limits.flatMap((it) => it.match(/[\d.]+\/\d+/g) ?? []),
  ].filter((it) => !/…/.test(it)));
  return { ranges, pods: ofPods.length > 0, isLimited: balancer !== undefined || limits.length > 0 };
}
