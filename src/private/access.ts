import { TerraformResourceLifecycle } from 'cdktf';

/** Refuses an access entry on a cluster that knows none, before anything is made. */
export function accessEntriesKnown(
  clusterName: string, authenticationMode: string | undefined, what: string, otherwise: string,
): TerraformResourceLifecycle | undefined {
  return authenticationMode === undefined ? undefined : {
    precondition: [{
      condition: `\${${authenticationMode} != "CONFIG_MAP"}`,
      errorMessage: `Cluster ${clusterName} knows no access entries, ${what}. Allow them, beside what it has: `
        + 'aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP. '
        + `Or ${otherwise}.`,
    }],
  };
}
