import { isPrivate, parseCidr } from '../../validation/rules';
import { isUnknown } from '../../validation/validation';

/** Default port of MySQL. */
export const MYSQL_PORT = 3306;

/** Defaults of a database. */
export const DATABASE_DEFAULTS = {
  instanceClass: 'db.t4g.small',
  storageGib: 20,
  maxStorageGib: 100,
  multiAz: false,
  backupRetentionDays: 7,
  databaseName: 'zenml',
  username: 'admin',
};

/** Logs that are exported to CloudWatch. */
export const LOG_EXPORTS = ['error', 'slowquery'];

/**
 * Parameters: require TLS, use UTF-8, write slow queries to the exported log, and allow users to create triggers, which
 * MLflow's tables have, although backups enable the binary log
 * (https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html).
 */
export const PARAMETERS = [
  { name: 'require_secure_transport', value: '1' },
  { name: 'character_set_server', value: 'utf8mb4' },
  { name: 'log_bin_trust_function_creators', value: '1' },
  { name: 'log_output', value: 'FILE' },
  { name: 'slow_query_log', value: '1' },
];

/** Parameter group family of a version, for example mysql8.4. */
export function parameterFamily(version: string): string {
  return `mysql${version.split('.').slice(0, 2).join('.')}`;
}

/** Whether the instance needs a public address, because a range is not private. */
export function isPublic(clientCidrs: string[] = []): boolean {
  return clientCidrs.some((cidr) => {
    const range = isUnknown(cidr) ? undefined : parseCidr(cidr);
    return range === undefined || !isPrivate(range);
  });
}
