import { DatabaseSource } from '../database';
import { RegistryMirrorOptions } from '../helm';
import { EntranceDomain } from '../ingress';
import { MlflowTrackingServerOptions } from '../mlflow';
import { NetworkSource } from '../network';
import { ContainerRegistryOptions } from '../registry';
import { SeldonCoreIstioOptions } from '../seldon';
import { ArtifactBucketSource } from '../storage';
import { PipelineNamespaceOptions, ZenmlServerSource } from '../zenml';
import { StackAwsProviderOptions, StackRoleOptions } from './account-options';
import { RemoteStateOptions } from './remote-state';
import { StackEntranceOptions } from './stack-entrance-options';
import { ClusterAutoscalerOptions, ClusterSource, KarpenterOptions } from '../cluster';
import { DataRetention } from '../terraform/data-retention';

/** What can be chosen about the stack's container registry. */
export interface StackContainerRegistryOptions extends ContainerRegistryOptions {
  /**
   * Whether the stack has a container registry.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * The repositories' names: 2 to 256 lower-case letters and digits, joined by `.`, `_`, `-` and `/`. The first one is
   * for ZenML's images, the last one for those of model servers.
   * @default ['<prefix>-zenml-kubernetes', '<prefix>-model-servers']
   */
  readonly repositoryNames?: string[];
}

/** What can be chosen about the stack's model deployer. */
export interface StackSeldonOptions extends SeldonCoreIstioOptions {
  /**
   * Whether the stack has Seldon Core and Istio.
   * @default true
   */
  readonly enabled?: boolean;
}

/** What can be chosen about the stack's ZenML server. */
export interface StackZenmlOptions {
  /**
   * Whether the stack has a ZenML server, and is registered on it.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Where the server comes from.
   * @default ZenmlServerSource.create()
   */
  readonly server?: ZenmlServerSource;
}

/** What can be chosen about the stack's experiment tracker. */
export interface StackMlflowOptions extends MlflowTrackingServerOptions {
  /**
   * Whether the stack has MLflow and its NGINX controller.
   * @default true
   */
  readonly enabled?: boolean;
}

/** What can be chosen about the stack's cluster autoscaler. */
export interface StackClusterAutoscalerOptions extends ClusterAutoscalerOptions {
  /**
   * Whether nodes come and go with the pods that need them, between `minSize` and `maxSize` of the node group.
   * @default true
   */
  readonly enabled?: boolean;
}

/** What can be chosen about the stack's Karpenter. */
export interface StackKarpenterOptions extends KarpenterOptions {
  /**
   * Whether Karpenter makes nodes for pods that find no room.
   * @default true
   */
  readonly enabled?: boolean;
}

/** Props of `ZenmlAwsStack`. */
export interface ZenmlAwsStackProps {
  /** The AWS region, for example `eu-central-1`. */
  readonly region: string;

  /**
   * The start of all names, unique among the stacks of an account and of an app: 2 to 30 lower-case letters, digits and
   * single hyphens, a letter first.
   *
   * Names of buckets are unique in all of AWS: choose a prefix that others are not likely to choose.
   */
  readonly prefix: string;

  /**
   * Tags of everything that can be tagged, besides `managedBy = terraform` and `application = <prefix>`.
   * @default - only those two
   */
  readonly tags?: { [key: string]: string };

  /**
   * As whom Terraform works with AWS.
   * @default - with the credentials that it finds
   */
  readonly awsProvider?: StackAwsProviderOptions;

  /**
   * What all IAM roles of the stack have.
   * @default - no permissions boundary, the path /
   */
  readonly roles?: StackRoleOptions;

  /**
   * ARNs of IAM users and roles that may work on the cluster in the namespaces of pipelines and models, and there
   * alone: look, change, delete, deploy models. None of them is an administrator of the cluster as well.
   * @default - none
   */
  readonly developerPrincipalArns?: string[];

  /**
   * Where the network comes from.
   * @default NetworkSource.create()
   */
  readonly network?: NetworkSource;

  /**
   * Where the EKS cluster comes from.
   * @default ClusterSource.create()
   */
  readonly cluster?: ClusterSource;

  /**
   * The cluster autoscaler: on if this is given, `{}` for all of its defaults. On a cluster that exists it resizes the
   * node groups that carry its tags, as those that EKS manages do.
   * @default - off: the number of nodes is the node group's `desiredSize`
   */
  readonly clusterAutoscaler?: StackClusterAutoscalerOptions;

  /**
   * Karpenter, in place of the cluster autoscaler: on if this is given, `{}` for all of its defaults. The number of
   * nodes that it does not make stays what the node groups say.
   * @default - off
   */
  readonly karpenter?: StackKarpenterOptions;

  /**
   * Where the bucket for artifacts comes from.
   * @default ArtifactBucketSource.create()
   */
  readonly artifactBucket?: ArtifactBucketSource;

  /**
   * Where the MySQL server comes from.
   * @default DatabaseSource.create()
   */
  readonly database?: DatabaseSource;

  /**
   * The registry for container images.
   * @default - two repositories, <prefix>-zenml-kubernetes and <prefix>-model-servers
   */
  readonly containerRegistry?: StackContainerRegistryOptions;

  /**
   * Where all images and charts come from, for networks that do not reach the registries and repositories that publish
   * them: `RegistryMirror`. EKS' add-ons come from AWS all the same, and what `seldon.modelServers` names from where it
   * says.
   * @default - from the registries and repositories that publish them
   */
  readonly registryMirror?: RegistryMirrorOptions;

  /**
   * The way in from outside: one load balancer for the ZenML server, MLflow and the models. It is closed but for the
   * stack's own pods until 'allowedCidrs' names who else may come.
   * @default - on the internet, for the stack's own pods alone, with a certificate authority of its own
   */
  readonly entrance?: StackEntranceOptions;

  /**
   * Names of one's own for the ZenML server, MLflow and the models: `zenml.`, `mlflow.` and `models.`, whose labels can
   * be changed, with a certificate that every client knows.
   * @default - the load balancer's own name, with a port for each
   */
  readonly domain?: EntranceDomain;

  /**
   * The ZenML server, on which the stack is registered as `<prefix>`, and with its model deployer as `<prefix>-seldon`.
   * @default - on, behind the entrance
   */
  readonly zenml?: StackZenmlOptions;

  /**
   * The namespace in which pipelines run.
   * @default - zenml, with the service account zenml-runner
   */
  readonly pipelines?: PipelineNamespaceOptions;

  /**
   * Seldon Core behind Istio, as model deployer. The pipelines' service account is always among its deployers; unless
   * 'modelServers' says otherwise, models of scikit-learn and MLflow are served by images from the last repository of
   * the container registry, if there is one, under the tags `sklearn-1.9.1` and `mlflow-3.15.1`.
   * @default - on, behind the entrance
   */
  readonly seldon?: StackSeldonOptions;

  /**
   * MLflow behind NGINX, as experiment tracker. Its runs are in a database of its own on the MySQL server, its
   * artifacts in the bucket under `mlflow/`.
   * @default - on, behind the entrance and NGINX, which asks for a generated password
   */
  readonly mlflow?: StackMlflowOptions;

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
