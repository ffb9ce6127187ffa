import { TerraformMetaArguments, TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Config of `KubernetesJob`: the arguments of `kubernetes_job_v1` as Terraform spells them. */
export interface KubernetesJobConfig extends TerraformMetaArguments {
  readonly provider?: TerraformProvider;
  readonly metadata: object;
  readonly spec: object;
  readonly timeouts: object;
}

/**
 * A Kubernetes Job, and the wait for its end.
 *
 * Not the provider's JobV1: its module alone has 4.7 MB, which costs every synthesis a quarter of its time.
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
