import { Fn, TerraformVariable, Token } from 'cdktf';
import { Database, DatabaseProps } from '../../../src/database';
import { MysqlVersion } from '../../../src/versions';
import { NETWORK, subnetId } from '../../support/fixtures';
import { messageOf, TestStack } from '../../support/synth';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const OFFICE = '203.0.113.0/24';
const variable = () => new TerraformVariable(new TestStack(), 'Value', {});
const database = (props: object) =>
  new Database(new TestStack(), 'Db', { identifier: 'acme-mysql', network: NETWORK, ...props } as DatabaseProps);
const refused = (props: object) => messageOf(() => database(props)).split('\n  - ');

/** Values of a prop, and the problem with each. */
const each = (prop: string, values: string[], problem: (value: string) => string) =>
  values.map((value): [object, string] => [{ [prop]: value }, problem(value)]);

describe('refuses', () => {
  const IDENTIFIER = 'Must be 1 to 63 lower-case letters, digits and single hyphens, with a letter first '
    + 'and no hyphen last';
  const CLASS = 'Must be an RDS instance class';
  const DATABASE = 'Must be 1 to 64 letters, digits and underscores, with a letter first';
  const USER = 'username: must be 1 to 16 letters, digits and underscores, with a letter first';
  const KEYWORDS = 'They are listed at https://dev.mysql.com/doc/refman/8.4/en/keywords.html.';
  test.each<[object, string]>([
    ...each('identifier', ['', 'Acme', '1acme', 'acme-', 'a--b', 'a_b', 'a'.repeat(64)],
      (id) => `identifier: got "${id}". ${IDENTIFIER}.`),
    ...each('identifier', ['default', 'sg-acme'],
      (id) => `identifier: got "${id}". Must be neither "default" nor begin with "sg-", which RDS and EC2 reserve.`),
    [{ engineVersion: MysqlVersion.of('latest') },
      'engineVersion: got "latest". Must be a version of MySQL, for example "8.4" or "8.4.7".'],
    [{ engineVersion: MysqlVersion.of('8.0.40') }, 'engineVersion: got "8.0.40". Must be 8.4 or newer. Standard '
      + 'support of MySQL 8.0 on RDS ended on 2026-07-31; use MysqlVersion.DEFAULT.'],
    [{ engineVersion: '8.4' }, 'engineVersion: got "8.4". Must be a MysqlVersion, for example MysqlVersion.DEFAULT. '
      + 'Allowed: MysqlVersion.V8_4, MysqlVersion.DEFAULT, MysqlVersion.of(…).'],
    ...each('instanceClass', ['t4g.small', 'db.t4g', 'db.t4g.huge', 'DB.T4G.SMALL', 'db.serverless', ''],
      (name) => `instanceClass: got "${name}". ${CLASS}. Use for example "db.t4g.small".`),
    ...each('instanceClass', ['db.t2.micro', 'db.m4.10xlarge'],
      (name) => `instanceClass: got "${name}". Must be a class that RDS offers for MySQL 8.4. Use for example `
        + '"db.t4g.small" or "db.m7g.large".'),
    [{ storageGib: 19 }, 'storageGib: got 19. Must be a whole number from 20 to 65536 GiB.'],
    [{ storageGib: 20.5 }, 'storageGib: got 20.5. Must be a whole number from 20 to 65536 GiB.'],
    [{ storageGib: 100 },
      "maxStorageGib: got 100 by default. Must be at least 10% more than 'storageGib' (100). Use 110 or more."],
    [{ maxStorageGib: 22, storageGib: 21 },
      "maxStorageGib: got 22. Must be at least 10% more than 'storageGib' (21). Use 24 or more."],
    [{ storageGib: 65536, maxStorageGib: 65536 },
      "maxStorageGib: got 65536. Must be at least 10% more than 'storageGib' (65536). Lower 'storageGib'."],
    [{ maxStorageGib: 65537 }, 'maxStorageGib: got 65537. Must be a whole number from 22 to 65536 GiB.'],
    [{ multiAz: 'false' }, 'multiAz: got "false". Must be true or false.'],
    [{ backupRetentionDays: 0 }, 'backupRetentionDays: got 0. Must be a whole number from 1 to 35 days. Without '
      + 'backups a lost database cannot be restored.'],
    ...each('databaseName', ['', 'zen-ml', '1a', '_a', 'a'.repeat(65)], (name) => `databaseName: got "${name}". ${DATABASE}.`),
    ...each('databaseName', ['mysql', 'sys', 'INFORMATION_SCHEMA', 'performance_schema'],
      (name) => `databaseName: got "${name}". Must be none of mysql, sys, information_schema, performance_schema. `
        + 'They are system schemas of MySQL.'),
    ...each('databaseName', ['select', 'Database', 'RANK', 'manual', 'qualify', 'tablesample'],
      (name) => `databaseName: got "${name}". Must be no word that MySQL reserves. ${KEYWORDS}`),
    ...each('username', ['', '_admin', 'a-b', 'a'.repeat(17)], () => `${USER}.`),
    ...each('username', ['RDSadmin', 'root', 'mysql', 'user'],
      (name) => `username: got "${name}". Must be none of rdsadmin, rdsrepladmin, rds_superuser_role, mysql, root, `
        + 'sys, session, user. MySQL and RDS reserve them.'),
    ...each('username', ['group', 'Parallel'],
      (name) => `username: got "${name}". Must be no word that MySQL reserves. ${KEYWORDS}`),
    [{ clientCidrs: ['203.0.113.7'] }, 'clientCidrs[0]: got "203.0.113.7". Must be an IPv4 range in CIDR notation '
      + 'that starts at its first address. Did you mean "203.0.113.7/32"?'],
    [{ clientCidrs: [OFFICE, '0.0.0.0/0'] }, 'clientCidrs[1]: got "0.0.0.0/0". Must be narrower than the whole '
      + 'internet. Name the addresses that need the database, for example "203.0.113.7/32".'],
    [{ clientCidrs: [OFFICE, OFFICE] }, `clientCidrs: got "${OFFICE}" twice. Must name each element once.`],
    [{ clientCidrs: OFFICE }, `clientCidrs: got "${OFFICE}". Must be a list of which each element is an IPv4 range `
      + `in CIDR notation that starts at its first address. Put it into a list: ["${OFFICE}"].`],
    [{ kmsKeyArn: 'alias/x' }, 'kmsKeyArn: got "alias/x". Must be the ARN of a KMS key. It reads '
      + '"arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012". Aliases are not '
      + 'supported, because roles get permissions for the key itself.'],
    [{ clientSecurityGroupIds: { cluster: 'acme' } }, 'clientSecurityGroupIds.cluster: got "acme". Must be the id of '
      + 'a security group, for example "sg-0a1b2c3d4e5f60718".'],
    ...['1', 'a/b', 'a b', '', 'a'.repeat(65)].map((name) => [{ clientSecurityGroupIds: { [name]: GROUP } },
      `clientSecurityGroupIds: got "${name}". Must be keyed by 1 to 64 letters, digits and hyphens, with a letter `
        + 'first.'] as [object, string]),
    [{ clientSecurityGroupIds: { cluster: GROUP, vpn: GROUP } },
      `clientSecurityGroupIds: got "${GROUP}" as "cluster" and as "vpn". Must name each group once.`],
    [{ clientSecurityGroupIds: [GROUP] }, 'clientSecurityGroupIds: got a list of 1 element. Must be a map of which '
      + 'each value is the id of a security group, for example "sg-0a1b2c3d4e5f60718".'],
    [{ dataRetention: 'keep' }, 'dataRetention: got "keep". Must be one of DataRetention.KEEP, DataRetention.DELETE. '
      + 'Did you mean DataRetention.KEEP?'],
    [{ network: undefined },
      "network: missing. Must be an object with 'vpcId', 'privateSubnetIds', 'publicSubnetIds', 'ready'."],
    [{ network: { ...NETWORK, vpcId: undefined } },
      'network.vpcId: missing. Must be the id of a VPC, for example "vpc-0a1b2c3d4e5f60718".'],
    [{ network: { ...NETWORK, publicSubnetIds: [subnetId(3)] }, clientCidrs: [OFFICE] },
      "network.publicSubnetIds: got a list of 1 element. Must have at least two where 'clientCidrs' has a range that "
        + 'is not private. The server is then in the public subnets, and RDS needs two zones.'],
  ])('%j', (props, problem) => {
    expect(refused(props)).toEqual(["Database 'test/Db' has 1 problem in its props:", problem]);
  });
  test.each([
    ['db.c6gd.large', 'Use for example "db.t4g.small" or "db.m7g.large".'],
    ['db.z1d.large', 'Use for example "db.t4g.small" or "db.m7g.large".'],
    ['db.m6a.large', 'Use for example "db.t4g.small" or "db.m7g.large".'],
    ['db.x2iezn.2xlarge', 'Use for example "db.t4g.small" or "db.m7g.large".'],
    ['db.m7g.24xlarge', 'Its sizes are large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge.'],
    ['db.t4g.4xlarge', 'Its sizes are micro, small, medium, large, xlarge, 2xlarge.'],
  ])('the class %s', (instanceClass, remedy) => {
    expect(refused({ instanceClass })[1]).toBe(`instanceClass: got "${instanceClass}". Must be a class that RDS `
      + `offers for MySQL 8.4. ${remedy}`);
  });
  test('too few private subnets', () => {
    expect(refused({ network: { ...NETWORK, privateSubnetIds: [subnetId(1)] } })[1])
      .toMatch(/^network\.privateSubnetIds: got .*\. Must be .* at least 2 /);
  });
  test('several problems in one error', () => {
    expect(refused({ identifier: 'A', backupRetentionDays: 0, username: 'root' })[0])
      .toBe("Database 'test/Db' has 3 problems in its props:");
  });
  test.each([
    'engineVersion', 'instanceClass', 'storageGib', 'maxStorageGib', 'multiAz', 'backupRetentionDays', 'databaseName',
    'username', 'clientCidrs', 'kmsKeyArn', 'clientSecurityGroupIds', 'dataRetention',
  ])('null as %s', (prop) => {
    expect(refused({ [prop]: null })[1])
      .toMatch(new RegExp(`^${prop}: got null\\. Must be ((?!\\. ).)*\\. Leave it out for the default\\.$`));
  });
  test.each(['identifier', 'network'])('null as %s', (prop) => {
    expect(refused({ [prop]: null })[1]).toMatch(new RegExp(`^${prop}: got null\\. Must be [^.]*\\.$`));
  });
  test('a list token as ranges, because each range has a rule', () => {
    expect(refused({ clientCidrs: variable().listValue })[1]).toBe('clientCidrs: must be a list with known elements '
      + 'at synthesis, because each has its own rule. Split it: [Fn.element(list, 0), Fn.element(list, 1), …].');
  });
  test('groups in a map that only Terraform knows', () => {
    const clientSecurityGroupIds = Token.asStringMap(Fn.zipmap([], []) as any);
    expect(refused({ clientSecurityGroupIds })[1]).toBe('clientSecurityGroupIds: must be known at synthesis, because '
      + 'each has its own rule. Give the map itself; its values may be tokens.');
  });
});

