import { isUnknown, Validation } from '../../validation/validation';
import { KarpenterVersion } from '../../versions';
import { KarpenterOptions } from '../karpenter-options';

/**
 * The oldest minor version of Karpenter 1 that supports a minor version of Kubernetes; for the newest Kubernetes, the
 * oldest that was checked. Source: https://karpenter.sh/docs/upgrading/compatibility/
 */
const OLDEST: { readonly [kubernetes: number]: number } = { 34: 6, 35: 9, 36: 14 };
const NEWEST_KUBERNETES = Math.max(...Object.keys(OLDEST).map(Number));
const NEWEST_KARPENTER = OLDEST[NEWEST_KUBERNETES];
const REMEDY = 'Use KarpenterVersion.of(…) with one of https://karpenter.sh/docs/upgrading/compatibility/.';

const minorOf = (version: string) => Number(/^1\.(\d+)(\.|$)/.exec(version)?.[1]);

/** Reports a version of Karpenter that does not support the cluster's Kubernetes version, if that is known. */
export function checkKarpenterVersion(
  v: Validation, options: KarpenterOptions = {}, kubernetesVersion?: string,
): void {
  const kubernetes = kubernetesVersion === undefined ? NaN : minorOf(kubernetesVersion);
  const { version } = options.version ?? KarpenterVersion.DEFAULT;
  const karpenter = isUnknown(version) ? NaN : minorOf(version);
  if (kubernetes > NEWEST_KUBERNETES && karpenter <= NEWEST_KARPENTER) {
    v.add('version',
      `got "${version}". Must be newer than 1.${NEWEST_KARPENTER} for Kubernetes ${kubernetesVersion}`, REMEDY);
  } else if (karpenter < OLDEST[kubernetes]) {
    v.add('version', `got "${version}". Must be 1.${OLDEST[kubernetes]} or newer for Kubernetes ${kubernetesVersion}`,
      'Leave it out for the default.');
  }
}
