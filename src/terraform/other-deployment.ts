import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DEPLOYMENT, DEPLOYMENT_RESOURCE } from './deployment';

const conditions = new WeakMap<TerraformResource, object[]>();

/** What may exist under the names of a construct. */
export interface Existing {
  /** An expression: a list of existing resources, with their `tags`. */
  readonly found: string;
  /** What they are called in the error. */
  readonly what: string;
  /** How to use them unchanged, as a sentence. */
  readonly use: string;
}

/**
 * Fails an apply if another deployment has created a resource of the same name. The first resource that an apply
 * creates is the id of its deployment, which is in every tag: if the check fails there, nothing is created in AWS.
 */
export function refuseOtherDeployment(scope: Construct, { found, what, use }: Existing): void {
  const deployment = TerraformStack.of(scope).node.tryFindChild(DEPLOYMENT_RESOURCE) as TerraformResource | undefined;
  if (deployment === undefined) {
    return;
  }
  const all = conditions.get(deployment) ?? [];
  all.push({
    condition: `\${alltrue([for it in ${found} : lookup(it.tags, "${DEPLOYMENT}", self.id) == self.id])}`,
    error_message: `${what} was created by another deployment, and this state does not have it. To take it over:`
      + ` the command repair --adopt, before the apply. To use it unchanged: ${use}. Or delete it, or choose another`
      + ' prefix.',
  });
  conditions.set(deployment, all);
  deployment.addOverride('lifecycle.postcondition', all);
}
