import { MLFLOW_PATH, stackNames, ZENML_PATH } from './names';
import { stateKey } from './remote-state';
import { compareOnCluster, SharedStack } from './shared-cluster';
import { ArtifactBucketSource } from '../../storage';
import { accountsOfDeployer, mayShare } from '../../terraform/unique-names';
import { isUnknown, Validation } from '../../validation/validation';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

function mayShareAccount(...stacks: ZenmlAwsStackProps[]): boolean {
  const [a, b] = stacks.map(({ awsProvider: { assumeRoleArn, allowedAccountIds } = {} }) =>
    accountsOfDeployer(assumeRoleArn, allowedAccountIds));
  return mayShare(a, b);
}

/** Refuses a stack that shares with another one of the app what it must have for itself. */
export function refuseShared(mine: SharedStack, others: SharedStack[]): void {
  Validation.run(`ZenmlAwsStack '${mine.path}'`, (v) =>
    others.filter(({ path }) => path !== mine.path).forEach((other) => compareStacks(v, mine, other)));
}

function compareStacks(v: Validation, mine: SharedStack, other: SharedStack): void {
  const { props } = mine;
  const isOneAccount = mayShareAccount(props, other.props);
  if (isOneAccount && props.prefix === other.props.prefix) {
    v.add('prefix', `"${props.prefix}" is already used by stack '${other.path}'`,
      'Role names are unique in an AWS account: give each stack its own prefix. Stacks of different accounts can have '
      + 'the same one if \'awsProvider.allowedAccountIds\' of each names its account.');
    return;
  }
  compareBuckets(v, mine, other);
  compareStates(v, mine, other);
  compareServers(v, mine, other);
  if (isOneAccount && props.region === other.props.region) {
    compareRepositories(v, mine, other);
    compareOnCluster(v, mine, other);
  }
}

/** Names of buckets are unique in all accounts and regions. */
function compareBuckets(v: Validation, mine: SharedStack, other: SharedStack): void {
  const bucketOf = ({ props: { artifactBucket = ArtifactBucketSource.create(), prefix } }: SharedStack) =>
    ({ name: artifactBucket._name(stackNames(prefix).bucket), path: artifactBucket._path(prefix), artifactBucket });
  const [a, b] = [bucketOf(mine), bucketOf(other)];
  if (![b.name, other.bucketName].includes(a.name)) {
    return;
  }
  if (!a.artifactBucket._exists && !b.artifactBucket._exists) {
    v.add('artifactBucket.bucketName', `conflicts with that of stack '${other.path}', both are "${a.name}"`,
      'Bucket names are unique in all of AWS: choose another name, or use ArtifactBucketSource.existing().');
    return;
  }
  const folders = ({ path }: { path: string }) =>
    [ZENML_PATH, MLFLOW_PATH].map((folder) => path === '' ? `${folder}/` : `${path}/${folder}/`);
  const shared = folders(a).find((mineIs) =>
    folders(b).some((it) => it.startsWith(mineIs) || mineIs.startsWith(it)));
  if (shared !== undefined) {
    v.add('artifactBucket.path',
      `conflicts with that of stack '${other.path}' in the same bucket, both use "${shared}"`,
      'Give each stack a folder of its own.');
  }
}

/** With the state of another stack Terraform would destroy what that stack has. */
function compareStates(v: Validation, mine: SharedStack, other: SharedStack): void {
  const [a, b] = [mine.props.remoteState, other.props.remoteState];
  if (a !== undefined && b !== undefined && a.bucket === b.bucket
    && stateKey(a, mine.props.prefix) === stateKey(b, other.props.prefix)) {
    v.add('remoteState.key', `conflicts with that of stack '${other.path}' in the same bucket, both are `
      + `"${stateKey(a, mine.props.prefix)}"`,
    'With the state of another stack, an apply destroys what that stack has created: give each stack its own key.');
  }
}

/** A server knows stacks and components by names, which begin with the prefix. */
function compareServers(v: Validation, mine: SharedStack, other: SharedStack): void {
  const urlOf = ({ props: { zenml } }: SharedStack) =>
    zenml?.enabled ?? true ? zenml?.server?._existingUrl?.replace(/\/+$/, '') : undefined;
  const url = urlOf(mine);
  if (url !== undefined && url === urlOf(other) && mine.props.prefix === other.props.prefix) {
    v.add('zenml.server', `conflicts with that of stack '${other.path}', which registers the same names on ${url}`,
      'Give each stack its own prefix.');
  }
}

function compareRepositories(v: Validation, mine: SharedStack, other: SharedStack): void {
  const namesOf = ({ props: { containerRegistry: options, prefix } }: SharedStack) => {
    const { repository, modelServers } = stackNames(prefix);
    return !(options?.enabled ?? true) || isUnknown(options?.repositoryNames) ? []
      : options?.repositoryNames ?? [repository, modelServers];
  };
  namesOf(mine).filter((name) => !isUnknown(name) && namesOf(other).includes(name)).forEach((name) =>
    v.add('containerRegistry.repositoryNames', `conflicts with that of stack '${other.path}', both have "${name}"`,
      'Repository names are unique in an account and region: give each stack its own.'));
}
