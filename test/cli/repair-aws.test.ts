import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { bundleCommand } from '../support/command';

// The package's repair with a fake AWS, whose answers a test sets. The real provider: test/lab/forgotten.mjs.

const COMMAND = bundleCommand();
const ARN = 'arn:aws:ec2:eu-central-1:123456789012:';

let root: string;
let config: { [type: string]: { [name: string]: object } };
let state: { [address: string]: object };
/** Answers of the AWS CLI by the start of the call; `undefined` is an AWS error for a missing resource. */
let answers: { [call: string]: unknown };
/** Errors of `terraform import`, by id. */
let refused: { [id: string]: string };
/** Terraform's identity. */
let as: object;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'repair-aws-'));
  config = {
    aws_vpc: { V: { cidr_block: '10.0.0.0/16', tags: { Name: 'acme-vpc' } } },
    aws_iam_role: { R: { name: 'acme-role' } },
  };
  state = { 'terraform_data.StackDeployment': { id: 'the-id' } };
  answers = { 'iam get-role': undefined, 'resourcegroupstaggingapi get-resources': { ResourceTagMappingList: [] } };
  refused = {};
  as = {};
  tool('terraform', `
    const { refused } = JSON.parse(require('fs').readFileSync(${JSON.stringify(join(root, 'world.json'))}));
    const args = process.argv.slice(2);
    if (args[0] === 'version') console.log('{"terraform_version": "1.13.4"}');
    if (args[0] === 'state') console.log(require('fs').readFileSync(${JSON.stringify(join(root, 'state.json'))}, 'utf8'));
    if (args[0] === 'import' && refused[args.at(-1)]) { console.error(refused[args.at(-1)]); process.exit(1); }`);
  tool('aws', `
    const { answers } = JSON.parse(require('fs').readFileSync(${JSON.stringify(join(root, 'world.json'))}));
    const args = process.argv.slice(2).join(' ');
    const found = Object.keys(answers).find((call) => args.startsWith(call));
    if (found === undefined || answers[found] === null) { console.error('An error occurred (NoSuchEntity): not found'); process.exit(254); }
    if (answers[found].error) { console.error(answers[found].error); process.exit(255); }
    console.log(JSON.stringify(answers[found]));`);
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string, mode = 0o644) => writeFileSync(join(root, file), content, { mode });
const tool = (name: string, script: string) =>
  put(name, `#!${process.execPath}\nrequire('fs').appendFileSync(${JSON.stringify(join(root, `${name}.calls`))}, process.argv.slice(2).join(' ') + '\\n');${script}\n`, 0o755);
const marks = (address: string, deployment = 'the-id') => [
  { Key: 'cdktf-zenml-aws/deployment', Value: deployment }, { Key: 'cdktf-zenml-aws/address', Value: address },
];
const tagged = (...rows: [string, { Key: string; Value: string }[]][]) => {
  answers['resourcegroupstaggingapi get-resources'] = { ResourceTagMappingList: rows.map(([ResourceARN, Tags]) => ({ ResourceARN, Tags })) };
};
const callsOf = (name: string) => (existsSync(join(root, `${name}.calls`)) ? readFileSync(join(root, `${name}.calls`), 'utf8').trim().split('\n') : []);

async function repair(...options: string[]) {
  put('cdk.tf.json', JSON.stringify({ provider: { aws: [{ region: 'eu-central-1', ...as }], kubernetes: [{ host: '${aws_eks_cluster.C.endpoint}' }] }, resource: config }));
  put('state.json', JSON.stringify({
    resources: Object.entries(state).map(([address, attributes]) => {
      const [type, name] = address.split('.');
      return { mode: 'managed', type, name, instances: [{ attributes }] };
    }),
  }));
  put('world.json', JSON.stringify({ answers: Object.fromEntries(Object.entries(answers).map(([call, it]) => [call, it ?? null])), refused }));
  const child = spawn(process.execPath, [COMMAND, 'repair', root, ...options], {
    cwd: root, env: { PATH: [root, '/usr/bin', '/bin'].join(delimiter), HOME: root },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const status = await new Promise((done) => child.on('close', done));
  const imports = callsOf('terraform').filter((it) => it.startsWith('import')).map((it) => it.replace(/.* -state=\S+ /, ''));
  return { status, said: stdout.trim().split('\n').filter(Boolean), error: stderr.trim(), imports };
}

test('a resource with the id of this state whose address is missing in it is imported', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  answers['iam get-role'] = marks('aws_iam_role.R');
  const { status, imports, said } = await repair();
  expect(imports).toEqual(['aws_vpc.V vpc-1', 'aws_iam_role.R acme-role']);
  expect(said).toEqual([
    'Repaired: aws_vpc vpc-1 exists, and is not in Terraform\'s state (import)',
    'Repaired: aws_iam_role acme-role exists, and is not in Terraform\'s state (import)',
  ]);
  expect(status).toBe(0);
});

test('--dry-run only reports it', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  const { imports, said } = await repair('--dry-run');
  expect([imports, said]).toEqual([[], ['To repair: aws_vpc vpc-1 exists, and is not in Terraform\'s state (import)']]);
});

