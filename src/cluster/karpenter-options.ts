import { ITerraformDependable } from 'cdktf';
import { ICluster } from './eks-cluster-options';
import { CapacityType } from './node-group-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
import { PodResources } from '../kubernetes';
import { KarpenterVersion } from '../versions';

/** Options for the CPU pool: x86 instances of the categories c, m and r, third generation or later. */
export interface KarpenterCpuPoolOptions {
  /**
   * Purchase option of the nodes. With `SPOT`, nodes are On-Demand Instances if no spot capacity is available. `SPOT`
   * requires the account's service-linked role for spot instances, otherwise the plan fails. Create it once per
   * account: `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * Maximum number of vCPUs of all nodes of the pool together: 1 to 100000.
   * @default 64
   */
  readonly maxCpu?: number;
}

/**
 * Options for the GPU pool: nodes for pods that request `nvidia.com/gpu` and tolerate the taint
 * `nvidia.com/gpu=true:NoSchedule`. Pods can use the GPUs only with `NvidiaDevicePlugin`.
 */
export interface KarpenterGpuPoolOptions {
  /**
   * Purchase option of the nodes. With `SPOT`, nodes are On-Demand Instances if no spot capacity is available. `SPOT`
   * requires the account's service-linked role for spot instances, otherwise the plan fails. Create it once per
   * account: `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`.
   * @default CapacityType.ON_DEMAND
   */
  readonly capacityType?: CapacityType;
  /**
   * Maximum number of GPUs of all nodes of the pool together: 1 to 10000.
   * @default 4
   */
  readonly maxGpus?: number;
  /**
   * Instance families with x86 processors and NVIDIA GPUs, at least one.
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
   * Version of Karpenter, which must support the cluster's Kubernetes version.
   * @default KarpenterVersion.DEFAULT (1.14.1)
   */
  readonly version?: KarpenterVersion;
  /**
   * Options for the pool `cpu`.
   * @default - On-Demand Instances, at most 64 vCPUs
   */
  readonly cpuPool?: KarpenterCpuPoolOptions;
  /**
   * Options for the pool `gpu`; `{}` creates one with defaults.
   * @default - none
   */
  readonly gpuPool?: KarpenterGpuPoolOptions;
  /**
   * Size of each node's encrypted root volume (gp3) in GiB: 20 to 16384. Container images with GPU libraries take tens
   * of GiB.
   * @default 100
   */
  readonly diskGib?: number;
  /**
   * ARN of the KMS key that encrypts the root volumes, in the region of the cluster. Karpenter's role gets permission
   * to use it. The key policy must delegate access to IAM, as the default key policy does. Source:
   * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   * @default - the account's default EBS key in the region: `aws/ebs`, unless changed
   */
  readonly diskKmsKeyArn?: string;
  /**
   * Release of the nodes' AMI, Amazon Linux 2023 for EKS: `latest`, or for example `v20260724`. With `latest`, nodes
   * are replaced one by one when AWS releases an AMI.
   * @default latest
   */
  readonly amiVersion?: string;
  /**
   * Minutes until Karpenter removes a node that is empty or, in the pool `cpu`, whose pods fit elsewhere: 1 to 43200
   * (30 days).
   * @default 5
   */
  readonly consolidateAfterMinutes?: number;
  /**
   * Lifetime of a node in hours, after which it is replaced: 1 to 8760 (a year); 720 are 30 days.
   * @default 720
   */
  readonly expireAfterHours?: number;
  /**
   * Maximum time in minutes to drain a node: 1 to 10080 (a week). After it, pods protected by a PodDisruptionBudget or
   * `karpenter.sh/do-not-disrupt` are deleted, too. Set it to the duration of the longest step that must not be
   * interrupted. A destroy takes at most half an hour longer. Nodes keep the value that they were created with: if you
   * lower it, let Karpenter replace the old nodes before a destroy.
   * @default 60
   */
  readonly drainTimeoutMinutes?: number;
  /**
   * Resources of each of Karpenter's two pods.
   * @default - requests of 250m CPU and 512Mi memory, a limit of 1Gi memory
   */
  readonly resources?: PodResources;
}

/** Properties of `Karpenter`. */
export interface KarpenterProps extends KarpenterOptions, HelmProviderProps {
  /**
   * The cluster to scale. It must have other nodes, which run Karpenter itself, and support access entries
   * (authentication mode `API` or `API_AND_CONFIG_MAP`).
   */
  readonly cluster: ICluster;
  /**
   * AWS region of the cluster, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /**
   * Prefix of the names of roles, queue and rules, unique in the account: 1 to 40 letters, digits, hyphens and
   * underscores. The roles are named `<namePrefix>-karpenter` and `<namePrefix>-karpenter-node`.
   */
  readonly namePrefix: string;
  /** Ids of the nodes' subnets, 1 to 30. They need a route to the internet. */
  readonly subnetIds: string[];
  /**
   * Tags of the nodes' instances, volumes and network interfaces, which the provider's default tags do not cover, at
   * most 40. A change replaces the nodes one by one.
   * @default - only those that Karpenter adds
   */
  readonly tags?: { [key: string]: string };
  /**
   * Resources that must exist before Karpenter, and until its last node is deleted: a cluster that runs pods and
   * detaches volumes.
   * @default - the cluster's `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}
