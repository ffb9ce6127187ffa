import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Id } from '@cdktf/provider-random/lib/id';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DataRetention } from '../data-retention';
import { DatabaseOptions } from './database-options';
import { INetwork } from '../network/network';
import { DATABASE_DEFAULTS, isPublic, LOG_EXPORTS, parameterFamily, PARAMETERS, validateDatabase } from './private/validate';
import { DEFAULT_LOG_RETENTION_DAYS } from '../cluster/private/validate-eks-cluster';
import { withDefaults } from '../private/defaults';
import { Validation } from '../private/validation';
import { MysqlVersion } from '../versions';

/** What a MySQL server needs to look like for the other constructs. */
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
  /** All that must be there before a pod can connect. */
  readonly ready: ITerraformDependable[];
}

/** Props of `Database`. */
export interface DatabaseProps extends DatabaseOptions {
  /** The instance's identifier: 1 to 63 lower-case letters, digits and single hyphens, a letter first. */
  readonly identifier: string;
  /** Where the instance runs. */
  readonly network: INetwork;
  /**
   * Security groups whose members may connect, by a name for each that does not change.
   * @default - none
   */
  readonly clientSecurityGroupIds?: { [name: string]: string };
  /**
   * What `destroy` does to the data.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/**
 * A MySQL server on RDS: encrypted, in private subnets, open to named security groups only, TLS required.
 *
 * The administrator's password is generated: 32 letters and digits.
 */
export class Database extends Construct implements IDatabase {
  public readonly host: string;
  public readonly port: number;
  public readonly username: string;
  public readonly password: string;
  public readonly databaseName: string;
  public readonly ready: ITerraformDependable[];
  /** Id of the instance's security group. */
  public readonly securityGroupId: string;

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const validation = new Validation();
    validateDatabase(validation, props);
    validation.throwIfAny(`Database '${this.node.path}'`);

    const options = withDefaults(DATABASE_DEFAULTS, props);
    const keep = (props.dataRetention ?? DataRetention.KEEP) === DataRetention.KEEP;
    const version = (props.engineVersion ?? MysqlVersion.DEFAULT).version;
    const reachable = isPublic(props.allowedCidrs);
    const { vpcId, publicSubnetIds, privateSubnetIds, ready } = props.network;

    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: props.identifier, description: `MySQL server ${props.identifier}`, vpcId, tags: { Name: props.identifier },
    });
    const rules = this.ingressRules(securityGroup.id, props);
    const subnetGroup = new DbSubnetGroup(this, 'SubnetGroup', {
      name: props.identifier, description: `MySQL server ${props.identifier}`, subnetIds: reachable ? publicSubnetIds : privateSubnetIds,
    });
    const parameterGroup = new DbParameterGroup(this, 'ParameterGroup', {
      namePrefix: `${props.identifier}-`,
      family: parameterFamily(version),
      description: `MySQL server ${props.identifier}`,
      parameter: PARAMETERS,
      lifecycle: { createBeforeDestroy: true },
    });
    const password = new Password(this, 'Password', { length: 32, special: false });
    // RDS would make the groups itself, without retention, and leave them behind.
    const logGroups = LOG_EXPORTS.map((log) => new CloudwatchLogGroup(this, `LogGroup-${log}`, {
      name: `/aws/rds/instance/${props.identifier}/${log}`, retentionInDays: DEFAULT_LOG_RETENTION_DAYS,
    }));
    const instance = new DbInstance(this, 'Resource', {
      identifier: props.identifier,
      engine: 'mysql',
      engineVersion: version,
      instanceClass: options.instanceClass,
      allocatedStorage: options.storageGib,
      maxAllocatedStorage: options.maxStorageGib,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      dbName: options.databaseName,
      username: options.username,
      password: password.result,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      parameterGroupName: parameterGroup.name,
      publiclyAccessible: reachable,
      multiAz: options.multiAz,
      backupRetentionPeriod: options.backupRetentionDays,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: LOG_EXPORTS,
      applyImmediately: true,
      deletionProtection: keep,
      deleteAutomatedBackups: !keep,
      skipFinalSnapshot: !keep,
      // A snapshot's name is used once: a later instance of the same name needs another.
      finalSnapshotIdentifier: keep
        ? `${props.identifier}-final-${new Id(this, 'FinalSnapshotId', { byteLength: 4 }).hex}`
        : undefined,
      timeouts: { create: '60m', update: '90m', delete: '60m' },
      // An instance that is reached from the internet needs the way there.
      dependsOn: reachable ? [...logGroups, ...ready] : logGroups,
    });

    this.host = instance.address;
    this.port = 3306;
    this.username = instance.username;
    this.password = password.result;
    this.databaseName = options.databaseName;
    this.securityGroupId = securityGroup.id;
    this.ready = [instance, ...rules];
  }

  private ingressRules(securityGroupId: string, props: DatabaseProps): VpcSecurityGroupIngressRule[] {
    const mysql = { securityGroupId, ipProtocol: 'tcp', fromPort: 3306, toPort: 3306 };
    const fromGroups = Object.entries(props.clientSecurityGroupIds ?? {}).map(([name, group]) =>
      new VpcSecurityGroupIngressRule(this, `IngressFrom-${name}`, {
        ...mysql, referencedSecurityGroupId: group, description: `MySQL from ${name}`,
      }));
    const fromRanges = (props.allowedCidrs ?? []).map((cidrIpv4, index) =>
      new VpcSecurityGroupIngressRule(this, `IngressFrom-${Token.isUnresolved(cidrIpv4) ? index + 1 : cidrIpv4.replace('/', '-')}`, {
        ...mysql, cidrIpv4, description: `MySQL from ${cidrIpv4}`,
      }));
    return [...fromGroups, ...fromRanges];
  }
}
