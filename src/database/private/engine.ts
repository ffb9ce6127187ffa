import { isPrivate, parseCidr } from '../../validation/rules';
import { isUnknown } from '../../validation/validation';

/** The port that MySQL listens on. */
export const MYSQL_PORT = 3306;

/** The database's defaults. */
export const DATABASE_DEFAULTS = {
  instanceClass: 'db.t4g.small',
  storageGib: 20,
  maxStorageGib: 100,
  multiAz: false,
  backupRetentionDays: 7,
  databaseName: 'zenml',
  username: 'admin',
};

/** The logs that go to CloudWatch. */
export const LOG_EXPORTS = ['error', 'slowquery'];

/**
 * TLS is required; texts are of any language; slow queries go to the log that is exported; users may make triggers,
 * which MLflow's tables have, although backups turn the binary log on
 * (https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html).
 */
export const PARAMETERS = [
  { name: 'require_secure_transport', value: '1' },
  { name: 'character_set_server', value: 'utf8mb4' },
  { name: 'log_bin_trust_function_creators', value: '1' },
  { name: 'log_output', value: 'FILE' },
  { name: 'slow_query_log', value: '1' },
];

/** The family of parameter groups of a version: mysql8.4. */
export function parameterFamily(version: string): string {
  return `mysql${version.split('.').slice(0, 2).join('.')}`;
}

/** Whether the instance needs a public address: a range outside the private ones is to reach it. */
export function isPublic(clientCidrs: string[] = []): boolean {
  return clientCidrs.some((cidr) => {
    const range = isUnknown(cidr) ? undefined : parseCidr(cidr);
    return range === undefined || !isPrivate(range);
  });
}
