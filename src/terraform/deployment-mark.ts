import { Construct } from 'constructs';
import { markDeployment } from './deployment';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * The mark by which the command `repair` recognizes the resources of a stack after an interrupted run, also where
 * Terraform's state does not know them: an annotation of Kubernetes objects, tags of AWS resources. The constructs of
 * this library have it; with this class your own resources have it too.
 *
 * `DeploymentMark.addTo(stack)`
 */
export class DeploymentMark {
  /**
   * Marks all Kubernetes objects and AWS resources below a construct, also those that are added later. The mark refers
   * to an id in the state of the construct's stack.
   *
   * @param scope a stack, or a construct in one
   * @throws Error if it is no construct, or if two marked resources of the app have a name that exists once
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
