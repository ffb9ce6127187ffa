import { Construct } from 'constructs';
import { ClusterContext, ClusterSourceKind } from './cluster-source-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { KubernetesVersion } from '../../../versions';
import { EksCluster } from '../../eks-cluster';
import { EksClusterOptions, ICluster } from '../../eks-cluster-options';
import { NodeRoom } from '../instance-types';
import { hasGpus, smallRoom } from '../node-groups';
import { EKS_CLUSTER_OPTIONS } from '../validate-eks-cluster';

/** A dedicated cluster. */
export class CreatedCluster implements ClusterSourceKind {
  public readonly exists = false;
  public readonly hasAutoScalingGroups = true;
  public readonly prefixedNames = false;

  public constructor(public readonly options: EksClusterOptions) {}

  public get kubernetesVersion(): string {
    return (this.options?.kubernetesVersion ?? KubernetesVersion.DEFAULT).version;
  }

  public get hasGpus(): boolean {
    return Object.values(this.options?.nodeGroups ?? {}).concat(this.options?.nodeGroup ?? {}).some(hasGpus);
  }

  public get room(): NodeRoom | undefined {
    return this.options?.nodeGroups !== undefined ? undefined : smallRoom(this.options?.nodeGroup);
  }

  public name(prefix: string): string {
    return `${prefix}-eks`;
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EKS_CLUSTER_OPTIONS));
  }

  public bind(scope: Construct, id: string, { prefix, ...context }: ClusterContext): ICluster {
    return new EksCluster(scope, id, { ...this.options, ...context, clusterName: this.name(prefix) });
  }
}
