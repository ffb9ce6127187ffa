import { Construct } from 'constructs';
import { applyMirror, hasMirror, Mirror, mirrorUserBelow } from './mirrors';
import { REGISTRY_MIRROR } from './private/validate-mirror';
import { RegistryMirrorOptions } from './registry-mirror-options';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * A mirror of the registries and chart repositories that this library's constructs use.
 *
 * It applies to all constructs below its scope. For a `ZenmlAwsStack` use the prop `registryMirror`, which also applies
 * to your constructs in the stack. For single constructs call `RegistryMirror.apply()` before you create them. If
 * several mirrors apply, the closest one is used. The `values` of a construct override it. EKS add-ons, and the images
 * of your pipelines and model servers, are not mirrored.
 *
 * `npx cdktf-zenml-aws mirror` prints the commands that copy images and charts of a synthesized stack to the mirror.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { RegistryMirror } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'trackers');
 * RegistryMirror.apply(stack, {
 *   imageRegistry: 'registry.example.com/mirror',
 *   chartRepository: 'oci://registry.example.com/charts',
 * });
 */
export class RegistryMirror {
  /**
   * Applies a mirror to all constructs that are created below a scope from now on.
   *
   * @param scope a stack, an app or any construct, before it contains a construct that runs images
   * @param options registries and chart repository of the mirror
   * @throws Error that lists every problem with the parameters
   *
   * @example
   * import { App } from 'cdktf';
   * import { RegistryMirror } from 'cdktf-zenml-aws';
   *
   * RegistryMirror.apply(new App(), { imageRegistry: 'registry.example.com/mirror' });
   */
  public static apply(scope: Construct, options: RegistryMirrorOptions): RegistryMirror {
    Validation.run(`RegistryMirror of '${scope.node.path}'`, (v) => {
      checkValue(v, 'options', options, required(REGISTRY_MIRROR));
      const early = mirrorUserBelow(scope);
      if (hasMirror(scope)) {
        v.add('scope', 'must not have a mirror already', 'Put all options into one.');
      } else if (early) {
        v.add('scope', `must not contain a construct that runs images, but has '${early.node.path}'`,
          'Apply the mirror before you create it.');
      }
    });
    const mirror = new Mirror(options);
    applyMirror(scope, mirror);
    return new RegistryMirror(mirror);
  }

  private constructor(private readonly mirror: Mirror) {}

  /**
   * Images that the constructs below the mirror use so far: published names with their names in the mirror. If an image
   * has no tag, its chart specifies it.
   */
  public get images(): { [source: string]: string } {
    return this.mirror.used('images');
  }

  /** Images of Seldon Core's default model servers, which only some kinds of models use, in the form of `images`. */
  public get modelServerImages(): { [source: string]: string } {
    return this.mirror.used('modelServerImages');
  }

  /**
   * Charts that the constructs below the mirror install so far, with repository and version, in the form of `images`.
   */
  public get charts(): { [source: string]: string } {
    return this.mirror.used('charts');
  }
}
