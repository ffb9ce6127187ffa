import { ITerraformDependable, TerraformMetaArguments, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Configuration of `TerraformData`. */
export interface TerraformDataConfig extends TerraformMetaArguments {
  readonly dependsOn?: ITerraformDependable[];
  /** Value that is stored in the state. */
  readonly input?: unknown;
  /** Value that replaces the resource when it changes, so that it gets a new id. */
  readonly triggersReplace?: unknown;
}

/**
 * Terraform's built-in `terraform_data`.
 *
 * Unlike cdktf's DataResource, it does not run `terraform version` at synthesis, which fails if terraform is not
 * installed.
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

  /** Returns a member of the stored input. */
  public output(member: string): string {
    return this.getStringAttribute(`output.${member}`);
  }

  protected synthesizeAttributes(): { [name: string]: any } {
    return { input: this.config.input, triggers_replace: this.config.triggersReplace };
  }
}
