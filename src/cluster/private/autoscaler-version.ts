import { isUnknown, Validation } from '../../validation/validation';
import { ClusterAutoscalerVersion } from '../../versions';
import { ClusterAutoscalerOptions } from '../cluster-autoscaler-options';

const NAMED = ['V1_34_5', 'V1_35_2'] as const;
const RELEASES = 'https://github.com/kubernetes/autoscaler/releases';

/** The named version whose image is made for a version of Kubernetes, for example `1.35`. */
function namedFor(kubernetesVersion: string): typeof NAMED[number] | undefined {
  return NAMED.find((name) => ClusterAutoscalerVersion[name].imageTag.startsWith(`v${kubernetesVersion}.`));
}

/** The version that is chosen, or else the one for the cluster's Kubernetes where that is known. */
export function autoscalerVersion(
  options: ClusterAutoscalerOptions = {}, kubernetesVersion?: string,
): ClusterAutoscalerVersion {
  const named = kubernetesVersion === undefined ? undefined : namedFor(kubernetesVersion);
  return options.version ?? (named ? ClusterAutoscalerVersion[named] : ClusterAutoscalerVersion.DEFAULT);
}

/** Adds what is wrong if the image is made for another minor version of Kubernetes than the cluster's. */
export function checkAutoscalerVersion(
  v: Validation, options: ClusterAutoscalerOptions = {}, kubernetesVersion?: string,
): void {
  const tag = options.version?.imageTag;
  if (kubernetesVersion === undefined || !/^1\.\d{2}$/.test(kubernetesVersion)) {
    return; // not known, or said already
  }
  const named = namedFor(kubernetesVersion);
  if (options.version === undefined && !named) {
    v.add('version', `must be given for Kubernetes ${kubernetesVersion}, for which the library names none`,
      `Use ClusterAutoscalerVersion.of("9.59.0", "v${kubernetesVersion}.x") with the newest x of ${RELEASES}.`);
  }
  const isTag = tag !== undefined && !isUnknown(tag) && /^v\d+\.\d+\.\d+$/.test(tag);
  if (isTag && !tag.startsWith(`v${kubernetesVersion}.`)) {
    v.add('version', `got the image "${tag}". Must be made for the cluster's Kubernetes (${kubernetesVersion})`, named
      ? `Use ClusterAutoscalerVersion.${named}, or leave it out.`
      : `Use ClusterAutoscalerVersion.of("9.59.0", "v${kubernetesVersion}.x") with the newest x of ${RELEASES}.`);
  }
}
