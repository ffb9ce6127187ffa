/** The part of an image's name that a Helm value contains. */
export type ImagePart = 'registry' | 'hub' | 'repository' | 'tag' | 'reference';

/** An image of a chart, and the Helm values that specify it. */
export interface ChartImage {
  /** Full name: registry, path, and the tag, if it is known. */
  readonly image: string;
  /** The part of the name that each value contains, by the path of the value. */
  readonly values: { readonly [path: string]: ImagePart };
  /** Whether only some kinds of models use it, so that it is optional in a cluster. */
  readonly isForModels?: boolean;
}

/** Parts of an image's name. */
export interface ImageName {
  /** Host of the registry. */
  readonly registry: string;
  /** Path in the registry, without leading or trailing slashes. */
  readonly path: string;
  /** Tag with its colon; empty if there is none. */
  readonly tag: string;
}

/**
 * Parses an image's name. Without a registry it is an image of Docker Hub, and without a path there an image of
 * `library`. Source: https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 */
export function parseImage(image: string): ImageName {
  const [first, ...rest] = image.split('/');
  const [registry, name] = rest.length > 0 && /[.:]/.test(first) ? [first, rest.join('/')] : ['docker.io', image];
  const [, path, tag = ''] = /^(.*?)(:[^:/]+)?$/.exec(name)!;
  return { registry, path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag };
}

/** Returns the full name of an image. */
export function formatImage({ registry, path, tag }: ImageName): string {
  return `${registry}/${path}${tag}`;
}

/** Returns Helm values for the images that `rename` renames; undefined if it renames none. */
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
