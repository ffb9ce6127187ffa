import { TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { DatabaseSource, ExistingDatabaseOptions, IDatabase } from '../../src/database';
import { Validation } from '../../src/private/validation';
import { synth, TestStack } from '../support/synth';

const NETWORK = { vpcId: 'vpc-1', privateSubnetIds: ['private-1', 'private-2'], publicSubnetIds: ['public-1', 'public-2'], ready: [] };
const EXISTING: ExistingDatabaseOptions = { host: 'db.example.com', username: 'admin', password: 'secret' };

function bind(source: DatabaseSource) {
  let database!: IDatabase;
  const synthesized = synth((stack) => {
    database = source._bind(stack, 'Database', {
      identifier: 'acme-mysql', network: NETWORK, clientSecurityGroupIds: { cluster: 'sg-1' }, dataRetention: DataRetention.DELETE,
    });
  });
  return { database, synthesized };
}

function problemsOf(source: DatabaseSource): string[] {
  const validation = new Validation('database');
  source._validate(validation);
  return validation.problems;
}

describe('create', () => {
  test('takes the stack\'s name, network, clients and retention', () => {
    const { synthesized } = bind(DatabaseSource.create());
    expect(synthesized.one('aws_db_instance')).toMatchObject({ identifier: 'acme-mysql', skip_final_snapshot: true });
    expect(synthesized.one('aws_db_subnet_group').subnet_ids).toEqual(NETWORK.privateSubnetIds);
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toBe('sg-1');
  });
  test('passes the options on', () => {
    expect(bind(DatabaseSource.create({ multiAz: true, databaseName: 'meta' })).synthesized.one('aws_db_instance')).toMatchObject({ multi_az: true, db_name: 'meta' });
  });
  test('names the props by their path', () => {
    expect(problemsOf(DatabaseSource.create({ storageGib: 1 }))).toEqual(["'database.storageGib' must be a whole number from 20 to 65536 GiB, got 1."]);
  });
});

describe('existing', () => {
  test('makes nothing', () => {
    const { synthesized, database } = bind(DatabaseSource.existing(EXISTING));
    expect(synthesized.json.resource).toBeUndefined();
    expect(database).toEqual({ ...EXISTING, port: 3306, databaseName: 'zenml', ready: [] });
  });
  test('takes port and database', () => {
    expect(bind(DatabaseSource.existing({ ...EXISTING, port: 3307, databaseName: 'meta' })).database).toMatchObject({ port: 3307, databaseName: 'meta' });
  });
  test.each<[Partial<ExistingDatabaseOptions>, string]>([
    [{ host: 'mysql://db' }, '\'database.host\' must be a host name, without "mysql://" and without a port, got "mysql://db".'],
    [{ port: 0 }, "'database.port' must be a whole number from 1 to 65535, got 0."],
    [{ username: '' }, '\'database.username\' must be 1 to 32 characters, got "".'],
    [{ username: 'u'.repeat(33) }, `'database.username' must be 1 to 32 characters, got "${'u'.repeat(33)}".`],
    [{ password: '' }, '\'database.password\' must be not empty, got "".'],
    [{ databaseName: 'zen-ml' }, '\'database.databaseName\' must be 1 to 64 letters, digits and underscores, got "zen-ml".'],
  ])('refuses %j', (options, problem) => {
    expect(problemsOf(DatabaseSource.existing({ ...EXISTING, ...options }))).toEqual([problem]);
  });
  test('refuses several at once', () => {
    expect(problemsOf(DatabaseSource.existing({ host: '', username: '', password: '' }))).toHaveLength(3);
  });
  test('lets tokens through', () => {
    const { stringValue: text, numberValue: port } = new TerraformVariable(new TestStack(), 'Value', {});
    expect(problemsOf(DatabaseSource.existing({ host: text, port, username: text, password: text, databaseName: text }))).toEqual([]);
  });
});
