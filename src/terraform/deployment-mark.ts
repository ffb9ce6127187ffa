import { Construct } from 'constructs';
import { markDeployment } from './deployment';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * The mark that identifies resources to the command `repair` after an interrupted run, even if they are missing in
 * Terraform's state: an annotation of Kubernetes objects, and tags of AWS resources. The constructs of this library
 * have it; use this class to mark your own resources.
 *
 * `DeploymentMark.addTo(stack)`
 */
export class DeploymentMark {
  /**
   * Marks all Kubernetes objects and AWS resources below a construct, including those that are added later. The mark
   * contains an id from the state of the construct's stack.
   *
   * @param scope a stack, or a construct in one
   * @throws Error if it is not a construct, or if two marked resources of the app share a name that must be unique
   *
   * @example
   * import { App, TerraformStack } from 'cdktf';
   * import { DeploymentMark } from 'cdktf-zenml-aws';
   *
   * DeploymentMark.addTo(new TerraformStack(new App(), 'platform'));
   */
  public static addTo(scope: Construct): void {
    Validation.run('DeploymentMark', (v) => checkValue(v, 'scope', scope, required(CONSTRUCT)));
    markDeployment(scope);
  }

  private constructor() {}
}

const CONSTRUCT: Rule<Construct> = {
  allowed: 'a construct',
  isOfType: Construct.isConstruct,
  check: () => undefined,
};
