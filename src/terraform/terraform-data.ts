import { ITerraformDependable, TerraformMetaArguments, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Config of `TerraformData`. */
export interface TerraformDataConfig extends TerraformMetaArguments {
  readonly dependsOn?: ITerraformDependable[];
  /** A value that is kept in the state. */
  readonly input?: unknown;
  /** A value whose change replaces the resource, which gets a new id. */
  readonly triggersReplace?: unknown;
}

/**
 * Terraform's built-in `terraform_data`.
 *
 * Not cdktf's DataResource: that one runs `terraform version` while it synthesizes, and fails where there is no
 * terraform.
 */
export class TerraformData extends TerraformResource {
  private readonly config: TerraformDataConfig;

  public constructor(scope: Construct, id: string, config: TerraformDataConfig) {
    super(scope, id, { terraformResourceType: 'terraform_data', ...config });
    this.config = config;
  }

  /** Changes when the resource is replaced. */
  public get id(): string {
    return this.getStringAttribute('id');
  }

  /** A member of the input that is kept. */
  public output(member: string): string {
    return this.getStringAttribute(`output.${member}`);
  }

  protected synthesizeAttributes(): { [name: string]: any } {
    return { input: this.config.input, triggers_replace: this.config.triggersReplace };
  }
}
