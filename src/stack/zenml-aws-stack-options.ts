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
   * Prefix of all names, unique among the stacks of an account and of an app: 2 to 30 lower-case letters, digits and
   * single hyphens, starting with a letter.
   *
   * Bucket names are unique in all of AWS: choose a prefix that others are not likely to choose.
   */
  readonly prefix: string;

  /**
   * Tags of all resources that can be tagged, in addition to `managedBy = terraform` and `application = <prefix>`.
   * @default - only those two
   */
  readonly tags?: { [key: string]: string };

  /**
   * Account and credentials that Terraform uses.
   * @default - the credentials that Terraform finds
   */
  readonly awsProvider?: StackAwsProviderOptions;

  /**
   * Options for all IAM roles of the stack.
   * @default - no permissions boundary, the path /
   */
  readonly roles?: StackRoleOptions;

  /**
   * ARNs of IAM users and roles that may view, change and delete objects, and deploy models, in the namespaces of
   * pipelines and models only. An administrator of the cluster cannot be a developer as well.
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
   * Options for the cluster autoscaler, which is enabled if they are given; `{}` for all of its defaults. On an
   * existing cluster it resizes the node groups that carry its tags, as those that EKS manages do.
   * @default - disabled: the number of nodes is the node group's `desiredSize`
   */
  readonly clusterAutoscaler?: ClusterAutoscalerOptions;

  /**
   * Options for Karpenter, which replaces the cluster autoscaler and is enabled if they are given; `{}` for all of its
   * defaults. The number of nodes in node groups stays `desiredSize`.
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
   * Source of all images and charts, for networks that do not reach the registries and repositories that publish them:
   * `RegistryMirror`. EKS' add-ons are not affected, nor are images that `SeldonSource.create({ modelServers })` names.
   * @default - the registries and repositories that publish them
   */
  readonly registryMirror?: RegistryMirrorOptions;

  /**
   * Options for the entrance: one load balancer for the ZenML server, MLflow and the models. Only the stack's own pods
   * can reach it until `allowedCidrs` names other clients.
   * @default - on the internet, for the stack's own pods only, with its own certificate authority
   */
  readonly entrance?: StackEntranceOptions;

  /**
   * Source of the ZenML server, on which the stack is registered as `<prefix>`, and with its model deployer as
   * `<prefix>-seldon`.
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
   * @default - MlflowSource.create(), behind the entrance and NGINX, which asks for a generated password
   */
  readonly mlflow?: MlflowSource;

  /**
   * What `destroy` does to artifacts, database and images.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;

  /**
   * Keeps Terraform's state in an S3 bucket, with a lock, so that several people can work on the stack. Needs Terraform
   * 1.10 or newer.
   * @default - a file beside the app, terraform.<id>.tfstate
   */
  readonly remoteState?: RemoteStateOptions;
}
