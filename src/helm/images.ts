/** The part of an image's name that a Helm value holds. */
export type ImagePart = 'registry' | 'hub' | 'repository' | 'tag' | 'reference';

/** An image that a chart names, and the values that name it. */
export interface ChartImage {
  /** Its name in full: registry, path, and the tag, if it is known. */
  readonly image: string;
  /** What each value, by its path, holds of the name. */
  readonly values: { readonly [path: string]: ImagePart };
  /** Whether only models of some kind run it, so that a cluster may do without. */
  readonly isForModels?: boolean;
}

/** An image's name in parts. */
export interface ImageName {
  /** The registry's host. */
  readonly registry: string;
  /** The path in the registry, without slashes at its ends. */
  readonly path: string;
  /** With its colon; empty if there is none. */
  readonly tag: string;
}

/**
 * Reads an image's name. Without a registry it is one of Docker Hub's, and with a single name there one of `library`.
 * Source: https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 */
export function parseImage(image: string): ImageName {
  const [first, ...rest] = image.split('/');
  const [registry, name] = rest.length > 0 && /[.:]/.test(first) ? [first, rest.join('/')] : ['docker.io', image];
  const [, path, tag = ''] = /^(.*?)(:[^:/]+)?$/.exec(name)!;
  return { registry, path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag };
}

/** An image's name in full. */
export function formatImage({ registry, path, tag }: ImageName): string {
  return `${registry}/${path}${tag}`;
}

/** Helm values that name images, each as `rename` has it; undefined if none has another name. */
export function imageValues(
  images: ChartImage[], rename: (image: ImageName) => ImageName | undefined,
): Record<string, any> | undefined {
  const found: Record<string, any> = {};
  images.forEach(({ image, values }) => {
    const renamed = rename(parseImage(image));
    Object.entries(renamed ? values : {}).forEach(([path, part]) => {
      const keys = path.split('.');
      const last = keys.pop()!;
      keys.reduce((at, key) => at[key] ??= {}, found)[last] = partOf(renamed!, part);
    });
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

function partOf(name: ImageName, part: ImagePart): string {
  switch (part) {
    case 'registry': return name.registry;
    case 'hub': return `${name.registry}/${name.path.replace(/\/?[^/]+$/, '')}`;
    case 'repository': return `${name.registry}/${name.path}`;
    case 'tag': return name.tag.slice(1);
    case 'reference': return formatImage(name);
  }
}
