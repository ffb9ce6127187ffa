import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscalerOptions } from './cluster-autoscaler-options';
import { ICluster } from './eks-cluster';
import { autoscalerStatements, autoscalerValues, AUTOSCALER, validateClusterAutoscaler } from './private/autoscaler-values';
import { ServiceAccountRole } from './service-account-role';
import { CHART_REPOSITORIES } from '../private/charts';
import { valuesDocuments } from '../private/helm';
import { policyDocument } from '../private/policies';
import { Validation } from '../private/validation';
import { ClusterAutoscalerVersion } from '../versions';

/** Props of `ClusterAutoscaler`. */
export interface ClusterAutoscalerProps extends ClusterAutoscalerOptions {
  /** The cluster whose nodes come and go. */
  readonly cluster: ICluster;
  /** The cluster's region. */
  readonly region: string;
  /** The name of the autoscaler's IAM role: 1 to 64 letters, digits and `+=,.@_-`, unique in the account. */
  readonly roleName: string;
  /**
   * The provider that makes the release.
   * @default - the Helm provider of the stack
   */
  readonly helmProvider?: HelmProvider;
  /**
   * What must be there before: a cluster that runs pods.
   * @default - what the cluster names as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The Kubernetes cluster autoscaler: adds nodes for pods that find no room, and takes away nodes that have been idle for ten minutes.
 *
 * It finds the node groups by the tags that EKS gives to the Auto Scaling groups of managed node groups, and keeps to their `minSize` and
 * `maxSize`. Its IAM role may change groups of this cluster only. Terraform must not set their size back: see `autoscaledNodes` of
 * `EksCluster`.
 *
 * A node that goes takes its pods along: Kubernetes starts those of deployments elsewhere, a step of a pipeline is lost. Pods with the
 * annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"` keep their node.
 */
export class ClusterAutoscaler extends Construct {
  /** The release. */
  public readonly release: Release;
  /** Namespace of the autoscaler. */
  public readonly namespace: string;
  /** ARN of the autoscaler's IAM role. */
  public readonly roleArn: string;
  /** What to depend on if nodes have to be there for every pod that asks: the release. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    super(scope, id);
    const validation = new Validation();
    validateClusterAutoscaler(validation, props);
    validation.throwIfAny(`ClusterAutoscaler '${this.node.path}'`);

    const { clusterName, oidcProviderArn, oidcIssuer, ready } = props.cluster;
    const version = props.version ?? ClusterAutoscalerVersion.DEFAULT;
    const partition = new DataAwsPartition(this, 'Partition').partition;

    const role = new ServiceAccountRole(this, 'Role', {
      roleName: props.roleName,
      oidcProviderArn,
      oidcIssuer,
      namespace: AUTOSCALER.namespace,
      serviceAccountNames: [AUTOSCALER.name],
      inlinePolicies: { autoscaling: policyDocument(...autoscalerStatements(partition, clusterName)) },
    });
    this.release = new Release(this, 'Resource', {
      provider: props.helmProvider,
      name: AUTOSCALER.name,
      namespace: AUTOSCALER.namespace,
      repository: CHART_REPOSITORIES.clusterAutoscaler,
      chart: 'cluster-autoscaler',
      version: version.chartVersion,
      values: valuesDocuments(autoscalerValues(clusterName, props.region, role.roleArn, version.imageTag, props), props.values),
      wait: true,
      atomic: true, // a release that failed would keep its name
      timeout: props.releaseTimeoutSeconds ?? 600,
      // On destroy the autoscaler goes before its rights and before the nodes, which it would make again.
      dependsOn: [...(props.dependsOn ?? ready), ...role.ready],
    });

    this.namespace = AUTOSCALER.namespace;
    this.roleArn = role.roleArn;
    this.ready = [this.release];
  }
}
