// Access from outside: each variant is created, leaves an empty plan, and is destroyed completely, in both worst-case
// orders. A deployed stack also changes between variants: allowed ranges, from public to internal and back, with a
// domain, with more nodes, from Kubernetes load balancers to the stack's own and back.
//
//   node scripts/run.mjs test/lab/entrance.mjs [--only REGEXP] [--jobs 2]
import { initialized, library, options, runCases, synthesizeStacks } from './lib/lab.mjs';

const { only, jobs, keep } = options({ only: { type: 'string', default: '' } });
const { DataRetention, EntranceDomain, EntranceTls, LoadBalancerScheme, MlflowSource, NodeGroup, SeldonSource, ServiceExposure, ZenmlServerSource } = library();

const base = { region: 'eu-central-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE };
const ranges = (count) => Array.from({ length: count }, (_, index) => `203.0.${Math.floor(index / 256)}.${index % 256}/32`);
const domain = EntranceDomain.route53({ zoneName: 'example.com', zoneId: 'Z0123456789ABCDEFGHIJ' });
const privateDomain = EntranceDomain.route53({
  zoneName: 'corp.example', privateZone: true, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/6a1c0f3e-5b52-4b6e-9d3a-2f1d4c8e7b90',
});
const variants = {
  public: {},
  plain: { entrance: { tls: EntranceTls.NONE } },
  domain: { entrance: { domain } },
  internal: { entrance: { scheme: LoadBalancerScheme.INTERNAL } },
  privateZone: { entrance: { scheme: LoadBalancerScheme.INTERNAL, domain: privateDomain } },
  one: { entrance: { allowedCidrs: ranges(1) } },
  sixty: { entrance: { allowedCidrs: ranges(60), maxSecurityGroupRules: 1000 } },
  many: { entrance: { allowedCidrs: ranges(300), maxSecurityGroupRules: 1000 } },
  kubernetes: { entrance: { enabled: false, allowedCidrs: ranges(1) } },
  own: { zenml: ZenmlServerSource.create({ exposure: ServiceExposure.loadBalancer({ allowedCidrs: ranges(1) }) }) },
  without: { mlflow: MlflowSource.none(), seldon: SeldonSource.none() },
  moreNodes: { extend: (stack) => {
    const nodes = new NodeGroup(stack, 'More', {
      nodeGroupName: 'more', roleName: 'zenml-demo-more', clusterName: 'zenml-demo-eks', subnetIds: stack.network.privateSubnetIds, dependsOn: stack.cluster.nodesReady,
    });
    stack.entrance.addNodes('More', nodes.autoScalingGroupName);
  } },
};
const folders = synthesizeStacks(Object.fromEntries(Object.entries(variants).map(([name, { extend, ...props }]) => [name, { ...base, ...props, extend }])));
const empty = await initialized(folders.public, 'empty');
const applied = empty.copy('applied');
await applied.apply();

/** The URLs of a stack, and the scheme of its load balancer. */
async function urlsOf(run) {
  const outputs = JSON.parse(await run.succeed(['output', '-json']));
  return ['zenml-server-url', 'mlflow-tracking-url', 'seldon-base-url'].map((name) => outputs[name]?.value);
}
const balancerOf = (run) => run.state().resources.find(({ type }) => type === 'aws_lb')?.instances[0].attributes;

const orders = { 'worst case': { LAB_WORST_CASE: '300' }, 'worst case, reverse': { LAB_WORST_CASE: '300', LAB_WORST_ORDER: 'reverse' } };
const alone = ['domain', 'privateZone', 'internal', 'kubernetes', 'moreNodes'].flatMap((name) => Object.entries(orders).map(([order, extra]) => [`${name}, ${order}`, async () => {
  const run = empty.copy(`${name}-${order.replace(/\W+/g, '-')}`, { ...empty.extra, ...extra });
  run.configure(folders[name]);
  await run.apply();
  await run.planIsEmpty();
  const urls = await urlsOf(run);
  if (urls.some((url) => !url)) {
    throw new Error(`outputs without a value: ${urls.join(', ')}`);
  }
  await run.destroy();
  run.storeIsEmpty();
  return urls[1];
}]));

/**
 * Steps of a stack that is up; each has to leave an empty plan, and URLs that lead to the load balancer that is there.
 */
const steps = (...names) => [`public, then ${names.join(', ')}`, async () => {
  const run = applied.copy(names.join('-'));
  for (const name of names) {
    run.configure(folders[name]);
    await run.apply();
    await run.planIsEmpty();
    const balancer = balancerOf(run);
    if (name === 'public' || name === 'internal') {
      const wrong = (await urlsOf(run)).filter((url) => !url.includes(balancer.dns_name));
      if (wrong.length > 0 || balancer.internal !== (name === 'internal')) {
        throw new Error(`${name}: ${wrong.join(', ')} do not lead to ${balancer.dns_name}, internal: ${balancer.internal}`);
      }
    }
  }
  await run.destroy();
  run.storeIsEmpty();
}];

await runCases([
  ...alone,
  steps('internal', 'public'),
  steps('one', 'sixty', 'many', 'public'),
  steps('domain', 'public'),
  steps('plain', 'public'),
  steps('moreNodes', 'public'),
  steps('without', 'public'),
  steps('kubernetes', 'public'),
  steps('own', 'public'),
].filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
