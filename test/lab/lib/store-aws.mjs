#!/usr/bin/env node
// The AWS CLI in front of the stand-ins' store (LAB_STATE), with the calls of the package's repair.
//
//   LAB_STATE=<store> LAB_AWS=<the lab's aws> store-aws.mjs <arguments of the AWS CLI>
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const args = process.argv.slice(2);
const [service, call] = args;
const option = (name) => args[args.indexOf(`--${name}`) + 1];
/** Values of `--filters Name=…,Values=…`. */
const filters = Object.fromEntries(args.filter((it) => it.startsWith('Name=')).map((it) => /^Name=(.+),Values=(.+)$/.exec(it).slice(1)));

const objects = (existsSync(process.env.LAB_STATE) ? readdirSync(process.env.LAB_STATE, { recursive: true }).map(String) : [])
  .filter((file) => /^aws[/\\]/.test(file) && file.endsWith('.json')).map((file) => {
    const path = join(process.env.LAB_STATE, file);
    const { id, name, state } = JSON.parse(readFileSync(path, 'utf8'));
    return { type: dirname(file).split(/[/\\]/).pop(), path, id, name, state };
  });
const all = (...types) => objects.filter(({ type }) => types.includes(type));
const tagsOf = ({ state }) => ({ ...state.tags_all, ...state.tags });
const list = (tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function missing(what) {
  console.error(`An error occurred (${what}NotFound): ${what} not found`);
  process.exit(254);
}
const one = (found, what) => found ?? missing(what);
const remove = (found) => found.forEach(({ path }) => rmSync(path));
const inVpc = (...types) => all(...types).filter((it) => it.state.vpc_id === filters['vpc-id'] && Object.keys(filters)
  .every((name) => !name.startsWith('tag:') || tagsOf(it)[name.slice(4)] === filters[name]));

const CALLS = {
  'sts get-caller-identity': () => ({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/lab' }),
  'freetier get-account-plan-state': () => (process.env.LAB_FREE_PLAN === '1' ? 'FREE' : 'PAID'),
  'eks describe-cluster': () => tagsOr('cluster.tags', one(all('aws_eks_cluster').find(({ state }) => state.name === option('name')), 'Cluster'), () => 'ACTIVE'),
  'rds describe-db-instances': () => {
    const found = one(all('aws_db_instance').find(({ state }) => state.identifier === option('db-instance-identifier')), 'DBInstance');
    return option('query').endsWith('TagList') ? list(tagsOf(found)) : 'available';
  },
  'rds describe-db-snapshots': () => [],
  's3api get-bucket-tagging': () => list(tagsOf(one(all('aws_s3_bucket').find(({ state }) => state.bucket === option('bucket')), 'Bucket'))),
  'ecr describe-repositories': () => one(all('aws_ecr_repository').find(({ state }) => state.name === option('repository-names')), 'Repository').state.arn,
  'ecr list-tags-for-resource': () => list(tagsOf(one(all('aws_ecr_repository').find(({ state }) => state.arn === option('resource-arn')), 'Repository'))),
  'logs describe-log-groups': () => all('aws_cloudwatch_log_group', 'lab_log_group').filter(({ state }) => state.name.startsWith(option('log-group-name-prefix')))
    .map(({ path, state }) => ({ logGroupName: state.name, creationTime: statSync(path).mtimeMs, arn: `arn:aws:logs:eu-central-1:123456789012:log-group:${state.name}:*`,
      ...(state.retention_in_days > 0 && { retentionInDays: state.retention_in_days }), ...(state.kms_key_id && { kmsKeyId: state.kms_key_id }) })),
  'logs list-tags-for-resource': () => tagsOf(one(all('aws_cloudwatch_log_group', 'lab_log_group').find(({ state }) => option('resource-arn').endsWith(`:${state.name}`)), 'LogGroup')),
  'logs delete-log-group': () => remove(all('aws_cloudwatch_log_group', 'lab_log_group').filter(({ state }) => state.name === option('log-group-name'))),
  'ec2 describe-vpc-endpoints': () => inVpc('aws_vpc_endpoint', 'lab_vpc_endpoint').map(({ id }) => id),
  'ec2 delete-vpc-endpoints': () => remove(all('aws_vpc_endpoint', 'lab_vpc_endpoint').filter(({ id }) => args.includes(id))),
  'ec2 describe-security-groups': () => inVpc('aws_security_group', 'lab_security_group').map(({ id }) => id),
  'ec2 delete-security-group': () => remove(all('aws_security_group', 'lab_security_group').filter(({ id }) => id === option('group-id'))),
  'resourcegroupstaggingapi get-resources': () => {
    const [, key, , value] = /^Key=([^,]+)(,Values=(.+))?$/.exec(option('tag-filters'));
    const found = objects.filter((it) => it.state.arn && (value === undefined ? key in tagsOf(it) : tagsOf(it)[key] === value));
    return { ResourceTagMappingList: found.map((it) => ({ ResourceARN: it.state.arn, Tags: list(tagsOf(it)) })) };
  },
  'iam get-role': () => list(tagsOf(one(all('aws_iam_role').find(({ state }) => state.name === option('role-name')), 'Role'))),
};

function tagsOr(query, found, otherwise) {
  return option('query') === query ? tagsOf(found) : otherwise(found);
}

const answer = CALLS[`${service} ${call}`];
if (answer) {
  console.log(JSON.stringify(answer() ?? null));
} else if (service === 'eks' && call === 'get-token') {
  process.exit(spawnSync(process.env.LAB_AWS, args, { stdio: 'inherit' }).status ?? 1);
} else {
  missing(`${service} ${call}`);
}
