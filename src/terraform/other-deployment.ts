import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DEPLOYMENT, DEPLOYMENT_RESOURCE } from './deployment';

const conditions = new WeakMap<TerraformResource, object[]>();

/** Resources that may already exist with the names of a construct. */
export interface Existing {
  /** Expression of a list of existing resources with their `tags`. */
  readonly found: string;
  /** Description of the resources in the error. */
  readonly what: string;
  /** How to use the resources unchanged, as part of a sentence. */
  readonly use: string;
}

/**
 * Fails an apply if another deployment has created a resource with the same name. The resource of the deployment's ID
 * is created first, because all tags contain it: if its postcondition fails, nothing is created in AWS.
 */
export function refuseOtherDeployment(scope: Construct, { found, what, use }: Existing): void {
  const deployment = TerraformStack.of(scope).node.tryFindChild(DEPLOYMENT_RESOURCE) as TerraformResource | undefined;
  if (deployment === undefined) {
    return;
  }
  const all = conditions.get(deployment) ?? [];
  all.push({
    condition: `\${alltrue([for it in ${found} : lookup(it.tags, "${DEPLOYMENT}", self.id) == self.id])}`,
    error_message: `${what} was created by another deployment and is not in this state. To adopt it: the command `
      + `repair --adopt, before the apply. To use it unchanged: ${use}. Or delete it, or choose another prefix.`,
  });
  conditions.set(deployment, all);
  deployment.addOverride('lifecycle.postcondition', all);
}
