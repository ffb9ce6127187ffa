import { TerraformDataSource, TerraformResource, TerraformStack, Testing } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import * as lib from '../../src';

// The ids of a stack's constructs are a contract, because users reach resources by them.

const GPU = { amiType: lib.AmiType.AL2023_X86_64_NVIDIA, instanceTypes: ['g5.xlarge'] };

/** A stack with all parts, except for conflicting ones. */
export function fullStack(props: Partial<lib.ZenmlAwsStackProps> = {}): lib.ZenmlAwsStack {
  return new lib.ZenmlAwsStack(Testing.app(), 'ml', {
    region: 'eu-central-1',
    prefix: 'acme',
    cluster: lib.ClusterSource.create({ nodeGroups: { gpu: GPU }, adminPrincipalArns: ['arn:aws:iam::111122223333:role/admins'] }),
    clusterAutoscaler: {},
    developerPrincipalArns: ['arn:aws:iam::111122223333:role/developers'],
    entrance: { allowedCidrs: ['192.0.2.0/24'] },
    ...props,
  });
}

/** The Terraform type of a construct's main resource, or of the construct if it is a resource or data source. */
export function mainType(construct: IConstruct): string | undefined {
  const it = TerraformResource.isTerraformResource(construct) || construct instanceof TerraformDataSource
    ? construct : construct.node.defaultChild;
  return TerraformResource.isTerraformResource(it) ? it.terraformResourceType
    : it instanceof TerraformDataSource ? `data.${it.terraformResourceType}` : undefined;
}

/** Resources and constructs with a main resource below a stack, as `id/id: type`. */
export function idsOf(stack: TerraformStack): string[] {
  return stack.node.findAll().filter((it) => it !== stack && mainType(it) !== undefined)
    .map((it) => `${it.node.path.slice(stack.node.path.length + 1)}: ${mainType(it)}`).sort();
}

/** The public constructs below a stack, each with its class. */
function partsOf(stack: TerraformStack): [Construct, string][] {
  const classes = Object.entries(lib).filter(([, it]) => typeof it === 'function' && it.prototype instanceof Construct);
  return stack.node.findAll().filter((it) => it !== stack).flatMap((it) => {
    const found = classes.find(([, type]) => it.constructor === type);
    return found ? [[it as Construct, found[0]] as [Construct, string]] : [];
  });
}

/** The table of docs/extending.md: each part of the stacks with its class, its main resource and the ids in it. */
export function tableOf(...stacks: TerraformStack[]): string[] {
  const rows = new Map<string, string>();
  for (const stack of stacks) {
    for (const [part, name] of partsOf(stack)) {
      const id = part.node.path.slice(stack.node.path.length + 1);
      const inner = part.node.children.filter((it) => it !== part.node.defaultChild && it.node.id !== 'Resource')
        .filter((it) => TerraformResource.isTerraformResource(it) || TerraformResource.isTerraformResource(it.node.defaultChild))
        .map(({ node }) => `\`${node.id}\``);
      rows.set(id, `| \`${id}\` | \`${name}\` | \`${mainType(part)}\` | ${inner.join(' ')} |`);
    }
  }
  return [...rows.values()];
}
