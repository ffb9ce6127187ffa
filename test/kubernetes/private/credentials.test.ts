import { Credentials } from '../../../src/kubernetes';
import { credentials, secretReference } from '../../../src/kubernetes/private/credentials';
import { secret } from '../../../src/secrets/rules';
import { SecretValue } from '../../../src/secrets/secret-value';
import { text } from '../../../src/validation/values';
import { problemsWith } from '../../support/problems';

const RULES = {
  username: text('a word', (value) => /^\w+$/.test(value)), password: secret('3 characters at least', (value) => value.length >= 3),
};
const RULE = credentials({ ...RULES, kinds: ['given', 'existingSecret'] });

test.each([Credentials.given('alice', SecretValue.unsafePlainText('wonder')), Credentials.existingSecret('db'), Credentials.existingSecret('db', { usernameKey: 'u' })])(
  'allows valid ones %#', (it) => expect(problemsWith(RULE, it)).toEqual([]));
test('allows generated ones where a prop supports them', () => {
  const anything = credentials({ ...RULES, kinds: ['generated', 'given'] });
  expect(problemsWith(anything, Credentials.generated())).toEqual([]);
  expect(problemsWith(anything, Credentials.generated('a b'))).toEqual(['prop.username: got "a b". Must be a word.']);
});
test.each<[string, unknown, string[]]>([
  ['a factory that is not meant', Credentials.generated(), ['prop: got Credentials.generated(). Must be made by '
    + 'Credentials.given() or Credentials.existingSecret().']],
  ['a missing name', Credentials.given(undefined as any, SecretValue.unsafePlainText('wonder')), ['prop.username: '
    + 'missing. Must be a word.']],
  ['a password that is null', Credentials.given('alice', null as any), ['prop.password: got null. Must be a '
    + "SecretValue, for example SecretValue.variable('name')."]],
  ['a password that is too short, unshown', Credentials.given('alice', SecretValue.unsafePlainText('xy')), ['prop.password: '
    + 'must be 3 characters at least.']],
  ['a Secret without a name', Credentials.existingSecret(undefined as any),
    ['prop.name: missing. Must be the name of a Kubernetes Secret: labels of lower-case letters, digits and '
      + 'hyphens, joined by dots.']],
  ['a key that is none', Credentials.existingSecret('db', { passwordKey: 'a b' }),
    ['prop.keys.passwordKey: got "a b". Must be a key of a Secret: 1 to 253 letters, digits and "-_.".']],
  ['keys that are null', Credentials.existingSecret('db', null as any),
    ["prop.keys: got null. Must be an object with members such as 'usernameKey', 'passwordKey'. Leave it out for the "
      + 'default.']],
  ['an object that looks like it, unshown', { username: 'alice', password: 'wonder' },
    ['prop: got a value of the type object. Must be made by Credentials.given() or Credentials.existingSecret().']],
])('%s', (_, value, problems) => expect(problemsWith(RULE, value)).toEqual(problems));

test('a Secret has custom or default keys', () => {
  const usual = { usernameKey: 'username', passwordKey: 'password' };
  expect(secretReference(Credentials.existingSecret('db', { passwordKey: 'pw' }), usual)).toEqual({ name: 'db', usernameKey: 'username', passwordKey: 'pw' });
  expect(secretReference(Credentials.given('a', SecretValue.unsafePlainText('b')), usual)).toBeUndefined();
});
