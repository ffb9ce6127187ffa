import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance, DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Id } from '@cdktf/provider-random/lib/id';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseProps, ExistingDatabaseOptions, IDatabase } from './database-options';
import { DataRetention } from '../terraform/data-retention';
import { markDeployment } from '../terraform/deployment';
import { MysqlVersion } from '../versions';
import {
  DATABASE_DEFAULTS, isPublic, LOG_EXPORTS, MYSQL_PORT, parameterFamily, PARAMETERS,
} from './private/engine';
import { ExistingDatabase } from './private/existing-database';
import { allowFrom, mysqlRule, rulesForGroups } from './private/ingress-rules';
import { leastVersion } from './private/least-version';
import { DATABASE_PROPS, EXISTING_DATABASE } from './private/validate';
import { addressOf, KeptDatabase } from '../terraform/kept';
import { DEFAULT_LOG_RETENTION_DAYS } from '../validation/log-retention';
import { withDefaults } from '../validation/options';
import { validateProps } from '../validation/shape';

const versionOf = ({ engineVersion = MysqlVersion.DEFAULT }: DatabaseProps) => engineVersion.version;

/**
 * A MySQL server on RDS: encrypted, in private subnets, reachable only from the given security groups, with TLS
 * required.
 *
 * The password of the administrator is generated: 32 letters and digits.
 *
 * The stack must contain an `AwsProvider` and a `RandomProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { RandomProvider } from '@cdktf/provider-random/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { Database, Network } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new RandomProvider(stack, 'Random');
 * new Database(stack, 'Database', {
 *   identifier: 'acme-mysql',
 *   network: new Network(stack, 'Network', { namePrefix: 'acme' }),
 * });
 */
export class Database extends Construct implements IDatabase {
  /**
   * An existing MySQL server. It is not changed, and no resources are created.
   *
   * @throws Error that lists every invalid option
   *
   * @example
   * import { App, TerraformStack } from 'cdktf';
   * import { Database, SecretValue } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * const database = Database.fromAttributes(stack, 'Database', {
   *   host: 'mysql.internal.example.com',
   *   username: 'admin',
   *   password: SecretValue.variable('db_password'),
   * });
   */
  public static fromAttributes(scope: Construct, id: string, attributes: ExistingDatabaseOptions): IDatabase {
    const construct = new Construct(scope, id);
    validateProps('Database.fromAttributes', construct, EXISTING_DATABASE, attributes);
    return new ExistingDatabase(construct, {
      host: attributes.host,
      port: attributes.port ?? MYSQL_PORT,
      username: attributes.username,
      password: attributes.password._source.bind(construct),
      databaseName: attributes.databaseName ?? DATABASE_DEFAULTS.databaseName,
      securityGroupId: attributes.securityGroupId,
    });
  }

  public readonly host: string;
  public readonly port: number;
  public readonly username: string;
  public readonly password: string;
  public readonly databaseName: string;
  public readonly ready: ITerraformDependable[];
  /** Id of the instance's security group. */
  public readonly securityGroupId: string;

  private readonly instance: DbInstance;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    validateProps('Database', this, DATABASE_PROPS, props);
    markDeployment(this);

