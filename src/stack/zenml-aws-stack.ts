import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscaler, ClusterSource, ICluster, ServiceAccountRole } from '../cluster';
import { DataRetention } from '../data-retention';
import { Database, DatabaseSource, IDatabase } from '../database';
import { Credentials, ServiceAccountReference } from '../kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../mlflow';
import { INetwork, NetworkSource } from '../network';
import { partitionOf } from '../private/aws-rules';
import { networkLoadBalancerAnnotations } from '../private/load-balancer';
import { validateProps } from '../private/shape';
import { refuseSiblings } from '../private/siblings';
import { TerraformData } from '../private/terraform-data';
import { ContainerRegistry, ImageTagMutability } from '../registry';
import { SeldonCoreIstio } from '../seldon';
import { ArtifactBucket, ArtifactBucketSource, IArtifactBucket } from '../storage';
import { ModelStorage, PipelineNamespace } from '../zenml';
import { KeptData } from './private/kept-data';
import { MLFLOW_DATABASE, MLFLOW_PATH, stackNames } from './private/names';
import { defineOutputs } from './private/outputs';
import { defineClusterProviders } from './private/providers';
import { defineRemoteState } from './private/remote-state';
import { mlflowPolicies, modelPolicies, pipelinePolicies } from './private/roles';
import { isAutoscaled, STACK_PROPS } from './private/validate';
import { ZenmlAwsStackProps } from './zenml-aws-stack-options';

/**
 * The ZenML MLOps stack on AWS: network, EKS, artifact bucket, MySQL, container registry, MLflow behind NGINX, Seldon
 * Core behind Istio.
 *
 * It owns the providers (aws, kubernetes, helm, random) and the outputs, and composes the parts; each part is a
 * construct that can be used alone. The Kubernetes and Helm providers ask `aws eks get-token` for their credentials:
 * the AWS CLI must be installed where Terraform runs.
 */
export class ZenmlAwsStack extends TerraformStack {
  /** The network. */
  public readonly network: INetwork;
  /** The EKS cluster. */
  public readonly cluster: ICluster;
  /** The bucket for artifacts. */
  public readonly artifactBucket: IArtifactBucket;
  /** The MySQL server. */
  public readonly database: IDatabase;
  /** The registry for container images, unless it is off. */
  public readonly containerRegistry?: ContainerRegistry;
  /** The namespace in which pipelines run. */
  public readonly pipelines: PipelineNamespace;
  /** MLflow, unless it is off. */
  public readonly mlflow?: MlflowTrackingServer;
  /** Seldon Core and Istio, unless they are off. */
  public readonly seldon?: SeldonCoreIstio;
  /** What adds and takes away nodes, if it is on. */
  public readonly clusterAutoscaler?: ClusterAutoscaler;
  /** How models get at the artifacts, unless Seldon Core is off. */
  public readonly modelStorage?: ModelStorage;
  /**
   * What anything of yours on the cluster depends on: nodes, add-ons, the way to the internet, roles, access. The
   * stack's own parts have less to wait for: none mounts a volume.
   */
  public readonly clusterReady: ITerraformDependable;

  /** The same for pods without volumes. */
  private readonly podsReady: ITerraformDependable;
  /** The same for pods that resolve no names, or ask for them until they have an answer. */
  private readonly nodesReady: ITerraformDependable;
  private readonly props: ZenmlAwsStackProps;
  private readonly names: ReturnType<typeof stackNames>;

