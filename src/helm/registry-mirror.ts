import { Construct } from 'constructs';
import { applyMirror, hasMirror, Mirror, mirrorUserBelow } from './mirrors';
import { REGISTRY_MIRROR } from './private/validate-mirror';
import { RegistryMirrorOptions } from './registry-mirror-options';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';

/**
 * A mirror of the registries and chart repositories that this library's constructs take images and charts from.
 *
 * It applies to all constructs below its scope. For a `ZenmlAwsStack` use the prop `registryMirror`, which also applies
 * to your constructs in the stack; for single constructs use `RegistryMirror.apply()` before them. Of two mirrors the
 * nearer one applies. The `values` of a construct override it. EKS' add-ons, and the images of your pipelines and model
 * servers, are not mirrored.
 *
 * `npx cdktf-zenml-aws mirror` prints the commands that fill the mirror of a synthesized stack.
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
   * Applies a mirror to all constructs that are created below another one from now on.
   *
   * @param scope a stack, an app or any construct, before it contains a construct that runs images
   * @param options where images and charts come from
   * @throws Error that lists every problem of the parameters
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
        v.add('scope', 'must not have a mirror already', 'Give all of it to one.');
      } else if (early) {
        v.add('scope', `must hold no part that runs images yet, but has '${early.node.path}'`,
          'Apply the mirror before that.');
      }
    });
    const mirror = new Mirror(options);
    applyMirror(scope, mirror);
    return new RegistryMirror(mirror);
  }

  private constructor(private readonly mirror: Mirror) {}

  /**
   * Images that the constructs below the mirror run so far: the published name of each with its name in the mirror. An
   * image without a tag has the tag that its chart names.
   */
  public get images(): { [source: string]: string } {
    return this.mirror.used('images');
  }

  /** Images that only models of some kinds run, which Seldon Core knows by default, in the form of `images`. */
  public get modelServerImages(): { [source: string]: string } {
    return this.mirror.used('modelServerImages');
  }

  /** Charts that the constructs below the mirror install so far, with repository and version, as in `images`. */
  public get charts(): { [source: string]: string } {
    return this.mirror.used('charts');
  }
}
