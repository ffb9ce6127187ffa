import { Aspects, IAspect, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { TerraformData } from './terraform-data';

/** The annotation that tells whose an object of Kubernetes is; the package's command `repair` looks at it. */
const DEPLOYMENT_ANNOTATION = 'cdktf-zenml-aws/deployment';
const ID = 'StackDeployment';

/**
 * Marks the Kubernetes objects below a construct with an id that the state of this stack alone has, so that what an
 * interrupted run has left is told from what is somebody else's, whatever its name.
 */
export function markDeployment(construct: Construct): void {
  const stack = TerraformStack.of(construct);
  const { id } = (stack.node.tryFindChild(ID) ?? new TerraformData(stack, ID, {})) as TerraformData;
  Aspects.of(construct).add(new Mark(id));
}

class Mark implements IAspect {
  public constructor(private readonly id: string) {}

  public visit(node: IConstruct): void {
    if (node instanceof TerraformResource && node.terraformResourceType.startsWith('kubernetes_')) {
      node.addOverride(`metadata.annotations.${DEPLOYMENT_ANNOTATION}`, this.id);
    }
  }
}
