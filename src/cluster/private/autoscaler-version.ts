import { isUnknown, Validation } from '../../validation/validation';
import { ClusterAutoscalerVersion } from '../../versions';
import { ClusterAutoscalerOptions } from '../cluster-autoscaler-options';

const NAMED = ['V1_34_5', 'V1_35_2'] as const;
const RELEASES = 'https://github.com/kubernetes/autoscaler/releases';

/** The constant of the version that is built for a Kubernetes version, for example `1.35`. */
function namedFor(kubernetesVersion: string): typeof NAMED[number] | undefined {
  return NAMED.find((name) => ClusterAutoscalerVersion[name].imageTag.startsWith(`v${kubernetesVersion}.`));
}

/** The chosen version; by default the one for the cluster's Kubernetes version, if that is known. */
export function autoscalerVersion(
  options: ClusterAutoscalerOptions = {}, kubernetesVersion?: string,
): ClusterAutoscalerVersion {
  const named = kubernetesVersion === undefined ? undefined : namedFor(kubernetesVersion);
  return options.version ?? (named ? ClusterAutoscalerVersion[named] : ClusterAutoscalerVersion.DEFAULT);
}

/** Reports an image that is built for another minor version of Kubernetes than the cluster's. */
export function checkAutoscalerVersion(
  v: Validation, options: ClusterAutoscalerOptions = {}, kubernetesVersion?: string,
): void {
  const tag = options.version?.imageTag;
  if (kubernetesVersion === undefined || !/^1\.\d{2}$/.test(kubernetesVersion)) {
    return; // unknown, or already reported
  }
  const named = namedFor(kubernetesVersion);
  if (options.version === undefined && !named) {
    v.add('version', `must be given for Kubernetes ${kubernetesVersion}, for which the library has no constant`,
      `Use ClusterAutoscalerVersion.of("9.59.0", "v${kubernetesVersion}.x") with the newest x of ${RELEASES}.`);
  }
  const isTag = tag !== undefined && !isUnknown(tag) && /^v\d+\.\d+\.\d+$/.test(tag);
  if (isTag && !tag.startsWith(`v${kubernetesVersion}.`)) {
    v.add('version', `got the image "${tag}". Must be built for the cluster's Kubernetes version `
      + `(${kubernetesVersion})`, named
      ? `Use ClusterAutoscalerVersion.${named}, or leave it out.`
      : `Use ClusterAutoscalerVersion.of("9.59.0", "v${kubernetesVersion}.x") with the newest x of ${RELEASES}.`);
  }
}
