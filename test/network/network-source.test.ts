import { TerraformStack, TerraformVariable } from 'cdktf';
import { ExistingNetworkOptions, INetwork, Network, NetworkSource } from '../../src/network';
import { EXISTING_NETWORK, subnetId } from '../support/fixtures';
import { problemsOf } from '../support/problems';
import { messageOf, ownTags, synth, Synthesized, TestStack } from '../support/synth';

const VPC = 'vpc-0a1b2c3d4e5f60718';
const EXISTING = EXISTING_NETWORK;

function bind(source: NetworkSource): { network: INetwork; synthesized: Synthesized } {
  let network!: INetwork;
  const synthesized = synth((stack) => { network = source._source.bind(stack, 'Network', { namePrefix: 'acme', clusterName: 'acme-eks' }); });
  return { network, synthesized };
}

const problemsOfSource = (source: NetworkSource) => problemsOf((v) => source._validate(v, 'network'));

const existing = (options: Partial<ExistingNetworkOptions>) => NetworkSource.existing({ ...EXISTING, ...options });
const variable = (stack: TerraformStack = new TestStack()) => new TerraformVariable(stack, 'Value', {});

describe('create', () => {
  test('creates a network named by the prefix and tagged for the cluster', () => {
    const { synthesized } = bind(NetworkSource.create());
    expect(ownTags(synthesized.one('aws_vpc').tags)).toEqual({ Name: 'acme-vpc' });
    expect(synthesized.one('aws_subnet', 'PublicSubnet1').tags['kubernetes.io/cluster/acme-eks']).toBe('shared');
  });
  test('passes the options to the network', () => {
    const { synthesized } = bind(NetworkSource.create({ cidr: '10.11.0.0/16', availabilityZoneCount: 2 }));
    expect(synthesized.one('aws_vpc').cidr_block).toBe('10.11.0.0/16');
    expect(Object.keys(synthesized.all('aws_subnet'))).toHaveLength(4);
  });
  test('reports props by their path', () => {
    expect(problemsOfSource(NetworkSource.create({ availabilityZoneCount: 1 }))).toEqual([
      'network.availabilityZoneCount: got 1. Must be a whole number from 2 to 6 zones. EKS and RDS each need two '
        + 'zones at least.',
    ]);
  });
});

