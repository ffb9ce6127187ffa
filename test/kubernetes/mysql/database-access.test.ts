import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { Credentials, MysqlTls } from '../../../src/kubernetes';
import { DatabaseAccess, DatabaseAccessProps } from '../../../src/kubernetes/mysql/database-access';
import { DatabaseCreation } from '../../../src/kubernetes/mysql/database-creation';
import { SecretValue } from '../../../src/secrets/secret-value';
import { Block, messageOf, synth, Synthesized } from '../../support/synth';

const GIVEN = Credentials.given('admin', SecretValue.unsafePlainText('admin-pw'));
const CREATION: DatabaseCreation = {
  part: 'mlflow', host: 'db', port: 3306, database: 'data', admin: GIVEN, privileges: ['SELECT'], image: 'image:1', imageUser: 1000,
};

function access(creation: Partial<DatabaseCreation> = {}, props: Partial<DatabaseAccessProps> = {}): Synthesized {
  return synth((scope) => new DatabaseAccess(scope, 'Database', {
    name: 'server',
    namespace: 'apps',
    credentials: Credentials.generated(),
    username: 'user',
    dependsOn: [],
    creation: { ...CREATION, ...creation },
    ...props,
  }));
}
const generation = (stack: Synthesized) => stack.one('terraform_data', 'Generation').triggers_replace;
const adminSecret = (stack: Synthesized) => stack.one('kubernetes_secret_v1', 'Admin');
const template = (stack: Synthesized) => stack.one('kubernetes_job_v1').spec.template;

describe('the administrator\'s Secret', () => {
  const stack = access();

  test('is emptied by the job without a change for Terraform', () => {
    expect(adminSecret(stack)).toMatchObject({
      metadata: { name: 'server-database-admin', namespace: 'apps' },
      data: { username: 'admin', password: 'admin-pw' },
      lifecycle: { ignore_changes: ['data'] },
    });
    expect(stack.one('kubernetes_role_v1').rule[0])
      .toEqual({ api_groups: [''], resources: ['secrets'], resource_names: ['server-database-admin'], verbs: ['patch'] });
    expect(template(stack).spec).toMatchObject({
      service_account_name: `\${${stack.address('kubernetes_service_account_v1')}.metadata[0].name}`, automount_service_account_token: true,
    });
  });
  test('is created before the job, like the permission to empty it', () => {
    expect(stack.dependencies(stack.address('kubernetes_job_v1')))
      .toEqual(expect.arrayContaining([stack.address('kubernetes_secret_v1', 'Admin'), stack.address('kubernetes_role_binding_v1')]));
  });
  test('is filled again whenever the job runs again, whatever happened in the previous run', () => {
    const address = stack.address('terraform_data', 'Generation');
    expect(adminSecret(stack)).toMatchObject({ type: `cdktf-zenml-aws/\${${address}.id}`, lifecycle: { replace_triggered_by: [address] } });
    expect(stack.one('kubernetes_job_v1').lifecycle.replace_triggered_by).toEqual([address]);
    // The provider replaces a job if its variables change, not if its pods' annotations do.
    expect(template(stack).spec.container[0].env).toContainEqual({ name: 'DB_GENERATION', value: `\${${address}.id}` });
  });
  test('is not changed if it is the user\'s, and no permission is requested', () => {
    const theirs = access({ admin: Credentials.existingSecret('theirs') });
    expect(Object.keys(theirs.all('kubernetes_secret_v1'))).toHaveLength(1);
    expect(theirs.one('kubernetes_role_v1').rule.map((it: Block) => it.resources)).toEqual([['configmaps'], ['jobs']]);
    expect(JSON.stringify(template(theirs).spec.container[0].env)).not.toMatch(/optional|DB_ADMIN_SECRET/);
  });
});

