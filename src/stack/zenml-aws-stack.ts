import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { Aspects, ITerraformDependable, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscaler, ICluster, Karpenter, NvidiaDevicePlugin, ServiceAccountRole } from '../cluster';
import { IDatabase } from '../database';
import { RegistryMirror } from '../helm';
import { Entrance } from '../ingress';
import { MlflowTrackingServer } from '../mlflow';
import { INetwork } from '../network';
import { ContainerRegistry } from '../registry';
import { SeldonCoreIstio } from '../seldon';
import { IArtifactBucket } from '../storage';
import { validateProps } from '../validation/shape';
import { siblings } from '../validation/siblings';
import { ModelStorage, PipelineNamespace, ZenmlServer } from '../zenml';
import { RoleDefaults } from './private/account';
import { defineOutputs } from './private/outputs';
import { defineInfrastructure } from './private/parts/infrastructure';
import { keepData } from './private/parts/kept-data';
import { prepareCluster } from './private/parts/on-cluster';
import { defineAwsProvider, defineClusterProviders } from './private/parts/providers';
import { defineServices } from './private/parts/services';
import { defineState } from './private/remote-state';
import { resolve, ResolvedStack } from './private/resolve';
import { refuseShared } from './private/rules/shared';
import { SharedStack } from './private/rules/shared-cluster';
import { regionOf, STACK_PROPS } from './private/rules/stack-props';
import { ZenmlAwsStackProps } from './zenml-aws-stack-options';

/**
 * The ZenML MLOps stack on AWS: network, EKS, artifact bucket, MySQL, container registry, MLflow behind NGINX, Seldon
 * Core behind Istio.
 *
 * It configures the providers (aws, kubernetes, helm, random), creates the parts and defines the outputs. Each part is
 * a construct that you can also use without the stack. The Kubernetes and Helm providers authenticate with `aws eks
 * get-token`, so the AWS CLI must be installed where Terraform runs.
 *
 * @example
 * import { App } from 'cdktf';
 * import { ZenmlAwsStack } from 'cdktf-zenml-aws';
 *
 * const app = new App();
 * new ZenmlAwsStack(app, 'zenml', {
 *   region: 'eu-central-1',
 *   prefix: 'acme-zenml',
 *   entrance: { allowedCidrs: ['203.0.113.7/32'] },
 * });
 * app.synth();
 */
export class ZenmlAwsStack extends TerraformStack {
  /** AWS provider of the stack. */
  public readonly awsProvider: TerraformProvider;
  /** Kubernetes provider, configured for the cluster. */
  public readonly kubernetesProvider: TerraformProvider;
  /** Helm provider, configured for the cluster. */
  public readonly helmProvider: TerraformProvider;
  /** Random provider, which generates passwords and names. */
  public readonly randomProvider: TerraformProvider;
  /** Network of the stack. */
  public readonly network: INetwork;
  /** EKS cluster. */
  public readonly cluster: ICluster;
  /** Bucket for artifacts. */
  public readonly artifactBucket: IArtifactBucket;
  /** MySQL server. */
  public readonly database: IDatabase;
  /** Registry for container images; undefined with `ContainerRegistrySource.none()`. */
  public readonly containerRegistry?: ContainerRegistry;
  /** Namespace in which pipelines run. */
  public readonly pipelines: PipelineNamespace;
  /** IAM role of pipelines. */
  public readonly pipelineRole: ServiceAccountRole;
  /** IAM role of models; undefined with `SeldonSource.none()`. */
  public readonly modelRole?: ServiceAccountRole;
  /** IAM role of MLflow; undefined with `MlflowSource.none()`. */
  public readonly mlflowRole?: ServiceAccountRole;
  /** IAM role of the ZenML server; undefined with an existing server and with `ZenmlServerSource.none()`. */
  public readonly zenmlServerRole?: ServiceAccountRole;
  /** Entrance of the cluster; undefined if it is disabled or has no services. */
  public readonly entrance?: Entrance;
  /** MLflow; undefined with `MlflowSource.none()`. */
  public readonly mlflow?: MlflowTrackingServer;
  /** Seldon Core and Istio; undefined with `SeldonSource.none()`. */
  public readonly seldon?: SeldonCoreIstio;
  /** ZenML server; undefined with an existing server and with `ZenmlServerSource.none()`. */
  public readonly zenmlServer?: ZenmlServer;
  /**
   * Names under which the stack is registered with ZenML: first without the model deployer, then with it unless it is
   * disabled.
   */
  public readonly zenmlStackNames: string[];
  /** Cluster autoscaler; undefined unless it is enabled. */
  public readonly clusterAutoscaler?: ClusterAutoscaler;
  /** Karpenter; undefined unless it is enabled. */
  public readonly karpenter?: Karpenter;
  /** NVIDIA device plugin; undefined unless the cluster can have nodes with GPUs. */
  public readonly nvidiaDevicePlugin?: NvidiaDevicePlugin;
  /** Service account and Secret with which models read artifacts; undefined with `SeldonSource.none()`. */
  public readonly modelStorage?: ModelStorage;
  /**
   * Dependency for your own resources on the cluster: nodes, add-ons, routes to the internet, roles, access entries,
   * volumes. The stack's own services depend on less, because none of them mounts a volume.
   */
  public readonly clusterReady: ITerraformDependable;

