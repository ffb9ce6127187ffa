import { TerraformVariable } from 'cdktf';
import { DatabaseSource, ExistingDatabaseOptions, IDatabase } from '../../src/database';
import { MysqlTls } from '../../src/kubernetes';
import { SecretValue } from '../../src/secrets/secret-value';
import { DataRetention } from '../../src/terraform/data-retention';
import { Validation, ValidationContext } from '../../src/validation/validation';
import { NETWORK } from '../support/fixtures';
import { messageOf, synth, TestStack } from '../support/synth';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const EXISTING: ExistingDatabaseOptions = { host: 'db.example.com', username: 'admin', password: SecretValue.unsafePlainText('secret') };

function bind(source: DatabaseSource) {
  let database!: IDatabase;
  const synthesized = synth((stack) => {
    database = source._source.bind(stack, 'Database', {
      prefix: 'acme-dev',
      network: NETWORK,
      clientSecurityGroupIds: { cluster: GROUP },
      dataRetention: DataRetention.DELETE,
    });
  });
  return { database, synthesized };
}

const check = (source: DatabaseSource, context?: ValidationContext) =>
  Validation.run('Stack', (v) => source._validate(v, 'database'), context);
const problemsOf = (source: DatabaseSource, context?: ValidationContext) =>
  messageOf(() => check(source, context)).split('\n  - ').slice(1);

