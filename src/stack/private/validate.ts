import { AWS_PROVIDER, ROLES } from './account';
import { withClusterNames } from './cluster-names';
import { compareWaysIn } from './entrance';
import { stackNames } from './names';
import { compareNamespaces } from './namespaces';
import { REMOTE_STATE } from './remote-state';
import { compareRoom } from './validate-nodes';
import { compareAccount, comparePeople } from './validate-people';
import { AmiType, ClusterAutoscaler, ClusterSource, Karpenter } from '../../cluster';
import { DatabaseSource } from '../../database';
import { RegistryMirror } from '../../helm';
import { Entrance } from '../../ingress';
import { MlflowTrackingServer } from '../../mlflow';
import { NetworkSource } from '../../network';
import { ContainerRegistry } from '../../registry';
import { SeldonCoreIstio } from '../../seldon';
import { ArtifactBucketSource } from '../../storage';
import { DataRetention } from '../../terraform/data-retention';
import { partitionOf, REGION, TAG_KEY, TAG_VALUE } from '../../validation/aws';
import { CLUSTER_PRINCIPAL_ARN } from '../../validation/principals';
import { COMPARED_NODE_PORT, COMPARED_PORT } from '../../validation/rules';
import { also, known, required, Rule, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { FLAG, list, madeBy, madeInSecretBy, mapOf, oneOf, text } from '../../validation/values';
import { PipelineNamespace, ZenmlServerSource } from '../../zenml';
import { StackEntranceOptions, StackEntrancePorts, StackNodePorts } from '../stack-entrance-options';
import {
  StackClusterAutoscalerOptions,
  StackContainerRegistryOptions,
  StackKarpenterOptions,
  StackMlflowOptions,
  StackSeldonOptions,
  StackZenmlOptions,
  ZenmlAwsStackProps,
} from '../zenml-aws-stack-options';

/** Names that AWS reserves begin so: security groups with "sg-", buckets with "sthree-" and "amzn-s3-demo-". */
const RESERVED_PREFIX = /^(sg|sthree|amzn-s3-demo)(-|$)/;

const MOST_TAGS = 40; // AWS allows 50 on a resource; names, roles and EKS take some
const OWN_TAGS = ['managedBy', 'application'];

const PREFIX: Rule<string> = also(
  text('2 to 30 lower-case letters, digits and single hyphens, with a letter first and no hyphen last',
    (prefix) => prefix.length >= 2 && prefix.length <= 30 && /^[a-z](-?[a-z0-9])*$/.test(prefix),
    'All names are made from it, and S3, RDS and ECR allow no more.',
  ),
  [
    (prefix) => !RESERVED_PREFIX.test(prefix),
    'none that makes names which AWS reserves ("sg-…", "sthree-…", "amzn-s3-demo-…")',
  ],
);

const TAGS: Rule<{ [key: string]: string }> = {
  ...mapOf(TAG_VALUE, TAG_KEY),
  check: (outer, prop, tags) => {
    mapOf(TAG_VALUE, TAG_KEY).check(outer, prop, tags);
    const own = OWN_TAGS.filter((key) => !(key in tags));
    const seen = new Map(own.map((key) => [key.toLowerCase(), key]));
    const keys = Object.keys(tags);
    keys.forEach((key) => {
      const other = seen.get(key.toLowerCase());
      if (other !== undefined) {
        outer.at(prop).add(key, `must differ from '${other}' by more than case, because IAM tags do not tell case`);
      }
      seen.set(key.toLowerCase(), key);
    });
    if (keys.length + own.length > MOST_TAGS) {
      outer.add(prop, `must have at most ${MOST_TAGS - own.length} members, got ${keys.length}`);
    }
  },
};

/** Props of `ZenmlAwsStack`. The parts that are off are checked as well: they may be turned on later. */
export const STACK_PROPS: Rule<ZenmlAwsStackProps> = struct<ZenmlAwsStackProps>({
  region: required(known(REGION, 'names and addresses are computed from it')),
  prefix: required(known(PREFIX, 'names are computed from it')),
  tags: TAGS,
  awsProvider: AWS_PROVIDER,
  roles: ROLES,
  developerPrincipalArns: list(CLUSTER_PRINCIPAL_ARN, { known: 'each has resources of its own' }),
  network: madeBy('NetworkSource', NetworkSource, ['create()', 'existing()']),
  cluster: madeBy('ClusterSource', ClusterSource, ['create()', 'existing()']),
  clusterAutoscaler: struct<StackClusterAutoscalerOptions>({ ...ClusterAutoscaler._SHAPE, enabled: FLAG }),
  karpenter: struct<StackKarpenterOptions>({ ...Karpenter._SHAPE, enabled: FLAG }),
  artifactBucket: madeBy('ArtifactBucketSource', ArtifactBucketSource, ['create()', 'existing()']),
  database: madeInSecretBy('DatabaseSource', DatabaseSource, ['create()', 'existing()']),
  containerRegistry: struct<StackContainerRegistryOptions>({
    ...ContainerRegistry._SHAPE, repositoryNames: ContainerRegistry._REPOSITORY_NAMES, enabled: FLAG,
  }),
  registryMirror: RegistryMirror._OPTIONS,
  entrance: struct<StackEntranceOptions>({
    ...Entrance._SHAPE,
    enabled: FLAG,
    nodePorts: struct<StackNodePorts>({
      zenml: COMPARED_NODE_PORT,
      mlflow: COMPARED_NODE_PORT,
      models: COMPARED_NODE_PORT,
      modelsHealth: COMPARED_NODE_PORT,
    }),
    ports: struct<StackEntrancePorts>({ zenml: COMPARED_PORT, mlflow: COMPARED_PORT, models: COMPARED_PORT }),
  }),
  domain: Entrance._DOMAIN,
  zenml: struct<StackZenmlOptions>({
    enabled: FLAG, server: madeInSecretBy('ZenmlServerSource', ZenmlServerSource, ['create()', 'existing()']),
  }),
  pipelines: PipelineNamespace._OPTIONS,
  seldon: struct<StackSeldonOptions>({ ...SeldonCoreIstio._SHAPE, enabled: FLAG }, SeldonCoreIstio._compare),
  mlflow: struct<StackMlflowOptions>({ ...MlflowTrackingServer._SHAPE, enabled: FLAG }, MlflowTrackingServer._compare),
  dataRetention: oneOf('DataRetention', DataRetention),
  remoteState: REMOTE_STATE,
}, (v, props) => {
  compareCluster(v, props);
  compareRoom(v, props);
  compareWaysIn(v, props);
  compareDatabase(v, props);
  compareNamespaces(v, withClusterNames(props));
  compareBuckets(v, props);
  comparePeople(v, props);
  compareAccount(v, props);
});

/** The region, as far as anything can be said about it before the props are checked. */
export function regionOf(props: Partial<ZenmlAwsStackProps> | undefined): string | undefined {
  const region = props?.region;
  return typeof region === 'string' && partitionOf(region) ? region : undefined;
}

/** Whether something is on that is off by default: only where something is said of it. */
export function isOn(options: { readonly enabled?: boolean } | undefined): boolean {
  return options !== undefined && (options.enabled ?? true);
}

/** Whether the autoscaler is on. */
export function isAutoscaled({ clusterAutoscaler }: ZenmlAwsStackProps): boolean {
  return isOn(clusterAutoscaler);
}

function compareCluster(v: Validation, props: ZenmlAwsStackProps): void {
  const { network, cluster, clusterAutoscaler, seldon } = props;
  if (cluster?._exists && !network?._exists) {
    v.add('network', 'must be an existing one where \'cluster\' is',
      'Use NetworkSource.existing(…) with the VPC and the subnets of the cluster.');
  }
  if (isAutoscaled(props) && isOn(props.karpenter)) {
    v.add('karpenter', 'must be disabled where \'clusterAutoscaler\' is enabled',
      'Each would remove the nodes of the other.');
  }
  if (!isAutoscaled(props)) {
    Object.entries(cluster?._options?.nodeGroups ?? {}).forEach(([name, { minSize, desiredSize = minSize }]) =>
      v.at('cluster').check(`nodeGroups.${name}.desiredSize`, desiredSize, (size) => size > 0,
        'at least 1 where \'clusterAutoscaler\' is disabled', 'Nothing else adds nodes to the group.'));
  }
  if (isAutoscaled(props)) {
    ClusterAutoscaler._checkVersion(
      v.at('clusterAutoscaler'),
      clusterAutoscaler!,
      (cluster ?? ClusterSource.create())._kubernetesVersion,
    );
  }
  if (isOn(props.karpenter)) {
    Karpenter._checkVersion(
      v.at('karpenter'), props.karpenter, (cluster ?? ClusterSource.create())._kubernetesVersion,
    );
  }
  if (seldon?.enabled ?? true) {
    const { nodeGroup, nodeGroups = {} } = cluster?._options ?? {};
    const isX86 = (amiType: AmiType) => amiType !== AmiType.AL2023_ARM_64_STANDARD;
    v.at('cluster').check('nodeGroup.amiType', nodeGroup?.amiType, isX86, 'an x86 image where \'seldon\' is enabled',
      'Seldon\'s images do not run on Arm: use an x86 image, or turn \'seldon\' off.');
    Object.entries(nodeGroups).filter(([, { taints = [] }]) => taints.length === 0).forEach(([name, { amiType }]) =>
      v.at('cluster').check(`nodeGroups.${name}.amiType`, amiType, isX86,
        'an x86 image where \'seldon\' is enabled and the nodes have no taint',
        'Seldon\'s images do not run on Arm: give the nodes \'taints\', or turn \'seldon\' off.'));
  }
}

/** Each part needs a database and a user of its own, and the administrator creates them. */
function compareDatabase(v: Validation, { prefix, mlflow, zenml, database }: ZenmlAwsStackProps): void {
  const names = (database ?? DatabaseSource.create())._names(prefix);
  const parts = [
    ...(zenml?.enabled ?? true ? [names.zenmlUser] : []), ...(mlflow?.enabled ?? true ? [names.mlflowUser] : []),
  ];
  v.at('database').check('username', database?._username, (name) => !parts.includes(name),
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
function compareBuckets(v: Validation, { remoteState, entrance, artifactBucket, prefix }: ZenmlAwsStackProps): void {
  const { bucket: ownBucket } = stackNames(prefix);
  const artifacts = artifactBucket?._name(ownBucket) ?? ownBucket;
  v.at('remoteState').check(
    'bucket',
    remoteState?.bucket,
    (name) => isUnknown(artifacts) || name !== artifacts,
    'another bucket than the one for artifacts',
    "Pipelines read that one, and the state holds the database's password.",
  );
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  v.at('entrance').check(
    'accessLogs.bucketName',
    entrance?.accessLogs?.bucketName,
    (name) => isUnknown(artifacts) || name !== artifacts,
    'another bucket than the one for artifacts',
    'Pipelines read and delete what is in that one, and its policy lets no load balancer write: give logs a bucket of '
      + 'their own.',
  );
}
