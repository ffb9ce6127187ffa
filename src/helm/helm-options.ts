import { TerraformProvider } from 'cdktf';

/** Options for the Helm chart that a construct installs. */
export interface HelmChartOptions {
  /**
   * Helm values that override those of this library. Values that the construct sets itself are refused with an error
   * that names the option to use instead.
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** Options for the Helm releases of a construct. */
export interface HelmReleaseOptions {
  /**
   * Timeout in seconds for each Helm release until its pods are ready, and for its load balancer until it has an
   * address: 60 to 86400.
   * @default 900
   */
  readonly releaseTimeoutSeconds?: number;
}

/** The Terraform provider of a construct that installs Helm releases. */
export interface HelmProviderProps {
  /**
   * Provider that installs the Helm releases: a `HelmProvider`.
   * @default - the Helm provider of the stack
   */
  readonly helmProvider?: TerraformProvider;
}
