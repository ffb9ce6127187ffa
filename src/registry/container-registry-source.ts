import { ContainerRegistryOptions } from './container-registry';
import { IMAGES, REPOSITORY_NAMES } from './private/repository-rules';
import { checkValue, required, struct } from '../validation/shape';
import { Validation } from '../validation/validation';

/** Options for the stack's container registry. */
export interface StackContainerRegistryOptions extends ContainerRegistryOptions {
  /**
   * Names of the repositories: 2 to 256 lower-case letters and digits, separated by `.`, `_`, `-` and `/`. The first
   * one is for images of pipelines, the last one for images of model servers.
   * @default ['<prefix>-zenml-kubernetes', '<prefix>-model-servers']
   */
  readonly repositoryNames?: string[];
}

const OPTIONS = struct<StackContainerRegistryOptions>({ ...IMAGES, repositoryNames: REPOSITORY_NAMES });

/** Source of the stack's container registry. */
export class ContainerRegistrySource {
  /**
   * Creates repositories in the account's ECR registry.
   *
   * @param options options for the repositories
   *
   * @example
   * import { App } from 'cdktf';
   * import { ContainerRegistrySource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   containerRegistry: ContainerRegistrySource.create({ untaggedImageDays: 90 }),
   * });
   */
  public static create(options: StackContainerRegistryOptions = {}): ContainerRegistrySource {
    return new ContainerRegistrySource(options);
  }

  /**
   * Disables the container registry of ZenML's stack.
   *
   * @example
   * import { App } from 'cdktf';
   * import { ContainerRegistrySource, ZenmlAwsStack } from 'cdktf-zenml-aws';
   *
   * new ZenmlAwsStack(new App(), 'mlops', {
   *   region: 'eu-central-1',
   *   prefix: 'acme-ml',
   *   containerRegistry: ContainerRegistrySource.none(),
   * });
   */
  public static none(): ContainerRegistrySource {
    return new ContainerRegistrySource();
  }

  private constructor(
    /** Options for the repositories; undefined without a registry. @internal */
    public readonly _options?: StackContainerRegistryOptions,
  ) {}

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    if (this._options !== undefined) {
      checkValue(v, prop, this._options, required(OPTIONS));
    }
  }
}