  /** @throws Error that lists every prop that is wrong, in all parts of the stack */
  public constructor(scope: Construct, id: string, props: ZenmlAwsStackProps) {
    super(scope, id);
    validateProps('ZenmlAwsStack', this, STACK_PROPS, props, { region: regionOf(props) });
    refuseSiblings('ZenmlAwsStack', this, ZenmlAwsStack, {
      within: this.node.root,
      clashes: (other) => other.props?.prefix === props.prefix,
      because: `both have the prefix "${props.prefix}", and names of roles are unique in an account`,
      remedy: 'Give each stack a prefix of its own.',
    });

    this.props = props;
    this.names = stackNames(props.prefix);
    const tags = { managedBy: 'terraform', application: props.prefix, ...props.tags };
    const dataRetention = props.dataRetention ?? DataRetention.KEEP;
    if (props.remoteState) {
      defineRemoteState(this, props.remoteState, props.prefix, props.region);
    }
    new AwsProvider(this, 'aws', { region: props.region, defaultTags: [{ tags }] });
    new RandomProvider(this, 'random');

    const clusterSource = props.cluster ?? ClusterSource.create();
    this.network = (props.network ?? NetworkSource.create())._bind(this, 'Network', {
      namePrefix: props.prefix, clusterName: clusterSource._name(this.names.cluster),
    });
    this.cluster = clusterSource._bind(this, 'Cluster', {
      clusterName: this.names.cluster, network: this.network, nodeTags: tags, autoscaledNodes: isAutoscaled(props),
    });
    this.artifactBucket = (props.artifactBucket ?? ArtifactBucketSource.create())._bind(this, 'ArtifactBucket', {
      bucketName: this.names.bucket, dataRetention,
    });
    this.database = (props.database ?? DatabaseSource.create())._bind(this, 'Database', {
      identifier: this.names.database,
      network: this.network,
      clientSecurityGroupIds: { cluster: this.cluster.securityGroupId },
      dataRetention,
    });
    if (props.containerRegistry?.enabled ?? true) {
      this.containerRegistry = new ContainerRegistry(this, 'ContainerRegistry', {
        ...props.containerRegistry,
        repositoryNames: props.containerRegistry?.repositoryNames ?? [this.names.repository],
        imageTagMutability: props.containerRegistry?.imageTagMutability ?? ImageTagMutability.MUTABLE,
        dataRetention,
      });
    }
    if (dataRetention === DataRetention.KEEP) {
      this.sayWhatIsKept();
    }

    defineClusterProviders(this, this.cluster, props.region);
    const { ready, podsReady = ready, nodesReady = podsReady } = this.cluster;
    this.clusterReady = this.barrier('ClusterReady', ready);
    this.podsReady = this.barrier('PodsReady', podsReady);
    this.nodesReady = this.barrier('NodesReady', nodesReady);

    if (isAutoscaled(props)) {
      this.clusterAutoscaler = new ClusterAutoscaler(this, 'ClusterAutoscaler', {
        ...props.clusterAutoscaler,
        version: ClusterAutoscaler._version(props.clusterAutoscaler, clusterSource._kubernetesVersion),
        cluster: this.cluster,
        region: props.region,
        roleName: this.names.autoscalerRole,
        dependsOn: [this.podsReady],
      });
    }
    this.pipelines = this.pipelineNamespace();
    const annotations = networkLoadBalancerAnnotations(tags);
    if (props.mlflow?.enabled ?? true) {
      this.mlflow = this.trackingServer(annotations);
    }
    if (props.seldon?.enabled ?? true) {
      this.seldon = this.modelDeployer(annotations);
      this.modelStorage = this.storageOfModels(this.seldon);
    }

    defineOutputs(this, {
      name: props.prefix,
      region: props.region,
      cluster: this.cluster,
      artifactBucket: this.artifactBucket,
      database: this.database,
      containerRegistry: this.containerRegistry,
      pipelines: this.pipelines,
      mlflow: this.mlflow,
      seldon: this.seldon,
      modelStorage: this.modelStorage,
    });
  }