// Keywords that MySQL does not reserve, and a word that is not a keyword.
test.each(['admin', 'log', 'array', 'system_user', 'master_bind'])('accepts %s as user and database', (name) => {
  expect(() => database({ databaseName: name, username: name })).not.toThrow();
});

test.each(['db.t3.micro', 'db.r6gd.16xlarge', 'db.x2iedn.32xlarge', 'db.m8g.xlarge'])('accepts the class %s', (name) => {
  expect(() => database({ instanceClass: name })).not.toThrow();
});

test('needs no public subnets for private ranges', () => {
  expect(() => database({ network: { ...NETWORK, publicSubnetIds: [] }, clientCidrs: ['10.0.0.0/8'] })).not.toThrow();
});

test('allows tokens', () => {
  const { stringValue: text, numberValue: number, listValue: list } = variable();
  expect(() => new Database(new TestStack(), 'Db', {
    ...{ identifier: text, instanceClass: text, databaseName: text, username: text, kmsKeyArn: text },
    ...{ storageGib: number, maxStorageGib: number, backupRetentionDays: number, engineVersion: MysqlVersion.DEFAULT },
    network: { vpcId: text, privateSubnetIds: list, publicSubnetIds: list, ready: [] },
    clientCidrs: [text, Token.asString(Fn.element(list, 1))],
    clientSecurityGroupIds: { cluster: text, vpn: text },
  })).not.toThrow();
});
