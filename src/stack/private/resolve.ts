import { StackNames, stackNames } from './names';
import { ResolvedEntrance, resolveEntrance } from './resolve-entrance';
import { ClusterAutoscalerOptions, ClusterSource, KarpenterOptions } from '../../cluster';
import { DatabaseSource } from '../../database';
import { DatabaseNames } from '../../database/internal';
import { RegistryMirrorOptions } from '../../helm';
import { Ingress } from '../../ingress';
import { prefixedIngress } from '../../ingress/internal';
import { ClusterNamespace } from '../../kubernetes';
import { MlflowSource, MlflowTrackingServer, MlflowTrackingServerOptions } from '../../mlflow';
import { NetworkSource } from '../../network';
import { ContainerRegistryOptions, ContainerRegistrySource, ImageTagMutability } from '../../registry';
import { SeldonCoreIstio, SeldonCoreIstioOptions, SeldonSource } from '../../seldon';
import { ArtifactBucketSource } from '../../storage';
import { DataRetention } from '../../terraform/data-retention';
import { PipelineNamespace, ZenmlServerSource } from '../../zenml';
import { pipelineNamespace, prefixedServer, ZenmlRegistration } from '../../zenml/internal';
import { StackAwsProviderOptions, StackRoleOptions } from '../account-options';
import { RemoteStateOptions } from '../remote-state';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** Repositories of the stack, and the mutability of their tags. */
export interface ResolvedRegistry extends ContainerRegistryOptions {
  readonly repositoryNames: string[];
  readonly repositoryTagMutability?: { [repositoryName: string]: ImageTagMutability };
}

/** The namespace of pipelines. */
export interface ResolvedPipelines {
  readonly namespace: ClusterNamespace;
  readonly serviceAccountName: string;
}

/** MLflow's options. */
export interface ResolvedMlflow extends MlflowTrackingServerOptions {
  readonly namespace: ClusterNamespace;
  readonly serviceAccountName: string;
  readonly ingress: Ingress;
}

/** Seldon Core's options. */
export interface ResolvedSeldon extends SeldonCoreIstioOptions {
  readonly workloadNamespace: ClusterNamespace;
}

/** The state in S3. */
export interface ResolvedState extends RemoteStateOptions {
  readonly key: string;
  readonly region: string;
}

/** The props of a stack with every default, read by rules, parts and outputs; disabled parts are missing. */
export interface ResolvedStack {
  readonly region: string;
  readonly prefix: string;
  readonly names: StackNames;
  /** Tags of all taggable resources. */
  readonly tags: { [key: string]: string };
  readonly awsProvider: StackAwsProviderOptions;
  readonly roles?: StackRoleOptions;
  readonly developerPrincipalArns: string[];
  /** Principals with administrator access to a cluster that the stack creates. */
  readonly adminPrincipalArns: string[];
  /** Whether EKS grants administrator access to the principal that creates the cluster. */
  readonly isCreatorAdmin: boolean;
  readonly network: NetworkSource;
  readonly cluster: ClusterSource;
  readonly clusterName: string;
  readonly clusterAutoscaler?: ClusterAutoscalerOptions;
  readonly karpenter?: KarpenterOptions;
  /** Whether the cluster can have nodes with GPUs. */
  readonly hasGpus: boolean;
  readonly artifactBucket: ArtifactBucketSource;
  readonly bucketName: string;
  /** Folder of all artifacts; '' for the whole bucket. */
  readonly bucketPath: string;
  readonly database: DatabaseSource;
  readonly databaseNames: DatabaseNames;
  readonly containerRegistry?: ResolvedRegistry;
  readonly registryMirror?: RegistryMirrorOptions;
  readonly entrance: ResolvedEntrance;
  readonly pipelines: ResolvedPipelines;
  readonly zenml?: ZenmlServerSource;
  /** The namespace of the job that registers the stack on an existing server. */
  readonly registrationNamespace: string;
  readonly mlflow?: ResolvedMlflow;
  readonly seldon?: ResolvedSeldon;
  readonly dataRetention: DataRetention;
  readonly remoteState?: ResolvedState;
}

/**
 * Resolves every default. The types of all props must have been validated; their values may still be invalid, because
 * the rules that compare props use the result.
 */
