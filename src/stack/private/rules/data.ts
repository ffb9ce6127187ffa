import { isUnknown, Validation } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/** Checks that each part has its own database and user, which the administrator creates. */
export function compareDatabase(v: Validation, { mlflow, zenml, database, databaseNames: names }: ResolvedStack): void {
  const parts = [...(zenml ? [names.zenmlUser] : []), ...(mlflow ? [names.mlflowUser] : [])];
  v.at('database').check('username', database._source.username, (name) => !parts.includes(name),
    `another name than ${parts.map((name) => `"${name}"`).join(' and ')}, which are users with their own databases`);
  if (parts.length > 1) {
    v.at('database').check(
      'databaseName',
      names.zenmlDatabase,
      (name) => isUnknown(names.mlflowDatabase) || name.toLowerCase() !== names.mlflowDatabase.toLowerCase(),
      `another name than MLflow's database ("${names.mlflowDatabase}")`,
      'ZenML and MLflow each need their own database.',
    );
    v.at('database').check('zenmlUsername', names.zenmlUser, (name) => name !== names.mlflowUser,
      'another name than MLflow\'s user', 'Each of them gets its own password.');
  }
}

/** Checks that state and access logs are not stored in the artifact bucket. */
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
    'Pipelines read and delete what is in that one, and its policy does not allow load balancers to write: use a '
      + 'separate bucket for logs.',
  );
}
