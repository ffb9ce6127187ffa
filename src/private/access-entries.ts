import { TerraformResourceLifecycle } from 'cdktf';

/** A cluster, as far as it tells what decides who may do what. */
export interface ClusterAccess {
  readonly clusterName: string;
  readonly authenticationMode?: string;
}

/**
 * Stops where a cluster knows no access entries; `purpose` says what one is for, behind "by which", and `remedy` what
 * else can be done than to allow them.
 */
export function knowsAccessEntries(
  { clusterName, authenticationMode }: ClusterAccess, purpose: string, remedy: string,
): TerraformResourceLifecycle | undefined {
  return authenticationMode === undefined ? undefined : {
    precondition: [{
      condition: `\${${authenticationMode} != "CONFIG_MAP"}`,
      errorMessage: `Cluster ${clusterName} knows no access entries, by which ${purpose}. Allow them, beside what it`
        + ' has: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP.'
        + ` ${remedy}`,
    }],
  };
}