export function resolve(props: ZenmlAwsStackProps): ResolvedStack {
  const { prefix, region, karpenter, dataRetention = DataRetention.KEEP } = props;
  const names = stackNames(prefix);
  const cluster = props.cluster ?? ClusterSource.create();
  const { options: clusterOptions } = cluster._source;
  const artifactBucket = props.artifactBucket ?? ArtifactBucketSource.create();
  const database = props.database ?? DatabaseSource.create();
  // Several stacks can use the same existing cluster. Names of components that a cluster has only once are not
  // prefixed: Istio, Seldon Core's operator and the autoscalers. A second one must fail before it is installed.
  const namePrefix = cluster._source.prefixedNames ? prefix : undefined;
  const services = {
    zenml: resolveZenml(props, namePrefix),
    mlflow: resolveMlflow(props, namePrefix),
    seldon: resolveSeldon(props, namePrefix),
  };
  return {
    region,
    prefix,
    names,
    tags: { managedBy: 'terraform', application: prefix, ...props.tags },
    awsProvider: props.awsProvider ?? {},
    roles: props.roles,
    developerPrincipalArns: props.developerPrincipalArns ?? [],
    adminPrincipalArns: clusterOptions?.adminPrincipalArns ?? [],
    isCreatorAdmin: !cluster._source.exists && (clusterOptions?.bootstrapClusterCreatorAdminPermissions ?? true),
    network: props.network ?? NetworkSource.create(),
    cluster,
    clusterName: cluster._source.name(prefix),
    clusterAutoscaler: props.clusterAutoscaler,
    karpenter,
    hasGpus: cluster._source.hasGpus || karpenter?.gpuPool !== undefined,
    artifactBucket,
    bucketName: artifactBucket._source.name(prefix),
    bucketPath: artifactBucket._source.path(prefix),
    database,
    databaseNames: database._source.names(prefix),
    containerRegistry: resolveRegistry(props, names),
    registryMirror: props.registryMirror,
    entrance: resolveEntrance(props.entrance ?? {}, cluster, services),
    pipelines: resolvePipelines(props, namePrefix),
    ...services,
    registrationNamespace: prefixed(ZenmlRegistration.DEFAULT_NAMESPACE, namePrefix),
    dataRetention,
    remoteState: props.remoteState && { ...props.remoteState, ...stateDefaults(props.remoteState, prefix, region) },
  };
}

const prefixed = (name: string, prefix?: string) => (prefix === undefined ? name : `${prefix}-${name}`);
const namespace = (name: string, prefix?: string) => ClusterNamespace.create(prefixed(name, prefix));

function resolveZenml({ zenml = ZenmlServerSource.create() }: ZenmlAwsStackProps, namePrefix?: string) {
  return zenml._source.isNone ? undefined : namePrefix === undefined ? zenml : prefixedServer(zenml, namePrefix);
}

function resolvePipelines({ pipelines }: ZenmlAwsStackProps, namePrefix?: string): ResolvedPipelines {
  return {
    namespace: pipelines?.namespace ?? namespace(pipelineNamespace().name, namePrefix),
    serviceAccountName: pipelines?.serviceAccountName ?? PipelineNamespace.DEFAULT_SERVICE_ACCOUNT_NAME,
  };
}

function resolveMlflow(
  { mlflow: { _options: options } = MlflowSource.create() }: ZenmlAwsStackProps, namePrefix?: string,
): ResolvedMlflow | undefined {
  const ingress = options?.ingress ?? Ingress.nginx();
  return options && {
    ...options,
    namespace: options.namespace ?? namespace(MlflowTrackingServer.DEFAULT_NAMESPACE, namePrefix),
    serviceAccountName: options.serviceAccountName ?? MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME,
    ingress: namePrefix === undefined ? ingress : prefixedIngress(ingress, namePrefix),
  };
}

function resolveSeldon(
  { seldon: { _options: options } = SeldonSource.create() }: ZenmlAwsStackProps, namePrefix?: string,
): ResolvedSeldon | undefined {
  return options && {
    ...options,
    workloadNamespace: options.workloadNamespace ?? namespace(SeldonCoreIstio.DEFAULT_WORKLOAD_NAMESPACE, namePrefix),
  };
}

function resolveRegistry(
  { containerRegistry: { _options: options } = ContainerRegistrySource.create() }: ZenmlAwsStackProps,
  { repository, modelServers }: StackNames,
): ResolvedRegistry | undefined {
  return options && {
    ...options,
    repositoryNames: options.repositoryNames ?? [repository, modelServers],
    imageTagMutability: options.imageTagMutability ?? ImageTagMutability.MUTABLE,
    // The tag of a model server identifies the libraries in its image.
    repositoryTagMutability: options.imageTagMutability || options.repositoryNames
      ? undefined : { [modelServers]: ImageTagMutability.IMMUTABLE },
  };
}

function stateDefaults({ key, region }: RemoteStateOptions, prefix: string, stackRegion: string) {
  return { key: key ?? `${prefix}/terraform.tfstate`, region: region ?? stackRegion };
}
