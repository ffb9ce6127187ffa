import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { build } from '../../examples/existing-vpc/app';
import { config } from '../../examples/existing-vpc/config';
import { Synthesized } from '../support/synth';

// Synthesizes the whole app: a single stack would not detect references to another stack.
const outdir = mkdtempSync(join(tmpdir(), 'existing-vpc-'));
const app = new App({ outdir });
build(app, config);
app.synth();
afterAll(() => rmSync(outdir, { recursive: true }));
const [euPlatform, usPlatform, eu, us] = ['zenml-eu-platform', 'zenml-us-platform', 'zenml-eu', 'zenml-us'].map((id) =>
  new Synthesized(readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')));
const regionOf = ({ json }: Synthesized) => json.provider.aws[0].region;

test('each region has a platform and a stack with distinct names', () => {
  expect([euPlatform, usPlatform].map(regionOf)).toEqual(['eu-central-1', 'us-east-1']);
  expect([eu, us].map(regionOf)).toEqual(['eu-central-1', 'us-east-1']);
  expect([eu, us].map((it) => it.one('aws_eks_cluster').name)).toEqual(['zenml-eu-eks', 'zenml-us-eks']);
});
test('the stack creates no network, and reads it from the network\'s state', () => {
  expect(Object.keys(eu.json.resource).filter((type) => /^aws_(vpc|subnet|nat_gateway|route|internet_gateway|eip)(_table|_association)?$/.test(type))).toEqual([]);
  expect(JSON.stringify(eu.one('aws_eks_cluster').vpc_config)).toContain('data.aws_subnet.');
  const state = 'data.terraform_remote_state.cross-stack-reference-input-zenml-eu-platform';
  expect(eu.data('aws_vpc').id).toContain(state);
  expect(eu.addresses.filter((address) => address.startsWith('data.terraform_remote_state.'))).toEqual([state]);
});
test('the addresses of the network\'s NAT gateway are allowed for pods', () => {
  const rules = Object.values(eu.all('aws_vpc_security_group_ingress_rule')).filter(({ description }) => description === 'Pods of the cluster');
  expect(rules.length).toBeGreaterThan(0);
  rules.forEach((rule) => expect(rule.cidr_ipv4).toMatch(/terraform_remote_state/));
});
test('the database password is read from Secrets Manager, and in no stack', () => {
  const state = 'data.terraform_remote_state.cross-stack-reference-input-zenml-eu-platform';
  const [address] = eu.addresses.filter((it) => it.startsWith('data.aws_secretsmanager_secret_version.'));
  expect(eu.data('aws_secretsmanager_secret_version').secret_id).toContain(state);
  expect(eu.one('kubernetes_secret_v1', 'Zenml_Database_AdminSecret').data.password).toBe(`\${jsondecode(${address}.secret_string)["password"]}`);
  expect(Object.keys(euPlatform.outputs).join()).not.toMatch(/password|secret_string/i);
});
test('the nodes are allowed into the database before a job connects', () => {
  const rule = eu.address('aws_vpc_security_group_ingress_rule', 'Database_IngressFrom-cluster');
  expect(eu.one('aws_vpc_security_group_ingress_rule', 'Database_IngressFrom-cluster')).toMatchObject({ from_port: 3306, to_port: 3306 });
  for (const job of ['Zenml_Database_Job', 'Mlflow_Database_Job']) {
    expect(eu.reaches(eu.address('kubernetes_job_v1', job), rule)).toBe(true);
  }
});
