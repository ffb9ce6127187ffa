import { SecretValue } from '../../../secrets/secret-value';
import { Remedy, Validation } from '../../../validation/validation';

/** What a Secret holds. */
export interface SecretData {
  readonly [key: string]: string | SecretValue;
}

/** A kind of artifact store, as the tracking server sees it. */
export interface ArtifactStoreKind {
  /** The store as a URI. */
  readonly uri: string;
  /** Whether the pods get an access key, by which they ask for no IAM role. */
  readonly hasAwsKey: boolean;
  /** Adds what is wrong with the options. */
  validate(v: Validation, prop: string): void;
  /** What the Secret holds that the construct has to make, if there is one. */
  secretData(): SecretData | undefined;
  /** The chart's values; `ownSecret` is the name of that Secret. */
  values(proxied: boolean, ownSecret?: string): Record<string, any>;
}

/** A URI of a folder in a store, or of all of it. */
export function uriOf(root: string, path?: string): string {
  return path ? `${root}/${path}` : root;
}

/** Which factory takes URIs of a scheme. */
const FACTORIES: { readonly [scheme: string]: string } = {
  s3: 's3', gs: 'gcs', wasbs: 'azureBlob', wasb: 'azureBlob', abfss: 'azureBlob',
};

/** What to write instead of a URI of the store. */
export function uriRemedy(scheme: string): Remedy<string> {
  return (value) => {
    const [, found, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(value) ?? [];
    if (found === undefined) {
      return undefined;
    }
    if (found.toLowerCase() !== scheme) {
      const factory = FACTORIES[found.toLowerCase()];
      return factory ? `A URI of the scheme "${found}" belongs to MlflowArtifactStore.${factory}().`
        : `There is no store for the scheme "${found}": use MlflowArtifactStore.s3(), .s3Compatible(), .azureBlob() or `
          + '.gcs().';
    }
    const [name, ...folders] = rest.split('/');
    const folder = folders.filter((part) => part !== '').join('/');
    return `Give the bucket ${JSON.stringify(name)}${folder ? ` and the path ${JSON.stringify(folder)}` : ''}.`;
  };
}

/** Adds a problem where more than one of some props is given. */
export function exclusive<T extends object>(v: Validation, options: T, props: (keyof T & string)[]): void {
  const given = props.filter((prop) => options[prop] !== undefined);
  if (given.length > 1) {
    v.add(given[0], `conflicts with ${given.slice(1).map((prop) => `'${prop}'`).join(' and ')}`, 'Give one of them.');
  }
}
