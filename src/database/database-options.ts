import { MysqlVersion } from '../versions';

/** What can be chosen about the MySQL server. */
export interface DatabaseOptions {
  /**
   * The engine's version, 8.4 or newer.
   * @default MysqlVersion.DEFAULT (8.4)
   */
  readonly engineVersion?: MysqlVersion;
  /**
   * The instance class.
   * @default db.t4g.small
   */
  readonly instanceClass?: string;
  /**
   * The size of the storage to begin with, in GiB: 20 to 65536.
   * @default 20
   */
  readonly storageGib?: number;
  /**
   * The size to which RDS lets the storage grow, in GiB: at least a tenth more than `storageGib`, at most 65536.
   * @default 100
   */
  readonly maxStorageGib?: number;
  /**
   * Whether a second instance stands by in another zone.
   * @default false
   */
  readonly multiAz?: boolean;
  /**
   * Days for which RDS keeps its daily backups: 1 to 35.
   * @default 7
   */
  readonly backupRetentionDays?: number;
  /**
   * The name of ZenML's database: 1 to 64 letters, digits and underscores, a letter first.
   * @default zenml
   */
  readonly databaseName?: string;
  /**
   * The administrator's name: 1 to 16 letters, digits and underscores, a letter first.
   * @default admin
   */
  readonly username?: string;
  /**
   * IPv4 ranges, besides the cluster, from which the server can be reached.
   *
   * With a range that is not private, the server gets a public address in the public subnets, open to the ranges alone. RDS cannot move
   * an instance between subnets of a VPC: decide this before the first apply, or restore a snapshot into a new instance.
   * @default - none: reachable from the cluster only
   */
  readonly allowedCidrs?: string[];
  /**
   * ARN of the KMS key that encrypts storage, backups and snapshots. A snapshot cannot be read once its key is gone.
   * @default - the account's own key for RDS (aws/rds), which stays when the stack goes
   */
  readonly kmsKeyArn?: string;
}
