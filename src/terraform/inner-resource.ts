import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';
import { text } from '../validation/values';

/**
 * The Terraform resources that a construct of this library is made of: for what the props do not offer. Their ids are a
 * contract; docs/extending.md lists them.
 *
 * `InnerResource.of(stack.database).addOverride('maintenance_window', 'sun:02:00-sun:03:00')`
 */
export class InnerResource {
  /**
   * A resource of a construct: its main one, or the one with an id.
   *
   * @param construct a construct, of this library or any other; also what `ICluster`, `IDatabase` and the like name, if
   * it is made here and not one that exists
   * @param path the ids of the resource, or of a construct of which it is the main resource, from `construct` down,
   * with slashes between them: `ParameterGroup`, `NodeGroup/Role`; without it the main one
   * @throws Error that lists the existing ids
   *
   * @example
   * import { App } from 'cdktf';
   * import { InnerResource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * const stack = new ZenmlAwsStack(new App(), 'mlops', { region: 'eu-central-1', prefix: 'acme-ml' });
   * InnerResource.of(stack.database).addOverride('maintenance_window', 'sun:02:00-sun:03:00');
   */
  public static of(construct: any, path?: string): TerraformResource {
    let found: TerraformResource | undefined;
    const owner = Construct.isConstruct(construct) ? `InnerResource of '${construct.node.path}'` : 'InnerResource';
    Validation.run(owner, (v) => {
      checkValue(v, 'construct', construct, required(CONSTRUCT));
      checkValue(v, 'path', path, PATH);
      if (v.problems.length === 0) {
        found = InnerResource.find(v, construct, path);
      }
    });
    return found!;
  }

  private static find(v: Validation, construct: Construct, path?: string): TerraformResource | undefined {
    let at = construct;
    for (const id of path?.split('/') ?? []) {
      const next = at.node.tryFindChild(id);
      if (!Construct.isConstruct(next)) {
        v.add('path', `got "${path}". Must be existing ids`, inside(at));
        return undefined;
      }
      at = next;
    }
    const resource = TerraformResource.isTerraformResource(at) ? at : at.node.defaultChild;
    if (TerraformResource.isTerraformResource(resource)) {
      return resource;
    }
    v.add(path === undefined ? 'construct' : 'path', `must be of a resource, but '${at.node.path}' has no main one`,
      inside(at));
    return undefined;
  }

  private constructor() {}
}

const CONSTRUCT: Rule<Construct> = {
  allowed: 'a construct',
  // What stands for a database that exists has its password.
  isSecret: true,
  isOfType: Construct.isConstruct,
  remedyFor: () => 'Existing resources have no inner resources in the stack.',
  check: () => undefined,
};

const PATH = text('ids with slashes between them', (path) => path !== '', 'Leave it out for the main resource.');

function inside(construct: Construct): string {
  const ids = construct.node.children.map(({ node }) => node.id);
  return ids.length > 0 ? `In '${construct.node.path}' there are: ${ids.join(', ')}.` : 'Nothing is in it.';
}
