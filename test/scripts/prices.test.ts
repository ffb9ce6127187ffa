import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceLines, pricesOf } from '../../scripts/lib/prices';

// What a stack costs by the hour, by the table of scripts/lib/prices.ts.

const priced = (...stacks: object[]) => stacks.map((it) => ({ prices: pricesOf(it), lines: priceLines(it) }));
const stack = (region: string, resource: object) => ({ provider: { aws: [{ region }] }, resource });
const nodes = (more: object) => ({ aws_eks_node_group: { N: { instance_types: ['t3.large'], scaling_config: { desired_size: 2, max_size: 4 }, ...more } } });

test.each([['eu-central-1', 0.192], ['us-east-1', 0.1664]])('nodes in %s', (region, hourly) => {
  expect(priced(stack(region, nodes({})))[0].prices).toEqual({
    region, isExact: true, items: [{ text: '2 x t3.large as nodes, up to 4', hourly }],
  });
});

test('disks and detailed monitoring follow the group\'s own template', () => {
  const template = (gib: number, enabled: boolean) => ({ block_device_mappings: [{ ebs: { volume_size: gib } }], monitoring: { enabled } });
  const { items } = priced(stack('us-east-1', {
    ...nodes({ launch_template: { id: '${aws_launch_template.B.id}' } }), aws_launch_template: { A: template(500, false), B: template(73, true) },
  }))[0].prices;
  expect(items.map(({ text, hourly }) => [text, hourly!.toFixed(4)])).toEqual([
    ['2 x t3.large as nodes, up to 4', '0.1664'],
    ['2 x 73 GiB gp3 as disks of nodes', '0.0160'],
    ['detailed monitoring of 2 nodes', '0.0058'],
  ]);
});

test('a database in two zones costs twice as much', () => {
  const database = (multi_az: boolean) => stack('eu-central-1', { aws_db_instance: { D: { instance_class: 'db.t4g.small', multi_az, allocated_storage: 20 } } });
  const [one, two] = priced(database(false), database(true)).map(({ prices }) => prices.items[0]);
  expect(two.hourly).toBeCloseTo(2 * one.hourly!, 10);
  expect(two.text).toBe('RDS MySQL db.t4g.small, in two zones, 20 GiB');
});

test('an internal load balancer has no public addresses', () => {
  const balancer = (internal: boolean) => stack('eu-central-1', { aws_lb: { L: { internal, subnets: ['a', 'b', 'c'] } } });
  const texts = priced(balancer(true), balancer(false)).map(({ prices }) => prices.items.map(({ text }) => text));
  expect(texts).toEqual([['1 load balancer'], ['1 load balancer', '3 public IPv4 addresses']]);
});

test('resources without a price are reported, and not counted as zero', () => {
  const [spot, other, gpu] = priced(
    stack('eu-central-1', nodes({ capacity_type: 'SPOT' })), stack('eu-central-1', nodes({ instance_types: ['p5.48xlarge'] })),
    stack('eu-central-1', nodes({ instance_types: ['g4dn.xlarge'], scaling_config: { desired_size: 0, max_size: 1 } })),
  );
  expect([spot, other].map(({ prices }) => prices.items[0].hourly)).toEqual([undefined, undefined]);
  expect(spot.lines[0]).toBe('      ?  2 x t3.large (spot) as nodes, up to 4');
  expect(spot.lines[1]).toContain('without 1 line whose price is not known here');
  expect(gpu.prices.items[0].hourly).toBe(0);
});

test.each(['eu-central-1', 'us-east-1'])('a price without a public source is a question mark: a database in %s', (region) => {
  const database = (size: string) => stack(region, { aws_db_instance: { D: { instance_class: size, allocated_storage: 20 } } });
  const [small, micro, medium] = priced(database('db.t4g.small'), database('db.t4g.micro'), database('db.t4g.medium'));
  expect(small.lines[0]).toMatch(/^ {2}0\.0\d\d {2}RDS MySQL/);
  expect([micro, medium].map(({ lines }) => lines[0])).toEqual(['micro', 'medium'].map((size) => `      ?  RDS MySQL db.t4g.${size}, 20 GiB`));
});

test('another region has the prices of eu-central-1, and this is reported', () => {
  const [{ prices, lines }] = priced(stack('ap-south-1', nodes({})));
  expect(prices).toMatchObject({ region: 'eu-central-1', isExact: false });
  expect(lines.at(-2)).toContain('List prices of eu-central-1, 2026, since those of your region are not available.');
});

test('an empty stack costs nothing', () => {
  expect(priced(stack('eu-central-1', {}))[0].prices.items).toEqual([]);
});

test('the table matches docs/operations.md', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const items = priced(stack('eu-central-1', {
    aws_eks_cluster: { C: { version: '1.35' } }, ...nodes({}), aws_nat_gateway: { G: {} }, aws_lb: { L: { internal: true } }, aws_eip: { E: {} },
  }))[0].prices.items;
  const rowOf = (name: string) => page.split('\n').find((line) => line.startsWith(`| ${name} |`));
  const price = (text: string) => items.find((it) => it.text.includes(text))!.hourly!;
  for (const [row, hourly] of [
    ['EKS control plane', price('EKS')], ['nodes', price('t3.large') / 2], ['NAT gateway', price('NAT')], ['load balancer', price('load balancer')],
    ['public addresses', price('IPv4')],
  ] as const) {
    expect(rowOf(row)).toContain(`${hourly}`);
  }
});
