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
import { SeldonCoreIstio, SeldonModelServer } from '../seldon';
import { ArtifactBucket, ArtifactBucketSource, IArtifactBucket } from '../storage';
import { MODEL_SERVER_TAGS } from '../versions';
import { ModelStorage, PipelineNamespace, ZenmlServer, ZenmlServerSource } from '../zenml';
import { AwsConnector } from '../zenml/aws-connector';
import { ZenmlRegistration } from '../zenml/registration';
import { ZenmlStackParts } from '../zenml/stack-components';
import { BoundZenmlServer } from '../zenml/zenml-server-source';
import { KeptData } from './private/kept-data';
import { DATABASE_USERS, MLFLOW_DATABASE, MLFLOW_PATH, stackNames } from './private/names';
import { defineOutputs } from './private/outputs';
import { defineClusterProviders } from './private/providers';
import { defineRemoteState } from './private/remote-state';
import {
  connectorPolicies, connectorSessionPolicy, mlflowPolicies, modelPolicies, pipelinePolicies,
} from './private/roles';
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
  /** The ZenML server, unless it is off or another one. */
  public readonly zenmlServer?: ZenmlServer;
  /** The names under which the stack is registered with ZenML: without a model deployer, and with it if it is on. */
  public readonly zenmlStackNames: string[];
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
        repositoryNames:
          props.containerRegistry?.repositoryNames ?? [this.names.repository, this.names.modelServers],
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

    const parts: ZenmlStackParts = {
      name: props.prefix,
      clusterName: this.cluster.clusterName,
      artifactBucket: this.artifactBucket,
      containerRegistry: this.containerRegistry,
      pipelines: this.pipelines,
      mlflow: this.mlflow,
      seldon: this.seldon,
      modelStorage: this.modelStorage,
    };
    const zenml = props.zenml?.enabled ?? true ? this.bindZenmlServer(annotations) : undefined;
    this.zenmlServer = zenml?.server;
    this.zenmlStackNames = zenml ? this.register(zenml, parts) : [];
    defineOutputs(this, {
      ...parts,
      region: props.region,
      cluster: this.cluster,
      database: this.database,
      modelServers: this.seldon ? this.modelServers() : [],
      zenml,
      zenmlStackNames: this.zenmlStackNames,
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
      deployerGroups: [...(this.hasConnector() ? [this.names.connectorGroup] : []), ...(seldon?.deployerGroups ?? [])],
      modelServers: this.modelServers(),
      // Of its pods only the gateway's resolve a name, and try again until they can.
      dependsOn: [this.nodesReady],
    });
  }

  /** Images that load today's models; those that the chart names do not. */
  private modelServers(): SeldonModelServer[] {
    const given = this.props.seldon?.modelServers;
    if (given !== undefined || !this.containerRegistry) {
      return given ?? [];
    }
    const { registryUri, repositoryNames } = this.containerRegistry;
    const image = `${registryUri}/${repositoryNames[repositoryNames.length - 1]}`;
    return [
      SeldonModelServer.sklearn({ image, version: MODEL_SERVER_TAGS.sklearn }),
      SeldonModelServer.mlflow({ image, version: MODEL_SERVER_TAGS.mlflow }),
    ];
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

  /** ZenML keeps what it knows in a database of its own; its role may do nothing but hand out another one. */
  private bindZenmlServer(loadBalancerAnnotations: { [key: string]: string }): BoundZenmlServer {
    const { host, port, databaseName: database, username, password } = this.database;
    return (this.props.zenml?.server ?? ZenmlServerSource.create())._bind(this, 'Zenml', {
      database: {
        host,
        port,
        database,
        username: DATABASE_USERS.zenml,
        admin: Credentials.given(username, password),
        tls: (this.props.database ?? DatabaseSource.create())._tls(this.props.region),
      },
      loadBalancerAnnotations,
      // Names are as they are for MLflow.
      dependsOn: [this.nodesReady, ...this.database.ready],
      role: (serviceAccount) => this.role('ZenmlServerRole', this.names.zenmlServerRole, serviceAccount, {}),
    });
  }

  /** Whether a ZenML server hands out a role of the stack's: its own does, another one if its role is known. */
  private hasConnector(): boolean {
    const { enabled = true, server = ZenmlServerSource.create() } = this.props.zenml ?? {};
    return enabled && server._handsOutRoles;
  }

  /** Registers the stack; returns the names under which it is found. */
  private register(server: BoundZenmlServer, parts: ZenmlStackParts): string[] {
    const { region } = this.props;
    const connector = server.roleArn === undefined ? undefined : new AwsConnector(this, 'ZenmlConnector', {
      roleName: this.names.connectorRole,
      policies: connectorPolicies(this.artifactBucket, this.cluster.clusterName, region, this.containerRegistry),
      serverRoleArn: server.roleArn,
      serverRoleName: server.server && this.names.zenmlServerRole,
      clusterName: this.cluster.clusterName,
      group: this.names.connectorGroup,
      pipelineNamespace: this.pipelines.namespace,
      dependsOn: this.pipelines.ready,
    });
    return new ZenmlRegistration(this, 'ZenmlRegistration', {
      parts,
      server,
      connector: connector && {
        region, roleArn: connector.roleArn, policy: connectorSessionPolicy(this.artifactBucket, region),
      },
      dependsOn: [this.nodesReady, ...(connector?.ready ?? [])],
    }).stackNames;
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
