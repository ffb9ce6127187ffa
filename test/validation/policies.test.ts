import { PolicyStatement, ServiceAccountRole } from '../../src';
import { CONDITION_OPERATOR, policyProblems } from '../../src/validation/policies';
import { CLUSTER } from '../cluster/fixtures';
import { messageOf, TestStack } from '../support/synth';

const document = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const role = (inlinePolicies?: { [name: string]: string }) =>
  new ServiceAccountRole(new TestStack(), 'Role', { roleName: 'app', cluster: CLUSTER, serviceAccount: { namespace: 'a', name: 'b' }, inlinePolicies });
const statement = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'], ...more });

test.each(['StringEquals', 'stringlike', 'StringEqualsIfExists', 'ForAnyValue:StringLike', 'ForAllValues:ArnLikeIfExists', 'Null', 'Bool'])(
  'allows the operator %s', (operator) => expect(CONDITION_OPERATOR.isAllowed(operator)).toBe(true));
test.each(['StringEqual', 'Equals', 'NullIfExists', 'ForEach:StringLike', 'IfExists', ''])(
  'refuses the operator "%s"', (operator) => expect(CONDITION_OPERATOR.isAllowed(operator)).toBe(false));

test('refuses a document with unknown operators and a duplicate Sid', () => {
  const wrong = document({ Sid: 'A', Condition: { StringEqual: { 'aws:username': 'a' } } }, { Sid: 'A' }, { Sid: 'B' }, {}, {});
  expect(policyProblems(wrong)).toEqual([
    'got "StringEqual". Must have condition operators of IAM (StringEquals, StringNotEquals, StringEqualsIgnoreCase, '
      + 'StringNotEqualsIgnoreCase, StringLike, StringNotLike, NumericEquals, NumericNotEquals, NumericLessThan, '
      + 'NumericLessThanEquals, NumericGreaterThan, NumericGreaterThanEquals, DateEquals, DateNotEquals, '
      + 'DateLessThan, DateLessThanEquals, DateGreaterThan, DateGreaterThanEquals, Bool, BinaryEquals, '
      + 'IpAddress, NotIpAddress, ArnEquals, ArnLike, ArnNotEquals, ArnNotLike, Null), with "ForAllValues:" or '
      + '"ForAnyValue:" before them and "IfExists" behind them if needed',
    'got "A" twice. Must have each "Sid" once',
  ]);
  const message = messageOf(() => role({ access: wrong }));
  expect(message).toContain('- inlinePolicies.access: got "StringEqual". Must have condition operators of IAM');
  expect(message).toContain('- inlinePolicies.access: got "A" twice. Must have each "Sid" once.');
});

describe('added statements', () => {
  const TAKEN = (index: number, sid: string) =>
    `- statements[${index}].sid: got "${sid}", which the policy has. Must be another one. Or leave it out.`;

  test('refuse a duplicate sid, in one call, in two, and beside the policy\'s', () => {
    expect(messageOf(() => role().addStatements(statement({ sid: 'A' }), statement({ sid: 'A' })))).toContain(TAKEN(1, 'A'));
    const twice = role();
    twice.addStatements(statement({ sid: 'A' }), statement(), statement());
    expect(messageOf(() => twice.addStatements(statement({ sid: 'B' }), statement({ sid: 'A' })))).toContain(TAKEN(1, 'A'));
    expect(messageOf(() => role({ access: document({ Sid: 'A' }) }).addStatements(statement({ sid: 'A' })))).toContain(TAKEN(0, 'A'));
  });
  test('refuse unknown operators', () => {
    expect(messageOf(() => role().addStatements(statement({ conditions: { StringEqual: { 'aws:username': ['a'] } } }))))
      .toContain('- statements[0].conditions: got "StringEqual". Must be keyed by condition operators of IAM');
  });
  test('refuse more characters than a role allows, without white space', () => {
    const long = (count: number) => statement({ resources: Array.from({ length: count }, (_, index) => `arn:aws:s3:::a-bucket-of-some-length/${index}`) });
    const PROBLEM = /: got \d+ characters\. Must have at most 10240 in all inline policies of the role\. Move statements to a managed policy/;
    expect(() => role().addStatements(long(200))).not.toThrow();
    expect(messageOf(() => role().addStatements(long(300)))).toMatch(PROBLEM);
    const full = role();
    full.addStatements(long(150));
    expect(messageOf(() => full.addStatements(long(150)))).toMatch(PROBLEM);
    const half = JSON.stringify({ Statement: [{ Resource: 'a'.repeat(5200) }] });
    expect(messageOf(() => role({ a: half, b: half }))).toMatch(PROBLEM);
    expect(() => role({ a: half, b: JSON.stringify(JSON.parse(half), null, 4).replace(/a{5200}/, ' '.repeat(9000)) })).not.toThrow();
  });
});
