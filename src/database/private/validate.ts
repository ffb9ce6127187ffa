import { DATABASE_DEFAULTS, isPublic } from './engine';
import { GROUP_NAME } from './group-name';
import { classRemedy, isInstanceClass, isMysqlClass } from './instance-classes';
import { RESERVED_WORDS } from './reserved-words';
import { compareMysqlHost, MYSQL_DATABASE, MYSQL_TLS, MYSQL_USER } from '../../kubernetes/mysql/rules';
import { NETWORK } from '../../network/rules';
import { secret } from '../../secrets/rules';
import { DataRetention } from '../../terraform/data-retention';
import { refuseEveryAddress } from '../../validation/addresses';
import { KMS_KEY_ARN, SECURITY_GROUP_ID } from '../../validation/aws';
import { IPV4_RANGE, isCidr, PRINTABLE_ASCII, SERVER_HOST } from '../../validation/rules';
import { also, known, required, Rule, Shape, struct } from '../../validation/shape';
import { show } from '../../validation/show';
import { isListToken, isUnknown, Validation } from '../../validation/validation';
import { FLAG, integer, list, mapOf, oneOf, secretText, text, version } from '../../validation/values';
import { MysqlVersion } from '../../versions';
import {
  DatabaseOptions, DatabaseProps, ExistingDatabaseOptions, StackDatabaseOptions, StackExistingDatabaseOptions,
} from '../database-options';

const SYSTEM_SCHEMAS = ['mysql', 'sys', 'information_schema', 'performance_schema'];
const RESERVED_USERNAMES = [
  'rdsadmin', 'rdsrepladmin', 'rds_superuser_role', 'mysql', 'root', 'sys', 'session', 'user',
];
const isReserved = (name: string) => RESERVED_WORDS.has(name.toLowerCase());
const NO_SYSTEM_SCHEMA: [isAllowed: (name: string) => boolean, allowed: string, remedy: string] = [
  (name) => !SYSTEM_SCHEMAS.includes(name.toLowerCase()), `none of ${SYSTEM_SCHEMAS.join(', ')}`,
  'They are system schemas of MySQL.',
];

const KEYWORDS = 'They are listed at https://dev.mysql.com/doc/refman/8.4/en/keywords.html.';

const INSTANCE_CLASS = also(
  text('an RDS instance class', isInstanceClass, 'Use for example "db.t4g.small".'),
  [isMysqlClass, 'a class that RDS offers for MySQL 8.4', classRemedy],
);

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const DATABASE_NAME = also(
  text('1 to 64 letters, digits and underscores, with a letter first', (name) => /^[A-Za-z]\w{0,63}$/.test(name)),
  NO_SYSTEM_SCHEMA,
  [(name) => !isReserved(name), 'no word that MySQL reserves', KEYWORDS],
);

const USERNAME = also(
  secretText('1 to 16 letters, digits and underscores, with a letter first', (name) => /^[A-Za-z]\w{0,15}$/.test(name)),
  [(name) => !RESERVED_USERNAMES.includes(name.toLowerCase()), `none of ${RESERVED_USERNAMES.join(', ')}`,
    'MySQL and RDS reserve them.'],
  [(name) => !isReserved(name), 'no word that MySQL reserves', KEYWORDS],
);

const CLIENT_CIDRS: Rule<string[]> = list(also(
  IPV4_RANGE,
  [(cidr) => cidr !== '0.0.0.0/0', 'narrower than the whole internet',
    'Name the addresses that need the database, for example "203.0.113.7/32".'],
), { known: 'each has its own rule' });

const SHAPE: Shape<DatabaseOptions> = {
  engineVersion: version('MysqlVersion', MysqlVersion),
  allowMajorVersionUpgrade: FLAG,
  instanceClass: INSTANCE_CLASS,
  storageGib: integer({ min: 20, max: 65536, unit: ' GiB' }),
  maxStorageGib: integer({ min: 22, max: 65536, unit: ' GiB' }),
  multiAz: FLAG,
  backupRetentionDays: integer({
    min: 1, max: 35, unit: ' days', remedy: 'Without backups a lost database cannot be restored.',
  }),
  databaseName: DATABASE_NAME,
  username: USERNAME,
  clientCidrs: CLIENT_CIDRS,
  kmsKeyArn: KMS_KEY_ARN,
};

function compareStorage(v: Validation, options: DatabaseOptions): void {
  const {
    storageGib: storage = DATABASE_DEFAULTS.storageGib, maxStorageGib: most = DATABASE_DEFAULTS.maxStorageGib,
  } = options;
  if (isUnknown(storage) || isUnknown(most) || ![storage, most].every(Number.isInteger) || storage > 65536) {
    return; // unknown until apply, or already reported
  }
  if (10 * most < 11 * storage) {
    const least = Math.ceil(11 * storage / 10);
    v.add('maxStorageGib', `got ${most}${options.maxStorageGib === undefined ? ' by default' : ''}. Must be at least `
      + `10% more than '${v.nameOf('storageGib')}' (${storage})`,
    least <= 65536 ? `Use ${least} or more.` : `Lower '${v.nameOf('storageGib')}'.`);
  }
}

