import { GPU, GPU_LABEL } from './node-groups';
import { ChartImage } from '../../helm/images';
import { PodResources } from '../../kubernetes';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { NvidiaDevicePluginVersion } from '../../versions';

/** Where it runs; release and everything in the chart have one name. */
export const DEVICE_PLUGIN = { namespace: 'kube-system', name: 'nvidia-device-plugin' };

/** Default resources; the chart requests none. */
export const DEVICE_PLUGIN_RESOURCES = { cpuRequest: '10m', memoryRequest: '64Mi' };

/** The image that the chart `nvidia-device-plugin` names. */
export function devicePluginImages({ version }: NvidiaDevicePluginVersion): ChartImage[] {
  return [{ image: `nvcr.io/nvidia/k8s-device-plugin:v${version}`, values: { 'image.repository': 'repository' } }];
}

/**
 * Values for the chart `nvidia-device-plugin`.
 *
 * No runtime class: NVIDIA's is the default runtime of EKS's images that have it. Source:
 * https://github.com/awslabs/amazon-eks-ami, tag v20260724, nodeadm/internal/containerd/runtime_config_nvidia.go
 */
export function devicePluginValues(options: { readonly resources?: PodResources } = {}): Record<string, any> {
  return {
    fullnameOverride: DEVICE_PLUGIN.name,
    // Of the labels by which the chart looks for nodes this is the one that does without further software.
    nodeSelector: { [GPU_LABEL]: 'true' },
    tolerations: [{ key: GPU, operator: 'Exists', effect: 'NoSchedule' }],
    // What they find out about nodes Karpenter knows before there is one.
    gfd: { enabled: false },
    resources: kubernetesResources(options.resources, DEVICE_PLUGIN_RESOURCES),
  };
}
