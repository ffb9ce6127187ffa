// Tests whether the policy that the package's command `policy` prints for a stack allows all AWS calls of its apply and
// destroy, with the real AWS provider on the lab's simulator. test/lab/forgotten.mjs does the same for the example.
//
//   node scripts/run.mjs test/lab/policy.mjs [--only text] [--jobs 1]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { initialized, library, options, readStack, runCases, synthesizeStacks, withoutParts } from './lib/lab.mjs';
import { recorded } from './lib/calls.mjs';
import { against } from './lib/policy.mjs';
import { pinAwsProvider, startSimulator } from './lib/simulator.mjs';

const { only, jobs, keep } = options({ only: { type: 'string', default: '' }, jobs: { type: 'string', default: '1' } });
const { ArtifactBucketSource, CapacityType, ClusterSource, DataRetention, EntranceDomain, LoadBalancerScheme, NetworkSource } = library();

const base = { region: 'eu-central-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE };
const parts = withoutParts();
const folders = synthesizeStacks({
  'all parts': base,
  'a domain, a remote state, nodes by need': {
    ...base, entrance: { domain: EntranceDomain.route53({ zoneName: 'example.com' }) }, remoteState: { bucket: 'states' }, clusterAutoscaler: {},
  },
  'nodes on spot capacity': {
    ...base, ...parts, entrance: { enabled: false },
    cluster: ClusterSource.create({ nodeGroups: { spot: { capacityType: CapacityType.SPOT } } }),
  },
  'inside the VPC, many who may come': {
    ...base,
    entrance: { scheme: LoadBalancerScheme.INTERNAL, maxSecurityGroupRules: 1000, allowedCidrs: Array.from({ length: 250 }, (_, index) => `203.0.113.${index}/32`) },
  },
  'host': { ...base, ...parts, prefix: 'host', entrance: { enabled: false } },
});

async function simulator() {
  const { url, child } = await startSimulator();
  process.on('exit', () => child.kill());
  const signed = (service) => ({ authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0` });
  const zone = '<Name>example.com</Name><CallerReference>lab</CallerReference>';
  await fetch(`${url}/2013-04-01/hostedzone`, { method: 'POST', headers: signed('route53'),
    body: `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${zone}</CreateHostedZoneRequest>` });
  await fetch(`${url}/states`, { method: 'PUT', headers: signed('s3'),
    body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>' });
  return { url, ...await recorded(url) };
}

async function ready(folder, name, { url, recorder }) {
  pinAwsProvider(folder);
  return initialized(folder, name.replace(/\W+/g, '-'), { LAB_ENDPOINT: url, AWS_ENDPOINT_URL: recorder });
}

/** Fails with what the policy does not allow. */
function verdict(folder, calls) {
  const { denied, superfluous, actions, granted } = against(readStack(folder), calls);
  if (denied.length + superfluous.length > 0) {
    throw new Error([...denied.map((it) => `not allowed: ${it}`), ...superfluous.map((it) => `allowed, and not called: ${it}`)].join('\n'));
  }
  return `${calls.length} calls, ${actions} actions of ${granted} granted`;
}

const own = Object.entries(folders).filter(([name]) => name !== 'host').map(([name, folder]) => [name, async () => {
  const aws = await simulator();
  if (readStack(folder).terraform.backend.s3) {
    rmSync(join(folder, 'lab_override.tf.json')); // This state lies where it says.
  }
  const run = await ready(folder, name, { url: aws.url, recorder: aws.recorder });
  await run.apply();
  await run.planIsEmpty();
  await run.destroy();
  return verdict(folder, aws.calls);
}]);

const guest = ['on a network, a cluster and a bucket that exist', async () => {
  const aws = await simulator();
  const host = await ready(folders.host, 'host', aws);
  await host.apply();
  const all = host.state().resources.filter(({ mode }) => mode === 'managed');
  const ids = (pattern) => all.filter(({ type, name }) => pattern.test(`${type}.${name}`)).map(({ instances: [{ attributes }] }) => attributes.id);
  const nodes = all.find(({ type }) => type === 'aws_eks_node_group').instances[0].attributes;
  const { guest: folder } = synthesizeStacks({ guest: {
    ...base,
    network: NetworkSource.existing({
      vpcId: ids(/^aws_vpc\./)[0], privateSubnetIds: ids(/^aws_subnet\..*Private/), publicSubnetIds: ids(/^aws_subnet\..*Public/),
    }),
    cluster: ClusterSource.existing('host-eks', { autoScalingGroupNames: nodes.resources[0].autoscaling_groups.map(({ name }) => name) }),
    artifactBucket: ArtifactBucketSource.existing({ bucketName: 'host-zenml-artifact-store' }),
  } });
  aws.calls.length = 0;
  const run = await ready(folder, 'guest', aws);
  await run.apply();
  await run.planIsEmpty();
  await run.destroy();
  return verdict(folder, aws.calls);
}];

await runCases([...own, guest].filter(([name]) => name.includes(only)), { jobs, keep });
