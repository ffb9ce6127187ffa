import { Aspects, IAspect, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { metadataPath } from './metadata';
import { TerraformData } from './terraform-data';
import { refuseTakenName } from './unique-names';

/** Annotation and tag with the ID of the deployment that owns a resource. The command `repair` reads it. */
export const DEPLOYMENT = 'cdktf-zenml-aws/deployment';
/** Tag with the Terraform address of a resource. */
const ADDRESS = 'cdktf-zenml-aws/address';
const LONGEST_TAG = 256;
/** Construct id of the resource below the stack that provides the deployment's ID. */
export const DEPLOYMENT_RESOURCE = 'StackDeployment';

/**
 * Marks the Kubernetes objects and AWS resources below a construct with an ID that is unique to the state of this
 * stack. It distinguishes resources that an interrupted run left behind from those of another owner with the same name.
 * Names that another resource of the app has are refused.
 */
export function markDeployment(construct: Construct): void {
  Aspects.of(construct).add(new Mark(deploymentId(construct)));
}

/** Returns the ID that is unique to the state of a construct's stack. */
export function deploymentId(construct: Construct): string {
  const stack = TerraformStack.of(construct);
  return ((stack.node.tryFindChild(DEPLOYMENT_RESOURCE)
    ?? new TerraformData(stack, DEPLOYMENT_RESOURCE, {})) as TerraformData).id;
}

class Mark implements IAspect {
  public constructor(private readonly id: string) {}

  public visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource)) {
      return;
    }
    refuseTakenName(node);
    const { terraformResourceType: type, friendlyUniqueId } = node;
    if (type.startsWith('kubernetes_')) {
      node.addOverride(`${metadataPath(node)}.annotations.${DEPLOYMENT}`, this.id);
    } else if (type.startsWith('aws_') && 'tagsInput' in node) {
      node.addOverride(`tags.${DEPLOYMENT}`, this.id);
      node.addOverride(`tags.${ADDRESS}`, `${type}.${friendlyUniqueId}`.slice(0, LONGEST_TAG));
    }
  }
}
