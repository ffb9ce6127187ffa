import { TerraformResource, TerraformVariable } from 'cdktf';
import { NatGateways, Network, NetworkProps } from '../../src/network';
import { messageOf, ownTags, synth, Synthesized, TestStack } from '../support/synth';

const network = (props: Partial<NetworkProps> = {}) => synth((stack) => void new Network(stack, 'Net', { namePrefix: 'acme', ...props }));
const refused = (props: Partial<NetworkProps>) => messageOf(() => network(props)).split('\n  - ');
const cidrs = (synthesized: Synthesized, kind: string) => subnets(synthesized, kind).map((subnet) => subnet.cidr_block);
const subnets = (synthesized: Synthesized, kind: string) =>
  Object.entries(synthesized.all('aws_subnet')).filter(([name]) => name.includes(kind)).map(([, subnet]) => subnet);

describe('by default', () => {
  const synthesized = network();

  test('the VPC has the range of the recipe, and DNS', () => {
    expect(synthesized.one('aws_vpc')).toMatchObject({
      cidr_block: '10.10.0.0/16', enable_dns_support: true, enable_dns_hostnames: true, tags: { Name: 'acme-vpc' },
    });
  });
  test('private subnets are /21s from 10.10.8.0', () => {
    expect(cidrs(synthesized, 'Private')).toEqual(['10.10.8.0/21', '10.10.16.0/21', '10.10.24.0/21']);
  });
  test('public subnets are /21s from 10.10.128.0', () => {
    expect(cidrs(synthesized, 'Public')).toEqual(['10.10.128.0/21', '10.10.136.0/21', '10.10.144.0/21']);
  });
  test('each kind has one subnet per zone, in the same order', () => {
    const [zones] = Object.keys(synthesized.json.data.aws_availability_zones);
    for (const kind of ['Private', 'Public']) {
      expect(subnets(synthesized, kind).map((subnet) => subnet.availability_zone))
        .toEqual([0, 1, 2].map((zone) => `\${data.aws_availability_zones.${zones}.names.${zone}}`));
    }
  });
  test('public subnets assign no public address automatically', () => {
    expect(subnets(synthesized, 'Public').map((subnet) => subnet.map_public_ip_on_launch ?? false)).toEqual([false, false, false]);
  });
  test.each([['Private', 'internal-elb'], ['Public', 'elb']])('%s subnets carry the tag kubernetes.io/role/%s', (kind, role) => {
    expect(subnets(synthesized, kind).map((subnet) => ownTags(subnet.tags))).toEqual([1, 2, 3].map((zone) => ({
      Name: `acme-${kind.toLowerCase()}-${zone}`, [`kubernetes.io/role/${role}`]: '1',
    })));
  });
  test('there is one NAT gateway, in the first public subnet, for all private subnets', () => {
    expect(Object.keys(synthesized.all('aws_nat_gateway'))).toHaveLength(1);
    expect(synthesized.one('aws_nat_gateway').subnet_id).toBe(`\${${synthesized.address('aws_subnet', 'PublicSubnet1')}.id}`);
    expect(natOfZones(synthesized)).toEqual(['NatGateway1', 'NatGateway1', 'NatGateway1']);
  });
  test('each private subnet has its own route table, and the public subnets share one', () => {
    const tables = Object.values(synthesized.all('aws_route_table_association')).map((association) => association.route_table_id);
    expect([tables.length, new Set(tables).size]).toEqual([6, 4]);
  });
  test('the public route leads to the internet gateway', () => {
    expect(synthesized.one('aws_route', 'PublicRoute')).toMatchObject({
      destination_cidr_block: '0.0.0.0/0', gateway_id: `\${${synthesized.address('aws_internet_gateway')}.id}`,
    });
  });
  test('the default security group allows nothing', () => {
    const { ingress, egress } = synthesized.one('aws_default_security_group');
    expect([ingress ?? [], egress ?? []]).toEqual([[], []]);
  });
  test('a gateway endpoint serves S3 for all private subnets', () => {
    const endpoint = synthesized.one('aws_vpc_endpoint');
    expect(endpoint).toMatchObject({ vpc_endpoint_type: 'Gateway', service_name: expect.stringMatching(/^com\.amazonaws\.\$\{data\.aws_region\..*\}\.s3$/) });
    expect(endpoint.route_table_ids).toHaveLength(3);
  });
  test('subnets stay in their zone while a zone is impaired', () => {
    expect(synthesized.data('aws_availability_zones').state).toBeUndefined();
    for (const subnet of Object.values(synthesized.all('aws_subnet'))) {
      expect(subnet.lifecycle).toEqual({ ignore_changes: ['availability_zone'] });
    }
  });
  test('excludes Local Zones and zones without an EKS control plane', () => {
    expect(synthesized.data('aws_availability_zones')).toMatchObject({
      filter: [
        { name: 'opt-in-status', values: ['opt-in-not-required'] },
        { name: 'zone-name', values: ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => expect.stringMatching(new RegExp(`id\\}${letter}$`))) },
      ],
      exclude_zone_ids: ['use1-az3', 'usw1-az2', 'cac1-az3'],
    });
  });
  test('fails the plan if the region has too few zones', () => {
    expect(synthesized.data('aws_availability_zones').lifecycle.postcondition).toEqual([{
      condition: '${length(self.names) >= 3}',
      error_message: 'availabilityZoneCount: got 3. Must be at most the number of zones of the region that EKS can '
        + 'use. Lower it, or choose another region.',
    }]);
  });
});

