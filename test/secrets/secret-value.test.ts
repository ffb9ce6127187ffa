import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { App, Lazy, TerraformOutput, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { DatabaseSource, SecretValue, ZenmlAwsStack } from '../../src';
import { secret } from '../../src/secrets/rules';
import { problemsWith } from '../support/problems';
import { messageOf, Synthesized, TestStack } from '../support/synth';

const MARKER = 'TOPSECRET';
const any = (value: unknown) => value as any;

/** A stack with an output for each value. */
function bound(...values: SecretValue[]): Synthesized {
  return boundIn(new TestStack(), ...values);
}

function boundIn(stack: TerraformStack, ...values: SecretValue[]): Synthesized {
  values.forEach((value, index) =>
    new TerraformOutput(stack, `value${index}`, { value: value._source.bind(stack), sensitive: true, staticId: true }));
  return new Synthesized(Testing.synth(stack));
}

const valuesOf = ({ outputs }: Synthesized) => Object.values(outputs).map(({ value }) => value);

describe('a variable', () => {
  test('is declared in the stack, sensitive and not empty', () => {
    const stack = bound(SecretValue.variable('db_password', { description: 'Password of ${the} server' }));
    expect(valuesOf(stack)).toEqual(['${var.db_password}']);
    expect(stack.json.variable).toEqual({
      db_password: {
        type: 'string',
        sensitive: true,
        nullable: false,
        description: 'Password of $${the} server',
        validation: [{
          condition: '${var.db_password != ""}', error_message: 'The variable db_password is empty. Set TF_VAR_db_password.',
        }],
      },
    });
  });
  test('is declared once in each stack, however often it is used', () => {
    const shared = SecretValue.variable('pw');
    const app = Testing.app();
    const stacks = ['one', 'two'].map((id) => boundIn(new TerraformStack(app, id), shared, SecretValue.variable('pw')));
    stacks.forEach((stack) => {
      expect(Object.keys(stack.json.variable)).toEqual(['pw']);
      expect(valuesOf(stack)).toEqual(['${var.pw}', '${var.pw}']);
    });
  });
  test('is the user\'s if the stack has one of this name', () => {
    const stack = new TestStack();
    new TerraformVariable(stack, 'pw', { default: 'given' });
    const synthesized = boundIn(stack, SecretValue.variable('pw'));
    expect(valuesOf(synthesized)).toEqual(['${sensitive(var.pw)}']);
    expect(synthesized.json.variable).toEqual({ pw: { default: 'given' } });
  });
  test('does not collide with a construct of the same name', () => {
    const stack = new TestStack();
    new SecretsmanagerSecretVersion(stack, 'Database', { secretId: 'a', secretString: 'b' });
    expect(valuesOf(boundIn(stack, SecretValue.variable('Database')))).toEqual(['${var.Database}']);
  });
  test('is set by a Terraform environment variable', () => {
    const stack = bound(SecretValue.environment('TF_VAR_db_password'));
    expect(valuesOf(stack)).toEqual(['${var.db_password}']);
    expect(stack.json.variable.db_password.sensitive).toBe(true);
  });
  test('is not read from the environment at synthesis', () => {
    process.env.TF_VAR_db_password = MARKER;
    try {
      expect(JSON.stringify(bound(SecretValue.environment('TF_VAR_db_password')).json)).not.toContain(MARKER);
    } finally {
      delete process.env.TF_VAR_db_password;
    }
  });
});

describe('a secret of Secrets Manager', () => {
  test('is read whole', () => {
    const stack = bound(SecretValue.secretsManager('acme/mysql'));
    const [address] = stack.addresses;
    expect(address).toMatch(/^data\.aws_secretsmanager_secret_version\.SecretValues_SecretsManager-acme--mysql_/);
    expect(valuesOf(stack)).toEqual([`\${${address}.secret_string}`]);
    expect(stack.data('aws_secretsmanager_secret_version')).toEqual({ secret_id: 'acme/mysql' });
  });
  test('is read by field, and refused without a field', () => {
    const stack = bound(SecretValue.secretsManager('acme', { field: 'pass"word' }));
    expect(valuesOf(stack)).toEqual([`\${jsondecode(${stack.addresses[0]}.secret_string)["pass\\"word"]}`]);
    expect(stack.data('aws_secretsmanager_secret_version').lifecycle).toEqual({
      postcondition: [{
        condition: '${can(jsondecode(self.secret_string)["pass\\"word"])}',
        error_message: 'The secret is no JSON object with the field "pass\\"word".',
      }],
    });
  });
  test('is read once for each field, by each provider', () => {
    const stack = new TestStack();
    const other = new AwsProvider(stack, 'other', { region: 'us-east-1', alias: 'other' });
    const synthesized = boundIn(stack,
      SecretValue.secretsManager('acme', { field: 'a' }), SecretValue.secretsManager('acme', { field: 'a' }),
      SecretValue.secretsManager('acme', { field: 'b' }), SecretValue.secretsManager('acme', { field: 'a', provider: other }),
    );
    expect(synthesized.addresses).toHaveLength(3);
    expect(Object.values<any>(synthesized.json.data.aws_secretsmanager_secret_version).map(({ provider }) => provider)
      .filter((it) => it !== undefined)).toEqual(['aws.other']);
  });
  test('that the stack creates is read after it, once for each value', () => {
    const stack = new TestStack();
    const version = new SecretsmanagerSecretVersion(stack, 'Version', { secretId: 'acme', secretString: 'x' });
    const value = SecretValue.secretsManager(version.secretId);
    const synthesized = boundIn(stack, value, value);
    const [address] = synthesized.addresses.filter((it) => it.startsWith('data.'));
    expect(synthesized.addresses).toHaveLength(2);
    expect(synthesized.reaches(address, 'aws_secretsmanager_secret_version.Version')).toBe(true);
  });
});

test('a Systems Manager parameter is read decrypted', () => {
  const stack = bound(SecretValue.ssmParameter('/acme/mysql'), SecretValue.ssmParameter('/acme/mysql'));
  const [address] = stack.addresses;
  expect(stack.addresses).toHaveLength(1);
  expect(valuesOf(stack)).toEqual([`\${${address}.value}`, `\${${address}.value}`]);
  expect(stack.data('aws_ssm_parameter')).toEqual({ name: '/acme/mysql', with_decryption: true });
});

test('tokens are allowed, a text is a text', () => {
  const stack = new TestStack();
  const variable = new TerraformVariable(stack, 'pw', { sensitive: true });
  const values = valuesOf(boundIn(stack,
    SecretValue.resourceAttribute(variable.stringValue),
    SecretValue.resourceAttribute(Lazy.stringValue({ produce: () => 'late' })),
    SecretValue.unsafePlainText('wonder'),
  ));
  expect(values).toEqual(['${var.pw}', 'late', 'wonder']);
});

describe('invalid input', () => {
  const RULE = secret('3 letters at least', (value) => value.length >= 3, 'Use more.');
  const NAME = 'the name of a Terraform variable: letters, digits and underscores, no digit first, none of source, version, providers, '
    + 'count, for_each, lifecycle, depends_on, locals';
  const ALLOWED = "Must be a SecretValue, for example SecretValue.variable('name').";
  const PLAIN = "Terraform reads SecretValue.variable('name') from TF_VAR_name; SecretValue.unsafePlainText() is "
    + 'plain text in the synthesized file.';
  const ENVIRONMENT = 'prop.name: must be "TF_VAR_" and the name of a Terraform variable. Terraform reads no other '
    + 'ones, and what the synthesis reads would be in the synthesized file. If it may be there in clear, use '
    + 'SecretValue.unsafePlainText() with the value.';
  const REFERENCE = 'prop.value: got a Terraform reference. Must be a string.';

  test.each<[string, unknown, string]>([
    ['a text', MARKER, `prop: got a value of the type string. ${ALLOWED} ${PLAIN}`],
    ['what looks like a variable', '${var.db_password}', `prop: got a value of the type string. ${ALLOWED} Use SecretValue.variable('db_password').`],
    ['what looks like an attribute', `\${data.${MARKER}.x.y}`, `prop: got a value of the type string. ${ALLOWED} `
      + 'Use SecretValue.resourceAttribute() with a token, for example the attribute of a construct.'],
    ['a token', new TerraformVariable(new TestStack(), 'x', {}).stringValue, `prop: got a value of the type string. ${ALLOWED} `
      + 'Use SecretValue.resourceAttribute().'],
    ['an object', { value: MARKER }, `prop: got a value of the type object. ${ALLOWED}`],
    ['a short text', SecretValue.unsafePlainText('ab'), 'prop: must be 3 letters at least. Use more.'],
    ['a reference as a text', SecretValue.unsafePlainText('a ${ var.db_password } b'), `${REFERENCE} Use SecretValue.variable('db_password').`],
    ['a token as a text', SecretValue.unsafePlainText(new TerraformVariable(new TestStack(), 'x', {}).stringValue),
      `${REFERENCE} Use SecretValue.resourceAttribute().`],
    ['no text', SecretValue.unsafePlainText(any(undefined)), 'prop.value: missing. Must be a text.'],
    ['a text as a token', SecretValue.resourceAttribute(MARKER), 'prop.attribute: got a value of the type string. '
      + 'Must be a token, for example the attribute of a construct. For a text use SecretValue.unsafePlainText().'],
    ['a variable with a prefix', SecretValue.variable('var.pw'), `prop.name: must be ${NAME}. Give the name alone, `
      + 'for example "db_password".'],
    ['a variable with a reserved name', SecretValue.variable('count'), `prop.name: must be ${NAME}. Give the name `
      + 'alone, for example "db_password".'],
    ['a password as a variable', SecretValue.variable(`${MARKER}!`), `prop.name: must be ${NAME}. Give the name `
      + 'alone, for example "db_password".'],
    ['a variable without a name', SecretValue.variable(any(undefined)), `prop.name: missing. Must be ${NAME}.`],
    ['a variable named by a token', SecretValue.variable(new TerraformVariable(new TestStack(), 'x', {}).stringValue),
      'prop.name: must be known at synthesis, because the variable is declared by it. Give the value itself.'],
    ['any environment variable', SecretValue.environment(MARKER), ENVIRONMENT],
    ['an environment variable of a wrong name', SecretValue.environment('TF_VAR_a-b'), ENVIRONMENT],
    ['a secret\'s name', SecretValue.secretsManager(`${MARKER} !`), 'prop.nameOrArn: must be the name or the ARN of '
      + 'a secret.'],
    ['an empty field', SecretValue.secretsManager('a', { field: '' }), 'prop.field: must be the name of a field, and '
      + 'not empty.'],
    ['another provider', SecretValue.secretsManager('a', { provider: any('aws') }),
      'prop.provider: got "aws". Must be a provider of the class AwsProvider.'],
    ['a text for options', SecretValue.variable('a', any(MARKER)), 'prop: got a value of the type string. Must be an '
      + "object with members such as 'description'."],
    ['a parameter\'s name', SecretValue.ssmParameter(`${MARKER} !`), 'prop.name: must be the name or the ARN of a '
      + 'parameter.'],
  ])('refuses %s, and does not show it', (_, value, problem) => {
    expect(problemsWith(RULE, value)).toEqual([problem]);
    expect(problem).not.toContain(MARKER);
  });
  test.each([
    SecretValue.secretsManager('arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:acme/mysql-a1B2c3'),
    SecretValue.secretsManager('rds!db-0123'),
    SecretValue.ssmParameter('arn:aws:ssm:eu-central-1:123456789012:parameter/acme/mysql'),
    SecretValue.ssmParameter('/acme/mysql'),
    SecretValue.unsafePlainText('pa${ss}word'),
  ])('accepts %#', (value) => expect(problemsWith(RULE, value)).toEqual([]));
});

describe('a stack', () => {
  const build = (app: App, prefix: string, password: SecretValue) => new ZenmlAwsStack(app, prefix, {
    region: 'eu-central-1', prefix, database: DatabaseSource.existing({ host: 'db', username: 'admin', password }),
  });
  const data = (stack: Synthesized) => ['Mlflow_Database_AdminSecret', 'Zenml_Database_AdminSecret'].map((name) =>
    stack.one('kubernetes_secret_v1', name).data.password);

  test('accepts a variable that is declared later', () => {
    const password = SecretValue.variable('db_password');
    const app = Testing.app();
    for (const prefix of ['one', 'two']) {
      const stack = new Synthesized(Testing.synth(build(app, prefix, password)));
      expect(Object.keys(stack.json.variable)).toEqual(['db_password']);
      expect(data(stack)).toEqual(['${var.db_password}', '${var.db_password}']);
      expect(stack.outputs['metadata-db-password']).toMatchObject({ value: '${var.db_password}', sensitive: true });
    }
  });
  test('reads a secret with its own provider', () => {
    const stack = new Synthesized(Testing.synth(build(Testing.app(), 'one', SecretValue.secretsManager('acme', { field: 'password' }))));
    const [address] = stack.addresses.filter((it) => it.startsWith('data.aws_secretsmanager'));
    expect(data(stack)).toEqual(Array(2).fill(`\${jsondecode(${address}.secret_string)["password"]}`));
    expect(stack.data('aws_secretsmanager_secret_version').provider).toBeUndefined();
  });
  test('refuses a text, and does not show it', () => {
    const message = messageOf(() => build(Testing.app(), 'one', any(MARKER)));
    expect(message).toContain('- database.password: got a value of the type string. Must be a SecretValue');
    expect(message).not.toContain(MARKER);
  });
});
