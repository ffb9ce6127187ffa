import { Database } from '../../src/database';
import { SecretValue } from '../../src/secrets/secret-value';
import { NETWORK } from '../support/fixtures';
import { messageOf, synth, TestStack } from '../support/synth';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const THEIRS = 'sg-0a1b2c3d4e5f60719';
const created = (scope = new TestStack()) => new Database(scope, 'Database', { identifier: 'acme', network: NETWORK });
const existing = (scope = new TestStack(), options: object = { securityGroupId: THEIRS, port: 3307 }) => Database.fromAttributes(
  scope, 'Database', { host: 'db', username: 'admin', password: SecretValue.unsafePlainText('secret'), ...options });

test('a database that is created allows members of a security group to connect', () => {
  const stack = synth((scope) => void created(scope).allowFrom('lambda', GROUP));
  expect(stack.one('aws_vpc_security_group_ingress_rule', 'IngressFrom-lambda')).toMatchObject({
    referenced_security_group_id: GROUP,
    security_group_id: `\${${stack.address('aws_security_group')}.id}`,
    from_port: 3306,
    to_port: 3306,
    ip_protocol: 'tcp',
    description: 'MySQL from lambda',
  });
});
test('so does an existing one, at its own port', () => {
  const stack = synth((scope) => void existing(scope).allowFrom('lambda', GROUP));
  expect(stack.one('aws_vpc_security_group_ingress_rule')).toMatchObject({
    referenced_security_group_id: GROUP, security_group_id: THEIRS, from_port: 3307,
  });
});
test.each([['created', created], ['existing', existing]] as const)('the rule of an %s database is in ready', (_, database) => {
  const made = database();
  const rule = made.allowFrom('lambda', GROUP);
  expect(made.ready).toContain(rule);
});

describe('refuses', () => {
  test('an existing database whose security group is not known', () => {
    expect(messageOf(() => existing(undefined, {}).allowFrom('lambda', GROUP))).toMatch(
      /- securityGroupId: cannot be allowed.* Give 'securityGroupId' to Database\.fromAttributes\(\) or DatabaseSource\.existing\(\)\./);
  });
  test('a second rule of one name', () => {
    const database = created();
    database.allowFrom('lambda', GROUP);
    expect(messageOf(() => database.allowFrom('lambda', THEIRS)))
      .toMatch(/- name: got "lambda", which has a rule already\. Must be unique\. Choose another name\./);
  });
  test('a name and a group that are none, together', () => {
    expect(messageOf(() => created().allowFrom('1', 'group'))).toMatch(/has 2 problems.*\n.*- name: got "1"\. Must be 1 to 64 letters.*\n.*- securityGroupId: got "group"\. Must be/);
  });
});