/** Rules for the options of a stack's MySQL server. */
export const STACK_DATABASE_OPTIONS: Rule<StackDatabaseOptions> = struct<StackDatabaseOptions>(
  { ...SHAPE, tls: MYSQL_TLS },
  (v, options) => {
    compareStorage(v, options);
    compareTls(v, options);
  },
);

/** Compares the TLS options with the server, which requires TLS and is in the stack's region. */
function compareTls(v: Validation, { tls }: StackDatabaseOptions): void {
  const { region } = v.context;
  const certified = tls?._source.region;
  if (tls?._source.mode === 'none') {
    v.add('tls', 'must not be MysqlTls.none(): the server requires TLS',
      'Leave it out, or use MysqlTls.unverified() where pods cannot have the certificates.');
  }
  if (certified !== undefined && region !== undefined && !isUnknown(certified) && certified !== region) {
    v.add('tls', `got MysqlTls.rds('${certified}'). Must be MysqlTls.rds('${region}'), the region of the server`,
      'Leave it out: this is the default.');
  }
}

/**
 * Derived names have a higher limit: 255 characters for subnet group, parameter group and final snapshot. Source:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
const IDENTIFIER = also(
  text('1 to 63 lower-case letters, digits and single hyphens, with a letter first and no hyphen last',
    (id) => id.length <= 63 && /^[a-z](-?[a-z0-9])*$/.test(id)),
  [(id) => id !== 'default' && !id.startsWith('sg-'),
    'neither "default" nor begin with "sg-", which RDS and EC2 reserve'],
);

const CLIENT_SECURITY_GROUPS = known(
  mapOf(SECURITY_GROUP_ID, GROUP_NAME), 'each has its own rule', 'Give the map itself; its values may be tokens.',
);

function comparePlace(v: Validation, { network, clientCidrs = [] }: DatabaseProps): void {
  const subnets = network.publicSubnetIds;
  const wellFormed = clientCidrs.every((cidr) => isUnknown(cidr) || isCidr(cidr));
  if (!isListToken(clientCidrs) && wellFormed && isPublic(clientCidrs) && !isListToken(subnets) && subnets.length < 2) {
    v.add('network.publicSubnetIds', `got ${show(subnets)}. Must have at least two where `
      + `'${v.nameOf('clientCidrs')}' has a range that is not private`,
    'The server is then in the public subnets, and RDS needs two zones.');
  }
}

function compareClients(v: Validation, { clientSecurityGroupIds = {}, clientCidrs }: DatabaseProps): void {
  refuseEveryAddress(v, 'clientCidrs', clientCidrs,
    'Name the addresses that need the database, for example "203.0.113.7/32".');
  const names = new Map<string, string>();
  Object.entries(clientSecurityGroupIds).filter(([, group]) => !isUnknown(group)).forEach(([name, group]) => {
    if (names.has(group)) {
      v.add('clientSecurityGroupIds',
        `got "${group}" as "${names.get(group)}" and as "${name}". Must name each group once`);
    }
    names.set(group, name);
  });
}

/** Rules for the props of `Database`. */
export const DATABASE_PROPS: Rule<DatabaseProps> = struct<DatabaseProps>({
  ...SHAPE,
  identifier: required(IDENTIFIER),
  network: required(NETWORK),
  clientSecurityGroupIds: CLIENT_SECURITY_GROUPS,
  dataRetention: oneOf('DataRetention', DataRetention),
}, (v, props) => {
  compareStorage(v, props);
  comparePlace(v, props);
  compareClients(v, props);
});

const EXISTING_SHAPE: Shape<ExistingDatabaseOptions> = {
  host: required(SERVER_HOST),
  port: integer({ min: 1, max: 65535 }),
  username: required(secretText('1 to 32 printable ASCII characters', (name) =>
    PRINTABLE_ASCII.test(name) && name.length <= 32)),
  password: required(secret('printable ASCII characters, at least one', (password) =>
    PRINTABLE_ASCII.test(password), 'MySQL clients encode others differently.')),
  databaseName: also(
    text('1 to 64 letters, digits and characters of "$-._"', (name) => /^[\w$.-]{1,64}$/.test(name)),
    NO_SYSTEM_SCHEMA,
  ),
  tls: MYSQL_TLS,
  securityGroupId: SECURITY_GROUP_ID,
};

/** Rules for an existing MySQL server. */
export const EXISTING_DATABASE: Rule<ExistingDatabaseOptions> = struct(EXISTING_SHAPE, compareMysqlHost);

/** Rules for an existing MySQL server of a stack. */
export const STACK_EXISTING_DATABASE: Rule<StackExistingDatabaseOptions> = struct<StackExistingDatabaseOptions>({
  ...EXISTING_SHAPE,
  zenmlUsername: MYSQL_USER,
  mlflowDatabaseName: also(MYSQL_DATABASE, NO_SYSTEM_SCHEMA),
  mlflowUsername: MYSQL_USER,
}, compareMysqlHost);
