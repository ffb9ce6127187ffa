// Updates that replace the targets of the load balancer: node groups, target groups, the load balancer itself. At every
// moment of the apply each listener and rule forwards to a target group with at least one Auto Scaling group attached,
// and every service has one. In both worst-case orders.
//
//   node scripts/run.mjs test/lab/targets.mjs [--only REGEXP] [--jobs 2]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../scripts/lib/project.ts';
import { copiedLab } from './lib/copied.mjs';

// The lab updates these in place, AWS replaces them: a copy of it knows. ForceNew in the provider's schemas,
// https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/internal/service/elbv2 and …/autoscaling/attachment.go
const REPLACED = {
  aws_autoscaling_attachment: ['autoscaling_group_name', 'lb_target_group_arn'],
  aws_lb: ['internal', 'load_balancer_type', 'name_prefix'],
  aws_lb_listener: ['load_balancer_arn'],
  aws_lb_listener_rule: ['listener_arn'],
  aws_lb_target_group: ['name_prefix', 'port', 'protocol', 'target_type', 'vpc_id'],
};
const rows = Object.entries(REPLACED).map(([type, paths]) => `\t{"${type}", []string{${paths.map((path) => `"${path}"`).join(', ')}}},\n`).join('');
copiedLab([['plan.go', '\t{"aws_vpc", []string{', rows]]);
const { initialized, library, options, runCases, synthesizeStacks } = await import('./lib/lab.mjs');

const { only, jobs, keep } = options({ only: { type: 'string', default: '' } });
const { ClusterSource, DataRetention, EntranceDomain, LoadBalancerScheme, NodeGroup } = library();

