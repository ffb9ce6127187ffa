import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';
import { text } from '../validation/values';

/**
 * Access to the Terraform resources of a construct of this library, for settings that its props do not expose. Their
 * ids are part of the public API and listed in docs/extending.md.
 *
 * `InnerResource.of(stack.database).addOverride('maintenance_window', 'sun:02:00-sun:03:00')`
 */
export class InnerResource {
  /**
   * Returns a resource of a construct: its main resource, or the one at a path.
   *
   * @param construct a construct of this library or any other; also an `ICluster`, `IDatabase` and so on, unless it is
   * an existing resource
   * @param path path of ids below `construct`, of the resource or of a construct whose main resource it is, for example
   * `ParameterGroup` or `NodeGroup/Role`; by default the main resource of `construct`
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
    v.add(path === undefined ? 'construct' : 'path', `must refer to a resource, but '${at.node.path}' has no main `
      + 'resource',
    inside(at));
    return undefined;
  }

  private constructor() {}
}

const CONSTRUCT: Rule<Construct> = {
  allowed: 'a construct',
  // The object of an existing database contains its password.
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
