import { EksClusterOptions, StackExistingClusterOptions } from './eks-cluster-options';
import { Validation } from '../validation/validation';
import { ClusterSourceKind } from './private/sources/cluster-source-kind';
import { CreatedCluster } from './private/sources/created-cluster';
import { ExistingCluster } from './private/sources/existing-cluster';

/** Source of the stack's EKS cluster. */
export class ClusterSource {
  /**
   * A dedicated cluster.
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
    return new ClusterSource(new CreatedCluster(options));
  }

  /**
   * An existing EKS cluster: `EksCluster.fromName()`. It must have nodes, the add-ons vpc-cni, kube-proxy and coredns,
   * an IAM OIDC provider for its service accounts, and access entries (authentication mode `API` or
   * `API_AND_CONFIG_MAP`), which ZenML's service connector needs. The deployer must be an administrator of the cluster.
   *
   * The names of namespaces, of the NGINX controller and of its IngressClass start with the stack's prefix, so that
   * several stacks can share a cluster. Seldon Core, Istio, Karpenter and the cluster autoscaler can be installed only
   * once per cluster, by one of its stacks.
   *
   * @param clusterName the name of the cluster
   * @param options details of the cluster, such as the Auto Scaling groups of its nodes for an entrance
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
    return new ClusterSource(new ExistingCluster(clusterName, options));
  }

  /** @internal */
  public readonly _source: ClusterSourceKind;

  private constructor(source: ClusterSourceKind) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
