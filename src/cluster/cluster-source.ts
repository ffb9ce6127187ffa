import { Construct } from 'constructs';
import { EksCluster } from './eks-cluster';
import { EksClusterOptions, ICluster, StackExistingClusterOptions } from './eks-cluster-options';
import { INetwork } from '../network';
import { NodeRoom } from './private/instance-types';
import { hasGpus, smallRoom } from './private/node-groups';
import { EKS_CLUSTER_OPTIONS, STACK_EXISTING_CLUSTER } from './private/validate-eks-cluster';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { KubernetesVersion } from '../versions';

/** @internal */
export interface ClusterContext {
  readonly clusterName: string;
  readonly network: INetwork;
  readonly nodeTags: { [key: string]: string };
  readonly autoscaledNodes: boolean;
}

/** Where the stack's cluster comes from. */
export abstract class ClusterSource {
  /**
   * A cluster of the stack's own.
   *
   * @example
   * import { App } from 'cdktf';
   * import { ClusterSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   cluster: ClusterSource.create({ nodeGroup: { instanceTypes: ['m7i.xlarge'], maxSize: 6 } }),
   * });
   */
  public static create(options: EksClusterOptions = {}): ClusterSource {
    return new CreatedCluster(options);
  }

  /**
   * An EKS cluster that exists: `EksCluster.fromName()`. It has nodes, the add-ons vpc-cni, kube-proxy and coredns, and
   * an IAM OIDC provider for its service accounts, and knows access entries (authentication mode `API` or
   * `API_AND_CONFIG_MAP`), which ZenML's service connector needs; whoever runs Terraform must be its administrator.
   *
   * Names of namespaces, of the NGINX controller and of its class begin with the stack's prefix, so that several stacks
   * can use one cluster. Seldon Core, Istio, Karpenter and the cluster autoscaler exist once on a cluster: only one of
   * its stacks has them.
   *
   * @param clusterName the cluster's name
   * @param options the auto scaling groups of its nodes, for an entrance
   *
   * @example
   * import { App } from 'cdktf';
   * import { ClusterSource, NetworkSource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   cluster: ClusterSource.existing('platform'),
   *   network: NetworkSource.existing({
   *     vpcId: 'vpc-0a1b2c3d4e5f60718',
   *     privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
   *     publicSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
   *   }),
   * });
   */
  public static existing(clusterName: string, options: StackExistingClusterOptions = {}): ClusterSource {
    return new ExistingCluster(clusterName, options);
  }

  /** @internal */
  public abstract readonly _exists: boolean;
  /** The options of a cluster that is to be made. @internal */
  public abstract readonly _options?: EksClusterOptions;
  /** Major and minor of the cluster's Kubernetes; of a cluster that exists they are not known. @internal */
  public abstract readonly _kubernetesVersion?: string;
  /** Whether load balancers can lead to ports of its nodes. @internal */
  public abstract readonly _hasAutoScalingGroups: boolean;
  /** Whether nodes with GPUs may come that are made with it. @internal */
  public get _hasGpus(): boolean {
    return Object.values(this._options?.nodeGroups ?? {}).concat(this._options?.nodeGroup ?? {}).some(hasGpus);
  }
  /** Whether default names on the cluster begin with the prefix, as others may use it, too. @internal */
  public abstract readonly _prefixedNames: boolean;
  /** What its only node group leaves to pods; undefined if that is much, or not known. @internal */
  public get _room(): NodeRoom | undefined {
    return this._exists || this._options?.nodeGroups !== undefined ? undefined : smallRoom(this._options?.nodeGroup);
  }
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** The cluster's name. @internal */
  public abstract _name(defaultName: string): string;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ClusterContext): ICluster;
}

class CreatedCluster extends ClusterSource {
  public readonly _exists = false;
  public readonly _hasAutoScalingGroups = true;
  public readonly _prefixedNames = false;

  public constructor(public readonly _options: EksClusterOptions) {
    super();
  }

  public get _kubernetesVersion(): string {
    return (this._options?.kubernetesVersion ?? KubernetesVersion.DEFAULT).version;
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this._options, required(EKS_CLUSTER_OPTIONS));
  }

  public _name(defaultName: string): string {
    return defaultName;
  }

  public _bind(scope: Construct, id: string, context: ClusterContext): ICluster {
    return new EksCluster(scope, id, { ...this._options, ...context });
  }
}

class ExistingCluster extends ClusterSource {
  public readonly _exists = true;
  public readonly _options = undefined;
  public readonly _kubernetesVersion = undefined;

  public constructor(private readonly clusterName: string, private readonly options: StackExistingClusterOptions) {
    super();
  }

  public get _hasAutoScalingGroups(): boolean {
    return this.options.autoScalingGroupNames !== undefined;
  }

  public get _prefixedNames(): boolean {
    return this.options.prefixedNames ?? true;
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, { clusterName: this.clusterName, options: this.options }, STACK_EXISTING_CLUSTER);
  }

  public _name(): string {
    return this.clusterName;
  }

  public _bind(scope: Construct, id: string): ICluster {
    const { prefixedNames, ...options } = this.options;
    return EksCluster.fromName(scope, id, this.clusterName, options);
  }
}
