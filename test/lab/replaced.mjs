// Existing resources in place of parts of a stack: of each part, and of all. A host stack creates them, and the guest
// uses them. The guest's second plan is empty, and after its destroy the existing resources are unchanged. Then the
// host is destroyed. In the last case, examples/existing-vpc, they belong to another stack of the same app.
//
//   node scripts/run.mjs test/lab/replaced.mjs [--jobs 2] [--only 'cluster|database']     a regular expression
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from '../../scripts/lib/project.ts';
import { copiedLab } from './lib/copied.mjs';

// The lab finds no NAT gateways: a copy of it finds those of the VPC.
copiedLab([['aws.go', '\tcase "aws_subnets":\n', `\tcase "aws_nat_gateways":
		ids := []any{}
		for _, s := range c.P.store.List("aws", c.Scope, "aws_nat_gateway") {
			if sub := c.P.store.Find("aws", c.Scope, "aws_subnet", func(id string, o Obj) bool { return id == getStr(s.State, "subnet_id") }); sub != nil && getStr(sub.State, "vpc_id") == getStr(c.Config, "vpc_id") {
				ids = append(ids, s.ID)
			}
		}
		setIf(o, "ids", ids)
`]]);
const {
  changedBetween, existingParts, initialized, library, options, readStack, runCases, synthesizeAny, synthesizeExample, synthesizeStacks, work,
} = await import('./lib/lab.mjs');

const { jobs, keep, only } = options({ only: { type: 'string', default: '' } });
const lib = library();
const REGION = 'eu-central-1';
const WORST_CASE = { LAB_WORST_CASE: '300' };

const { host } = synthesizeAny({
  host: (stack, require) => {
    const network = existingParts(stack, { lib, region: REGION, require });
    // Two subnets in one zone, as many networks have them: load balancers take one of them.
    const { Subnet } = require('@cdktf/provider-aws/lib/subnet');
    const { RouteTableAssociation } = require('@cdktf/provider-aws/lib/route-table-association');
    for (const [kind, role, cidrBlock, table] of [['Public', 'elb', '10.10.224.0/21', 'PublicRouteTable'], ['Private', 'internal-elb', '10.10.96.0/21', 'PrivateRouteTable1']]) {
      const beside = new Subnet(stack, `${kind}SubnetBeside`, {
        vpcId: network.vpcId, cidrBlock, availabilityZone: network.node.findChild(`${kind}Subnet1`).availabilityZone, tags: { [`kubernetes.io/role/${role}`]: '1' },
      });
      new RouteTableAssociation(stack, `${kind}SubnetBesideRouting`, { subnetId: beside.id, routeTableId: network.node.findChild(table).id });
    }
  },
});

/** Sources for what the host has; before it is there the ids are made up, for the types alone. */
function sources({
  vpc = 'vpc-0a1b2c3d', privateSubnets = ['subnet-0a1b2ca1', 'subnet-0a1b2ca2'], publicSubnets = ['subnet-0a1b2cb1', 'subnet-0a1b2cb2'], database = 'db',
  groups = ['eks-nodes'],
} = {}) {
  const network = lib.NetworkSource.existing({ vpcId: vpc, privateSubnetIds: privateSubnets, publicSubnetIds: publicSubnets });
  return {
    network: { network },
    cluster: { network, cluster: lib.ClusterSource.existing('theirs', { autoScalingGroupNames: groups }) },
    artifactBucket: { artifactBucket: lib.ArtifactBucketSource.existing({ bucketName: 'theirs-models' }) },
    database: { database: lib.DatabaseSource.existing({ host: database, username: 'admin', password: lib.SecretValue.unsafePlainText('secret-of-theirs') }) },
    containerRegistry: { containerRegistry: lib.ContainerRegistrySource.none() },
    zenml: { zenml: lib.ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: lib.SecretValue.unsafePlainText('ZENKEY_x') }) },
  };
}
function variants(existing) {
  const single = sources(existing);
  const all = { everything: Object.assign({}, ...Object.values(single)) };
  return Object.fromEntries(Object.entries({ ...single, ...all }).map(([name, props]) =>
    [name, { region: REGION, prefix: 'guest', dataRetention: lib.DataRetention.DELETE, ...props }]));
}
synthesizeStacks(variants());

/** All combinations of the parts; a cluster that exists is in a network that does. */
function combinations() {
  const single = sources();
  const parts = Object.keys(single);
  const chosen = Array.from({ length: 2 ** parts.length }, (_, mask) => parts.filter((_part, bit) => mask & (2 ** bit)));
  const propsOf = (names) => ({ region: REGION, prefix: 'guest', ...Object.assign({}, ...names.map((name) => (name === 'cluster' ? { cluster: single.cluster.cluster } : single[name]))) });
  const isPossible = (names) => !names.includes('cluster') || names.includes('network');
  const refused = chosen.filter((names) => !isPossible(names)).map((names) => {
    try {
      synthesizeStacks({ refused: propsOf(names) });
    } catch (error) {
      return error.message;
    }
    return `${names} was not refused`;
  });
  if (refused.length !== 16 || !refused.every((it) => it.includes("network: must be an existing one where 'cluster' is"))) {
    fail(refused.join('\n'));
  }
  return synthesizeStacks(Object.fromEntries(chosen.filter(isPossible).map((names) => [names.join('+') || 'nothing', propsOf(names)])));
}
const combined = combinations();
const sites = synthesizeExample('existing-vpc');

