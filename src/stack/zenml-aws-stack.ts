import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { Aspects, ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterAutoscaler, ClusterSource, ICluster, Karpenter, NvidiaDevicePlugin, ServiceAccountRole,
} from '../cluster';
import { Database, DatabaseSource, IDatabase } from '../database';
import { RegistryMirror } from '../helm';
import { Entrance } from '../ingress';
import { networkLoadBalancerAnnotations } from '../kubernetes/private/load-balancer';
import { MlflowTrackingServer } from '../mlflow';
import { INetwork, NetworkSource } from '../network';
import { ContainerRegistry } from '../registry';
import { SeldonCoreIstio } from '../seldon';
import { ArtifactBucket, ArtifactBucketSource, IArtifactBucket } from '../storage';
import { DataRetention } from '../terraform/data-retention';
import { TerraformData } from '../terraform/terraform-data';
import { validateProps } from '../validation/shape';
import { siblings } from '../validation/siblings';
import { ModelStorage, PipelineNamespace, ZenmlServer } from '../zenml';
import { credentialArguments, RoleDefaults } from './private/account';
import { StackBase } from './private/base';
import { withClusterNames } from './private/cluster-names';
import { controlPlaneAccess, securityGroupsOf } from './private/control-plane-access';
import { waysIn } from './private/entrance';
import { KeptData } from './private/kept-data';
import { stackNames } from './private/names';
import { defineOutputs } from './private/outputs';
import { developers } from './private/people';
import { defineAwsProvider, defineClusterProviders } from './private/providers';
import { stackRegistry } from './private/registry';
import { defineState } from './private/remote-state';
import { scaling } from './private/scaling';
import { refuseShared } from './private/shared';
import { SharedStack } from './private/shared-cluster';
import { defaultStorageClass } from './private/storage-class';
import { isAutoscaled, regionOf, STACK_PROPS } from './private/validate';
import {
  mlflowRole, modelDeployer, modelRole, modelServers, modelStorage, pipelineNamespace, pipelineRole, pipelineTrust,
  trackingServer,
} from './private/workloads';
import { bindZenmlServer, register } from './private/zenml';
import { ZenmlAwsStackProps } from './zenml-aws-stack-options';
import { ZenmlStackParts } from '../zenml/internal';

/**
 * The ZenML MLOps stack on AWS: network, EKS, artifact bucket, MySQL, container registry, MLflow behind NGINX, Seldon
 * Core behind Istio.
 *
 * It owns the providers (aws, kubernetes, helm, random) and the outputs, and composes the parts; each part is a
 * construct that can be used alone. The Kubernetes and Helm providers ask `aws eks get-token` for their credentials:
 * the AWS CLI must be installed where Terraform runs.
 */
export class ZenmlAwsStack extends TerraformStack {
  /** The provider of everything in AWS. */
  public readonly awsProvider: TerraformProvider;
  /** The provider of objects on the cluster. */
  public readonly kubernetesProvider: TerraformProvider;
  /** The provider of releases on the cluster. */
  public readonly helmProvider: TerraformProvider;
  /** The provider of generated passwords and names. */
  public readonly randomProvider: TerraformProvider;
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
  /** The role of pipelines. */
  public readonly pipelineRole: ServiceAccountRole;
  /** The role of models, unless Seldon Core is off. */
  public readonly modelRole?: ServiceAccountRole;
  /** The role of MLflow, unless it is off. */
  public readonly mlflowRole?: ServiceAccountRole;
  /** The role of the ZenML server, unless it is off or another one. */
  public readonly zenmlServerRole?: ServiceAccountRole;
  /** The way in from outside, unless there is none or Kubernetes makes it. */
  public readonly entrance?: Entrance;
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
  /** What makes nodes in its place, if it is on. */
  public readonly karpenter?: Karpenter;
  /** What makes GPUs known, where nodes with GPUs may come. */
  public readonly nvidiaDevicePlugin?: NvidiaDevicePlugin;
  /** How models get at the artifacts, unless Seldon Core is off. */
  public readonly modelStorage?: ModelStorage;
  /**
   * What anything of yours on the cluster depends on: nodes, add-ons, the way to the internet, roles, access, volumes.
   * The stack's own services have less to wait for: none mounts a volume.
   */
  public readonly clusterReady: ITerraformDependable;

  private readonly props: ZenmlAwsStackProps;

