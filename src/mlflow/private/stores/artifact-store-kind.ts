import { SecretValue } from '../../../secrets/secret-value';
import { Remedy, Validation } from '../../../validation/validation';

/** Data of a Secret. */
export interface SecretData {
  readonly [key: string]: string | SecretValue;
}

/** A kind of artifact store, as the tracking server uses it. */
export interface ArtifactStoreKind {
  /** URI of the store. */
  readonly uri: string;
  /** Whether the pods get an access key, which they use instead of an IAM role. */
  readonly hasAwsKey: boolean;
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Data of the Secret that the construct must create, if any. */
  secretData(): SecretData | undefined;
  /** Values for the chart; `ownSecret` is the name of that Secret. */
  values(proxied: boolean, ownSecret?: string): Record<string, any>;
}

/** URI of a folder in a store, or of the whole store. */
export function uriOf(root: string, path?: string): string {
  return path ? `${root}/${path}` : root;
}

/** Factory for each URI scheme. */
const FACTORIES: { readonly [scheme: string]: string } = {
  s3: 's3', gs: 'gcs', wasbs: 'azureBlob', wasb: 'azureBlob', abfss: 'azureBlob',
};

/** Remedy for a URI that is given as a name. */
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

/** Adds a problem if more than one of the props is given. */
export function exclusive<T extends object>(v: Validation, options: T, props: (keyof T & string)[]): void {
  const given = props.filter((prop) => options[prop] !== undefined);
  if (given.length > 1) {
    v.add(given[0], `conflicts with ${given.slice(1).map((prop) => `'${prop}'`).join(' and ')}`, 'Give one of them.');
  }
}
