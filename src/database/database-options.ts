import { ITerraformDependable } from 'cdktf';
import { MysqlTls } from '../kubernetes';
import { INetwork } from '../network';
import { SecretValue } from '../secrets/secret-value';
import { DataRetention } from '../terraform/data-retention';
import { MysqlVersion } from '../versions';

/** A created or existing MySQL server. */
export interface IDatabase {
  /** Host name of the server. */
  readonly host: string;
  /** Port of the server. */
  readonly port: number;
  /** Name of the administrator. */
  readonly username: string;
  /** Password of the administrator; sensitive. */
  readonly password: string;
  /** Name of ZenML's database. */
  readonly databaseName: string;
  /** Dependencies of pods that connect to the server. */
  readonly ready: ITerraformDependable[];
  /**
   * Allows members of a security group to connect, with an ingress rule of the server's security group. The rule is
   * added to `ready`.
   *
   * @param name a stable name of the group: 1 to 64 letters, digits and hyphens, starting with a letter
   * @param securityGroupId the id of the group, for example of a Lambda function
   * @returns the rule, for resources that already depend on the previous `ready`
   * @throws Error that lists every invalid parameter, also if the server's security group is unknown
   */
  allowFrom(name: string, securityGroupId: string): ITerraformDependable;
}

/** Options for a MySQL server. */
export interface DatabaseOptions {
  /**
   * Engine version, 8.4 or newer. A patch version is the minimum: RDS installs newer ones in the maintenance window,
   * and they are not rolled back.
   * @default MysqlVersion.DEFAULT (8.4)
   */
  readonly engineVersion?: MysqlVersion;

  /**
   * Whether to allow a major version upgrade of the server, such as from 8.4 to 9.7, which RDS refuses otherwise. The
   * upgrade starts with the apply, the server is unavailable until it completes, and it can only be reverted by
   * restoring a snapshot.
   * @default false
   */
  readonly allowMajorVersionUpgrade?: boolean;

  /**
   * RDS instance class.
   * @default db.t4g.small
   */
  readonly instanceClass?: string;

  /**
   * Initial size of the storage in GiB: 20 to 65536.
   * @default 20
   */
  readonly storageGib?: number;

  /**
   * Maximum size for storage autoscaling in GiB: at least 10% more than `storageGib`, at most 65536.
   * @default 100
   */
  readonly maxStorageGib?: number;

  /**
   * Whether to create a standby instance in another availability zone.
   * @default false
   */
  readonly multiAz?: boolean;

  /**
   * Retention of automated daily backups in days: 1 to 35.
   * @default 7
   */
  readonly backupRetentionDays?: number;

  /**
   * Name of ZenML's database: 1 to 64 letters, digits and underscores, starting with a letter.
   *
   * MySQL's reserved words are not allowed: https://dev.mysql.com/doc/refman/8.4/en/keywords.html
   * @default zenml
   */
  readonly databaseName?: string;

  /**
   * Name of the administrator: 1 to 16 letters, digits and underscores, starting with a letter.
   *
   * Reserved words of MySQL and reserved names of RDS, such as `rdsadmin` and `root`, are not allowed.
   * @default admin
   */
  readonly username?: string;

  /**
   * IPv4 CIDR ranges allowed to reach the server, in addition to the cluster, without duplicates.
   *
   * With a range that is not private, the server is placed in the public subnets with a public address, which only
   * these ranges can reach. RDS cannot move an instance between subnets of a VPC: decide this before the first apply,
   * or restore a snapshot to a new instance.
   * @default - none
   */
  readonly clientCidrs?: string[];

  /**
   * ARN of the KMS key that encrypts storage, backups and snapshots, in the server's region. Aliases are not supported.
   *
   * A snapshot cannot be read after its key is deleted.
   * @default - the AWS managed key for RDS (aws/rds), which remains when the stack is destroyed
   */
  readonly kmsKeyArn?: string;
}

/** Options for the MySQL server that a stack creates. */
export interface StackDatabaseOptions extends DatabaseOptions {
  /**
   * TLS requirements for the ZenML server's connection. If nodes have no route to the internet, use
   * `MysqlTls.certificates()` with the region's bundle from
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
   * @default - MysqlTls.rds() for the stack's region, MysqlTls.unverified() if AWS publishes no bundle for it
   */
  readonly tls?: MysqlTls;
}

/** Properties of `Database`. */
export interface DatabaseProps extends DatabaseOptions {
  /** Identifier of the instance: 1 to 63 lower-case letters, digits and single hyphens, starting with a letter. */
  readonly identifier: string;

  /** Network of the instance. Its private subnets must be in at least two availability zones. */
  readonly network: INetwork;

  /**
   * Ids of the security groups whose members are allowed to connect, without duplicates. The keys are stable names: 1
   * to 64 letters, digits and hyphens, starting with a letter.
   * @default - none
   */
  readonly clientSecurityGroupIds?: { [name: string]: string };

  /**
   * Whether `destroy` retains or deletes the data.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/** Attributes of an existing MySQL server. */
export interface ExistingDatabaseOptions {
  /** Host name or IPv4 address of the server, reachable from the cluster's nodes. */
  readonly host: string;

  /**
   * Port of the server.
   * @default 3306
   */
  readonly port?: number;

  /** Name of a user with permission to create databases and users: 1 to 32 printable ASCII characters. */
  readonly username: string;

  /**
   * Password of that user: printable ASCII characters. For example `SecretValue.variable('db_password')`, or
   * `SecretValue.secretsManager('name', { field: 'password' })` for a password that RDS manages.
   */
  readonly password: SecretValue;

  /**
   * Name of ZenML's database: 1 to 64 letters, digits and characters of `$-._`.
   * @default - zenml; in a stack `<prefix>_zenml`, with hyphens replaced by underscores
   */
  readonly databaseName?: string;

  /**
   * TLS requirements for the connection. An existing Secret must be in the namespaces of MLflow and of the ZenML
   * server.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;

  /**
   * Id of the server's security group, in the cluster's VPC or a peered one. It is required for
   * `IDatabase.allowFrom()`. A stack adds an ingress rule for the server's port for each security group of the nodes,
   * and deletes the rules on destroy. Omit it if such a rule already exists, for example from another stack on the same
   * cluster: AWS refuses duplicates.
   * @default - no rules are added
   */
  readonly securityGroupId?: string;
}

/**
 * Options for an existing MySQL server of a stack.
 *
 * To keep the unprefixed names of an earlier stack: `databaseName: 'zenml'`, `zenmlUsername: 'zenml'`,
 * `mlflowDatabaseName: 'mlflow'`, `mlflowUsername: 'mlflow'`.
 */
export interface StackExistingDatabaseOptions extends ExistingDatabaseOptions {
  /**
   * Name of the ZenML server's user: 1 to 32 printable ASCII characters.
   * @default - `<prefix>_zenml`, with hyphens replaced by underscores; over 32 characters shortened with a hash
   */
  readonly zenmlUsername?: string;

  /**
   * Name of MLflow's database: 1 to 64 letters, digits, underscores and hyphens.
   * @default - `<prefix>_mlflow`, with hyphens replaced by underscores
   */
  readonly mlflowDatabaseName?: string;

  /**
   * Name of MLflow's user: 1 to 32 printable ASCII characters.
   * @default - `<prefix>_mlflow`, with hyphens replaced by underscores; over 32 characters shortened with a hash
   */
  readonly mlflowUsername?: string;
}
