import { defined } from '../../validation/options';
import { PodResources } from '../pod-resources';

/** Kubernetes resources of a container. Values that the user does not set come from `fallback`, or are omitted. */
export function kubernetesResources(
  resources: PodResources = {}, fallback: PodResources = {},
): Record<string, Record<string, string>> {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = { ...fallback, ...defined(resources) };
  const requests = defined({ cpu: cpuRequest, memory: memoryRequest });
  const limits = defined({ cpu: cpuLimit, memory: memoryLimit });
  return {
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}