describe('the job runs again with', () => {
  const stack = access();

  test.each<[string, Partial<DatabaseCreation>, Partial<DatabaseAccessProps>]>([
    ['another administrator', { admin: Credentials.given('root', SecretValue.unsafePlainText('admin-pw')) }, {}],
    ['another password of the administrator', { admin: Credentials.given('admin', SecretValue.unsafePlainText('other')) }, {}],
    ['another server', { host: 'other' }, {}],
    ['another image', { image: 'image:2' }, {}],
    ['more rights', { privileges: ['SELECT', 'INSERT'] }, {}],
    ['another demand on the connection', {}, { tls: MysqlTls.unverified() }],
    ['a password that is given', {}, { credentials: Credentials.given('user', SecretValue.unsafePlainText('pw')) }],
  ])('%s', (_, creation, props) => {
    expect(generation(access(creation, props))).not.toEqual(generation(stack));
  });
  test('a new Secret for certificates, which the job has to fill', () => {
    const rds = access({}, { tls: MysqlTls.rds('eu-central-1') });
    expect(generation(rds).certificates).toBe(`\${${rds.address('kubernetes_secret_v1', 'Certificates')}.metadata[0].uid}`);
  });
  test('and for no other reason', () => {
    expect(generation(access())).toEqual(generation(stack));
    expect(Object.keys(generation(stack))).toEqual(['admin', 'image', 'password', 'program', 'settings']);
  });
});

test('the generation contains no password', () => {
  const stack = synth((scope) => {
    const password = new TerraformVariable(scope, 'password', { type: 'string', sensitive: true });
    new DatabaseAccess(scope, 'Database', {
      name: 'server',
      namespace: 'apps',
      credentials: Credentials.given('user', SecretValue.unsafePlainText('user-pw')),
      username: 'user',
      dependsOn: [],
      creation: { ...CREATION, admin: Credentials.given('admin', SecretValue.resourceAttribute(password.stringValue)) },
    });
  });
  expect(generation(stack).admin).toBe('${sensitive(sha256(join("", ["admin:", var.password])))}');
  expect(generation(stack).password).toMatch(/^\$\{sensitive\("[0-9a-f]{64}"\)\}$/);
});

describe('the job\'s verdict', () => {
  const stack = access();
  const name = 'server-create-database-verdict';

  test('is written into a ConfigMap by the job, which may change that and itself', () => {
    expect(stack.one('kubernetes_config_map_v1')).toMatchObject({ metadata: { name, namespace: 'apps' }, lifecycle: { ignore_changes: ['data'] } });
    expect(stack.one('kubernetes_role_v1').rule.slice(1)).toEqual([
      { api_groups: [''], resources: ['configmaps'], resource_names: [name], verbs: ['patch'] },
      { api_groups: ['batch'], resources: ['jobs'], resource_names: ['server-create-database'], verbs: ['patch'] },
    ]);
    expect(stack.dependencies(stack.address('kubernetes_job_v1'))).toContain(stack.address('kubernetes_config_map_v1'));
  });
  test('is a Terraform error if it is not empty, and passes if there is none', () => {
    const read = stack.data('kubernetes_config_map_v1');
    expect(read.metadata).toEqual({ name, namespace: 'apps' });
    expect(read.depends_on).toEqual(expect.arrayContaining([stack.address('kubernetes_job_v1'), stack.address('kubernetes_config_map_v1')]));
    expect(read.lifecycle.postcondition).toEqual([{
      condition: '${try(self.data["verdict"], "") == ""}',
      error_message: 'The job server-create-database in namespace apps stopped: ${try(self.data["verdict"], "")}',
    }]);
  });
  test('is the last log line of a pod that ends without one', () => {
    expect(template(stack).spec.container[0].termination_message_policy).toBe('FallbackToLogsOnError');
  });
});

describe('two in an app', () => {
  const pair = (one: Partial<DatabaseCreation>, other: Partial<DatabaseCreation>, user = 'user', otherUser = 'other') => messageOf(() => synth((scope) => {
    [['One', one, user] as const, ['Two', other, otherUser] as const].forEach(([id, creation, username]) => new DatabaseAccess(new Construct(scope, id), 'Database', {
      name: 'server', namespace: id.toLowerCase(), credentials: Credentials.generated(), username, dependsOn: [], creation: { ...CREATION, ...creation },
    }));
    throw new Error('fine');
  }));

  test('refuse the same database on the same server', () => {
    expect(pair({}, { database: 'DATA' })).toContain("database: conflicts with 'test/One/Database': both create the "
      + 'database "DATA" on the MySQL server "db:3306". Give each a dedicated database and user.');
  });
  test('refuse the same user on the same server', () => {
    expect(pair({}, { database: 'other' }, 'same', 'same')).toContain('both create the user on the MySQL server "db:3306".');
  });
  test('allow the same names on two servers, and two names on one server', () => {
    expect([pair({}, { host: 'db2' }, 'same', 'same'), pair({}, { port: 3307 }, 'same', 'same'), pair({}, { database: 'other' })]).toEqual(['fine', 'fine', 'fine']);
  });
});