  private readonly resolved: ResolvedStack;

  /** @throws Error that lists every invalid prop, in all parts of the stack */
  public constructor(scope: Construct, id: string, props: ZenmlAwsStackProps) {
    super(scope, id);
    validateProps('ZenmlAwsStack', this, STACK_PROPS, props, { region: regionOf(props) });
    const stack = resolve(props);
    this.resolved = stack;
    const others = siblings(this.node.root, ZenmlAwsStack).filter((it) => it.resolved);
    refuseShared(this.shared, others.map((it) => it.shared));
    if (stack.roles) {
      Aspects.of(this).add(new RoleDefaults(stack.roles));
    }
    if (stack.registryMirror) {
      RegistryMirror.apply(this, stack.registryMirror);
    }
    defineState(this, stack);
    this.awsProvider = defineAwsProvider(this, stack);
    this.randomProvider = new RandomProvider(this, 'random');

    const infrastructure = defineInfrastructure(this, stack);
    ({
      network: this.network,
      cluster: this.cluster,
      artifactBucket: this.artifactBucket,
      database: this.database,
      containerRegistry: this.containerRegistry,
    } = infrastructure);
    ({ kubernetes: this.kubernetesProvider, helm: this.helmProvider } =
      defineClusterProviders(this, stack, this.cluster));

    const { context, clusterReady, scaling } = prepareCluster(this, stack, infrastructure);
    this.clusterReady = clusterReady;
    ({
      clusterAutoscaler: this.clusterAutoscaler, karpenter: this.karpenter, nvidiaDevicePlugin: this.nvidiaDevicePlugin,
    } = scaling);
    this.entrance = context.entrance;

    const services = defineServices(this, context);
    ({
      pipelines: this.pipelines, pipelineRole: this.pipelineRole, zenmlStackNames: this.zenmlStackNames,
      zenmlServer: this.zenmlServer, zenmlServerRole: this.zenmlServerRole,
      mlflow: this.mlflow, mlflowRole: this.mlflowRole,
      seldon: this.seldon, modelRole: this.modelRole, modelStorage: this.modelStorage,
    } = services);
    defineOutputs(this, { context, ...services, keptData: keepData(this, context, services) });
  }

  private get shared(): SharedStack {
    const { node: { path }, resolved, cluster, artifactBucket } = this;
    return { path, stack: resolved, clusterName: cluster?.clusterName, bucketName: artifactBucket?.bucketName };
  }
}
