import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

// The package's repair before an AWS that answers what a test says. What the real provider makes of it: test/lab/forgotten.mjs.

const COMMAND = join(__dirname, '..', 'cli', 'cdktf-zenml-aws.mjs');
const ARN = 'arn:aws:ec2:eu-central-1:123456789012:';

let root: string;
let config: { [type: string]: { [name: string]: object } };
let state: { [address: string]: object };
/** What the AWS CLI answers to a call that begins so; `undefined` is an error of AWS that it is not there. */
let answers: { [call: string]: unknown };
/** What `terraform import` says when it fails, by the id that it is given. */
let refused: { [id: string]: string };
/** As whom Terraform works. */
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

test('what carries the id of this state, and an address that is missing in it, is imported', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  answers['iam get-role'] = marks('aws_iam_role.R');
  const { status, imports, said } = await repair();
  expect(imports).toEqual(['aws_vpc.V vpc-1', 'aws_iam_role.R acme-role']);
  expect(said).toEqual([
    'Repaired: aws_vpc vpc-1 exists, and Terraform does not know it (import)',
    'Repaired: aws_iam_role acme-role exists, and Terraform does not know it (import)',
  ]);
  expect(status).toBe(0);
});

test('--dry-run only says it', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  const { imports, said } = await repair('--dry-run');
  expect([imports, said]).toEqual([[], ['To repair: aws_vpc vpc-1 exists, and Terraform does not know it (import)']]);
});

test('when nothing is missing, AWS is not asked', async () => {
  state = { ...state, 'aws_vpc.V': { id: 'vpc-1' }, 'aws_iam_role.R': { id: 'acme-role' } };
  const { said } = await repair();
  expect([said, callsOf('aws')]).toEqual([[], []]);
});

test.each([
  ['of another deployment', marks('aws_iam_role.R', 'another-id')],
  ['of another address', marks('aws_iam_role.Other')],
  ['without tags', null],
])('a role of the same name, but %s, is not touched', async (_, tags) => {
  answers['iam get-role'] = tags ?? {};
  const { status, imports, said } = await repair();
  expect([status, imports, said]).toEqual([0, [], []]);
});

test('of what is listed twice, that which is gone is passed over', async () => {
  tagged([`${ARN}vpc/vpc-0`, marks('aws_vpc.V')], [`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  refused['vpc-0'] = 'Error: Cannot import non-existent remote object';
  const { imports, said } = await repair();
  expect(imports).toEqual(['aws_vpc.V vpc-0', 'aws_vpc.V vpc-1']);
  expect(said).toEqual(['Repaired: aws_vpc vpc-1 exists, and Terraform does not know it (import)']);
});

test('an import that fails ends with what Terraform says', async () => {
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  refused['vpc-1'] = 'Error: UnauthorizedOperation';
  const { status, error } = await repair();
  expect(status).toBe(1);
  expect(error).toContain('terraform import aws_vpc.V vpc-1 says\nError: UnauthorizedOperation');
});

test.each([
  ['the same names', 'acme-vpc', [
    'AWS has 1 resources of a stack like this one, which this state does not know: arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1',
    'If that was a run of yours that was killed, in the stack\'s folder, then run the same command again:',
    '  terraform import terraform_data.StackDeployment lost-id',
  ]],
  ['other names', 'other-vpc', []],
])('a state that was lost before it had an id is told whose it may be, by %s', async (_, name, told) => {
  state = {};
  tagged([`${ARN}vpc/vpc-1`, [...marks('aws_vpc.V', 'lost-id'), { Key: 'Name', Value: name }]]);
  const { status, said, imports } = await repair();
  expect([status, said, imports]).toEqual([0, told, []]);
});

test('an AWS that refuses is told, and the run goes on', async () => {
  answers['resourcegroupstaggingapi get-resources'] = { error: 'An error occurred (AccessDenied)' };
  const { status, said } = await repair();
  expect(said).toEqual(['AWS does not answer (An error occurred (AccessDenied)): what an interrupted run has left there is not repaired.']);
  expect(status).toBe(0);
});

test('without an AWS CLI that is told', async () => {
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

test('what holds data learns before a destroy what is to become of it', async () => {
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
])('%s is imported by what Terraform calls it', async (type, arn, id) => {
  config = { [type]: { X: {} } };
  tagged([arn, marks(`${type}.X`)]);
  expect((await repair()).imports).toEqual([`${type}.X ${id}`]);
});

test('an instance profile is asked for by its name', async () => {
  config = { aws_iam_instance_profile: { P: { name: 'acme-karpenter-node' } } };
  answers['iam get-instance-profile'] = marks('aws_iam_instance_profile.P');
  expect((await repair()).imports).toEqual(['aws_iam_instance_profile.P acme-karpenter-node']);
  expect(callsOf('aws').find((it) => it.startsWith('iam get-instance-profile'))).toContain('--instance-profile-name acme-karpenter-node');
});

test('what cannot be tagged is found by what it belongs to', async () => {
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

test('AWS is asked as whom Terraform works: by the profile, in the role that it assumes', async () => {
  as = { profile: 'acme', assume_role: [{ role_arn: 'arn:aws:iam::123456789012:role/deploy', external_id: 'x' }] };
  answers['sts assume-role'] = { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c' } };
  tagged([`${ARN}vpc/vpc-1`, marks('aws_vpc.V')]);
  expect((await repair()).imports).toEqual(['aws_vpc.V vpc-1']);
  const [assume, ...rest] = callsOf('aws');
  expect(assume).toMatch(/^sts assume-role --role-arn arn:aws:iam::123456789012:role\/deploy --role-session-name cdktf-zenml-aws --external-id x .*--profile acme$/);
  rest.forEach((call) => expect(call).not.toContain('--profile'));
});
