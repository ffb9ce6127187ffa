#!/usr/bin/env node
// The AWS CLI in front of the lab's simulator, whose list of resources by tags is incomplete: the rest is read from
// each service.
//
//   AWS_CLI=<the real one> aws-cli.mjs <arguments of the AWS CLI>
import { spawn, spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const fixed = args.slice(args.findIndex((it) => it === '--region'));

function ask(...command) {
  return new Promise((done, failed) => {
    const child = spawn(process.env.AWS_CLI, [...command, ...fixed], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.on('close', (status) => (status === 0 ? done(JSON.parse(text)) : failed(new Error(`${command.join(' ')} ends with ${status}`))));
  });
}

const row = (ResourceARN, Tags) => ({ ResourceARN, Tags: Array.isArray(Tags) ? Tags.map(({ Key, Value }) => ({ Key, Value })) : Object.entries(Tags ?? {}).map(([Key, Value]) => ({ Key, Value })) });

async function ofEc2() {
  const { Tags } = await ask('ec2', 'describe-tags');
  return [...new Set(Tags.map(({ ResourceId }) => ResourceId))].map((id) => {
    const own = Tags.filter(({ ResourceId }) => ResourceId === id);
    return row(`arn:aws:ec2:eu-central-1:123456789012:${own[0].ResourceType}/${id}`, own);
  });
}
async function ofNodeGroups() {
  const { clusters } = await ask('eks', 'list-clusters');
  const groups = await Promise.all(clusters.map(async (cluster) => {
    const { nodegroups } = await ask('eks', 'list-nodegroups', '--cluster-name', cluster);
    return Promise.all(nodegroups.map((name) => ask('eks', 'describe-nodegroup', '--cluster-name', cluster, '--nodegroup-name', name)));
  }));
  return groups.flat().map(({ nodegroup: { nodegroupArn, tags } }) => row(nodegroupArn, tags));
}
async function ofRegistries() {
  const { repositories } = await ask('ecr', 'describe-repositories');
  return Promise.all(repositories.map(async ({ repositoryArn }) => row(repositoryArn, (await ask('ecr', 'list-tags-for-resource', '--resource-arn', repositoryArn)).tags)));
}
async function ofDatabases() {
  const { DBSubnetGroups } = await ask('rds', 'describe-db-subnet-groups');
  const { DBParameterGroups } = await ask('rds', 'describe-db-parameter-groups');
  const arns = [...DBSubnetGroups.map((it) => it.DBSubnetGroupArn), ...DBParameterGroups.map((it) => it.DBParameterGroupArn)];
  return Promise.all(arns.map(async (arn) => row(arn, (await ask('rds', 'list-tags-for-resource', '--resource-name', arn)).TagList)));
}
async function ofListeners() {
  const { LoadBalancers } = await ask('elbv2', 'describe-load-balancers');
  const all = (await Promise.all(LoadBalancers.map(({ LoadBalancerArn }) => ask('elbv2', 'describe-listeners', '--load-balancer-arn', LoadBalancerArn)))).flatMap(({ Listeners }) => Listeners);
  return Promise.all(all.map(async ({ ListenerArn: arn }) => row(arn, (await ask('elbv2', 'describe-tags', '--resource-arns', arn)).TagDescriptions[0].Tags)));
}

if (args[0] !== 'resourcegroupstaggingapi') {
  process.exit(spawnSync(process.env.AWS_CLI, args, { stdio: 'inherit' }).status ?? 1);
}
const [key, value] = /Key=([^,]+)(?:,Values=(.*))?/.exec(args[args.indexOf('--tag-filters') + 1]).slice(1);
const { ResourceTagMappingList: listed } = await ask(...args.slice(0, args.length - fixed.length));
const rest = (await Promise.all([ofEc2(), ofNodeGroups(), ofRegistries(), ofDatabases(), ofListeners()])).flat()
  .filter(({ ResourceARN, Tags }) => !listed.some((it) => it.ResourceARN === ResourceARN)
    && Tags.some(({ Key, Value }) => Key === key && (value === undefined || Value === value)));
console.log(JSON.stringify({ ResourceTagMappingList: [...listed, ...rest] }));
