import { CIDR, cidrRemedy, isKmsKeyArn, isCidr, isPrivate, parseCidr } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { DatabaseProps } from '../database';
import { DatabaseOptions } from '../database-options';

/** The database's defaults. */
export const DATABASE_DEFAULTS = {
  instanceClass: 'db.t4g.small', storageGib: 20, maxStorageGib: 100, multiAz: false, backupRetentionDays: 7, databaseName: 'zenml', username: 'admin',
};

/** The logs that go to CloudWatch. */
export const LOG_EXPORTS = ['error', 'slowquery'];

/**
 * TLS is required; the recipe's character set; slow queries go to the log that is exported; users may make triggers, which MLflow's tables
 * have, although backups turn the binary log on (https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html).
 */
export const PARAMETERS = [
  { name: 'require_secure_transport', value: '1' },
  { name: 'character_set_server', value: 'utf8mb4' },
  { name: 'log_bin_trust_function_creators', value: '1' },
  { name: 'log_output', value: 'FILE' },
  { name: 'slow_query_log', value: '1' },
];

/** Classes that RDS does not offer for MySQL 8.4: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
const RETIRED_CLASSES = /^db\.(t1|t2|m1|m2|m3|m4|r3|r4)\./;

const SYSTEM_SCHEMAS = ['mysql', 'sys', 'information_schema', 'performance_schema'];
const RESERVED_USERNAMES = ['rdsadmin', 'rdsrepladmin', 'rds_superuser_role', 'mysql', 'root', 'sys', 'session', 'user'];

/** The family of parameter groups of a version: mysql8.4. */
export function parameterFamily(version: string): string {
  return `mysql${version.split('.').slice(0, 2).join('.')}`;
}

/** Whether the instance needs a public address: a range outside the private ones is to reach it. */
export function isPublic(allowedCidrs: string[] = []): boolean {
  return allowedCidrs.some((cidr) => {
    const range = isUnknown(cidr) ? undefined : parseCidr(cidr);
    return range === undefined || !isPrivate(range);
  });
}

/** Checks what can be chosen about the database. */
export function validateDatabase(v: Validation, options: DatabaseOptions | DatabaseProps): void {
  if ('identifier' in options) {
    v.check('identifier', options.identifier, (id) => id.length <= 63 && /^[a-z](-?[a-z0-9])*$/.test(id),
      '1 to 63 lower-case letters, digits and single hyphens, with a letter first and no hyphen last');
    v.check('identifier', options.identifier, (id) => id !== 'default' && !id.startsWith('sg-'),
      'neither "default" nor begin with "sg-", which RDS and EC2 reserve');
  }
  const version = options.engineVersion?.version;
  v.check('engineVersion', version, (text) => /^\d+\.\d+(\.\d+)?$/.test(text), 'a version of MySQL, for example "8.4" or "8.4.7"');
  if (version && /^\d+\.\d+(\.\d+)?$/.test(version)) {
    const [major, minor] = version.split('.').map(Number);
    v.check('engineVersion', version, () => major > 8 || (major === 8 && minor >= 4), '8.4 or newer',
      'Standard support of MySQL 8.0 on RDS ended on 2026-07-31; use MysqlVersion.DEFAULT.');
  }
  v.check('instanceClass', options.instanceClass, (name) => /^db\.[a-z0-9-]+\.[a-z0-9.-]+$/.test(name), 'an RDS instance class',
    'Use for example "db.t4g.small".');
  v.check('instanceClass', options.instanceClass, (name) => !RETIRED_CLASSES.test(name), 'a class that RDS offers for MySQL 8.4',
    'Use a newer generation, for example "db.t4g.small" or "db.m7g.large".');
  v.integer('storageGib', options.storageGib, 20, 65536, ' GiB');
  v.integer('maxStorageGib', options.maxStorageGib, 22, 65536, ' GiB');
  const storage = options.storageGib ?? DATABASE_DEFAULTS.storageGib;
  const most = options.maxStorageGib ?? DATABASE_DEFAULTS.maxStorageGib;
  const wellFormed = [storage, most].every((size) => !isUnknown(size) && Number.isInteger(size)) && storage <= 65536;
  if (wellFormed && 10 * most < 11 * storage) {
    v.add('maxStorageGib', `must be at least a tenth more than 'storageGib' (${storage}), got ${most}`,
      11 * storage <= 655360 ? `Use ${Math.ceil(11 * storage / 10)} or more.` : 'Lower \'storageGib\'.');
  }
  v.integer('backupRetentionDays', options.backupRetentionDays, 1, 35, ' days', 'Without backups a lost database is lost for good.');
  v.check('databaseName', options.databaseName, (name) => /^[A-Za-z]\w{0,63}$/.test(name), '1 to 64 letters, digits and underscores, with a letter first');
  v.check('databaseName', options.databaseName, (name) => !SYSTEM_SCHEMAS.includes(name.toLowerCase()), 'none of MySQL\'s own');
  v.check('username', options.username, (name) => /^[A-Za-z]\w{0,15}$/.test(name), '1 to 16 letters, digits and underscores, with a letter first');
  v.check('username', options.username, (name) => !RESERVED_USERNAMES.includes(name.toLowerCase()), 'a name that MySQL and RDS do not reserve');
  const ranges = options.allowedCidrs;
  if (ranges && v.known('allowedCidrs', ranges, 'each has a rule of its own')) {
    ranges.filter((range, index) => ranges.indexOf(range) < index).forEach((range) =>
      v.add('allowedCidrs', `must name each range once, got ${JSON.stringify(range)} twice`));
  }
  v.checkEach('allowedCidrs', options.allowedCidrs, isCidr, CIDR, cidrRemedy);
  v.checkEach('allowedCidrs', options.allowedCidrs, (cidr) => cidr !== '0.0.0.0/0', 'narrower than the whole internet',
    'Name the addresses that need the database, for example "203.0.113.7/32".');
  v.check('kmsKeyArn', options.kmsKeyArn, isKmsKeyArn, 'the ARN of a KMS key',
    'For example "arn:aws:kms:eu-central-1:111122223333:key/…".');
}
