import { TerraformResource, TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { Database, DatabaseProps } from '../../src/database';
import { MysqlVersion } from '../../src/versions';
import { messageOf, synth, TestStack } from '../support/synth';

const NETWORK = { vpcId: 'vpc-1', privateSubnetIds: ['private-1', 'private-2'], publicSubnetIds: ['public-1', 'public-2'], ready: [] };
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const OFFICE = '203.0.113.0/24';
const database = (props: Partial<DatabaseProps> = {}) =>
  synth((stack) => void new Database(stack, 'Db', { identifier: 'acme-mysql', network: NETWORK, ...props }));
const instance = (props: Partial<DatabaseProps> = {}) => database(props).one('aws_db_instance');
const refused = (props: Partial<DatabaseProps>) => messageOf(() => database(props)).split('\n  - ');

describe('the instance', () => {
  test('has its defaults', () => {
    expect(instance()).toMatchObject({
      identifier: 'acme-mysql',
      engine: 'mysql',
      engine_version: '8.4',
      instance_class: 'db.t4g.small',
      allocated_storage: 20,
      max_allocated_storage: 100,
      storage_type: 'gp3',
      storage_encrypted: true,
      db_name: 'zenml',
      username: 'admin',
      publicly_accessible: false,
      multi_az: false,
      backup_retention_period: 7,
      copy_tags_to_snapshot: true,
      enabled_cloudwatch_logs_exports: ['error', 'slowquery'],
    });
    expect(instance()).not.toHaveProperty('kms_key_id');
    expect(instance()).not.toHaveProperty('option_group_name'); // with a final snapshot, one of its own could not be deleted
  });
  test.each<[Partial<DatabaseProps>, object]>([
    [{ engineVersion: MysqlVersion.of('8.4.7') }, { engine_version: '8.4.7' }],
    [{ instanceClass: 'db.m7g.large' }, { instance_class: 'db.m7g.large' }],
    [{ storageGib: 50, maxStorageGib: 60 }, { allocated_storage: 50, max_allocated_storage: 60 }],
    [{ storageGib: 100, maxStorageGib: 110 }, { allocated_storage: 100, max_allocated_storage: 110 }],
    [{ multiAz: true }, { multi_az: true }],
    [{ backupRetentionDays: 35 }, { backup_retention_period: 35 }],
    [{ databaseName: 'meta', username: 'root_1' }, { db_name: 'meta', username: 'root_1' }],
    [{ kmsKeyArn: KEY }, { kms_key_id: KEY, storage_encrypted: true }],
  ])('with %j', (props, expected) => {
    expect(instance(props)).toMatchObject(expected);
  });
  test('has a generated password of 32 letters and digits', () => {
    const synthesized = database();
    expect(synthesized.one('random_password')).toMatchObject({ length: 32, special: false });
    expect(synthesized.one('aws_db_instance').password).toBe(`\${${synthesized.address('random_password')}.result}`);
  });
  test('comes after its log groups, which have a retention', () => {
    const synthesized = database();
    for (const log of ['error', 'slowquery']) {
      expect(synthesized.one('aws_cloudwatch_log_group', log)).toMatchObject({ name: `/aws/rds/instance/acme-mysql/${log}`, retention_in_days: 90 });
      expect(synthesized.dependencies(synthesized.address('aws_db_instance'))).toContain(synthesized.address('aws_cloudwatch_log_group', log));
    }
  });
});

test('the parameter group requires TLS, and is of the version\'s family', () => {
  expect(database().one('aws_db_parameter_group')).toMatchObject({
    name_prefix: 'acme-mysql-',
    family: 'mysql8.4',
    parameter: expect.arrayContaining([{ name: 'require_secure_transport', value: '1' }, { name: 'character_set_server', value: 'utf8mb4' }]),
    lifecycle: { create_before_destroy: true },
  });
  expect(database({ engineVersion: MysqlVersion.of('9.7.1') }).one('aws_db_parameter_group').family).toBe('mysql9.7');
});

describe('retention', () => {
  test.each([undefined, DataRetention.KEEP])('%s protects the instance, and leaves a snapshot of a name that is used once', (dataRetention) => {
    const synthesized = database({ dataRetention });
    expect(synthesized.one('aws_db_instance')).toMatchObject({
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: `acme-mysql-final-\${${synthesized.address('random_id')}.hex}`,
    });
  });
  test('DELETE leaves nothing', () => {
    const synthesized = database({ dataRetention: DataRetention.DELETE });
    expect(synthesized.one('aws_db_instance')).toMatchObject({ deletion_protection: false, delete_automated_backups: true, skip_final_snapshot: true });
    expect(synthesized.one('aws_db_instance')).not.toHaveProperty('final_snapshot_identifier');
    expect(synthesized.all('random_id')).toEqual({});
  });
});

describe('who can connect', () => {
  const placed = (props: Partial<DatabaseProps>) => {
    const synthesized = database(props);
    return [synthesized.one('aws_db_subnet_group').subnet_ids, synthesized.one('aws_db_instance').publicly_accessible];
  };
  test('nobody by default', () => {
    expect(database().all('aws_vpc_security_group_ingress_rule')).toEqual({});
    expect(database().one('aws_security_group')).toMatchObject({ name: 'acme-mysql', vpc_id: 'vpc-1' });
    expect(placed({})).toEqual([['private-1', 'private-2'], false]);
  });
  test('members of named security groups, from private subnets', () => {
    const props = { clientSecurityGroupIds: { cluster: 'sg-1', vpn: 'sg-2' } };
    const rules = Object.values(database(props).all('aws_vpc_security_group_ingress_rule'));
    expect(rules).toEqual(['sg-1', 'sg-2'].map((group) => expect.objectContaining({
      referenced_security_group_id: group, ip_protocol: 'tcp', from_port: 3306, to_port: 3306,
    })));
    expect(placed(props)).toEqual([['private-1', 'private-2'], false]);
  });
  test('private ranges, from private subnets', () => {
    expect(placed({ allowedCidrs: ['10.0.0.0/8'] })).toEqual([['private-1', 'private-2'], false]);
    expect(database({ allowedCidrs: ['10.0.0.0/8'] }).one('aws_vpc_security_group_ingress_rule')).toMatchObject({ cidr_ipv4: '10.0.0.0/8', from_port: 3306 });
  });
  test('a public range puts the instance into the public subnets, open to the range alone', () => {
    expect(placed({ allowedCidrs: ['10.0.0.0/8', OFFICE] })).toEqual([['public-1', 'public-2'], true]);
    expect(database({ allowedCidrs: [OFFICE] }).one('aws_vpc_security_group_ingress_rule')).toMatchObject({ cidr_ipv4: OFFICE, description: `MySQL from ${OFFICE}` });
  });
  test('a range that only Terraform knows may be public', () => {
    const synthesized = synth((stack) => void new Database(stack, 'Db', {
      identifier: 'acme-mysql', network: NETWORK, allowedCidrs: [new TerraformVariable(stack, 'Office', {}).stringValue],
    }));
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').cidr_ipv4).toBe('${var.Office}');
    expect(synthesized.one('aws_db_instance').publicly_accessible).toBe(true);
  });
});

test('attributes are host, port, user, password, database, group, and what has to be ready', () => {
  let made!: Database;
  const synthesized = synth((stack) => {
    made = new Database(stack, 'Db', { identifier: 'acme-mysql', network: NETWORK, clientSecurityGroupIds: { cluster: 'sg-1' } });
    stack.addOverride('locals', { host: made.host, username: made.username, password: made.password, group: made.securityGroupId });
  });
  const address = synthesized.address('aws_db_instance');
  expect(synthesized.json.locals).toEqual({
    host: `\${${address}.address}`,
    username: `\${${address}.username}`,
    password: `\${${synthesized.address('random_password')}.result}`,
    group: `\${${synthesized.address('aws_security_group')}.id}`,
  });
  expect([made.port, made.databaseName]).toEqual([3306, 'zenml']);
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType)).toEqual(['aws_db_instance', 'aws_vpc_security_group_ingress_rule']);
});