const domain = EntranceDomain.route53({ zoneName: 'example.com', zoneId: 'Z0123456789ABCDEFGHIJ' });
const base = { region: 'eu-central-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE };
const moreNodes = (instanceTypes) => (stack) => {
  const nodes = new NodeGroup(stack, 'More', {
    nodeGroupName: 'more', roleName: 'zenml-demo-more', clusterName: 'zenml-demo-eks', subnetIds: stack.network.privateSubnetIds, instanceTypes,
    dependsOn: stack.cluster.nodesReady,
  });
  stack.entrance.addNodes('More', nodes.autoScalingGroupName);
};
const otherNodes = { cluster: ClusterSource.create({ nodeGroup: { instanceTypes: ['m7i.large'] } }) };
const otherPorts = { entrance: { nodePorts: { zenml: 30090, mlflow: 30091, models: 30092, modelsHealth: 30093 } } };
const internal = { entrance: { scheme: LoadBalancerScheme.INTERNAL } };
/** What a stack is before and after, and types of which the plan has to replace some. */
const changes = {
  'a node group is replaced': [{}, otherNodes, ['aws_eks_node_group', 'aws_autoscaling_attachment']],
  'a node group is replaced behind a domain': [{ domain }, { domain, ...otherNodes }, ['aws_eks_node_group', 'aws_autoscaling_attachment']],
  'an added node group is replaced': [{ extend: moreNodes(['t3.large']) }, { extend: moreNodes(['m7i.large']) }, ['aws_eks_node_group', 'aws_autoscaling_attachment']],
  'target groups are replaced': [{}, otherPorts, ['aws_lb_target_group', 'aws_autoscaling_attachment']],
  'target groups are replaced behind a domain': [{ domain }, { domain, ...otherPorts }, ['aws_lb_target_group', 'aws_autoscaling_attachment']],
  'the load balancer is replaced': [{}, internal, ['aws_lb', 'aws_lb_listener']],
  'the load balancer is replaced behind a domain': [{ domain }, { domain, ...internal }, ['aws_lb', 'aws_lb_listener', 'aws_lb_listener_rule']],
};
const chosen = Object.entries(changes).filter(([name]) => new RegExp(only).test(name));
if (chosen.length === 0) {
  fail(`No case matches ${only}`);
}
const folders = synthesizeStacks(Object.fromEntries(chosen.flatMap(([, [from, to]], index) =>
  [[`from-${index}`, { ...base, ...from }], [`to-${index}`, { ...base, ...to }]])));

const attributesOf = (run) => Object.fromEntries(run.state().resources.flatMap(({ type, instances }) =>
  instances.map(({ attributes }) => [`${type} ${attributes.id}`, { type, ...attributes }])));
const targetOf = ({ type, default_action: fallback, action }) => ((type === 'aws_lb_listener' ? fallback : action) ?? [])[0]?.target_group_arn || undefined;
/** The port of nodes of a service that keeps its name: target groups are called by the first letters of it. */
const serviceOf = (targets, arn) => targets.find(({ arn: it }) => it === arn)?.name_prefix;

/**
 * What was wrong at some moment of an apply: `old` and `now` are the attributes of all resources before and after it,
 * `calls` what happened meanwhile. What is created counts from the end of the call, what is deleted up to its start;
 * what is updated may be old or new while the call lasts.
 */
function gaps(old, now, calls) {
  const spans = Object.entries({ ...now, ...old }).map(([key, attributes]) => {
    const of = (op) => calls.find((call) => `${call.type} ${call.id}` === key && call.op === op);
    return { ...attributes, key, from: of('create')?.end ?? '', to: of('delete')?.start ?? '~', update: of('update') };
  });
  const kind = (type) => spans.filter((it) => it.type === type);
  const groups = new Set(kind('aws_eks_node_group').flatMap(({ resources }) => resources.map(({ autoscaling_groups: [{ name }] }) => name)));
  const nodes = kind('aws_eks_node_group');
  const attachments = kind('aws_autoscaling_attachment').map((it) => {
    const node = nodes.find(({ resources }) => resources[0].autoscaling_groups[0].name === it.autoscaling_group_name);
    return { ...it, to: node && node.to < it.to ? node.to : it.to };
  });
  const forwards = [...kind('aws_lb_listener'), ...kind('aws_lb_listener_rule')].flatMap((it) => {
    const [was, is] = [old[it.key], now[it.key]].map((attributes) => attributes && targetOf({ type: it.type, ...attributes }));
    const parts = it.update && was !== is ? [{ arn: was, from: it.from, to: it.update.end }, { arn: is, from: it.update.start, to: it.to }]
      : [{ arn: was ?? is, from: it.from, to: it.to }];
    return parts.filter(({ arn }) => arn).map((part) => ({ key: it.key, ...part }));
  });
  const targets = kind('aws_lb_target_group');
  const services = [...new Set(targets.map(({ name_prefix: name }) => name))];
  const at = (moment) => ({ from, to }) => from <= moment && moment < to;
  const faults = new Set();
  for (const moment of ['0', ...calls.flatMap(({ start, end }) => [start, end]).sort()]) {
    const attached = new Set(attachments.filter(at(moment)).filter(({ autoscaling_group_name: name }) => groups.has(name)).map(({ lb_target_group_arn: arn }) => arn));
    const forwarded = forwards.filter(at(moment));
    forwarded.filter(({ arn }) => !attached.has(arn)).forEach(({ key }) => faults.add(`${key} forwards to a target group that no auto scaling group is attached to`));
    const reached = new Set(forwarded.map(({ arn }) => serviceOf(targets, arn)));
    services.filter((service) => !reached.has(service)).forEach((service) => faults.add(`nothing forwards to ${service}`));
  }
  return [...faults];
}

const orders = { 'worst case': { LAB_WORST_CASE: '300' }, 'worst case, reverse': { LAB_WORST_CASE: '300', LAB_WORST_ORDER: 'reverse' } };
const empty = await initialized(folders['from-0'], 'empty');
await runCases(chosen.flatMap(([name, [,, types]], index) => Object.entries(orders).map(([order, extra]) => [`${name}, ${order}`, async () => {
  const run = empty.copy(`${index}-${order.replace(/\W+/g, '-')}`);
  run.configure(folders[`from-${index}`]);
  await run.apply();
  const old = attributesOf(run);
  run.configure(folders[`to-${index}`]);
  const plan = await run.plan();
  const kept = types.filter((type) => !plan.some(({ type: it, change: { actions } }) => it === type && actions.length === 2));
  if (kept.length > 0) {
    throw new Error(`nothing is replaced of ${kept.join(', ')}`);
  }
  const log = join(run.folder, 'calls.jsonl');
  await run.applyPlan({ ...extra, LAB_LOG: log });
  await run.planIsEmpty();
  const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
  const faults = gaps(old, attributesOf(run), calls);
  if (faults.length > 0) {
    throw new Error(faults.join('\n'));
  }
  await run.destroy();
  run.storeIsEmpty();
  return `${calls.length} calls`;
}])), { jobs, keep });
