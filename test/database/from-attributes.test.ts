import { TerraformStack, TerraformVariable } from 'cdktf';
import { Database, ExistingDatabaseOptions } from '../../src/database';
import { SecretValue } from '../../src/secrets/secret-value';
import { messageOf, synth, TestStack } from '../support/synth';

const EXISTING: ExistingDatabaseOptions = { host: 'db.example.com', username: 'admin', password: SecretValue.unsafePlainText('secret') };
const existing = (options: object, stack: TerraformStack = new TestStack()) =>
  Database.fromAttributes(stack, 'Db', { ...EXISTING, ...options });
const problemsOf = (options: object) => messageOf(() => existing(options)).split('\n  - ').slice(1);

test('creates nothing', () => {
  expect(synth((stack) => void existing({}, stack)).addresses).toEqual([]);
});
test('has the port of MySQL and ZenML\'s database by default', () => {
  expect(existing({})).toMatchObject({ ...EXISTING, password: 'secret', port: 3306, databaseName: 'zenml', ready: [] });
});
test('accepts port and database', () => {
  expect(existing({ port: 3307, databaseName: 'meta' })).toMatchObject({ port: 3307, databaseName: 'meta' });
});
test.each(['DB.Example.com', '10.0.0.1', 'db'])('accepts the host %s', (host) => {
  expect(existing({ host }).host).toBe(host);
});
test.each(['zen-ml', '1st', 'a$b', 'a.b', 'select', 'a'.repeat(64)])('accepts the database %s', (databaseName) => {
  expect(existing({ databaseName }).databaseName).toBe(databaseName);
});
test.each(['a b"\'${c}', 'u'.repeat(32)])('accepts the user %s', (username) => {
  expect(existing({ username }).username).toBe(username);
});

const NAME = 'Must be 1 to 64 letters, digits and characters of "$-._"';
const USER = 'username: must be 1 to 32 printable ASCII characters';
const SECRET = "Must be a SecretValue, for example SecretValue.variable('name')";
const PASSWORD = 'password: must be printable ASCII characters, at least one';
test.each<[object, string]>([
  [{ host: 'mysql://admin@db:3306/zenml' }, 'host: got a string with a user or a password, which is not shown. Must '
    + 'be a host name or an IPv4 address. Give the name alone, without scheme, user, port or path.'],
  [{ host: 'mysql://db:3306/zenml' }, 'host: got "mysql://db:3306/zenml". Must be a host name or an IPv4 address. '
    + 'Give the name alone, without scheme, user, port or path.'],
  [{ host: '' }, 'host: got "". Must be a host name or an IPv4 address.'],
  [{ host: undefined }, 'host: missing. Must be a host name or an IPv4 address.'],
  [{ port: 0 }, 'port: got 0. Must be a whole number from 1 to 65535.'],
  [{ port: '3306' }, 'port: got "3306". Must be a whole number from 1 to 65535.'],
  ...['', 'u'.repeat(33), 'ä'].map((name) => [{ username: name }, `${USER}.`] as [object, string]),
  ...['', 'ä', 'a\nb']
    .map((password) => [{ password: SecretValue.unsafePlainText(password) }, `${PASSWORD}. MySQL clients encode others differently.`] as [object, string]),
  [{ password: undefined }, `password: missing. ${SECRET}.`],
  [{ password: 12345678 }, `password: got a value of the type number. ${SECRET}.`],
  ...['', 'a/b', 'a b', 'a'.repeat(65)]
    .map((name) => [{ databaseName: name }, `databaseName: got "${name}". ${NAME}.`] as [object, string]),
  [{ databaseName: 'Mysql' }, 'databaseName: got "Mysql". Must be none of mysql, sys, information_schema, '
    + 'performance_schema. They are system schemas of MySQL.'],
])('refuses %j', (options, problem) => expect(problemsOf(options)).toEqual([problem]));
test('has its name in the error, and lists every problem', () => {
  expect(messageOf(() => existing({ host: '', username: '', password: '' })))
    .toMatch(/^Database\.fromAttributes 'test\/Db' has 3 problems in its props:/);
});
test('shows no URL that is passed as attributes, because it may contain a password', () => {
  expect(messageOf(() => Database.fromAttributes(new TestStack(), 'Db', 'mysql://admin:secret@db' as any)))
    .toMatch(/- props: got a value of the type string\. Must be an object with 'host', 'username', 'password'\.$/);
});
test('allows tokens', () => {
  const { stringValue: text, numberValue: port } = new TerraformVariable(new TestStack(), 'Value', {});
  expect(() => existing({ host: text, port, username: text, password: SecretValue.resourceAttribute(text), databaseName: text })).not.toThrow();
});