describe('existing', () => {
  test('creates no resource', () => {
    const { network, synthesized } = bind(NetworkSource.existing(EXISTING));
    expect(synthesized.json.resource).toBeUndefined();
    expect(network.ready).toEqual([]);
    expect(network.vpcId).toBe(VPC);
  });
  test('looks up each subnet and returns its id', () => {
    const { network, synthesized } = bind(NetworkSource.existing(EXISTING));
    const ids = Object.values<any>(synthesized.json.data.aws_subnet).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3, 4].map(subnetId));
    expect([network.privateSubnetIds.length, network.publicSubnetIds.length]).toEqual([2, 2]);
  });
  test.each([['PrivateSubnet1', 1, 'kubernetes.io/role/internal-elb'], ['PublicSubnet2', 4, 'kubernetes.io/role/elb']])(
    'fails the plan if %s is in another VPC or lacks its tag', (name, last, tag) => {
      expect(bind(NetworkSource.existing(EXISTING)).synthesized.data('aws_subnet', name).lifecycle.postcondition).toEqual([
        { condition: `\${self.vpc_id == "${VPC}"}`, error_message: `Subnet ${subnetId(last)} is not in VPC ${VPC}.` },
        {
          condition: `\${contains(keys(self.tags), "${tag}")}`,
          error_message: `Subnet ${subnetId(last)} has no tag ${tag}: Kubernetes needs it to discover subnets for `
            + `load balancers. Add the tag ${tag} = 1.`,
        },
      ]);
    });
  test.each<[Partial<ExistingNetworkOptions>, string]>([
    [{ vpcId: 'acme-vpc' }, 'network.vpcId: got "acme-vpc". Must be the id of a VPC, for example '
      + '"vpc-0a1b2c3d4e5f60718".'],
    [{ privateSubnetIds: [subnetId(1)] },
      'network.privateSubnetIds: got a list of 1 element. Must be a list of at least 2 elements. EKS and RDS each '
        + 'need two zones. Each is tagged kubernetes.io/role/internal-elb = 1.'],
    [{ publicSubnetIds: [subnetId(3)] },
      'network.publicSubnetIds: got a list of 1 element. Must have at least 2, or none. Load balancers need two '
        + 'zones. Each is tagged kubernetes.io/role/elb = 1.'],
    [{ publicSubnetIds: [subnetId(3), subnetId(3)] }, `network.publicSubnetIds: got "${subnetId(3)}" twice. Must `
      + 'name each element once.'],
    [{ publicSubnetIds: [subnetId(1), subnetId(3)] },
      `network.publicSubnetIds: got "${subnetId(1)}", which 'network.privateSubnetIds' has. Must be another one. A `
        + 'subnet is public if its routes lead to an internet gateway, and private if they lead to a NAT gateway.'],
    [{ privateSubnetIds: subnetId(1) as unknown as string[] },
      `network.privateSubnetIds: got "${subnetId(1)}". Must be a list of which each element is the id of a subnet, `
        + `for example "subnet-0a1b2c3d4e5f60718". Put it into a list: ["${subnetId(1)}"].`],
    [{ publicSubnetIds: [subnetId(3), 'b'] },
      'network.publicSubnetIds[1]: got "b". Must be the id of a subnet, for example "subnet-0a1b2c3d4e5f60718".'],
  ])('refuses %j', (options, problem) => {
    expect(problemsOfSource(existing(options))).toEqual([problem]);
  });
  test('allows a network without public subnets', () => {
    const { network, synthesized } = bind(existing({ publicSubnetIds: [] }));
    expect([network.publicSubnetIds, Object.keys(synthesized.json.data.aws_subnet)]).toEqual([[], [expect.any(String), expect.any(String)]]);
    expect(existing({ publicSubnetIds: [] })._source.hasPublicSubnets).toBe(false);
    expect(existing({})._source.hasPublicSubnets).toBe(true);
    expect(NetworkSource.create()._source.hasPublicSubnets).toBe(true);
  });
  test('lists several problems in one error', () => {
    expect(problemsOfSource(existing({ vpcId: 'x', privateSubnetIds: ['a', 'b'] }))).toHaveLength(3);
  });
  test('outside a stack, Network.fromAttributes validates itself', () => {
    synth((stack) => expect(Network.fromAttributes(stack, 'Theirs', EXISTING).vpcId).toBe(VPC));
    expect(messageOf(() => Network.fromAttributes(new TestStack(), 'Theirs', { ...EXISTING, vpcId: 'x' })))
      .toMatch(/^Network.fromAttributes 'test\/Theirs' has 1 problem in its props:\n {2}- vpcId: got .*\. Must be the id of a VPC/);
  });
  test('allows tokens', () => {
    const stack = new TestStack();
    const id = variable(stack).stringValue;
    const source = existing({ vpcId: id, privateSubnetIds: [id, id] });
    expect(problemsOfSource(source)).toEqual([]);
  });
  test('keeps a token as the VPC id in the check of the subnets', () => {
    const synthesized = synth((stack) => void existing({ vpcId: variable(stack).stringValue })._source.bind(stack, 'Network', { namePrefix: 'a', clusterName: 'b' }));
    expect(synthesized.data('aws_subnet', 'PrivateSubnet1').lifecycle.postcondition[0].condition).toBe('${self.vpc_id == var.Value}');
  });
  test('refuses a list token, because each subnet has a data source', () => {
    const [problem] = problemsOfSource(existing({ privateSubnetIds: variable().listValue }));
    expect(problem).toBe('network.privateSubnetIds: must be a list with known elements at synthesis, because each '
      + 'subnet is looked up. Split it: [Fn.element(list, 0), Fn.element(list, 1), …].');
  });
});

test('an error of the created network has the construct\'s own text', () => {
  expect(messageOf(() => bind(NetworkSource.create({ cidr: 'x' })))).toMatch(/^Network 'test\/Network' has 1 problem in its props:\n {2}- cidr: got .*\. Must be /);
});
