import { ITerraformDependable } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { CapacityType } from './node-group-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
import { PodResources } from '../kubernetes';
import { KarpenterVersion } from '../versions';

/** Nodes for pods that ask for no GPU: x86 instances of the categories c, m and r, from the third generation on. */
export interface KarpenterCpuPoolOptions {
  /**
   * How AWS sells the nodes. With `SPOT` they are on demand where AWS has no spot capacity. `SPOT` needs the account's
   * service-linked role for spot instances, without which the plan fails:
   * `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`, once in an account.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * The most CPUs (vCPU) that all nodes of the pool have together: 1 to 100000.
   * @default 64
   */
  readonly maxCpu?: number;
}

/**
 * Nodes for pods that ask for `nvidia.com/gpu` and tolerate the taint `nvidia.com/gpu=true:NoSchedule`. Their GPUs are
 * seen by way of `NvidiaDevicePlugin` only.
 */
export interface KarpenterGpuPoolOptions {
  /**
   * How AWS sells the nodes. With `SPOT` they are on demand where AWS has no spot capacity. `SPOT` needs the account's
   * service-linked role for spot instances, without which the plan fails:
   * `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`, once in an account.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * The most GPUs that all nodes of the pool have together: 1 to 10000.
   * @default 4
   */
  readonly maxGpus?: number;
  /**
   * Families of x86 instances with NVIDIA GPUs, at least one.
   * @default ['g4dn', 'g5', 'g6']
   */
  readonly instanceFamilies?: string[];
}

/**
 * Options for Karpenter and its nodes.
 *
 * Values of the chart: https://github.com/aws/karpenter-provider-aws/tree/v1.14.1/charts/karpenter
 */
export interface KarpenterOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * The version of Karpenter, which must know the Kubernetes version of the cluster.
   * @default KarpenterVersion.DEFAULT (1.14.1)
   */
  readonly version?: KarpenterVersion;
  /**
   * The pool `cpu`.
   * @default - on demand, 64 CPUs at most
   */
  readonly cpuPool?: KarpenterCpuPoolOptions;
  /**
   * The pool `gpu`; `{}` is one with defaults.
   * @default - none
   */
  readonly gpuPool?: KarpenterGpuPoolOptions;
  /**
   * The size of each node's encrypted root volume (gp3), in GiB: 20 to 16384. Images with GPU libraries unpack to tens
   * of GiB.
   * @default 100
   */
  readonly diskGib?: number;
  /**
   * ARN of the KMS key that encrypts the root volumes, in the region of the cluster. Karpenter's role may use it; its
   * policy must leave that to IAM, as the policy that KMS gives new keys does. Source:
   * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   * @default - the account's default key for EBS in the region: `aws/ebs`, unless another one is set
   */
  readonly diskKmsKeyArn?: string;
  /**
   * The release of the nodes' image, Amazon Linux 2023 for EKS: `latest`, or for example `v20260724`. With `latest`
   * nodes are replaced one after the other when AWS releases an image.
   * @default latest
   */
  readonly amiVersion?: string;
  /**
   * How long a node stays that is empty or, in the pool `cpu`, whose pods would fit elsewhere, in minutes: 1 to
   * 43200, 30 days.
   * @default 5
   */
  readonly consolidateAfterMinutes?: number;
  /**
   * How long a node lives before it is replaced, in hours: 1 to 8760, a year; 720 are 30 days.
   * @default 720
   */
  readonly expireAfterHours?: number;
  /**
   * How long a node that is deleted waits for its pods, in minutes: 1 to 10080, a week. Then those that a
   * PodDisruptionBudget or `karpenter.sh/do-not-disrupt` keeps are removed, too. The longest that a step may take that
   * must not be interrupted; a destroy takes no longer than this and half an hour. A node keeps the time that it was
   * created with: if you lower it, let Karpenter replace the old nodes before a destroy.
   * @default 60
   */
  readonly drainTimeoutMinutes?: number;
  /**
   * Resources of each of Karpenter's two pods.
   * @default - 250m CPU and 512Mi memory requested, 1Gi memory at most
   */
  readonly resources?: PodResources;
}

/** Props of `Karpenter`. */
export interface KarpenterProps extends KarpenterOptions, HelmProviderProps {
  /**
   * The cluster whose nodes come and go. It has nodes of another kind, which Karpenter itself runs on, and knows access
   * entries (authentication mode `API` or `API_AND_CONFIG_MAP`).
   */
  readonly cluster: ICluster;
  /**
   * The cluster's AWS region, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /**
   * The start of the names of roles, queue and rules, unique in the account: 1 to 40 letters, digits, hyphens and
   * underscores. The roles are called `<namePrefix>-karpenter` and `<namePrefix>-karpenter-node`.
   */
  readonly namePrefix: string;
  /** Ids of the subnets of the nodes, 1 to 30; they need a way to the internet. */
  readonly subnetIds: string[];
  /**
   * Tags of the nodes' instances, volumes and interfaces, which the provider's default tags do not reach, at most 40. A
   * change replaces the nodes, one after the other.
   * @default - those of Karpenter
   */
  readonly tags?: { [key: string]: string };
  /**
   * What must be there before, and until the last node has gone: a cluster that runs pods and takes volumes off nodes.
   * @default - what the cluster names as `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