test('one NAT gateway per zone serves its own zone', () => {
  const synthesized = network({ natGateways: NatGateways.ONE_PER_ZONE });
  expect(Object.keys(synthesized.all('aws_nat_gateway'))).toHaveLength(3);
  expect(Object.keys(synthesized.all('aws_eip'))).toHaveLength(3);
  expect(natOfZones(synthesized)).toEqual(['NatGateway1', 'NatGateway2', 'NatGateway3']);
});

test('tags all subnets for a given cluster', () => {
  const tags = Object.values(network({ clusterName: 'acme-eks' }).all('aws_subnet')).map((subnet) => subnet.tags['kubernetes.io/cluster/acme-eks']);
  expect(tags).toEqual(Array(6).fill('shared'));
});

test.each([
  ['10.11.0.0/16', 3, ['10.11.8.0/21', '10.11.16.0/21', '10.11.24.0/21'], ['10.11.128.0/21', '10.11.136.0/21', '10.11.144.0/21']],
  ['192.168.0.0/20', 2, ['192.168.0.128/25', '192.168.1.0/25'], ['192.168.8.0/25', '192.168.8.128/25']],
  ['172.16.4.0/22', 3, ['172.16.4.128/25', '172.16.5.0/25', '172.16.5.128/25'], ['172.16.6.0/25', '172.16.6.128/25', '172.16.7.0/25']],
])('divides %s in %i zones as documented', (cidr, availabilityZoneCount, ofPrivate, ofPublic) => {
  const synthesized = network({ cidr, availabilityZoneCount });
  expect(cidrs(synthesized, 'Private')).toEqual(ofPrivate);
  expect(cidrs(synthesized, 'Public')).toEqual(ofPublic);
});

test('attributes are the VPC\'s range and id, the subnet ids and the dependencies', () => {
  let net!: Network;
  synth((stack) => { net = new Network(stack, 'Net', { namePrefix: 'acme' }); });
  expect(net.cidr).toBe('10.10.0.0/16');
  expect([net.privateSubnetIds.length, net.publicSubnetIds.length]).toEqual([3, 3]);
  const types = net.ready.map((part) => (part as TerraformResource).terraformResourceType).sort();
  expect(types).toEqual(['aws_internet_gateway', 'aws_nat_gateway', ...Array(4).fill('aws_route'), ...Array(6).fill('aws_route_table_association')]);
});