  /** MLflow keeps runs in a database of its own, and artifacts under a path of its own. */
  private trackingServer(loadBalancerAnnotations: { [key: string]: string }): MlflowTrackingServer {
    const { mlflow, region } = this.props;
    const { host, port, username, password } = this.database;
    const role = this.role('MlflowRole', this.names.mlflowRole, {
      namespace: mlflow?.namespace?.name ?? MlflowTrackingServer.DEFAULT_NAMESPACE,
      name: mlflow?.serviceAccountName ?? MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME,
    }, mlflowPolicies(this.artifactBucket));
    return new MlflowTrackingServer(this, 'Mlflow', {
      ...mlflow,
      backendStore: MlflowBackendStore.mysql({
        host, port, database: MLFLOW_DATABASE, createDatabase: { admin: Credentials.given(username, password) },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: this.artifactBucket.bucketName, path: MLFLOW_PATH, region }),
      serviceAccountRoleArn: role.roleArn,
      loadBalancerAnnotations,
      // Not even for names: the job that makes the database asks until it has an answer, and all else comes after it.
      dependsOn: [this.nodesReady, ...role.ready, ...this.database.ready, ...this.artifactBucket.ready],
    });
  }

  /** Pipelines deploy models. */
  private modelDeployer(annotations: { [key: string]: string }): SeldonCoreIstio {
    const { seldon } = this.props;
    const { namespace, serviceAccountName: name } = this.pipelines;
    return new SeldonCoreIstio(this, 'Seldon', {
      ...seldon,
      gateway: {
        ...seldon?.gateway,
        loadBalancerAnnotations: { ...annotations, ...seldon?.gateway?.loadBalancerAnnotations },
      },
      deployers: [{ namespace, name }, ...(seldon?.deployers ?? [])],
      // Of its pods only the gateway's resolve a name, and try again until they can.
      dependsOn: [this.nodesReady],
    });
  }

  /** Models read artifacts. */
  private storageOfModels(seldon: SeldonCoreIstio): ModelStorage {
    const role = this.role('ModelRole', this.names.modelRole, {
      namespace: this.props.seldon?.workloadNamespace?.name ?? SeldonCoreIstio.DEFAULT_WORKLOAD_NAMESPACE,
      name: ModelStorage.SERVICE_ACCOUNT_NAME,
    }, modelPolicies(this.artifactBucket));
    return new ModelStorage(this, 'ModelStorage', {
      namespace: seldon.workloadNamespace,
      region: this.props.region,
      roleArn: role.roleArn,
      dependsOn: [...seldon.ready, ...role.ready],
    });
  }

  /** Pipelines read and write artifacts and images. */
  private pipelineNamespace(): PipelineNamespace {
    const { pipelines } = this.props;
    const role = this.role('PipelineRole', this.names.pipelineRole, {
      namespace: PipelineNamespace._namespace(pipelines).name,
      name: pipelines?.serviceAccountName ?? PipelineNamespace.DEFAULT_SERVICE_ACCOUNT_NAME,
    }, pipelinePolicies(this.artifactBucket, this.containerRegistry));
    return new PipelineNamespace(this, 'Pipelines', {
      ...pipelines, roleArn: role.roleArn, dependsOn: [this.podsReady, ...role.ready, ...this.artifactBucket.ready],
    });
  }

  /** One thing to depend on instead of many; the network's ways in and out are always among them. */
  private barrier(id: string, dependsOn: ITerraformDependable[]): ITerraformDependable {
    return new TerraformData(this, id, { dependsOn: [...dependsOn, ...this.network.ready] });
  }

  private role(
    id: string, roleName: string, serviceAccount: ServiceAccountReference, inlinePolicies: { [name: string]: string },
  ): ServiceAccountRole {
    return new ServiceAccountRole(this, id, { roleName, cluster: this.cluster, serviceAccount, inlinePolicies });
  }

  /** What is not of the stack's own is not destroyed, and needs no word. */
  private sayWhatIsKept(): void {
    const database = this.database instanceof Database ? this.database : undefined;
    const artifactBucket = this.artifactBucket instanceof ArtifactBucket ? this.artifactBucket : undefined;
    if (database || artifactBucket || this.containerRegistry) {
      new KeptData(this, 'KeptData', {
        region: this.props.region, database, artifactBucket, containerRegistry: this.containerRegistry,
      });
    }
  }
}

/** The region, as far as anything can be said about it before the props are checked. */
function regionOf(props: Partial<ZenmlAwsStackProps> | undefined): string | undefined {
  const region = props?.region;
  return typeof region === 'string' && partitionOf(region) ? region : undefined;
}
