import { Construct } from 'constructs';
import { INetwork } from '../../../network';
import { Validation } from '../../../validation/validation';
import { EksClusterOptions, ICluster } from '../../eks-cluster-options';
import { NodeRoom } from '../instance-types';

/** Attributes of the stack that uses the cluster. */
export interface ClusterContext {
  /** The stack's prefix, from which the name of a created cluster is derived. */
  readonly prefix: string;
  readonly network: INetwork;
  readonly nodeTags: { [key: string]: string };
  readonly autoscaledNodes: boolean;
}

/** Interface of cluster sources for the stack. */
export interface ClusterSourceKind {
  /** Whether the cluster is an existing one. */
  readonly exists: boolean;
  /** Options of a created cluster. */
  readonly options?: EksClusterOptions;
  /** Kubernetes version of the cluster, major and minor; undefined for an existing cluster. */
  readonly kubernetesVersion?: string;
  /** Whether load balancers can forward to ports of its nodes. */
  readonly hasAutoScalingGroups: boolean;
  /** Whether nodes with GPUs are created with it. */
  readonly hasGpus: boolean;
  /** Whether default names on the cluster start with the prefix, because other stacks may share the cluster. */
  readonly prefixedNames: boolean;
  /** Capacity of its only node group for pods; undefined if it is large or unknown. */
  readonly room?: NodeRoom;
  /** Returns the cluster's name. */
  name(prefix: string): string;
  /** Validates the options. */
  validate(v: Validation, prop: string): void;
  /** Creates the cluster, or looks it up. */
  bind(scope: Construct, id: string, context: ClusterContext): ICluster;
}