describe('create', () => {
  test('uses the name, network, clients and retention of the stack', () => {
    const { synthesized } = bind(DatabaseSource.create());
    expect(synthesized.one('aws_db_instance')).toMatchObject({ identifier: 'acme-dev-mysql', skip_final_snapshot: true });
    expect(synthesized.one('aws_db_subnet_group').subnet_ids).toEqual(NETWORK.privateSubnetIds);
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toBe(GROUP);
  });
  test('passes the options to the database', () => {
    const source = DatabaseSource.create({ multiAz: true, databaseName: 'meta' });
    expect(bind(source).synthesized.one('aws_db_instance')).toMatchObject({ multi_az: true, db_name: 'meta' });
    expect(source._source.names('acme')).toEqual({ zenmlDatabase: 'meta', zenmlUser: 'zenml', mlflowDatabase: 'mlflow', mlflowUser: 'mlflow' });
  });
  test('refuses a connection without TLS, which the server requires', () => {
    expect(problemsOf(DatabaseSource.create({ tls: MysqlTls.none() }))).toEqual(['database.tls: must not be '
      + 'MysqlTls.none(): the server requires TLS. Leave it out, or use MysqlTls.unverified() where pods cannot '
      + 'have the certificates.']);
  });
  test('refuses certificates of another region', () => {
    expect(problemsOf(DatabaseSource.create({ tls: MysqlTls.rds('us-east-1') }), { region: 'eu-central-1' })).toEqual([
      "database.tls: got MysqlTls.rds('us-east-1'). Must be MysqlTls.rds('eu-central-1'), the region of the server. "
        + 'Leave it out: this is the default.',
    ]);
    expect(() => check(DatabaseSource.create({ tls: MysqlTls.rds('eu-central-1') }), { region: 'eu-central-1' })).not.toThrow();
  });
  test('clients require a certificate of RDS, or the configured one', () => {
    expect(DatabaseSource.create()._source.tls('eu-central-1')._source.url).toMatch(/^https:\/\/truststore\.pki\.rds\.amazonaws\.com\//);
    expect(DatabaseSource.create()._source.tls('us-iso-east-1')._source.mode).toBe('unverified');
    const tls = MysqlTls.certificates(PEM);
    expect(DatabaseSource.create({ tls })._source.tls('eu-central-1')).toBe(tls);
    expect(() => bind(DatabaseSource.create({ tls }))).not.toThrow();
    expect(problemsOf(DatabaseSource.create({ tls: MysqlTls.certificates('none') }))).toEqual([
      expect.stringMatching(/^database\.tls: must be certificates in PEM/),
    ]);
  });
  test('accepts its defaults', () => expect(() => check(DatabaseSource.create())).not.toThrow());
  test('reports props by their path', () => {
    expect(problemsOf(DatabaseSource.create({ storageGib: 19, clientCidrs: ['0.0.0.0/0'] }))).toEqual([
      'database.storageGib: got 19. Must be a whole number from 20 to 65536 GiB.',
      expect.stringMatching(/^database\.clientCidrs\[0\]: got "0\.0\.0\.0\/0"\. Must be narrower than the whole internet\. /),
    ]);
    expect(problemsOf(DatabaseSource.create({ storageGib: 100 }))).toEqual([
      "database.maxStorageGib: got 100 by default. Must be at least 10% more than 'database.storageGib' (100). Use "
        + '110 or more.',
    ]);
  });
  test('suggests a similar prop name', () => {
    expect(problemsOf(DatabaseSource.create({ clientCidr: ['10.0.0.0/8'] } as any)))
      .toEqual([expect.stringMatching(/^database\.clientCidr: unknown\. Allowed: .*\. Did you mean 'database.clientCidrs'\?$/)]);
  });
  test('refuses a key of another region', () => {
    expect(problemsOf(DatabaseSource.create({ kmsKeyArn: KEY }), { region: 'us-east-1' })[0])
      .toMatch(/^database\.kmsKeyArn: got a KMS key of the region eu-central-1\. Must be one of us-east-1\./);
  });
  test.each([[null, 'null'], ['db', 'a value of the type string']])('refuses %j as options', (options, shown) => {
    const source = DatabaseSource.create(options as any);
    expect(problemsOf(source)[0]).toMatch(/^database: got .*\. Must be an object with members such as 'engineVersion', /);
    expect(problemsOf(source)[0]).toContain(`: got ${shown}. Must be `);
    expect(source._source.names('acme').zenmlDatabase).toBe('zenml');
  });
});

describe('existing', () => {
  test('creates nothing', () => {
    const { synthesized, database } = bind(DatabaseSource.existing(EXISTING));
    expect(synthesized.json.resource).toBeUndefined();
    expect(database).toMatchObject({ ...EXISTING, password: 'secret', port: 3306, databaseName: 'acme_dev_zenml', ready: [] });
  });
  test('accepts port and database', () => {
    const source = DatabaseSource.existing({ ...EXISTING, port: 3307, databaseName: 'meta' });
    expect(bind(source).database).toMatchObject({ port: 3307, databaseName: 'meta' });
    expect(source._source.names('acme').zenmlDatabase).toBe('meta');
  });
  test('prefixes the names of databases and users', () => {
    expect(DatabaseSource.existing(EXISTING)._source.names('acme-dev')).toEqual({
      zenmlDatabase: 'acme_dev_zenml', zenmlUser: 'acme_dev_zenml', mlflowDatabase: 'acme_dev_mlflow', mlflowUser: 'acme_dev_mlflow',
    });
  });
  test('shortens user names to MySQL\'s limit, and keeps them distinct', () => {
    const prefixes = [`${'a'.repeat(29)}b`, `${'a'.repeat(29)}c`];
    const users = prefixes.map((prefix) => DatabaseSource.existing(EXISTING)._source.names(prefix))
      .flatMap(({ zenmlUser, mlflowUser }) => [zenmlUser, mlflowUser]);
    expect(new Set(users).size).toBe(4);
    users.forEach((user) => expect(user).toMatch(/^a{17}_[0-9a-f]{8}_zenml$|^a{16}_[0-9a-f]{8}_mlflow$/));
  });
  test('accepts custom names', () => {
    const chosen = { databaseName: 'zenml', zenmlUsername: 'zenml', mlflowDatabaseName: 'mlflow', mlflowUsername: 'mlflow' };
    const source = DatabaseSource.existing({ ...EXISTING, ...chosen });
    expect(source._source.names('acme')).toEqual({ zenmlDatabase: 'zenml', zenmlUser: 'zenml', mlflowDatabase: 'mlflow', mlflowUser: 'mlflow' });
    expect(bind(source).database).toMatchObject({ ...EXISTING, password: 'secret', port: 3306, databaseName: 'zenml', ready: [] });
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, mlflowDatabaseName: 'mysql', mlflowUsername: 'u'.repeat(33), zenmlUsername: 'ä' }))).toEqual([
      'database.zenmlUsername: must be 1 to 32 printable ASCII characters.',
      'database.mlflowDatabaseName: got "mysql". Must be none of mysql, sys, information_schema, performance_schema. '
        + 'They are system schemas of MySQL.',
      expect.stringMatching(/^database\.mlflowUsername: must be 1 to 32 printable ASCII characters\.$/),
    ]);
  });
  test('allows the clients in its security group, and its users depend on that rule', () => {
    const { database, synthesized } = bind(DatabaseSource.existing({ ...EXISTING, port: 3307, securityGroupId: 'sg-0a1b2c3d4e5f60719' }));
    expect(synthesized.one('aws_vpc_security_group_ingress_rule')).toEqual({
      security_group_id: 'sg-0a1b2c3d4e5f60719',
      referenced_security_group_id: GROUP,
      ip_protocol: 'tcp',
      from_port: 3307,
      to_port: 3307,
      description: 'MySQL from cluster',
    });
    expect(database.ready.map(({ fqn }) => fqn)).toHaveLength(1);
  });
  test('changes nothing without a security group', () => {
    const { database, synthesized } = bind(DatabaseSource.existing(EXISTING));
    expect(database.ready).toEqual([]);
    expect(synthesized.addresses).toEqual([]);
  });
  test('refuses an invalid security group', () => {
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, securityGroupId: 'mysql' }))).toEqual([
      expect.stringMatching(/^database\.securityGroupId: got "mysql"\. Must be the id of a security group, [^.]*\.$/),
    ]);
  });
  test.each(['localhost', '127.0.0.1', 'db.localhost', '0.0.0.0'])('refuses %s, where a pod would connect to itself', (host) => {
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, host }))).toEqual([
      `database.host: got "${host}". Must be a name or address that pods can reach. From a pod, it refers to the pod `
        + 'itself.',
    ]);
  });
  test('refuses certificates of another region than the host name\'s', () => {
    const host = 'db.abc123.eu-west-1.rds.amazonaws.com';
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, host, tls: MysqlTls.rds('us-east-1') })))
      .toEqual(["database.tls: got MysqlTls.rds('us-east-1'). Must be MysqlTls.rds('eu-west-1'), the region in "
        + "'database.host'."]);
    expect(() => check(DatabaseSource.existing({ ...EXISTING, host, tls: MysqlTls.rds('eu-west-1') }))).not.toThrow();
  });
  test('refuses a password that clients encode differently, by the name of the user\'s prop', () => {
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, password: SecretValue.unsafePlainText('ä') }))).toEqual([
      'database.password: must be printable ASCII characters, at least one. MySQL clients encode others differently.',
    ]);
  });
  test('reports props by their path', () => {
    expect(problemsOf(DatabaseSource.existing({ host: '', username: '', password: SecretValue.unsafePlainText(''), port: 0, databaseName: '' }))
      .map((problem) => problem.split(' ')[0])).toEqual([
      'database.host:', 'database.port:', 'database.username:', 'database.password:', 'database.databaseName:',
    ]);
  });
  test.each([
    [undefined, 'missing'], [null, 'got null'],
    ['mysql://admin:secret@db', 'got a value of the type string'], [[EXISTING], 'got a value of the type list'],
  ])('refuses %j as options, and shows no secret', (options, shown) => {
    expect(problemsOf(DatabaseSource.existing(options as any)))
      .toEqual([`database: ${shown}. Must be an object with 'host', 'username', 'password'.`]);
  });
  test('allows tokens', () => {
    const { stringValue: text, numberValue: port } = new TerraformVariable(new TestStack(), 'Value', {});
    const source = DatabaseSource.existing({ host: text, port, username: text, password: SecretValue.resourceAttribute(text), databaseName: text });
    expect(() => check(source)).not.toThrow();
  });
});
