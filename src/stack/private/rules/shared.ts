import { compareOnCluster, SharedStack } from './shared-cluster';
import { accountsOfDeployer, mayShare } from '../../../terraform/unique-names';
import { isUnknown, Validation } from '../../../validation/validation';
import { MLFLOW_PATH, ZENML_PATH } from '../names';
import { ResolvedStack } from '../resolve';

function mayShareAccount(...stacks: ResolvedStack[]): boolean {
  const [a, b] = stacks.map(({ awsProvider: { assumeRoleArn, allowedAccountIds } }) =>
    accountsOfDeployer(assumeRoleArn, allowedAccountIds));
  return mayShare(a, b);
}

/** Rejects names and resources that must be unique, but that another stack of the app uses as well. */
export function refuseShared(mine: SharedStack, others: SharedStack[]): void {
  Validation.run(`ZenmlAwsStack '${mine.path}'`, (v) =>
    others.filter(({ path }) => path !== mine.path).forEach((other) => compareStacks(v, mine, other)));
}

function compareStacks(v: Validation, mine: SharedStack, other: SharedStack): void {
  const { stack } = mine;
  const isOneAccount = mayShareAccount(stack, other.stack);
  if (isOneAccount && stack.prefix === other.stack.prefix) {
    v.add('prefix', `got "${stack.prefix}", which stack '${other.path}' has. Must be another one`,
      'Role names are unique in an AWS account: give each stack its own prefix. Stacks of different accounts can have '
      + 'the same one if \'awsProvider.allowedAccountIds\' of each names its account.');
    return;
  }
  compareBuckets(v, mine, other);
  compareStates(v, mine, other);
  compareServers(v, mine, other);
  if (isOneAccount && stack.region === other.stack.region) {
    compareRepositories(v, mine, other);
    compareOnCluster(v, mine, other);
  }
}

/** Bucket names are unique across all accounts and regions. */
function compareBuckets(v: Validation, mine: SharedStack, other: SharedStack): void {
  const [a, b] = [mine.stack, other.stack];
  if (![b.bucketName, other.bucketName].includes(a.bucketName)) {
    return;
  }
  if (!a.artifactBucket._source.exists && !b.artifactBucket._source.exists) {
    v.add('artifactBucket.bucketName', `got "${a.bucketName}", which stack '${other.path}' has. Must be another one`,
      'Bucket names are unique in all of AWS: choose another name, or use ArtifactBucketSource.existing().');
    return;
  }
  const folders = ({ bucketPath }: ResolvedStack) =>
    [ZENML_PATH, MLFLOW_PATH].map((folder) => bucketPath === '' ? `${folder}/` : `${bucketPath}/${folder}/`);
  const shared = folders(a).find((mineIs) =>
    folders(b).some((it) => it.startsWith(mineIs) || mineIs.startsWith(it)));
  if (shared !== undefined) {
    v.add('artifactBucket.path',
      `results in "${shared}", which stack '${other.path}' in the same bucket has. Must be another one`,
      'Give each stack its own folder.');
  }
}

/** With the state of another stack, Terraform would destroy the resources of that stack. */
function compareStates(v: Validation, mine: SharedStack, other: SharedStack): void {
  const [a, b] = [mine.stack.remoteState, other.stack.remoteState];
  if (a && b && a.bucket === b.bucket && a.key === b.key) {
    v.add('remoteState.key', `got "${a.key}", which stack '${other.path}' in the same bucket has. Must be another one`,
      'With the state of another stack, an apply destroys what that stack has created: give each stack its own key.');
  }
}

/** A ZenML server identifies stacks and components by name, and the names begin with the prefix. */
function compareServers(v: Validation, mine: SharedStack, other: SharedStack): void {
  const urlOf = ({ stack: { zenml } }: SharedStack) => zenml?._source.existingUrl?.replace(/\/+$/, '');
  const url = urlOf(mine);
  if (url !== undefined && url === urlOf(other) && mine.stack.prefix === other.stack.prefix) {
    v.add('zenml', `got ${url}, where stack '${other.path}' registers the same names`,
      'Give each stack its own prefix.');
  }
}

function compareRepositories(v: Validation, mine: SharedStack, other: SharedStack): void {
  const namesOf = ({ stack: { containerRegistry } }: SharedStack) =>
    isUnknown(containerRegistry?.repositoryNames) ? [] : containerRegistry?.repositoryNames ?? [];
  namesOf(mine).filter((name) => !isUnknown(name) && namesOf(other).includes(name)).forEach((name) =>
    v.add('containerRegistry.repositoryNames', `got "${name}", which stack '${other.path}' has. Must be another one`,
      'Repository names are unique in an account and region: give each stack its own.'));
}
