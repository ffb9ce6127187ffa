import { GPU, GPU_LABEL } from './node-groups';
import { GPU_FAMILIES, KARPENTER_DEFAULTS, MAX_CPU, MAX_GPUS } from './validate-karpenter';
import { packageFile } from '../../terraform/package-file';
import { withDefaults } from '../../validation/options';
import { KarpenterOptions } from '../karpenter-options';
import { CapacityType } from '../node-group-options';

/** Path of the chart of node classes and node pools, which ships in the package. */
export const NODE_POOLS_CHART = packageFile('charts', 'karpenter-node-pools');

/** Name of the chart's release, in Karpenter's namespace. */
export const NODE_POOLS_RELEASE = 'karpenter-node-pools';

/** Name of the node class of all pools. */
export const NODE_CLASS = 'default';

/** Resources that the nodes use. */
export interface NodeSurroundings {
  readonly instanceProfile: string;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly tags?: { [key: string]: string };
}

/** Time in seconds that AWS has to terminate instances after they are drained, which takes minutes. */
const TERMINATION_SECONDS = 1800;

/** Timeout to delete the pools in seconds. After it Helm no longer tracks the release, and the nodes would remain. */
export function removalSeconds({ drainTimeoutMinutes }: KarpenterOptions): number {
  return (drainTimeoutMinutes ?? KARPENTER_DEFAULTS.drainTimeoutMinutes) * 60 + TERMINATION_SECONDS;
}

/** Values for the chart `karpenter-node-pools`. */
export function nodePoolsValues(nodes: NodeSurroundings, options: KarpenterOptions = {}): Record<string, any> {
  return {
    nodeClasses: { [NODE_CLASS]: nodeClassSpec(nodes, options) },
    nodePools: { cpu: cpuPoolSpec(options), ...(options.gpuPool && { gpu: gpuPoolSpec(options) }) },
  };
}

/** Spec of an `EC2NodeClass`: https://karpenter.sh/docs/concepts/nodeclasses/ */
function nodeClassSpec(
  { instanceProfile, subnetIds, securityGroupIds, tags }: NodeSurroundings, options: KarpenterOptions,
): Record<string, any> {
  const { amiVersion, diskGib } = withDefaults(KARPENTER_DEFAULTS, options);
  return {
    // The alias selects the AMI with or without NVIDIA's driver, depending on the instance type.
    amiSelectorTerms: [{ alias: `al2023@${amiVersion}` }],
    instanceProfile,
    subnetSelectorTerms: subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: securityGroupIds.map((id) => ({ id })),
    blockDeviceMappings: [{
      deviceName: '/dev/xvda',
      ebs: {
        volumeSize: `${diskGib}Gi`,
        volumeType: 'gp3',
        encrypted: true,
        ...(options.diskKmsKeyArn && { kmsKeyID: options.diskKmsKeyArn }),
        deleteOnTermination: true,
      },
    }],
    metadataOptions: {
      httpEndpoint: 'enabled', httpProtocolIPv6: 'disabled', httpPutResponseHopLimit: 1, httpTokens: 'required',
    },
    ...(tags && { tags }),
  };
}

function cpuPoolSpec(options: KarpenterOptions): Record<string, any> {
  return poolSpec(options, {
    capacityType: options.cpuPool?.capacityType,
    requirements: [
      { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
      { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
    ],
    consolidationPolicy: 'WhenEmptyOrUnderutilized',
    limits: { cpu: options.cpuPool?.maxCpu ?? MAX_CPU },
  });
}

function gpuPoolSpec(options: KarpenterOptions): Record<string, any> {
  return poolSpec(options, {
    capacityType: options.gpuPool?.capacityType,
    requirements: [
      {
        key: 'karpenter.k8s.aws/instance-family',
        operator: 'In',
        values: options.gpuPool?.instanceFamilies ?? GPU_FAMILIES,
      },
      { key: 'karpenter.k8s.aws/instance-gpu-manufacturer', operator: 'In', values: ['nvidia'] },
    ],
    // Evicted GPU workloads start over on another node, which costs more than the node saves.
    consolidationPolicy: 'WhenEmpty',
    limits: { [GPU]: options.gpuPool?.maxGpus ?? MAX_GPUS },
    labels: { [GPU_LABEL]: 'true' },
    taints: [{ key: GPU, value: 'true', effect: 'NoSchedule' }],
  });
}

/** Properties that differ between pools. */
interface Pool {
  readonly capacityType?: CapacityType;
  readonly requirements: Record<string, any>[];
  readonly consolidationPolicy: string;
  readonly limits: Record<string, number>;
  readonly labels?: Record<string, string>;
  readonly taints?: Record<string, string>[];
}

/** Spec of a `NodePool`: https://karpenter.sh/docs/concepts/nodepools/ */
function poolSpec(options: KarpenterOptions, pool: Pool): Record<string, any> {
  const { consolidateAfterMinutes, expireAfterHours, drainTimeoutMinutes } = withDefaults(KARPENTER_DEFAULTS, options);
  return {
    template: {
      ...(pool.labels && { metadata: { labels: pool.labels } }),
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: NODE_CLASS },
        requirements: [
          { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
          { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }, // Seldon's images support no other
          {
            key: 'karpenter.sh/capacity-type',
            operator: 'In',
            values: pool.capacityType === CapacityType.SPOT ? ['spot', 'on-demand'] : ['on-demand'],
          },
          ...pool.requirements,
        ],
        ...(pool.taints && { taints: pool.taints }),
        expireAfter: `${expireAfterHours}h`,
        terminationGracePeriod: `${drainTimeoutMinutes}m`,
      },
    },
    disruption: { consolidationPolicy: pool.consolidationPolicy, consolidateAfter: `${consolidateAfterMinutes}m` },
    limits: pool.limits,
  };
}