describe('refuses', () => {
  const IDENTIFIER = "'identifier' must be 1 to 63 lower-case letters, digits and single hyphens, with a letter first and no hyphen last";
  test.each<[Partial<DatabaseProps>, string]>([
    ...['', 'Acme', '1acme', 'acme-', 'a--b', 'a_b', 'a'.repeat(64)].map((id) => [{ identifier: id }, `${IDENTIFIER}, got "${id}".`] as [object, string]),
    [{ engineVersion: MysqlVersion.of('latest') }, '\'engineVersion\' must be a version of MySQL, for example "8.4" or "8.4.7", got "latest".'],
    [{ engineVersion: MysqlVersion.of('8.0.40') }, '\'engineVersion\' must be 8.4 or newer, got "8.0.40".'
      + ' Standard support of MySQL 8.0 on RDS ended on 2026-07-31; use MysqlVersion.DEFAULT.'],
    [{ instanceClass: 't4g.small' }, '\'instanceClass\' must be an RDS instance class, got "t4g.small". Use for example "db.t4g.small".'],
    [{ instanceClass: 'db.t2.micro' }, '\'instanceClass\' must be a class that RDS offers for MySQL 8.4, got "db.t2.micro".'
      + ' Use a newer generation, for example "db.t4g.small" or "db.m7g.large".'],
    [{ storageGib: 19 }, "'storageGib' must be a whole number from 20 to 65536 GiB, got 19."],
    [{ storageGib: 100 }, "'maxStorageGib' must be at least a tenth more than 'storageGib' (100), got 100. Use 110 or more."],
    [{ storageGib: 20, maxStorageGib: 65537 }, "'maxStorageGib' must be a whole number from 22 to 65536 GiB, got 65537."],
    [{ backupRetentionDays: 0 }, "'backupRetentionDays' must be a whole number from 1 to 35 days, got 0. Without backups a lost database is lost for good."],
    [{ databaseName: 'zen-ml' }, '\'databaseName\' must be 1 to 64 letters, digits and underscores, with a letter first, got "zen-ml".'],
    [{ username: '_admin' }, '\'username\' must be 1 to 16 letters, digits and underscores, with a letter first, got "_admin".'],
    [{ username: 'RDSadmin' }, '\'username\' must be a name that MySQL and RDS do not reserve, got "RDSadmin".'],
    [{ allowedCidrs: ['203.0.113.7'] }, "'allowedCidrs[0]' must be an IPv4 range in CIDR notation that starts at its first address,"
      + ' got "203.0.113.7". Did you mean "203.0.113.7/32"?'],
    [{ allowedCidrs: [OFFICE, '0.0.0.0/0'] }, '\'allowedCidrs[1]\' must be narrower than the whole internet, got "0.0.0.0/0".'
      + ' Name the addresses that need the database, for example "203.0.113.7/32".'],
    [{ kmsKeyArn: 'alias/x' }, '\'kmsKeyArn\' must be the ARN of a KMS key, got "alias/x". For example "arn:aws:kms:eu-central-1:111122223333:key/…".'],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual(["Database 'test/Db' has 1 problem in its props:", problem]);
  });
  test('several at once', () => {
    expect(refused({ identifier: 'A', backupRetentionDays: 0, username: 'root' })[0]).toBe("Database 'test/Db' has 3 problems in its props:");
  });
  // RDS: "can't be a word reserved by the engine"; a security group's name must not begin with "sg-" or be "default".
  test.each([['databaseName', 'mysql'], ['databaseName', 'sys'], ['databaseName', 'information_schema'], ['identifier', 'sg-acme'], ['identifier', 'default']])(
    'the %s %s, which AWS reserves', (prop, value) => {
      expect(refused({ [prop]: value })[1]).toMatch(new RegExp(`^'${prop}' must be .*, got "${value}"`));
    });
  test('a range that is named twice', () => {
    expect(refused({ allowedCidrs: [OFFICE, OFFICE] })[1]).toMatch(/^'allowedCidrs' must name each range once, got "203\.0\.113\.0\/24" twice/);
  });
  test('storage that leaves no room to grow', () => {
    expect(refused({ storageGib: 65536, maxStorageGib: 65536 })[1]).not.toContain('Use 72090 or more');
  });
});

test('lets tokens through', () => {
  const { stringValue: text, numberValue: number } = new TerraformVariable(new TestStack(), 'Value', {});
  expect(() => new Database(new TestStack(), 'Db', {
    ...{ network: NETWORK, identifier: text, instanceClass: text, databaseName: text, username: text, kmsKeyArn: text },
    ...{ storageGib: number, maxStorageGib: number, backupRetentionDays: number, engineVersion: MysqlVersion.of(text) },
  })).not.toThrow();
});
