import { Construct } from 'constructs';
import { markDeployment } from './deployment';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * Marks resources, so that the command `repair` recognizes them after an interrupted run even if they are missing in
 * Terraform's state: with an annotation of Kubernetes objects and tags of AWS resources. The constructs of this library
 * are marked; use this class for your own resources.
 *
 * `DeploymentMark.addTo(stack)`
 */
export class DeploymentMark {
  /**
   * Marks all Kubernetes objects and AWS resources below a construct, including those that are added later. The mark
   * contains an id from the state of the construct's stack.
   *
   * @param scope a stack, or a construct in one
   * @throws Error if it is not a construct, or if marked resources of the app have the same name, where names are
   * unique
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