  /** @throws Error that lists every prop that is wrong, in all parts of the stack */
  public constructor(scope: Construct, id: string, given: ZenmlAwsStackProps) {
    super(scope, id);
    validateProps('ZenmlAwsStack', this, STACK_PROPS, given, { region: regionOf(given) });
    const props = withClusterNames(given);
    this.props = props;
    refuseShared(this.shared, siblings(this.node.root, ZenmlAwsStack).filter((it) => it.props).map((it) => it.shared));

    const names = stackNames(props.prefix);
    const tags = { managedBy: 'terraform', application: props.prefix, ...props.tags };
    const dataRetention = props.dataRetention ?? DataRetention.KEEP;
    if (props.roles) {
      Aspects.of(this).add(new RoleDefaults(props.roles));
    }
    if (props.registryMirror) {
      RegistryMirror.apply(this, props.registryMirror);
    }
    defineState(this, props);
    this.awsProvider = defineAwsProvider(this, tags, props);
    this.randomProvider = new RandomProvider(this, 'random');

    const clusterSource = props.cluster ?? ClusterSource.create();
    this.network = (props.network ?? NetworkSource.create())._bind(this, 'Network', {
      namePrefix: props.prefix, clusterName: clusterSource._name(names.cluster),
    });
    this.cluster = clusterSource._bind(this, 'Cluster', {
      clusterName: names.cluster, network: this.network, nodeTags: tags, autoscaledNodes: isAutoscaled(props),
    });
    this.artifactBucket = (props.artifactBucket ?? ArtifactBucketSource.create())._bind(this, 'ArtifactBucket', {
      bucketName: names.bucket, path: props.prefix, dataRetention,
    });
    this.database = (props.database ?? DatabaseSource.create())._bind(this, 'Database', {
      identifier: names.database,
      prefix: props.prefix,
      network: this.network,
      clientSecurityGroupIds: securityGroupsOf(this.cluster),
      dataRetention,
    });
    this.containerRegistry = stackRegistry(this, props, names, dataRetention);

    ({ kubernetes: this.kubernetesProvider, helm: this.helmProvider } =
      defineClusterProviders(this, this.cluster, props.region, props.awsProvider));
    const { ready, podsReady = ready, nodesReady = podsReady } = this.cluster;
    this.clusterReady = this.barrier('ClusterReady', ready);
    if (!clusterSource._exists) {
      defaultStorageClass(this, this.clusterReady);
    }
    ({
      clusterAutoscaler: this.clusterAutoscaler, karpenter: this.karpenter, nvidiaDevicePlugin: this.nvidiaDevicePlugin,
    } = scaling(this, {
      props,
      clusterSource,
      cluster: this.cluster,
      network: this.network,
      tags,
      clusterReady: this.clusterReady,
      podsReady: this.barrier('PodsReady', podsReady),
    }));
    // What runs on Karpenter's nodes goes before them.
    const nodes = this.karpenter?.ready ?? [];
    const ways = waysIn(this, props, this.network, this.cluster);
    this.entrance = ways.entrance;
    const base: StackBase = {
      props,
      names,
      cluster: this.cluster,
      artifactBucket: this.artifactBucket,
      database: this.database,
      containerRegistry: this.containerRegistry,
      clusterReady: [this.clusterReady, ...nodes],
      nodesReady: this.barrier('NodesReady', [
        ...nodesReady, ...nodes, ...controlPlaneAccess(this, this.cluster, props),
      ]),
      ways,
      loadBalancerAnnotations: networkLoadBalancerAnnotations(tags),
    };

    this.pipelineRole = pipelineRole(this, base);
    this.pipelines = pipelineNamespace(this, base, this.pipelineRole);
    const { bound: zenml, role: zenmlRole } = props.zenml?.enabled ?? true ? bindZenmlServer(this, base) : {};
    this.zenmlServer = zenml?.server;
    this.zenmlServerRole = zenmlRole;
    if (props.mlflow?.enabled ?? true) {
      this.mlflowRole = mlflowRole(this, base);
      this.mlflow = trackingServer(this, base, this.mlflowRole);
    }
    if (props.seldon?.enabled ?? true) {
      this.seldon = modelDeployer(this, base, this.pipelines, zenml?.roleArn ? [names.connectorGroup] : []);
      this.modelRole = modelRole(this, base);
      this.modelStorage = modelStorage(this, base, this.seldon, this.modelRole);
    }
    developers(this, base, [this.pipelines.namespace, ...(this.seldon ? [this.seldon.workloadNamespace] : [])]);

    const parts: ZenmlStackParts = {
      name: props.prefix,
      clusterName: this.cluster.clusterName,
      artifactBucket: this.artifactBucket,
      containerRegistry: this.containerRegistry,
      pipelines: this.pipelines,
      mlflow: this.mlflow,
      seldon: this.seldon,
      modelStorage: this.modelStorage,
      internalServerUrl: this.zenmlServer?.internalUrl,
      gpus: this.nvidiaDevicePlugin !== undefined,
      trust: pipelineTrust(this, base, this.pipelines),
    };
    this.zenmlStackNames = zenml ? register(this, base, zenml, parts) : [];
    const keptData = dataRetention === DataRetention.KEEP ? this.keepData() : undefined;
    defineOutputs(this, {
      ...parts,
      region: props.region,
      credentials: credentialArguments(props.awsProvider, '--assume-role-arn', '--role-arn'),
      cluster: this.cluster,
      database: this.database,
      modelServers: this.seldon ? modelServers(base) : [],
      zenml,
      zenmlStackNames: this.zenmlStackNames,
      entrance: this.entrance,
      keptData,
    });
  }

  private get shared(): SharedStack {
    const { node: { path }, props, cluster, artifactBucket } = this;
    return { path, props, clusterName: cluster?.clusterName, bucketName: artifactBucket?.bucketName };
  }

  /** One thing to depend on instead of many; the network's ways in and out are always among them. */
  private barrier(id: string, dependsOn: ITerraformDependable[]): ITerraformDependable {
    return new TerraformData(this, id, { dependsOn: [...dependsOn, ...this.network.ready] });
  }

  /** What is not of the stack's own is not destroyed, and needs no word. */
  private keepData(): string | undefined {
    const database = this.database instanceof Database ? this.database : undefined;
    const artifactBucket = this.artifactBucket instanceof ArtifactBucket ? this.artifactBucket : undefined;
    const { props: { region }, containerRegistry, zenmlServer, mlflow } = this;
    const kept = { region, database, artifactBucket, containerRegistry, zenmlServer, mlflow };
    const hasData = database || artifactBucket || containerRegistry || zenmlServer?._generatedKey;
    return hasData && new KeptData(this, 'KeptData', kept).text;
  }
}
