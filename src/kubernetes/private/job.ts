import { TerraformMetaArguments, TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Config of `KubernetesJob`: the arguments of `kubernetes_job_v1` in Terraform's spelling. */
export interface KubernetesJobConfig extends TerraformMetaArguments {
  readonly provider?: TerraformProvider;
  readonly metadata: object;
  readonly spec: object;
  readonly timeouts: object;
}

/**
 * A Kubernetes Job. Terraform waits until it completes.
 *
 * Used instead of the provider's JobV1, whose module of 4.7 MB takes a quarter of the time of every synthesis.
 */
export class KubernetesJob extends TerraformResource {
  private readonly attributes: { [name: string]: any };

  public constructor(scope: Construct, id: string, config: KubernetesJobConfig) {
    const { metadata, spec, timeouts, ...meta } = config;
    super(scope, id, { terraformResourceType: 'kubernetes_job_v1', ...meta });
    this.attributes = { metadata, spec, timeouts, wait_for_completion: true };
  }

  protected synthesizeAttributes(): { [name: string]: any } {
    return this.attributes;
  }
}
