import { TerraformVariable } from 'cdktf';
import { Credentials, MysqlTls } from '../../src/kubernetes';
import { DatabaseAccess, DatabaseAccessProps, DatabaseCreation } from '../../src/private/database-access';
import { synth, Synthesized } from '../support/synth';

const GIVEN = Credentials.given('admin', 'admin-pw');
const CREATION: DatabaseCreation = {
  host: 'db', port: 3306, database: 'data', admin: GIVEN, privileges: ['SELECT'], image: 'image:1', imageUser: 1000,
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
const generation = (stack: Synthesized) => stack.one('terraform_data').triggers_replace;
const adminSecret = (stack: Synthesized) => stack.one('kubernetes_secret_v1', 'Admin');
const template = (stack: Synthesized) => stack.one('kubernetes_job_v1').spec.template;

describe('the administrator\'s Secret', () => {
  const stack = access();

  test('is emptied by the job, which is no change to Terraform', () => {
    expect(adminSecret(stack)).toMatchObject({
      metadata: { name: 'server-database-admin', namespace: 'apps' },
      data: { username: 'admin', password: 'admin-pw' },
      lifecycle: { ignore_changes: ['data'] },
    });
    expect(stack.one('kubernetes_role_v1').rule)
      .toEqual([{ api_groups: [''], resources: ['secrets'], resource_names: ['server-database-admin'], verbs: ['patch'] }]);
    expect(template(stack).spec).toMatchObject({
      service_account_name: `\${${stack.address('kubernetes_service_account_v1')}.metadata[0].name}`, automount_service_account_token: true,
    });
  });
  test('is there before the job, and so is the right to empty it', () => {
    expect(stack.dependencies(stack.address('kubernetes_job_v1')))
      .toEqual(expect.arrayContaining([stack.address('kubernetes_secret_v1', 'Admin'), stack.address('kubernetes_role_binding_v1')]));
  });
  test('is filled anew whenever the job is to run again, whatever became of the run that began with it', () => {
    const address = stack.address('terraform_data');
    expect(adminSecret(stack)).toMatchObject({ type: `cdktf-zenml-aws/\${${address}.id}`, lifecycle: { replace_triggered_by: [address] } });
    expect(stack.one('kubernetes_job_v1').lifecycle.replace_triggered_by).toEqual([address]);
    // The provider replaces a job for its variables, not for annotations of its pods.
    expect(template(stack).spec.container[0].env).toContainEqual({ name: 'DB_GENERATION', value: `\${${address}.id}` });
  });
  test('is never another one\'s: it is not touched, and no right is asked for', () => {
    const theirs = access({ admin: Credentials.existingSecret('theirs') });
    expect(Object.keys(theirs.all('kubernetes_secret_v1'))).toHaveLength(1);
    expect([theirs.all('kubernetes_role_v1'), theirs.all('kubernetes_service_account_v1')]).toEqual([{}, {}]);
    expect(template(theirs).spec.automount_service_account_token).toBe(false);
    expect(JSON.stringify(template(theirs).spec.container[0].env)).not.toMatch(/optional|DB_ADMIN_SECRET/);
  });
});

describe('the job runs again with', () => {
  const stack = access();

  test.each<[string, Partial<DatabaseCreation>, Partial<DatabaseAccessProps>]>([
    ['another administrator', { admin: Credentials.given('root', 'admin-pw') }, {}],
    ['another password of the administrator', { admin: Credentials.given('admin', 'other') }, {}],
    ['another server', { host: 'other' }, {}],
    ['another image', { image: 'image:2' }, {}],
    ['more rights', { privileges: ['SELECT', 'INSERT'] }, {}],
    ['another demand on the connection', {}, { tls: MysqlTls.unverified() }],
    ['a password that is given', {}, { credentials: Credentials.given('user', 'pw') }],
  ])('%s', (_, creation, props) => {
    expect(generation(access(creation, props))).not.toEqual(generation(stack));
  });
  test('a new Secret for certificates, which has to be filled', () => {
    const rds = access({}, { tls: MysqlTls.rds('eu-central-1') });
    expect(generation(rds).certificates).toBe(`\${${rds.address('kubernetes_secret_v1', 'Certificates')}.metadata[0].uid}`);
  });
  test('and with nothing else', () => {
    expect(generation(access())).toEqual(generation(stack));
    expect(Object.keys(generation(stack))).toEqual(['admin', 'image', 'password', 'program', 'settings']);
  });
});

test('no password is in the generation', () => {
  const stack = synth((scope) => {
    const password = new TerraformVariable(scope, 'password', { type: 'string', sensitive: true });
    new DatabaseAccess(scope, 'Database', {
      name: 'server',
      namespace: 'apps',
      credentials: Credentials.given('user', 'user-pw'),
      username: 'user',
      dependsOn: [],
      creation: { ...CREATION, admin: Credentials.given('admin', password.stringValue) },
    });
  });
  expect(generation(stack).admin).toBe('${sensitive(sha256(join("", ["admin:", var.password])))}');
  expect(generation(stack).password).toMatch(/^\$\{sensitive\("[0-9a-f]{64}"\)\}$/);
});
