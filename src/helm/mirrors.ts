import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { ChartImage, formatImage, ImageName, imageValues, parseImage } from './images';
import { RegistryMirrorOptions } from './registry-mirror-options';

const MIRROR = Symbol.for('cdktf-zenml-aws.RegistryMirror');

/** Constructs that have asked for their mirror: one that is applied later would not apply to them. */
const ASKED = new WeakSet<IConstruct>();

/** Names of what is mirrored, each with its name in the mirror. */
export type MirroredNames = { [source: string]: string };

/** What a stack uses of a mirror. */
interface Contents {
  readonly images: MirroredNames;
  readonly modelServerImages: MirroredNames;
  readonly charts: MirroredNames;
}

/** A mirror, and what the constructs below it use of it. */
export class Mirror {
  private readonly contents = new Map<TerraformStack, Contents>();

  public constructor(private readonly options: RegistryMirrorOptions) {}

  /** What all constructs use so far. */
  public used(kind: keyof Contents): MirroredNames {
    return Object.assign({}, ...[...this.contents.values()].map((it) => it[kind]));
  }

  /** Records a chart that a construct installs, and returns the repository that it comes from. */
  public useChart(construct: IConstruct, repository: string, chart: string, version = ''): string {
    const { chartRepository } = this.options;
    if (chartRepository !== undefined) {
      const { charts } = this.contentsFor(construct);
      charts[`${repository}/${chart}:${version}`] = `${chartRepository}/${chart}:${version}`;
    }
    return chartRepository ?? repository;
  }

  /** Records a chart's images, and returns the Helm values for those with another name in the mirror. */
  public useImages(construct: IConstruct, images: ChartImage[]): Record<string, any> | undefined {
    images.forEach(({ image, isForModels }) => this.useImage(construct, image, isForModels));
    return imageValues(images, (name) => this.renamed(name));
  }

  /** Records an image that a construct runs, and returns its name in the mirror, if it has one there. */
  public useImage(construct: IConstruct, image: string, isForModels = false): string | undefined {
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

  /** What the construct's stack uses; it is also in the synthesized file, where the command `mirror` reads it. */
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
}

/** Applies a mirror to all constructs that are created below another one from now on. */
export function applyMirror(scope: IConstruct, mirror: Mirror): void {
  Object.defineProperty(scope, MIRROR, { value: mirror });
}

/** Whether a construct has a mirror itself. */
export function hasMirror(scope: IConstruct): boolean {
  return MIRROR in scope;
}

/** A construct below another that has used its mirror, or has found none. */
export function mirrorUserBelow(scope: IConstruct): IConstruct | undefined {
  return scope.node.findAll().find((it) => ASKED.has(it));
}

/** The mirror that a construct has to use, if there is one; from now on none can be applied above it. */
export function useMirror(construct: IConstruct): Mirror | undefined {
  ASKED.add(construct);
  return [...construct.node.scopes].reverse().map((it) => (it as any)[MIRROR]).find((it) => it !== undefined);
}

/** Records an image that a construct runs, and returns the name that it has to use. */
export function useImage(construct: IConstruct, image: string): string {
  return useMirror(construct)?.useImage(construct, image) ?? image;
}
