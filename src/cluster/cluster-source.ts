import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { EksCluster, ICluster } from './eks-cluster';
import { EksClusterOptions } from './eks-cluster-options';
import { INetwork } from '../network/network';
import { validateEksCluster } from './private/validate-eks-cluster';
import { Validation } from '../private/validation';

/** @internal */
export interface ClusterContext {
  readonly name: string;
  readonly network: INetwork;
  readonly nodeTags: { [key: string]: string };
  readonly autoscaledNodes: boolean;
}

/** Where the stack's cluster comes from. */
export abstract class ClusterSource {
  /** A cluster of the stack's own. */
  public static create(options: EksClusterOptions = {}): ClusterSource {
    return new CreatedCluster(options);
  }

  /**
   * An EKS cluster that exists, with nodes, with the add-ons vpc-cni, kube-proxy and coredns, and with an IAM OIDC provider for its
   * service accounts. Whoever runs Terraform must be its administrator.
   *
   * @param clusterName the cluster's name
   */
  public static existing(clusterName: string): ClusterSource {
    return new ExistingCluster(clusterName);
  }

  /** The options of a cluster that is to be made. @internal */
  public abstract readonly _options?: EksClusterOptions;
  /** @internal */
  public abstract _validate(v: Validation): void;
  /** The cluster's name. @internal */
  public abstract _name(defaultName: string): string;
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ClusterContext): ICluster;
}

class CreatedCluster extends ClusterSource {
  public constructor(public readonly _options: EksClusterOptions) {
    super();
  }

  public _validate(v: Validation): void {
    validateEksCluster(v, this._options);
  }

  public _name(defaultName: string): string {
    return defaultName;
  }

  public _bind(scope: Construct, id: string, context: ClusterContext): ICluster {
    return new EksCluster(scope, id, { ...this._options, ...context });
  }
}

class ExistingCluster extends ClusterSource {
  public readonly _options = undefined;

  public constructor(private readonly clusterName: string) {
    super();
  }

  public _validate(v: Validation): void {
    v.check('clusterName', this.clusterName, (name) => /^[A-Za-z0-9][\w-]{0,99}$/.test(name), 'the name of an EKS cluster');
  }

  public _name(): string {
    return this.clusterName;
  }

  public _bind(scope: Construct, id: string): ICluster {
    const part = new Construct(scope, id);
    const cluster = new DataAwsEksCluster(part, 'Resource', { name: this.clusterName });
    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    return {
      clusterName: cluster.name,
      endpoint: cluster.endpoint,
      certificateAuthorityData: cluster.certificateAuthority.get(0).data,
      securityGroupId: cluster.vpcConfig.get(0).clusterSecurityGroupId,
      oidcProviderArn: new DataAwsIamOpenidConnectProvider(part, 'OidcProvider', { url: issuer }).arn,
      oidcIssuer: Fn.replace(issuer, 'https://', ''),
      ready: [],
    };
  }
}
