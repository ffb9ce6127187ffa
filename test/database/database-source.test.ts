import { TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { DatabaseSource, ExistingDatabaseOptions, IDatabase } from '../../src/database';
import { MysqlTls } from '../../src/kubernetes';
import { Validation, ValidationContext } from '../../src/private/validation';
import { messageOf, synth, TestStack } from '../support/synth';

const subnet = (last: number) => `subnet-0a1b2c3d4e5f6071${last}`;
const NETWORK = {
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  privateSubnetIds: [subnet(1), subnet(2)],
  publicSubnetIds: [subnet(3), subnet(4)],
  ready: [],
};
const GROUP = 'sg-0a1b2c3d4e5f60718';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const EXISTING: ExistingDatabaseOptions = { host: 'db.example.com', username: 'admin', password: 'secret' };

function bind(source: DatabaseSource) {
  let database!: IDatabase;
  const synthesized = synth((stack) => {
    database = source._bind(stack, 'Database', {
      identifier: 'acme-mysql',
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
  test('takes the stack\'s name, network, clients and retention', () => {
    const { synthesized } = bind(DatabaseSource.create());
    expect(synthesized.one('aws_db_instance')).toMatchObject({ identifier: 'acme-mysql', skip_final_snapshot: true });
    expect(synthesized.one('aws_db_subnet_group').subnet_ids).toEqual(NETWORK.privateSubnetIds);
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toBe(GROUP);
  });
  test('passes the options on', () => {
    const source = DatabaseSource.create({ multiAz: true, databaseName: 'meta' });
    expect(bind(source).synthesized.one('aws_db_instance')).toMatchObject({ multi_az: true, db_name: 'meta' });
    expect(source._databaseName).toBe('meta');
  });
  test('clients demand a certificate of RDS, or what is said', () => {
    expect(DatabaseSource.create()._tls('eu-central-1')._url).toMatch(/^https:\/\/truststore\.pki\.rds\.amazonaws\.com\//);
    expect(DatabaseSource.create()._tls('us-iso-east-1')._mode).toBe('unverified');
    const tls = MysqlTls.certificates(PEM);
    expect(DatabaseSource.create({ tls })._tls('eu-central-1')).toBe(tls);
    expect(() => bind(DatabaseSource.create({ tls }))).not.toThrow();
    expect(problemsOf(DatabaseSource.create({ tls: MysqlTls.certificates('none') }))).toEqual([
      expect.stringMatching(/^'database\.tls' must be certificates in PEM/),
    ]);
  });
  test('finds nothing wrong with its defaults', () => expect(() => check(DatabaseSource.create())).not.toThrow());
  test('names the props by their path', () => {
    expect(problemsOf(DatabaseSource.create({ storageGib: 19, clientCidrs: ['0.0.0.0/0'] }))).toEqual([
      "'database.storageGib' must be a whole number from 20 to 65536 GiB, got 19.",
      expect.stringMatching(/^'database\.clientCidrs\[0\]' must be narrower than the whole internet, got /),
    ]);
    expect(problemsOf(DatabaseSource.create({ storageGib: 100 }))).toEqual([
      "'database.maxStorageGib' must be at least a tenth more than 'database.storageGib' (100), got 100."
      + ' Use 110 or more.',
    ]);
  });
  test('knows a prop by a name that is nearly right', () => {
    expect(problemsOf(DatabaseSource.create({ clientCidr: ['10.0.0.0/8'] } as any)))
      .toEqual(["'database.clientCidr' must be a name that is known. Did you mean 'clientCidrs'?"]);
  });
  test('refuses a key of another region than the stack\'s', () => {
    expect(problemsOf(DatabaseSource.create({ kmsKeyArn: KEY }), { region: 'us-east-1' })[0])
      .toMatch(/^'database\.kmsKeyArn' must be a KMS key of the region us-east-1, got one of eu-central-1\./);
  });
  test.each([[null, 'null'], ['db', 'a value of the type string']])('refuses %j in place of options', (options, shown) => {
    const source = DatabaseSource.create(options as any);
    expect(problemsOf(source)[0]).toMatch(/^'database' must be an object with members such as 'engineVersion', /);
    expect(problemsOf(source)[0]).toContain(`, got ${shown}.`);
    expect(source._databaseName).toBeUndefined();
  });
});

describe('existing', () => {
  test('makes nothing', () => {
    const { synthesized, database } = bind(DatabaseSource.existing(EXISTING));
    expect(synthesized.json.resource).toBeUndefined();
    expect(database).toEqual({ ...EXISTING, port: 3306, databaseName: 'zenml', ready: [] });
  });
  test('takes port and database', () => {
    const source = DatabaseSource.existing({ ...EXISTING, port: 3307, databaseName: 'meta' });
    expect(bind(source).database).toMatchObject({ port: 3307, databaseName: 'meta' });
    expect(source._databaseName).toBe('meta');
  });
  test('refuses a password that clients encode differently, by the name that the user wrote', () => {
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, password: 'ä' }))).toEqual([
      "'database.password' must be printable ASCII characters, at least one. MySQL clients encode others differently.",
    ]);
  });
  test('names the props by their path', () => {
    expect(problemsOf(DatabaseSource.existing({ host: '', username: '', password: '', port: 0, databaseName: '' }))
      .map((problem) => problem.split(' ')[0])).toEqual([
      "'database.host'", "'database.port'", "'database.username'", "'database.password'", "'database.databaseName'",
    ]);
  });
  test.each([
    [undefined, 'nothing'], [null, 'null'],
    ['mysql://admin:secret@db', 'a value of the type string'], [[EXISTING], 'a value of the type list'],
  ])('refuses %j in place of options, and shows no secret', (options, shown) => {
    expect(problemsOf(DatabaseSource.existing(options as any)))
      .toEqual([`'database' must be an object with 'host', 'username', 'password', got ${shown}.`]);
  });
  test('lets tokens through', () => {
    const { stringValue: text, numberValue: port } = new TerraformVariable(new TestStack(), 'Value', {});
    const source = DatabaseSource.existing({ host: text, port, username: text, password: text, databaseName: text });
    expect(() => check(source)).not.toThrow();
  });
});