    const reachable = isPublic(props.clientCidrs);
    const { vpcId, publicSubnetIds, privateSubnetIds, ready } = props.network;

    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: props.identifier, description: `MySQL server ${props.identifier}`, vpcId, tags: { Name: props.identifier },
    });
    const rules = this.ingressRules(securityGroup.id, props);
    const subnetGroup = new DbSubnetGroup(this, 'SubnetGroup', {
      name: props.identifier,
      description: `MySQL server ${props.identifier}`,
      subnetIds: reachable ? publicSubnetIds : privateSubnetIds,
    });
    const parameterGroup = new DbParameterGroup(this, 'ParameterGroup', {
      namePrefix: `${props.identifier}-`,
      family: parameterFamily(versionOf(props)),
      description: `MySQL server ${props.identifier}`,
      parameter: PARAMETERS,
      lifecycle: { createBeforeDestroy: true },
    });
    const password = new Password(this, 'Password', { length: 32, special: false });
    // Otherwise RDS creates the groups, without retention, and does not delete them.
    const logGroups = LOG_EXPORTS.map((log) => new CloudwatchLogGroup(this, `LogGroup-${log}`, {
      name: `/aws/rds/instance/${props.identifier}/${log}`, retentionInDays: DEFAULT_LOG_RETENTION_DAYS,
    }));
    const instance = this.createInstance(props, {
      password: password.result,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      parameterGroupName: parameterGroup.name,
      // A publicly accessible instance requires the routes to the internet.
      dependsOn: reachable ? [...logGroups, ...ready] : logGroups,
    });

    this.instance = instance;
    this.host = instance.address;
    this.port = MYSQL_PORT;
    this.username = instance.username;
    this.password = password.result;
    this.databaseName = props.databaseName ?? DATABASE_DEFAULTS.databaseName;
    this.securityGroupId = securityGroup.id;
    this.ready = [instance, ...rules];
  }

  public allowFrom(name: string, securityGroupId: string): ITerraformDependable {
    const { securityGroupId: own, port } = this;
    const rule = allowFrom(this, { securityGroupId: own, port, name, clientSecurityGroupId: securityGroupId });
    this.ready.push(rule);
    return rule;
  }

  /**
   * The database as `destroy` handles it if its data is retained.
   * @internal
   */
  public get _kept(): KeptDatabase {
    return {
      address: addressOf(this.instance),
      name: this.instance.getStringAttribute('identifier'),
      // The configured value, because the provider does not read it from an imported server.
      finalSnapshot: this.instance.finalSnapshotIdentifierInput ?? '',
      databaseName: this.databaseName,
    };
  }

  private createInstance(
    props: DatabaseProps,
    parts: Pick<
      DbInstanceConfig, 'password' | 'dbSubnetGroupName' | 'vpcSecurityGroupIds' | 'parameterGroupName' | 'dependsOn'
    >,
  ): DbInstance {
    const options = withDefaults(DATABASE_DEFAULTS, props);
    const version = versionOf(props);
    const keep = (props.dataRetention ?? DataRetention.KEEP) === DataRetention.KEEP;
    return new DbInstance(this, 'Resource', {
      identifier: props.identifier,
      engine: 'mysql',
      // Optional for users: only those created for IAM authentication use it.
      iamDatabaseAuthenticationEnabled: true,
      engineVersion: leastVersion(this, props.identifier, version),
      allowMajorVersionUpgrade: props.allowMajorVersionUpgrade,
      instanceClass: options.instanceClass,
      allocatedStorage: options.storageGib,
      maxAllocatedStorage: options.maxStorageGib,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      dbName: options.databaseName,
      username: options.username,
      publiclyAccessible: isPublic(props.clientCidrs),
      multiAz: options.multiAz,
      backupRetentionPeriod: options.backupRetentionDays,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      // Like the cluster's upgrade policy STANDARD: when standard support of the version ends, RDS upgrades the
      // database instead of charging for extended support. It can only be set when a database is created or restored:
      // RDS ignores changes, and every plan would contain one (hashicorp/terraform-provider-aws#40870).
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      lifecycle: { ignoreChanges: ['engine_lifecycle_support'] },
      enabledCloudwatchLogsExports: LOG_EXPORTS,
      applyImmediately: true,
      deletionProtection: keep,
      deleteAutomatedBackups: !keep,
      skipFinalSnapshot: !keep,
      // Snapshot names are unique: a later instance with the same name needs another one.
      finalSnapshotIdentifier: keep
        ? `${props.identifier}-final-${new Id(this, 'FinalSnapshotId', { byteLength: 4 }).hex}`
        : undefined,
      timeouts: { create: '60m', update: '90m', delete: '60m' },
      ...parts,
    });
  }

  private ingressRules(securityGroupId: string, props: DatabaseProps): VpcSecurityGroupIngressRule[] {
    const server = { securityGroupId, port: MYSQL_PORT };
    const fromGroups = rulesForGroups(this, server, props.clientSecurityGroupIds ?? {});
    const fromRanges = (props.clientCidrs ?? []).map((cidrIpv4, index) => {
      const name = Token.isUnresolved(cidrIpv4) ? index + 1 : cidrIpv4.replace('/', '-');
      return new VpcSecurityGroupIngressRule(this, `IngressFrom-${name}`, {
        ...mysqlRule(server), cidrIpv4, description: `MySQL from ${cidrIpv4}`,
      });
    });
    return [...fromGroups, ...fromRanges];
  }
}
