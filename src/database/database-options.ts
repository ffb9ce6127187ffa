import { ITerraformDependable } from 'cdktf';
import { MysqlTls } from '../kubernetes';
import { INetwork } from '../network';
import { SecretValue } from '../secrets/secret-value';
import { DataRetention } from '../terraform/data-retention';
import { MysqlVersion } from '../versions';

/** A MySQL server: one that is created, or an existing one. */
export interface IDatabase {
  /** The server's host name. */
  readonly host: string;
  /** The server's port. */
  readonly port: number;
  /** The administrator's name. */
  readonly username: string;
  /** The administrator's password; sensitive. */
  readonly password: string;
  /** The name of ZenML's database. */
  readonly databaseName: string;
  /** What to depend on before a pod connects. */
  readonly ready: ITerraformDependable[];
  /**
   * Allows members of a security group to connect, by an ingress rule in the server's security group. The rule is added
   * to `ready`.
   *
   * @param name the name of the group, which must not change: 1 to 64 letters, digits and hyphens, a letter first
   * @param securityGroupId the group's id, for example that of a Lambda function
   * @returns the rule, for what was given `ready` before
   * @throws Error that lists every parameter that is wrong, also if the server's own security group is not known
   */
  allowFrom(name: string, securityGroupId: string): ITerraformDependable;
}

/** Options for a MySQL server. */
export interface DatabaseOptions {
  /**
   * The engine's version, 8.4 or newer. A patch version is the least: RDS takes later ones by itself, in the
   * maintenance window, and nothing takes them back.
   * @default MysqlVersion.DEFAULT (8.4)
   */
  readonly engineVersion?: MysqlVersion;

  /**
   * Whether `engineVersion` may be of another major version than the server, such as 9.7 after 8.4; without it RDS
   * refuses that. The upgrade begins with the apply, nobody can connect until it is done, and the only way back is a
   * snapshot.
   * @default false
   */
  readonly allowMajorVersionUpgrade?: boolean;

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
   *
   * No word that MySQL reserves: https://dev.mysql.com/doc/refman/8.4/en/keywords.html
   * @default zenml
   */
  readonly databaseName?: string;

  /**
   * The administrator's name: 1 to 16 letters, digits and underscores, a letter first.
   *
   * No word that MySQL reserves, and none of the names that RDS does, such as `rdsadmin` and `root`.
   * @default admin
   */
  readonly username?: string;

  /**
   * IPv4 ranges from which the server can be reached, besides the cluster; each of them once.
   *
   * With a range that is not private, the server gets a public address in the public subnets, open to the ranges
   * alone. RDS cannot move an instance between subnets of a VPC: decide this before the first apply, or restore a
   * snapshot into a new instance.
   * @default - none
   */
  readonly clientCidrs?: string[];

  /**
   * ARN of the KMS key that encrypts storage, backups and snapshots, of the server's region; an alias does not do.
   *
   * A snapshot cannot be read once its key is gone.
   * @default - the account's own key for RDS (aws/rds), which stays when the stack goes
   */
  readonly kmsKeyArn?: string;
}

/** Options for the MySQL server that a stack creates. */
export interface StackDatabaseOptions extends DatabaseOptions {
  /**
   * What the ZenML server demands of the connection. Where nodes have no way to the internet, `MysqlTls.certificates()`
   * with the region's bundle of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
   * @default - MysqlTls.rds() for the stack's region, MysqlTls.unverified() where AWS publishes none
   */
  readonly tls?: MysqlTls;
}

/** Props of `Database`. */
export interface DatabaseProps extends DatabaseOptions {
  /** The instance's identifier: 1 to 63 lower-case letters, digits and single hyphens, a letter first. */
  readonly identifier: string;

  /** Where the instance runs. Its private subnets are in two zones at least. */
  readonly network: INetwork;

  /**
   * Ids of the security groups whose members may connect, each of them once, by a name that does not change: 1 to 64
   * letters, digits and hyphens, a letter first.
   * @default - none
   */
  readonly clientSecurityGroupIds?: { [name: string]: string };

  /**
   * What `destroy` does to the data.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/** A MySQL server that exists. */
export interface ExistingDatabaseOptions {
  /** The server's host name or IPv4 address, reachable from the cluster's nodes. */
  readonly host: string;

  /**
   * The server's port.
   * @default 3306
   */
  readonly port?: number;

  /** The name of a user that may create databases and users: 1 to 32 printable ASCII characters. */
  readonly username: string;

  /**
   * That user's password: printable ASCII characters. For example `SecretValue.variable('db_password')`, or
   * `SecretValue.secretsManager('name', { field: 'password' })` for one that RDS manages.
   */
  readonly password: SecretValue;

  /**
   * Name of ZenML's database: 1 to 64 letters, digits and characters of `$-._`.
   * @default - zenml; in a stack `<prefix>_zenml`, with underscores for hyphens
   */
  readonly databaseName?: string;

  /**
   * What is demanded of the connection. A Secret that exists has to be in the namespaces of MLflow and of the ZenML
   * server.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;

  /**
   * Id of the server's security group, in the cluster's VPC or one that is peered with it; required for
   * `IDatabase.allowFrom()`. A stack adds an ingress rule for each security group of the nodes, at the server's port,
   * and deletes the rules when it is destroyed. Leave it out where such a rule exists, for example that of another
   * stack on the same cluster: AWS refuses a second one.
   * @default - no rule is added
   */
  readonly securityGroupId?: string;
}

/**
 * Options for an existing MySQL server of a stack.
 *
 * To keep the names of a stack that was deployed without a prefix in them: `databaseName: 'zenml'`,
 * `zenmlUsername: 'zenml'`, `mlflowDatabaseName: 'mlflow'`, `mlflowUsername: 'mlflow'`.
 */
export interface StackExistingDatabaseOptions extends ExistingDatabaseOptions {
  /**
   * Name of the ZenML server's user: 1 to 32 printable ASCII characters.
   * @default - `<prefix>_zenml`, with underscores for hyphens; shortened, with a hash, over 32 characters
   */
  readonly zenmlUsername?: string;

  /**
   * Name of MLflow's database: 1 to 64 letters, digits, underscores and hyphens.
   * @default - `<prefix>_mlflow`, with underscores for hyphens
   */
  readonly mlflowDatabaseName?: string;

  /**
   * Name of MLflow's user: 1 to 32 printable ASCII characters.
   * @default - `<prefix>_mlflow`, with underscores for hyphens; shortened, with a hash, over 32 characters
   */
  readonly mlflowUsername?: string;
}
