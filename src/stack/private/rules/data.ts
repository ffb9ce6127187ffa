import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** Each part needs a database and a user of its own, and the administrator creates them. */
export function compareDatabase(v: Validation, { mlflow, zenml, database, databaseNames: names }: ResolvedStack): void {
  const parts = [...(zenml ? [names.zenmlUser] : []), ...(mlflow ? [names.mlflowUser] : [])];
  v.at('database').check('username', database._source.username, (name) => !parts.includes(name),
    `another name than ${parts.map((name) => `"${name}"`).join(' and ')}, who are users with a database of their own`);
  if (parts.length > 1) {
    v.at('database').check(
      'databaseName',
      names.zenmlDatabase,
      (name) => isUnknown(names.mlflowDatabase) || name.toLowerCase() !== names.mlflowDatabase.toLowerCase(),
      `another name than MLflow's database ("${names.mlflowDatabase}")`,
      'ZenML and MLflow each need a database of their own.',
    );
    v.at('database').check('zenmlUsername', names.zenmlUser, (name) => name !== names.mlflowUser,
      'another name than MLflow\'s user', 'Each of them gets a password of its own.');
  }
}

/** Nothing but artifacts belongs into their bucket. */
export function compareBuckets(v: Validation, { remoteState, entrance, bucketName }: ResolvedStack): void {
  v.at('remoteState').check(
    'bucket',
    remoteState?.bucket,
    (name) => isUnknown(bucketName) || name !== bucketName,
    'another bucket than the one for artifacts',
    "Pipelines read that one, and the state holds the database's password.",
  );
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  v.at('entrance').check(
    'accessLogs.bucketName',
    entrance.options.accessLogs?.bucketName,
    (name) => isUnknown(bucketName) || name !== bucketName,
    'another bucket than the one for artifacts',
    'Pipelines read and delete what is in that one, and its policy lets no load balancer write: give logs a bucket of '
      + 'their own.',
  );
}
