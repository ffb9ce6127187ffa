import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DEPLOYMENT, DEPLOYMENT_RESOURCE } from './deployment';

const conditions = new WeakMap<TerraformResource, object[]>();

/**
 * Stops an apply at what another deployment has made under the same name. The first thing that an apply creates is the
 * id of its deployment, which all tags have: where the check fails there, nothing of AWS is created.
 *
 * @param found an expression: a list of what is there, with its `tags`
 * @param what what it is called in the error
 */
export function refuseOtherDeployment(scope: Construct, found: string, what: string): void {
  const deployment = TerraformStack.of(scope).node.tryFindChild(DEPLOYMENT_RESOURCE) as TerraformResource | undefined;
  if (deployment === undefined) {
    return;
  }
  const all = conditions.get(deployment) ?? [];
  all.push({
    condition: `\${alltrue([for it in ${found} : lookup(it.tags, "${DEPLOYMENT}", self.id) == self.id])}`,
    error_message: `${what} was made by another deployment, and this state does not know it. To take it up: the command`
      + ' repair --adopt, before the apply. To use it as it is: DatabaseSource.existing. Or delete it,'
      + ' or choose another prefix.',
  });
  conditions.set(deployment, all);
  deployment.addOverride('lifecycle.postcondition', all);
}
