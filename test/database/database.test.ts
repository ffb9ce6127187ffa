import { TerraformResource, TerraformVariable } from 'cdktf';
import { Database, DatabaseProps } from '../../src/database';
import { DataRetention } from '../../src/terraform/data-retention';
import { MysqlVersion } from '../../src/versions';
import { NETWORK, PRIVATE_SUBNET_IDS, PUBLIC_SUBNET_IDS } from '../support/fixtures';
import { synth, TestStack } from '../support/synth';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const OTHER_GROUP = 'sg-0a1b2c3d4e5f60719';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const OFFICE = '203.0.113.0/24';
const database = (props: Partial<DatabaseProps> = {}) =>
  synth((stack) => void new Database(stack, 'Db', { identifier: 'acme-mysql', network: NETWORK, ...props }));
const instance = (props: Partial<DatabaseProps> = {}) => database(props).one('aws_db_instance');

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
    // With a final snapshot, a custom parameter group could not be deleted.
    expect(instance()).not.toHaveProperty('option_group_name');
  });
  test.each<[Partial<DatabaseProps>, object]>([
    [{ engineVersion: MysqlVersion.of('9.7'), allowMajorVersionUpgrade: true }, { engine_version: '9.7', allow_major_version_upgrade: true }],
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
  test('is upgraded when standard support of its version ends, and keeps the setting of an existing server', () => {
    expect(instance()).toMatchObject({
      engine_lifecycle_support: 'open-source-rds-extended-support-disabled', lifecycle: { ignore_changes: ['engine_lifecycle_support'] },
    });
  });
  test('has a generated password of 32 letters and digits', () => {
    const synthesized = database();
    expect(synthesized.one('random_password')).toMatchObject({ length: 32, special: false });
    expect(synthesized.one('aws_db_instance').password).toBe(`\${${synthesized.address('random_password')}.result}`);
  });
  test('depends on its log groups, which have a retention', () => {
    const synthesized = database();
    for (const log of ['error', 'slowquery']) {
      expect(synthesized.one('aws_cloudwatch_log_group', log))
        .toMatchObject({ name: `/aws/rds/instance/acme-mysql/${log}`, retention_in_days: 365 });
      expect(synthesized.dependencies(synthesized.address('aws_db_instance')))
        .toContain(synthesized.address('aws_cloudwatch_log_group', log));
    }
  });
});

test('the parameter group requires TLS and has the family of the version', () => {
  expect(database().one('aws_db_parameter_group')).toMatchObject({
    name_prefix: 'acme-mysql-',
    family: 'mysql8.4',
    parameter: expect.arrayContaining([
      { name: 'require_secure_transport', value: '1' }, { name: 'character_set_server', value: 'utf8mb4' },
    ]),
    lifecycle: { create_before_destroy: true },
  });
  const engineVersion = MysqlVersion.of('9.7.1');
  expect(database({ engineVersion }).one('aws_db_parameter_group').family).toBe('mysql9.7');
});

describe('a patch version', () => {
  const synthesized = database({ engineVersion: MysqlVersion.of('8.4.5') });
  const of = (type: string) => synthesized.addresses.find((it) => it.startsWith(`data.${type}.`))!;

  test('is the minimum: a later one that RDS has installed is kept, so that no downgrade is planned', () => {
    const actual = `one(${of('aws_db_instance')}[*].engine_version)`;
    expect(synthesized.one('aws_db_instance').engine_version).toBe(
      `\${try((tonumber(element(regex("^8[.]4[.]([0-9]+)", ${actual}), 0)) >= 5), false) ? ${actual} : "8.4.5"}`,
    );
  });
  test('is compared with the existing server of that name', () => {
    expect(synthesized.data('aws_db_instance', 'Running')).toMatchObject({
      db_instance_identifier: 'acme-mysql', count: `\${length(${of('aws_db_instances')}.instance_identifiers)}`,
    });
    expect(synthesized.data('aws_db_instances').filter).toEqual([{ name: 'db-instance-id', values: ['acme-mysql'] }]);
  });
  test('fails the apply before it creates anything if another deployment has created a server of that name', () => {
    const [{ condition, error_message: message }] = synthesized.one('terraform_data').lifecycle.postcondition;
    expect(condition).toBe(`\${alltrue([for it in ${of('aws_db_instance')}[*] : lookup(it.tags, "cdktf-zenml-aws/deployment", self.id) == self.id])}`);
    expect(message).toContain('The MySQL server acme-mysql was created by another deployment');
  });
  test('is used unchanged if only Terraform knows the server\'s name', () => {
    const unknown = synth((stack) => void new Database(stack, 'Db', {
      identifier: new TerraformVariable(stack, 'name', { type: 'string' }).stringValue, network: NETWORK, engineVersion: MysqlVersion.of('8.4.5'),
    }));
    expect(unknown.one('aws_db_instance').engine_version).toBe('8.4.5');
  });
  test('can be omitted: the provider accepts any version, and a server of another deployment is still refused', () => {
    expect(database().one('aws_db_instance').engine_version).toBe('8.4');
    expect(database().one('terraform_data').lifecycle.postcondition).toHaveLength(1);
  });
});

describe('retention', () => {
  test.each([undefined, DataRetention.KEEP])(
    '%s enables deletion protection, and takes a snapshot with a unique name', (dataRetention) => {
      const synthesized = database({ dataRetention });
      expect(synthesized.one('aws_db_instance')).toMatchObject({
        deletion_protection: true,
        delete_automated_backups: false,
        skip_final_snapshot: false,
        final_snapshot_identifier: `acme-mysql-final-\${${synthesized.address('random_id')}.hex}`,
      });
    });
  test('DELETE keeps nothing', () => {
    const synthesized = database({ dataRetention: DataRetention.DELETE });
    expect(synthesized.one('aws_db_instance'))
      .toMatchObject({ deletion_protection: false, delete_automated_backups: true, skip_final_snapshot: true });
    expect(synthesized.one('aws_db_instance')).not.toHaveProperty('final_snapshot_identifier');
    expect(synthesized.all('random_id')).toEqual({});
  });
});

