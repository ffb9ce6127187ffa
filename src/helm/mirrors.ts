import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { ChartImage, formatImage, ImageName, imageValues, parseImage } from './images';
import { RegistryMirrorOptions } from './registry-mirror-options';

const MIRROR = Symbol.for('cdktf-zenml-aws.RegistryMirror');

/** Constructs that have looked up their mirror: a mirror that is applied later has no effect on them. */
const ASKED = new WeakSet<IConstruct>();

/** Names of mirrored images or charts, each with its name in the mirror. */
export type MirroredNames = { [source: string]: string };

/** Images and charts that a stack uses from a mirror. */
interface Contents {
  readonly images: MirroredNames;
  readonly modelServerImages: MirroredNames;
  readonly charts: MirroredNames;
}

/** A mirror, and the images and charts that the constructs below it use. */
export class Mirror {
  private readonly contents = new Map<TerraformStack, Contents>();

  public constructor(private readonly options: RegistryMirrorOptions) {}

  /** Images or charts that are used so far. */
  public used(kind: keyof Contents): MirroredNames {
    return Object.assign({}, ...[...this.contents.values()].map((it) => it[kind]));
  }

  /** Records a chart that a construct installs, and returns its repository. */
  public useChart(construct: IConstruct, repository: string, chart: string, version = ''): string {
    const { chartRepository } = this.options;
    if (chartRepository !== undefined) {
      const { charts } = this.contentsFor(construct);
      charts[`${repository}/${chart}:${version}`] = `${chartRepository}/${chart}:${version}`;
    }
    return chartRepository ?? repository;
  }

  /** Records a chart's images, and returns the Helm values for those that have another name in the mirror. */
  public useImages(construct: IConstruct, images: ChartImage[]): Record<string, any> | undefined {
    images.forEach(({ image, isForModels }) => this.useImage(construct, image, isForModels));
    return imageValues(images, (name) => this.renamed(name));
  }

  /** Records an image that a construct runs, and returns its name in the mirror, if any. */
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

  /** Images and charts of the construct's stack. They are also in the synthesized file for the command `mirror`. */
  private contentsFor(construct: IConstruct): Contents {
    const stack = TerraformStack.of(construct);
    let found = this.contents.get(stack);
    if (!found) {
      found = { images: {}, modelServerImages: {}, charts: {} };
      this.contents.set(stack, found);
      // Terraform ignores the key "//".
      stack.addOverride('//.registryMirror', found);
    }
    return found;
  }
}

/** Applies a mirror to all constructs that are created below `scope` from now on. */
export function applyMirror(scope: IConstruct, mirror: Mirror): void {
  Object.defineProperty(scope, MIRROR, { value: mirror });
}

/** Whether a mirror is applied to a construct directly. */
export function hasMirror(scope: IConstruct): boolean {
  return MIRROR in scope;
}

/** Returns a construct below `scope` that has already looked up its mirror. */
export function mirrorUserBelow(scope: IConstruct): IConstruct | undefined {
  return scope.node.findAll().find((it) => ASKED.has(it));
}

/** Returns the mirror of a construct, if any. After that, no mirror can be applied above it. */
export function useMirror(construct: IConstruct): Mirror | undefined {
  ASKED.add(construct);
  return [...construct.node.scopes].reverse().map((it) => (it as any)[MIRROR]).find((it) => it !== undefined);
}

/** Records an image that a construct runs, and returns the name to use. */
export function useImage(construct: IConstruct, image: string): string {
  return useMirror(construct)?.useImage(construct, image) ?? image;
}