test('AWS is not called when nothing is missing', async () => {
  state = { ...state, 'aws_vpc.V': { id: 'vpc-1' }, 'aws_iam_role.R': { id: 'acme-role' } };
  const { said } = await repair();
  expect([said, callsOf('aws')]).toEqual([[], []]);
});

test('the default security group, which a destroy keeps, is imported only before an apply', async () => {
  config = { aws_default_security_group: { G: { vpc_id: '${aws_vpc.V.id}' } } };
  tagged([`${ARN}security-group/sg-1`, marks('aws_default_security_group.G')]);
  expect((await repair('--destroy')).imports).toEqual([]);
  expect((await repair()).imports).toEqual(['aws_default_security_group.G sg-1']);
});

test.each([
  ['of another deployment', marks('aws_iam_role.R', 'another-id')],
  ['of another address', marks('aws_iam_role.Other')],
  ['without tags', null],
])('a role of the same name, but %s, is not changed', async (_, tags) => {
  answers['iam get-role'] = tags ?? {};
  const { status, imports, said } = await repair();
  expect([status, imports, said]).toEqual([0, [], []]);
});

test('of resources that are listed twice, the deleted one is skipped', async () => {
  tagged([`${ARN}vpc/vpc-0`, marks('aws_vpc.V')], [`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  refused['vpc-0'] = 'Error: Cannot import non-existent remote object';
  const { imports, said } = await repair();
  expect(imports).toEqual(['aws_vpc.V vpc-0', 'aws_vpc.V vpc-1']);
  expect(said).toEqual(['Repaired: aws_vpc vpc-1 exists, and is not in Terraform\'s state (import)']);
});

describe('the access entry of a role of this stack', () => {
  const PRINCIPAL = 'arn:aws:iam::123456789012:role/acme-eks-node';
  const ROLE = { name: 'acme-eks-node', arn: PRINCIPAL, create_date: '2026-11-02T10:00:00Z' };
  const ENTRY = { cluster_name: 'acme-eks', principal_arn: PRINCIPAL, created_at: '2026-11-02T10:00:00Z' };
  const [DESCRIBE, DELETE] = ['describe', 'delete'].map((it) => `eks ${it}-access-entry --cluster-name acme-eks --principal-arn ${PRINCIPAL}`);
  const STALE = `the access entry of ${PRINCIPAL} on cluster acme-eks is older than the role, and grants no access (delete)`;
  beforeEach(() => {
    config = { aws_iam_role: { R: { name: ROLE.name } }, aws_eks_access_entry: { E: { cluster_name: 'acme-eks', principal_arn: '${aws_iam_role.R.arn}' } } };
    state = { ...state, 'aws_iam_role.R': ROLE };
    answers[DELETE] = {};
  });
  const deleted = () => callsOf('aws').filter((call) => call.startsWith(DELETE)).length;

  test.each([['of version 2 of the AWS CLI', '2026-11-02T10:00:00.250000+00:00'], ['of version 1', 1793613600.25]])(
    'that EKS created with the node group, without tags, is imported; time %s', async (_, createdAt) => {
      answers[`${DESCRIBE} --query accessEntry.createdAt`] = createdAt;
      answers[`${DESCRIBE} --query accessEntry.tags`] = {};
      const { imports } = await repair();
      expect([imports, deleted()]).toEqual([[`aws_eks_access_entry.E acme-eks:${PRINCIPAL}`], 0]);
    });
  test.each([['of version 2 of the AWS CLI', '2026-11-02T09:59:59.750000+00:00'], ['of version 1', 1793613599.75]])(
    'of an earlier role of its name is deleted, so that Terraform creates it; time %s', async (_, createdAt) => {
      answers[`${DESCRIBE} --query accessEntry.createdAt`] = createdAt;
      const { imports, said } = await repair();
      expect([imports, said, deleted()]).toEqual([[], [`Repaired: ${STALE}`], 1]);
    });
  test('is deleted even if the state has it', async () => {
    state['aws_eks_access_entry.E'] = { ...ENTRY, created_at: '2026-11-01T10:00:00Z' };
    answers[`${DESCRIBE} --query accessEntry.createdAt`] = '2026-11-01T10:00:00+00:00';
    expect([(await repair('--dry-run')).said, deleted()]).toEqual([[`To repair: ${STALE}`], 0]);
    expect([(await repair()).said, deleted()]).toEqual([[`Repaired: ${STALE}`], 1]);
  });
  test('is kept before a destroy', async () => {
    state['aws_eks_access_entry.E'] = { ...ENTRY, created_at: '2026-11-01T10:00:00Z' };
    expect([(await repair('--destroy')).said, deleted()]).toEqual([[], 0]);
  });
  test('is not checked while it is as new as the role', async () => {
    state['aws_eks_access_entry.E'] = ENTRY;
    expect([(await repair()).said, callsOf('aws')]).toEqual([[], []]);
  });
  test('is imported by cluster and principal, which its ARN does not contain', async () => {
    tagged(['arn:aws:eks:eu-central-1:123456789012:access-entry/acme-eks/role/123456789012/acme-node/9ebb97e7', marks('aws_eks_access_entry.E')]);
    answers[DESCRIBE] = marks('aws_eks_access_entry.E');
    expect((await repair()).imports).toEqual([`aws_eks_access_entry.E acme-eks:${PRINCIPAL}`]);
  });
  test('of another deployment, without the tags, is not changed', async () => {
    config.aws_eks_access_entry = { E: { cluster_name: 'acme-eks', principal_arn: 'arn:aws:iam::123456789012:role/admin' } };
    answers['eks describe-access-entry'] = {};
    expect((await repair()).imports).toEqual([]);
  });
});

test('a failed import ends with Terraform\'s error', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  refused['vpc-1'] = 'Error: UnauthorizedOperation';
  const { status, error } = await repair();
  expect(status).toBe(1);
  expect(error).toContain('terraform import aws_vpc.V vpc-1 failed with\nError: UnauthorizedOperation');
});

test.each([
  ['the same names', 'acme-vpc', [
    'AWS has 1 resources of this stack that are not in this state: arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1',
    'If a run of this stack was killed, run in the stack\'s folder, then run the same command again:',
    '  terraform import terraform_data.StackDeployment lost-id',
  ]],
  ['other names', 'other-vpc', []],
])('a state that was lost before it had an id is reported with its possible owner, by %s', async (_, name, told) => {
  state = {};
  tagged([`${ARN}vpc/vpc-1`, [...marks('aws_vpc.V', 'lost-id'), { Key: 'Name', Value: name }]]);
  const { status, said, imports } = await repair();
  expect([status, said, imports]).toEqual([0, told, []]);
});

test('an error of AWS is reported, and the run continues', async () => {
  answers['resourcegroupstaggingapi get-resources'] = { error: 'An error occurred (AccessDenied)' };
  const { status, said } = await repair();
  expect(said).toEqual(['AWS does not answer (An error occurred (AccessDenied)): what an interrupted run has left there is not repaired.']);
  expect(status).toBe(0);
});

test('a missing AWS CLI is reported', async () => {
  rmSync(join(root, 'aws'));
  const { status, said } = await repair();
  expect([status, said]).toEqual([0, ['AWS does not answer (there is no AWS CLI on the PATH): what an interrupted run has left there is not repaired.']]);
});

test.each([['CREATING', 'cluster-active'], ['DELETING', 'cluster-deleted'], ['ACTIVE', undefined]])('a cluster that is %s', async (status, waiter) => {
  state['aws_eks_cluster.C'] = { name: 'acme' };
  answers['eks describe-cluster'] = status;
  answers['eks wait'] = '';
  const { said } = await repair();
  expect(said).toEqual(waiter ? [`aws_eks_cluster.C is ${status.toLowerCase()}: waiting for it, up to 20 minutes …`] : []);
  expect(callsOf('aws').filter((it) => it.startsWith('eks wait')).map((it) => it.split(' --region')[0])).toEqual(waiter ? [`eks wait ${waiter} --name acme`] : []);
});

test('a destroy updates the settings that protect data first', async () => {
  config = { aws_db_instance: { D: { identifier: 'acme' } } };
  tagged(['arn:aws:rds:eu-central-1:123456789012:db:acme', marks('aws_db_instance.D')]);
  expect((await repair('--destroy')).imports).toEqual(['aws_db_instance.D acme']);
  expect(callsOf('terraform')).toContain('apply -auto-approve -input=false -target=aws_db_instance.D -no-color');
});

test.each([
  ['aws_eks_node_group', 'arn:aws:eks:eu-central-1:123456789012:nodegroup/acme/nodes-1/6c0efa95', 'acme:nodes-1'],
  ['aws_ecr_repository', 'arn:aws:ecr:eu-central-1:123456789012:repository/acme/images', 'acme/images'],
  ['aws_s3_bucket', 'arn:aws:s3:::acme-bucket', 'acme-bucket'],
  ['aws_cloudwatch_log_group', 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/eks/acme/cluster:*', '/aws/eks/acme/cluster'],
  ['aws_kms_key', 'arn:aws:kms:eu-central-1:123456789012:key/5a64949f', '5a64949f'],
  ['aws_db_subnet_group', 'arn:aws:rds:eu-central-1:123456789012:subgrp:acme', 'acme'],
  ['aws_sqs_queue', 'arn:aws:sqs:eu-central-1:123456789012:acme-karpenter', 'https://sqs.eu-central-1.amazonaws.com/123456789012/acme-karpenter'],
  ['aws_sqs_queue', 'arn:aws-cn:sqs:cn-north-1:123456789012:acme-karpenter', 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/acme-karpenter'],
  ['aws_cloudwatch_event_rule', 'arn:aws:events:eu-central-1:123456789012:rule/acme-karpenter-spot', 'acme-karpenter-spot'],
  ['aws_eip', `${ARN}elastic-ip/eipalloc-1`, 'eipalloc-1'],
  ['aws_lb', 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/acme/cb5e', 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/acme/cb5e'],
])('%s is imported by the id that Terraform uses', async (type, arn, id) => {
  config = { [type]: { X: {} } };
  tagged([arn, marks(`${type}.X`)]);
  expect((await repair()).imports).toEqual([`${type}.X ${id}`]);
});

test('an instance profile is looked up by its name', async () => {
  config = { aws_iam_instance_profile: { P: { name: 'acme-karpenter-node' } } };
  answers['iam get-instance-profile'] = marks('aws_iam_instance_profile.P');
  expect((await repair()).imports).toEqual(['aws_iam_instance_profile.P acme-karpenter-node']);
  expect(callsOf('aws').find((it) => it.startsWith('iam get-instance-profile'))).toContain('--instance-profile-name acme-karpenter-node');
});

test('resources without tags are found through what they belong to', async () => {
  config = {
    aws_route: { R: { route_table_id: '${aws_route_table.T.id}', destination_cidr_block: '0.0.0.0/0' }, Missing: { route_table_id: '${aws_route_table.T.id}', destination_cidr_block: '10.9.0.0/16' } },
    aws_route_table_association: { A: { route_table_id: '${aws_route_table.T.id}', subnet_id: '${aws_subnet.S.id}' } },
    aws_kms_alias: { K: { name: 'alias/acme', target_key_id: '${aws_kms_key.K.key_id}' } },
  };
  state = { ...state, 'aws_route_table.T': { id: 'rtb-1' }, 'aws_subnet.S': { id: 'subnet-1' }, 'aws_kms_key.K': { key_id: 'key-1' } };
  answers['ec2 describe-route-tables'] = [{ RouteTableId: 'rtb-1', Routes: [{ DestinationCidrBlock: '0.0.0.0/0' }], Associations: [{ SubnetId: 'subnet-1' }] }];
  answers['kms describe-key'] = ['key-1', 'arn:key-1'];
  expect((await repair()).imports).toEqual([
    'aws_route.R rtb-1_0.0.0.0/0', 'aws_route_table_association.A subnet-1/rtb-1', 'aws_kms_alias.K alias/acme',
  ]);
  answers['kms describe-key'] = ['key-of-another', 'arn:key-of-another'];
  rmSync(join(root, 'terraform.calls'));
  expect((await repair()).imports).not.toContain('aws_kms_alias.K alias/acme');
});

test('AWS is called with Terraform\'s identity: the profile, and the role that it assumes', async () => {
  as = { profile: 'acme', assume_role: [{ role_arn: 'arn:aws:iam::123456789012:role/deploy', external_id: 'x' }] };
  answers['sts assume-role'] = { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c' } };
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  expect((await repair()).imports).toEqual(['aws_vpc.V vpc-1']);
  const [assume, ...rest] = callsOf('aws');
  expect(assume).toMatch(/^sts assume-role --role-arn arn:aws:iam::123456789012:role\/deploy --role-session-name cdktf-zenml-aws --external-id x .*--profile acme$/);
  rest.forEach((call) => expect(call).not.toContain('--profile'));
});

describe('an account on the free plan', () => {
  beforeEach(() => {
    config = {
      aws_db_instance: { D: { identifier: 'acme', instance_class: 'db.t4g.small', backup_retention_period: 7 } },
      aws_eks_node_group: { N: { cluster_name: 'acme', instance_types: ['t3.large', 't3.small'] } },
    };
    answers['freetier get-account-plan-state'] = 'FREE';
  });

  test('is refused before anything is created, with all restrictions of the plan', async () => {
    const { status, error } = await repair();
    expect(status).toBe(1);
    expect(error.split('\n').slice(0, 6)).toEqual([
      'This account is on AWS\' free plan, which refuses (FreeTierRestrictionError):',
      '  - instanceClass: db.t4g.small. Allowed: db.t3.micro, db.t4g.micro (aws_db_instance.D)',
      '  - backupRetentionDays: 7. Allowed: 0 to 1 (aws_db_instance.D)',
      '  - instanceTypes: t3.large. Allowed: t3.micro, t3.small, t4g.micro, t4g.small, c7i-flex.large, m7i-flex.large (aws_eks_node_group.N)',
      'Nothing was created. Upgrade the account to the paid plan (credits are used first), then run the same command again:',
      '  aws freetier upgrade-account-plan --account-plan-type PAID --region us-east-1',
    ]);
    expect(callsOf('aws').find((it) => it.startsWith('freetier'))).toContain('--region us-east-1');
  });
  test('deploys what the plan allows', async () => {
    config = { aws_db_instance: { D: { identifier: 'acme', instance_class: 'db.t4g.micro', backup_retention_period: 1 } } };
    expect(await repair()).toMatchObject({ status: 0, error: '' });
    expect(callsOf('aws').filter((it) => it.startsWith('freetier'))).toEqual([]);
  });
  test.each([
    ['that is on the paid plan', 'PAID'],
    ['whose AWS CLI does not know the command', { error: 'aws: [ERROR]: argument command: Found invalid choice \'freetier\'' }],
    ['whose role may not ask', { error: 'An error occurred (AccessDeniedException)' }],
  ])('allows %s', async (_, answer) => {
    answers['freetier get-account-plan-state'] = answer;
    expect(await repair()).toMatchObject({ status: 0, said: [], error: '' });
  });
  test('is not checked before a destroy, nor in China', async () => {
    await repair('--destroy');
    as = { region: 'cn-north-1' };
    await repair();
    expect(callsOf('aws').filter((it) => it.startsWith('freetier'))).toEqual([]);
  });
});

describe('a log group of the same name', () => {
  const LOGS = '/aws/eks/acme/cluster';
  const group = (more = {}) => [{ logGroupName: LOGS, creationTime: Date.now() - 60_000, arn: `arn:aws:logs:eu-central-1:123456789012:log-group:${LOGS}:*`, ...more }];
  beforeEach(() => {
    config = { aws_eks_cluster: { C: { name: 'acme' } }, aws_cloudwatch_log_group: { L: { name: LOGS } } };
    answers['logs describe-log-groups'] = group();
    answers['logs list-tags-for-resource'] = {};
    answers['logs delete-log-group'] = '';
  });

  test('that AWS re-created after a destroy is imported, also before the first apply of a state', async () => {
    state = {};
    expect(await repair()).toMatchObject({
      imports: [`aws_cloudwatch_log_group.L ${LOGS}`], said: [`Repaired: the log group ${LOGS} was created again by AWS after an earlier destroy (import)`],
    });
  });
  test('that AWS re-created is deleted after a destroy', async () => {
    state = {};
    expect((await repair('--destroy', '--patience', '0')).said).toEqual([`Repaired: the log group ${LOGS} was created again by AWS after the destroy (delete)`]);
    expect(callsOf('aws').filter((it) => it.startsWith('logs delete')).map((it) => it.split(' --region')[0])).toEqual([`logs delete-log-group --log-group-name ${LOGS}`]);
  });
  test('of another time is imported before an apply, and kept after a destroy', async () => {
    state = {};
    answers['logs describe-log-groups'] = group({ creationTime: Date.UTC(2026, 0, 1) });
    expect((await repair()).imports).toEqual([`aws_cloudwatch_log_group.L ${LOGS}`]);
    expect((await repair('--destroy', '--patience', '0')).said).toEqual([
      `The log group ${LOGS} exists since 2026-01-01T00:00:00.000Z, and may belong to another cluster or database: it is left as it is. If it belongs to this stack:`,
      `  aws logs delete-log-group --log-group-name ${LOGS}`,
    ]);
  });
  test.each([
    ['with tags', () => (answers['logs list-tags-for-resource'] = { team: 'audit' })],
    ['with a retention', () => (answers['logs describe-log-groups'] = group({ retentionInDays: 7 }))],
    ['with a longer name', () => (answers['logs describe-log-groups'] = [{ ...group()[0], logGroupName: `${LOGS}s` }])],
    ['of a cluster that is not in the state', () => (answers['eks describe-cluster'] = 'ACTIVE')],
  ])('%s is not changed', async (_, arrange) => {
    state = {};
    arrange();
    expect(await repair()).toMatchObject({ imports: [], status: 0 });
    await repair('--destroy', '--patience', '0');
    expect(callsOf('aws').filter((it) => it.startsWith('logs delete'))).toEqual([]);
  });
});

describe('resources that GuardDuty adds to a network', () => {
  beforeEach(() => {
    config = { aws_vpc: { V: {} } };
    answers['ec2 describe-vpc-endpoints'] = [];
    answers['ec2 describe-security-groups'] = ['sg-1'];
    answers['ec2 delete-security-group'] = '';
  });

  test('are deleted before a destroy, from the VPC of this state', async () => {
    state['aws_vpc.V'] = { id: 'vpc-1' };
    expect((await repair('--destroy')).said)
      .toEqual(['Repaired: GuardDuty\'s security group sg-1 keeps the network of this stack from being deleted (delete)']);
    const filters = '--filters Name=vpc-id,Values=vpc-1 Name=tag:GuardDutyManaged,Values=true';
    expect(callsOf('aws').filter((it) => it.startsWith('ec2')).map((it) => it.split(' --query')[0].split(' --region')[0]))
      .toEqual([`ec2 describe-vpc-endpoints ${filters}`, `ec2 describe-security-groups ${filters}`, 'ec2 delete-security-group --group-id sg-1']);
  });
  test('are only reported with --dry-run, and not checked before an apply', async () => {
    state['aws_vpc.V'] = { id: 'vpc-1' };
    expect((await repair('--destroy', '--dry-run')).said)
      .toEqual(['To repair: GuardDuty\'s security group sg-1 keeps the network of this stack from being deleted (delete)']);
    await repair();
    expect(callsOf('aws').filter((it) => it.startsWith('ec2 delete'))).toEqual([]);
  });
  test('are kept in a VPC of another deployment', async () => {
    await repair('--destroy');
    expect(callsOf('aws').filter((it) => it.startsWith('ec2'))).toEqual([]);
  });
});

describe('data that an earlier deployment has kept', () => {
  beforeEach(() => {
    state = {};
    config = {
      aws_s3_bucket: { B: { bucket: 'acme-store' } },
      aws_ecr_repository: { R: { name: 'acme-images' } },
      aws_db_instance: { D: { identifier: 'acme-mysql' } },
    };
    answers['rds describe-db-snapshots'] = [];
  });
  const keep = () => {
    answers['s3api get-bucket-tagging'] = marks('aws_s3_bucket.B', 'old-id');
    answers['ecr describe-repositories'] = 'arn:aws:ecr:eu-central-1:123456789012:repository/acme-images';
    answers['ecr list-tags-for-resource'] = marks('aws_ecr_repository.R', 'old-id');
  };
  const firstLine = 'AWS has data under the names of this stack that is not in Terraform\'s state. In most cases an earlier deployment has kept it:';

  test('is refused with each remedy, before anything is created', async () => {
    keep();
    const { status, error, imports } = await repair();
    expect([status, imports]).toEqual([1, []]);
    expect(error.split('\n')).toEqual([
      firstLine,
      '  - S3 bucket acme-store',
      '      Use it as it is: artifactBucket: ArtifactBucketSource.existing({ bucketName: \'acme-store\', path: \'\' })',
      '      Delete it: empty it in the AWS console, old versions too, then aws s3api delete-bucket --region eu-central-1 --bucket acme-store',
      '  - ECR repository acme-images',
      '      Delete it with its images: aws ecr delete-repository --region eu-central-1 --repository-name acme-images --force',
      'Nothing was created.',
      'If no other stack uses the data, import all of it into this state:',
      `  npx cdktf-zenml-aws repair ${root} --adopt`,
      'Or choose another prefix.',
    ]);
  });
  test('is imported by --adopt: the state becomes that deployment\'s', async () => {
    keep();
    const { status, imports, said } = await repair('--adopt');
    expect([status, imports]).toEqual([0, ['terraform_data.StackDeployment old-id']]);
    expect(said).toEqual(['Repaired: an earlier deployment has kept data, and this one takes it over (import)']);
  });
  test('is imported by --adopt into a state that has an id already', async () => {
    state = { 'terraform_data.StackDeployment': { id: 'the-id' } };
    keep();
    tagged(['arn:aws:s3:::acme-store', marks('aws_s3_bucket.B', 'old-id')]);
    // This state never records an import.
    expect([...new Set((await repair('--adopt')).imports)]).toEqual(['aws_s3_bucket.B acme-store']);
  });
  test('of another owner is not imported', async () => {
    answers['s3api head-bucket'] = '';
    const { status, error, imports } = await repair('--adopt');
    expect([status, imports]).toEqual([1, []]);
    expect(error).toContain('It lacks the tags of a stack like this one: choose another prefix if it belongs to somebody else.');
  });
  test('is only reported with --dry-run', async () => {
    keep();
    expect((await repair('--dry-run')).said[0]).toBe(firstLine);
    expect(await repair('--dry-run', '--adopt')).toMatchObject({
      status: 0,
      imports: [],
      said: [
        'To repair: aws_s3_bucket acme-store was kept by an earlier deployment (import)', 'To repair: aws_ecr_repository acme-images was kept by an earlier deployment (import)',
      ],
    });
  });
  test('of this deployment is imported as usual', async () => {
    state = { 'terraform_data.StackDeployment': { id: 'the-id' } };
    answers['s3api get-bucket-tagging'] = marks('aws_s3_bucket.B');
    tagged(['arn:aws:s3:::acme-store', marks('aws_s3_bucket.B')]);
    expect(await repair()).toMatchObject({ status: 0, imports: ['aws_s3_bucket.B acme-store'] });
  });
  test('a running database is refused with the ways to use or delete it', async () => {
    answers['rds describe-db-instances'] = marks('aws_db_instance.D', 'old-id');
    const { error } = await repair();
    expect(error).toMatch(/- MySQL server acme-mysql\n.*DatabaseSource\.existing.*\n.*modify-db-instance .*--no-deletion-protection.*delete-db-instance/);
  });
  test('a final snapshot is refused, the newest first, and ignored with --new-database', async () => {
    answers['rds describe-db-snapshots'] = [['acme-mysql-final-1a', '2026-01-01T10:00:00Z'], ['acme-mysql-final-2b', '2026-02-01T10:00:00Z'], ['by-hand', '2026-03-01T10:00:00Z']]
      .map(([DBSnapshotIdentifier, SnapshotCreateTime]) => ({ DBSnapshotIdentifier, SnapshotCreateTime }));
    const { status, error } = await repair();
    expect(status).toBe(1);
    expect(error.split('\n').filter((line) => line.startsWith('  - '))).toEqual([
      '  - snapshot acme-mysql-final-2b of MySQL server acme-mysql, 2026-02-01T10:00', '  - snapshot acme-mysql-final-1a of MySQL server acme-mysql, 2026-01-01T10:00',
    ]);
    expect(error).toContain('Start with an empty database beside it: run the same command again with --new-database');
    expect(await repair('--new-database')).toMatchObject({ status: 0, said: [] });
  });
  test('is not checked before a destroy', async () => {
    keep();
    expect((await repair('--destroy', '--patience', '0')).status).toBe(0);
  });
});
