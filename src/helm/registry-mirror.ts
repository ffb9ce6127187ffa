import { TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { ChartImage, formatImage, ImageName, imageValues, parseImage } from './images';
import { REGISTRY_MIRROR } from './private/validate-mirror';
import { RegistryMirrorOptions } from './registry-mirror-options';
import { checkValue, required, Rule } from '../validation/shape';
import { Validation } from '../validation/validation';

const MIRROR = Symbol.for('cdktf-zenml-aws.RegistryMirror');

/** Names of what is mirrored, each with its name in the mirror. */
type Names = { [source: string]: string };

/** What a stack has of a mirror. */
interface Contents {
  readonly images: Names;
  readonly modelServerImages: Names;
  readonly charts: Names;
}

/**
 * A mirror of the registries and chart repositories that this library's constructs take images and charts from.
 *
 * It holds for all constructs below the one that it is applied to: `registryMirror` of `ZenmlAwsStack` does that for
 * the stack, those of your own in it too; where parts are used alone, `RegistryMirror.apply(stack, { … })` before them.
 * Of two, the nearer one holds. The `values` of a construct win over it. EKS' add-ons and what pipelines and model
 * servers run of yours are not concerned.
 *
 * `npx cdktf-zenml-aws mirror` prints the commands that fill it, for a stack that is synthesized.
 */
export class RegistryMirror {
  /** What each option has to be, for what has them, too. @internal */
  public static readonly _OPTIONS: Rule<RegistryMirrorOptions> = REGISTRY_MIRROR;

  /**
   * Applies a mirror to all constructs that are made below another one from now on.
   *
   * @param scope a stack, an app or any construct, before it holds a part that runs images
   * @param options where images and charts come from
   * @throws Error that lists everything that is wrong with the options
   */
  public static apply(scope: Construct, options: RegistryMirrorOptions): RegistryMirror {
    Validation.run(`RegistryMirror of '${scope.node.path}'`, (v) => {
      checkValue(v, 'options', options, required(REGISTRY_MIRROR));
      const early = scope.node.findAll().find((it) => ASKED.has(it));
      if (MIRROR in scope) {
        v.add('scope', 'must not have a mirror already', 'Give all of it to one.');
      } else if (early) {
        v.add('scope', `must hold no part that runs images yet, but has '${early.node.path}'`,
          'Apply the mirror before that.');
      }
    });
    const mirror = new RegistryMirror(options);
    Object.defineProperty(scope, MIRROR, { value: mirror });
    return mirror;
  }

  /** The mirror that holds for a construct, if there is one. @internal */
  public static _of(construct: IConstruct): RegistryMirror | undefined {
    ASKED.add(construct);
    return [...construct.node.scopes].reverse().map((it) => (it as any)[MIRROR]).find((it) => it !== undefined);
  }

  /** The name under which a construct gets an image. @internal */
  public static _imageFor(construct: IConstruct, image: string): string {
    return RegistryMirror._of(construct)?.image(construct, image) ?? image;
  }

  private readonly contents = new Map<TerraformStack, Contents>();

  private constructor(private readonly options: RegistryMirrorOptions) {}

  /**
   * The images that the constructs below run so far, by their names where they are published, each with its name in the
   * mirror. One without a tag has the one that its chart names.
   */
  public get images(): { [source: string]: string } {
    return this.all('images');
  }

  /** The same for images that only models of some kinds run, which Seldon Core knows by default. */
  public get modelServerImages(): { [source: string]: string } {
    return this.all('modelServerImages');
  }

  /** The charts of the constructs below so far: repository, name and version, each as it is in the mirror. */
  public get charts(): { [source: string]: string } {
    return this.all('charts');
  }

  /** The repository of a chart that a construct installs. @internal */
  public _repository(construct: IConstruct, repository: string, chart: string, version = ''): string {
    const { chartRepository } = this.options;
    if (chartRepository !== undefined) {
      const { charts } = this.contentsFor(construct);
      charts[`${repository}/${chart}:${version}`] = `${chartRepository}/${chart}:${version}`;
    }
    return chartRepository ?? repository;
  }

  /** Helm values that name a chart's images, if any has another name. @internal */
  public _values(construct: IConstruct, images: ChartImage[]): Record<string, any> | undefined {
    images.forEach(({ image, isForModels }) => this.image(construct, image, isForModels));
    return imageValues(images, (name) => this.renamed(name));
  }

  /** Notes an image that a construct runs, and tells its name in the mirror, if it has one there. */
  private image(construct: IConstruct, image: string, isForModels = false): string | undefined {
    const name = parseImage(image);
    const renamed = this.renamed(name);
    if (renamed === undefined) {
      return undefined;
    }
    const target = formatImage(renamed);
    this.contentsFor(construct)[isForModels ? 'modelServerImages' : 'images'][formatImage(name)] = target;
    return target;
  }

  private renamed(name: ImageName): ImageName | undefined {
    const { imageRegistry, imageRegistryFor = {} } = this.options;
    const registry = imageRegistryFor[name.registry] ?? imageRegistry;
    return registry === undefined ? undefined : { ...name, registry };
  }

  /** What the construct's stack has of the mirror; its synthesized file has it, too, where the command reads it. */
  private contentsFor(construct: IConstruct): Contents {
    const stack = TerraformStack.of(construct);
    let found = this.contents.get(stack);
    if (!found) {
      found = { images: {}, modelServerImages: {}, charts: {} };
      this.contents.set(stack, found);
      // Terraform reads no comments.
      stack.addOverride('//.registryMirror', found);
    }
    return found;
  }

  private all(kind: keyof Contents): Names {
    return Object.assign({}, ...[...this.contents.values()].map((it) => it[kind]));
  }
}

/** Constructs that have asked for their mirror: one that comes later would not hold for them. */
const ASKED = new WeakSet<IConstruct>();
