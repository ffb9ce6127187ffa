import { Construct } from 'constructs';
import { ClusterSourceKind } from './cluster-source-kind';
import { checkValue } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { EksCluster } from '../../eks-cluster';
import { ICluster, StackExistingClusterOptions } from '../../eks-cluster-options';
import { STACK_EXISTING_CLUSTER } from '../validate-eks-cluster';

/** An existing cluster. */
export class ExistingCluster implements ClusterSourceKind {
  public readonly exists = true;
  public readonly options = undefined;
  public readonly kubernetesVersion = undefined;
  public readonly hasGpus = false;
  public readonly room = undefined;

  public constructor(private readonly clusterName: string, private readonly existing: StackExistingClusterOptions) {}

  public get hasAutoScalingGroups(): boolean {
    return this.existing.autoScalingGroupNames !== undefined;
  }

  public get prefixedNames(): boolean {
    return this.existing.prefixedNames ?? true;
  }

  public name(): string {
    return this.clusterName;
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, { clusterName: this.clusterName, options: this.existing }, STACK_EXISTING_CLUSTER);
  }

  public bind(scope: Construct, id: string): ICluster {
    const { prefixedNames, ...options } = this.existing;
    return EksCluster.fromName(scope, id, this.clusterName, options);
  }
}