describe('refuses', () => {
  const CIDR = 'Must be an IPv4 range in CIDR notation that starts at its first address';
  test.each<[string, Partial<NetworkProps>, string]>([
    ['what is no range', { cidr: 'home' }, `cidr: got "home". ${CIDR}.`],
    ['an address', { cidr: '10.11.0.0' }, `cidr: got "10.11.0.0". ${CIDR}. Did you mean "10.11.0.0/16"?`],
    ['a range that starts elsewhere', { cidr: '10.11.1.0/16' }, `cidr: got "10.11.1.0/16". ${CIDR}. Did you mean "10.11.0.0/16"?`],
    ['a public range', { cidr: '11.0.0.0/16' },
      'cidr: got "11.0.0.0/16". Must be within a private range (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16). Use for '
        + 'example "10.11.0.0/16".'],
    ['a range that is too large', { cidr: '10.0.0.0/15' },
      'cidr: got "10.0.0.0/15". Must be from /16 (the largest VPC of AWS) to /22 in size. A VPC smaller than /22 is '
        + 'too small for the subnets.'],
    ['a range that is too small', { cidr: '10.0.0.0/23' },
      'cidr: got "10.0.0.0/23". Must be from /16 (the largest VPC of AWS) to /22 in size. A VPC smaller than /22 is '
        + 'too small for the subnets.'],
    ['more zones than the range has room for', { cidr: '10.0.0.0/22', availabilityZoneCount: 4 },
      'cidr: got "10.0.0.0/22", which has room for 3. Must have room for the subnets of 4 zones '
        + "('availabilityZoneCount'). Use a larger range, or fewer zones."],
    ['a start of names that tags do not take', { namePrefix: 'a,b' },
      'namePrefix: got "a,b". Must be 1 to 200 letters, digits, spaces and "_.:/=+-@".'],
    ['a cluster\'s name that is none', { clusterName: 'a.b' },
      'clusterName: got "a.b". Must be the name of an EKS cluster: 1 to 100 letters, digits, hyphens and '
        + 'underscores, with a letter or digit first.'],
    ['NAT gateways of a made-up kind', { natGateways: 'single' as NatGateways },
      'natGateways: got "single". Must be one of NatGateways.SINGLE, NatGateways.ONE_PER_ZONE. Did you mean '
        + 'NatGateways.SINGLE?'],
    ...[1, 7, 2.5].map((count) => [`${count} zones`, { availabilityZoneCount: count },
      `availabilityZoneCount: got ${count}. Must be a whole number from 2 to 6 zones. EKS and RDS each need two `
        + 'zones at least.'] as [string, Partial<NetworkProps>, string]),
  ])('%s', (_, props, problem) => {
    expect(refused(props)).toEqual(["Network 'test/Net' has 1 problem in its props:", problem]);
  });
  test('several problems in one error', () => {
    expect(refused({ cidr: 'home', availabilityZoneCount: 1 })).toEqual([
      "Network 'test/Net' has 2 problems in its props:",
      `cidr: got "home". ${CIDR}.`,
      'availabilityZoneCount: got 1. Must be a whole number from 2 to 6 zones. EKS and RDS each need two zones at '
        + 'least.',
    ]);
  });
  test('a token as the range, because the subnets are computed from it', () => {
    const cidr = new TerraformVariable(new TestStack(), 'Cidr', { type: 'string' }).stringValue;
    expect(refused({ cidr })[1]).toBe('cidr: must be known at synthesis, because the subnets are computed from it. '
      + 'Give the range itself, for example "10.11.0.0/16".');
  });
  test('a token as the number of zones, because the subnets are counted by it', () => {
    const availabilityZoneCount = new TerraformVariable(new TestStack(), 'Zones', { type: 'number' }).numberValue;
    expect(refused({ availabilityZoneCount })[1]).toMatch(/^availabilityZoneCount: must be known at synthesis, because/);
  });
});

/** The NAT gateway of each private subnet's table. */
function natOfZones(synthesized: Synthesized): string[] {
  return Object.entries(synthesized.all('aws_route')).filter(([name]) => name.includes('PrivateRoute'))
    .map(([, route]) => /NatGateway\d/.exec(route.nat_gateway_id)![0]);
}
