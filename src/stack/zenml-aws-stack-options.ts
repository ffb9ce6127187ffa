import { ClusterAutoscalerOptions, ClusterSource, KarpenterOptions } from '../cluster';
import { DatabaseSource } from '../database';
import { RegistryMirrorOptions } from '../helm';
import { MlflowSource } from '../mlflow';
import { NetworkSource } from '../network';
import { ContainerRegistrySource } from '../registry';
import { SeldonSource } from '../seldon';
import { ArtifactBucketSource } from '../storage';
import { DataRetention } from '../terraform/data-retention';
import { PipelineNamespaceOptions, ZenmlServerSource } from '../zenml';
import { StackAwsProviderOptions, StackRoleOptions } from './account-options';
import { RemoteStateOptions } from './remote-state';
import { StackEntranceOptions } from './stack-entrance-options';

/** Properties of `ZenmlAwsStack`. */
export interface ZenmlAwsStackProps {
  /** AWS region, for example `eu-central-1`. */
  readonly region: string;

  /**
   * Prefix of all names, unique in the AWS account and in the app. 2 to 30 lower-case letters, digits and single
   * hyphens, starting with a letter.
   *
   * Bucket names are unique across all of AWS, so choose a prefix that is unlikely to be in use.
   */
  readonly prefix: string;

  /**
   * Tags of all taggable resources, in addition to `managedBy = terraform` and `application = <prefix>`.
   * @default - no additional tags
   */
  readonly tags?: { [key: string]: string };

  /**
   * Account and credentials that Terraform uses.
   * @default - Terraform's default credential chain
   */
  readonly awsProvider?: StackAwsProviderOptions;

  /**
   * Options for all IAM roles of the stack.
   * @default - no permissions boundary, the path /
   */
  readonly roles?: StackRoleOptions;

  /**
   * ARNs of IAM users and roles that can view, change and delete Kubernetes objects and deploy models, in the
   * namespaces of pipelines and models only. A principal cannot be both an administrator of the cluster and a
   * developer.
   * @default - none
   */
  readonly developerPrincipalArns?: string[];

  /**
   * Source of the network.
   * @default NetworkSource.create()
   */
  readonly network?: NetworkSource;

  /**
   * Source of the EKS cluster.
   * @default ClusterSource.create()
   */
  readonly cluster?: ClusterSource;

  /**
   * Options for the cluster autoscaler. If given, even as `{}`, it is enabled. On an existing cluster, it scales the
   * node groups that have its tags. EKS sets them on managed node groups.
   * @default - disabled; the number of nodes is the `desiredSize` of the node group
   */
  readonly clusterAutoscaler?: ClusterAutoscalerOptions;

  /**
   * Options for Karpenter, an alternative to the cluster autoscaler. If given, even as `{}`, it is enabled. The number
   * of nodes in node groups stays `desiredSize`.
   * @default - disabled
   */
  readonly karpenter?: KarpenterOptions;

  /**
   * Source of the bucket for artifacts.
   * @default ArtifactBucketSource.create()
   */
  readonly artifactBucket?: ArtifactBucketSource;

  /**
   * Source of the MySQL server.
   * @default DatabaseSource.create()
   */
  readonly database?: DatabaseSource;

  /**
   * Source of the registry for container images.
   * @default - ContainerRegistrySource.create(), with two repositories
   */
  readonly containerRegistry?: ContainerRegistrySource;

  /**
   * Mirror of all images and charts, for networks without access to the registries and repositories that publish them:
   * see `RegistryMirror`. It applies neither to EKS add-ons nor to images in `SeldonSource.create({ modelServers })`.
   * @default - images and charts are pulled from the registries and repositories that publish them
   */
  readonly registryMirror?: RegistryMirrorOptions;

  /**
   * Options for the entrance: one load balancer for the ZenML server, MLflow and the models. Only the stack's own pods
   * can connect, unless `allowedCidrs` allows other clients.
   * @default - internet-facing, allows the stack's own pods only, uses its own certificate authority
   */
  readonly entrance?: StackEntranceOptions;

  /**
   * Source of the ZenML server. The stack is registered on it as `<prefix>`, and as `<prefix>-seldon` with its model
   * deployer.
   * @default - ZenmlServerSource.create(), behind the entrance
   */
  readonly zenml?: ZenmlServerSource;

  /**
   * Options for the namespace in which pipelines run.
   * @default - zenml, with the service account zenml-runner
   */
  readonly pipelines?: PipelineNamespaceOptions;

  /**
   * Source of the model deployer, Seldon Core behind Istio.
   * @default - SeldonSource.create(), behind the entrance
   */
  readonly seldon?: SeldonSource;

  /**
   * Source of the experiment tracker, MLflow behind NGINX.
   * @default - MlflowSource.create(), behind the entrance and NGINX, which requires a generated password
   */
  readonly mlflow?: MlflowSource;

  /**
   * Whether `destroy` keeps or deletes artifacts, database and images.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;

  /**
   * S3 bucket for Terraform state, with locking, so that several people can deploy the stack. Requires Terraform 1.10
   * or newer.
   * @default - a local file next to the app, terraform.<id>.tfstate
   */
  readonly remoteState?: RemoteStateOptions;
}