describe('allowed clients', () => {
  const placed = (props: Partial<DatabaseProps>) => {
    const synthesized = database(props);
    return [synthesized.one('aws_db_subnet_group').subnet_ids, synthesized.one('aws_db_instance').publicly_accessible];
  };
  test('are none by default', () => {
    expect(database().all('aws_vpc_security_group_ingress_rule')).toEqual({});
    expect(database().one('aws_security_group')).toMatchObject({ name: 'acme-mysql', vpc_id: NETWORK.vpcId });
    expect(placed({})).toEqual([PRIVATE_SUBNET_IDS, false]);
  });
  test('are members of the given security groups, from private subnets', () => {
    const props = { clientSecurityGroupIds: { cluster: GROUP, vpn: OTHER_GROUP } };
    const rules = Object.values(database(props).all('aws_vpc_security_group_ingress_rule'));
    expect(rules).toEqual([GROUP, OTHER_GROUP].map((group) => expect.objectContaining({
      referenced_security_group_id: group, ip_protocol: 'tcp', from_port: 3306, to_port: 3306,
    })));
    expect(placed(props)).toEqual([PRIVATE_SUBNET_IDS, false]);
  });
  test('are private ranges, from private subnets', () => {
    expect(placed({ clientCidrs: ['10.0.0.0/8'] })).toEqual([PRIVATE_SUBNET_IDS, false]);
    expect(database({ clientCidrs: ['10.0.0.0/8'] }).one('aws_vpc_security_group_ingress_rule'))
      .toMatchObject({ cidr_ipv4: '10.0.0.0/8', from_port: 3306 });
  });
  test('in a public range put the instance into the public subnets, open to this range only', () => {
    expect(placed({ clientCidrs: ['10.0.0.0/8', OFFICE] })).toEqual([PUBLIC_SUBNET_IDS, true]);
    expect(database({ clientCidrs: [OFFICE] }).one('aws_vpc_security_group_ingress_rule'))
      .toMatchObject({ cidr_ipv4: OFFICE, description: `MySQL from ${OFFICE}` });
  });
  test('in a range that only Terraform knows may be public', () => {
    const synthesized = synth((stack) => void new Database(stack, 'Db', {
      identifier: 'acme-mysql', network: NETWORK, clientCidrs: [new TerraformVariable(stack, 'Office', {}).stringValue],
    }));
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').cidr_ipv4).toBe('${var.Office}');
    expect(synthesized.one('aws_db_instance').publicly_accessible).toBe(true);
  });
});

test('attributes are host, port, user, password, database, security group and dependencies', () => {
  let made!: Database;
  const synthesized = synth((stack) => {
    made = new Database(stack, 'Db', {
      identifier: 'acme-mysql', network: NETWORK, clientSecurityGroupIds: { cluster: GROUP },
    });
    stack.addOverride('locals', {
      host: made.host, username: made.username, password: made.password, group: made.securityGroupId,
    });
  });
  const address = synthesized.address('aws_db_instance');
  expect(synthesized.json.locals).toEqual({
    host: `\${${address}.address}`,
    username: `\${${address}.username}`,
    password: `\${${synthesized.address('random_password')}.result}`,
    group: `\${${synthesized.address('aws_security_group')}.id}`,
  });
  expect([made.port, made.databaseName]).toEqual([3306, 'zenml']);
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType))
    .toEqual(['aws_db_instance', 'aws_vpc_security_group_ingress_rule']);
});

test('the main resource is the instance', () => {
  const made = new Database(new TestStack(), 'Db', { identifier: 'acme-mysql', network: NETWORK });
  expect((made.node.defaultChild as TerraformResource).terraformResourceType).toBe('aws_db_instance');
});

test('kept data lists the addresses in the state and the names in AWS, with the snapshot', () => {
  let made!: Database;
  const synthesized = synth((stack) => {
    made = new Database(stack, 'Db', { identifier: 'acme-mysql', network: NETWORK });
    stack.addOverride('locals', { ...made._kept });
  });
  const address = synthesized.address('aws_db_instance');
  expect(synthesized.json.locals).toEqual({
    address, name: `\${${address}.identifier}`, finalSnapshot: synthesized.one('aws_db_instance').final_snapshot_identifier, databaseName: 'zenml',
  });
});

test('all names of the longest identifier are within the limits of AWS', () => {
  const identifier = `a${'-b'.repeat(31)}`;
  const synthesized = database({ identifier });
  const { final_snapshot_identifier: snapshot, ...made } = synthesized.one('aws_db_instance');
  expect([identifier.length, made.identifier]).toEqual([63, identifier]);
  expect(snapshot.replace(/\$\{.*\}/, '0a1b2c3d')).toMatch(/^(?=.{1,255}$)[a-z](-?[a-z0-9])*$/);
  expect(synthesized.one('aws_db_subnet_group').name).toMatch(/^[a-z0-9._ -]{1,255}$/);
  // The provider appends 26 digits.
  expect(synthesized.one('aws_db_parameter_group').name_prefix).toMatch(/^(?=.{1,229}$)[a-z](-?[a-z0-9])*-$/);
  expect(synthesized.one('aws_security_group').name).toMatch(/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/);
  for (const { name } of Object.values(synthesized.all('aws_cloudwatch_log_group'))) {
    expect(name).toMatch(/^[\w./#-]{1,512}$/);
  }
});