const attributes = (run, type) => run.state().resources.filter((it) => it.type === type).map(({ name, instances }) => ({ name, ...instances[0].attributes }));

const empty = await initialized(host, 'host');
const theirs = empty.copy('theirs');
await theirs.apply(WORST_CASE);
const subnets = (kind) => attributes(theirs, 'aws_subnet').filter(({ name }) => name.includes(kind)).map(({ id }) => id);
const found = (changes = {}) => variants({
  vpc: attributes(theirs, 'aws_vpc')[0].id,
  privateSubnets: subnets('Private'),
  publicSubnets: subnets('Public'),
  database: attributes(theirs, 'aws_db_instance')[0].address,
  groups: [attributes(theirs, 'aws_eks_node_group')[0].resources[0].autoscaling_groups[0].name],
  ...changes,
});
const guests = synthesizeStacks(found());
const inZone = (zone) => attributes(theirs, 'aws_subnet').filter(({ availability_zone: it }) => it === zone).map(({ id }) => id);
const { lessZones } = synthesizeStacks({
  lessZones: found({ publicSubnets: subnets('Public').filter((id) => !inZone(`${REGION}c`).includes(id)) }).network,
});

/** Applies, plans, destroys a guest on a host; the host is as it was. */
async function visit(guest, onHost) {
  const before = onHost.objects();
  await guest.apply(WORST_CASE);
  await guest.planIsEmpty();
  await guest.destroy(WORST_CASE);
  const changed = changedBetween(before, onHost.objects()).filter((name) => !name.includes('/crd/'));
  if (changed.length > 0) {
    throw new Error(`the guest has changed, left or removed:\n  ${changed.join('\n  ')}`);
  }
  await onHost.planIsEmpty();
  await onHost.destroy(WORST_CASE);
  onHost.storeIsEmpty();
}

const cases = Object.entries(guests).map(([name, stack]) => [`${name} that exists`, async () => {
  const onHost = theirs.copy(`host-${name}`);
  await visit(await initialized(stack, `guest-${name}`, { LAB_STATE: onHost.store }), onHost);
}]);
cases.push(['examples/existing-vpc: network and database are another stack of the app', async () => {
  const platform = await initialized(sites['zenml-eu-platform'], 'platform');
  await platform.apply(WORST_CASE);
  const { config: { path } } = Object.values(readStack(sites['zenml-eu']).data.terraform_remote_state)[0];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(platform.state()));
  await visit(await initialized(sites['zenml-eu'], 'zenml-eu', { LAB_STATE: platform.store }), platform);
}]);
cases.push(['a network without a public NAT gateway: the plan names egressCidrs', async () => {
  const onHost = theirs.copy('host-without-nat');
  for (const name of readdirSync(onHost.store, { recursive: true }).filter((it) => it.includes('/aws_nat_gateway/'))) {
    rmSync(join(onHost.store, name));
  }
  const guest = await initialized(guests.network, 'guest-without-nat', { LAB_STATE: onHost.store });
  const { status, text } = await guest.terraform(['plan']);
  if (status !== 1 || !text.replace(/\s+/g, ' ').includes('egressCidrs: missing. Must be given where the VPC has no public NAT gateway.')) {
    throw new Error(`status ${status}\n${text}`);
  }
}]);
cases.push(['a public subnet is missing in a zone of the nodes: the plan names the zone', async () => {
  const onHost = theirs.copy('host-without-zone');
  const guest = await initialized(lessZones, 'guest-without-zone', { LAB_STATE: onHost.store });
  const { status, text } = await guest.terraform(['plan']);
  if (status !== 1 || !text.replace(/\s+/g, ' ').includes("'privateSubnetIds', where nodes run, has subnets in eu-central-1c")) {
    throw new Error(`status ${status}\n${text}`);
  }
}]);
const half = Object.values(combined).length / 2;
for (const [name, part] of [['first', Object.entries(combined).slice(0, half)], ['second', Object.entries(combined).slice(half)]]) {
  cases.push([`all 64 combinations are valid or refused, ${name} half`, async () => {
    const run = await initialized(combined.nothing, `combinations-${name}`);
    for (const [combination, stack] of part) {
      run.configure(stack);
      await run.succeed(['validate']).catch((error) => {
        throw new Error(`${combination}: ${error.message}`);
      });
    }
  }]);
}
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
