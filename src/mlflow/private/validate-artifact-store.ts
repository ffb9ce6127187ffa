import { isUnknown, Validation } from '../../private/validation';
import { MlflowArtifactStore, MlflowAzureBlobOptions, MlflowGcsOptions, MlflowS3CompatibleOptions, MlflowS3Options } from '../artifact-store';
import { validateSecretName, validateSecretValue } from './validate-kubernetes';

const BUCKET = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/;
const CONTAINER = /^[a-z0-9](-?[a-z0-9]){2,62}$/;
const STORAGE_ACCOUNT = /^[a-z0-9]{3,24}$/;
const PATH = /^[\w!.*'()=-]+(\/[\w!.*'()=-]+)*$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i;

/** Which factory takes URIs of a scheme. */
const FACTORIES: { readonly [scheme: string]: string } = { s3: 's3', gs: 'gcs', wasbs: 'azureBlob', wasb: 'azureBlob', abfss: 'azureBlob' };

/** Adds everything that is wrong with an artifact store. */
export function validateArtifactStore(v: Validation, store: MlflowArtifactStore): void {
  const { _s3: s3, _s3Compatible: compatible, _azureBlob: azure, _gcs: gcs } = store;
  if (s3) {
    bucket(v, 'bucket', s3, 's3');
    s3Keys(v, s3, false);
  }
  if (compatible) {
    bucket(v, 'bucket', compatible, 's3');
    v.check('endpoint', compatible.endpoint, (url) => /^https?:\/\/[^/\s?#]+\/?$/.test(url), 'a URL of scheme, host and port, for example "http://minio.minio.svc:9000"');
    s3Keys(v, compatible, true);
  }
  if (azure) {
    azureBlob(v, azure);
  }
  if (gcs) {
    bucket(v, 'bucket', gcs, 'gs');
    validateSecretName(v, 'existingSecret', gcs.existingSecret);
    validateSecretValue(v, 'credentialsJson', gcs.credentialsJson, isJsonObject, 'the JSON key of a service account', 'Give the text of the file, not its path.');
    exclusive(v, gcs, ['credentialsJson', 'existingSecret']);
  }
}

function bucket(v: Validation, prop: 'bucket', options: { bucket: string; path?: string }, scheme: string): void {
  v.check(prop, options.bucket, (name) => BUCKET.test(name), 'the name of a bucket: 3 to 63 lower-case letters, digits, dots, hyphens and underscores',
    (name) => uriRemedy(name, scheme));
  path(v, options.path);
}

function path(v: Validation, value?: string): void {
  v.check('path', value, (text) => text === '' || PATH.test(text), "a folder: letters, digits and !-_.*'()=, joined by single slashes",
    (text) => /^\/|\/$/.test(text) ? `Did you mean ${JSON.stringify(text.replace(/^\/+|\/+$/g, ''))}?` : undefined);
}

/** What to write instead of a URI. */
function uriRemedy(text: string, scheme: string): string | undefined {
  const [, found, rest] = SCHEME.exec(text) ?? [];
  if (found === undefined) {
    return undefined;
  }
  if (found.toLowerCase() !== scheme) {
    const factory = FACTORIES[found.toLowerCase()];
    return factory ? `A URI of the scheme "${found}" belongs to MlflowArtifactStore.${factory}().`
      : `There is no store for the scheme "${found}": use MlflowArtifactStore.s3(), .s3Compatible(), .azureBlob() or .gcs().`;
  }
  const [name, ...folders] = rest.split('/');
  const folder = folders.filter((part) => part !== '').join('/');
  return `Give the bucket ${JSON.stringify(name)}${folder ? ` and the path ${JSON.stringify(folder)}` : ''}.`;
}

function s3Keys(v: Validation, options: MlflowS3Options | MlflowS3CompatibleOptions, required: boolean): void {
  const { accessKeyId, secretAccessKey, existingSecret } = options;
  validateSecretName(v.at('existingSecret'), 'name', existingSecret?.name);
  for (const [prop, value, other] of [['accessKeyId', accessKeyId, secretAccessKey], ['secretAccessKey', secretAccessKey, accessKeyId]] as const) {
    if (value !== undefined && existingSecret) {
      v.add(prop, "conflicts with 'existingSecret', which holds an access key", 'Leave one of them out.');
    }
    if (value === undefined && other !== undefined) {
      v.add(prop, 'is missing: an access key has two parts', "Give 'accessKeyId' and 'secretAccessKey', or neither.");
    }
    validateSecretValue(v, prop, value, (text) => text !== '', 'given, it is empty');
  }
  if (required && accessKeyId === undefined && secretAccessKey === undefined && !existingSecret) {
    v.add('accessKeyId', "is missing, and so is 'existingSecret'", 'IAM roles are for Amazon S3: give an access key of this server.');
  }
}

function azureBlob(v: Validation, options: MlflowAzureBlobOptions): void {
  v.check('storageAccount', options.storageAccount, (name) => STORAGE_ACCOUNT.test(name), 'the name of a storage account: 3 to 24 lower-case letters and digits');
  v.check('container', options.container, (name) => CONTAINER.test(name),
    'the name of a container: 3 to 63 lower-case letters, digits and single hyphens', (name) => uriRemedy(name, 'wasbs'));
  path(v, options.path);
  validateSecretName(v, 'existingSecret', options.existingSecret);
  exclusive(v, options, ['accessKey', 'connectionString', 'existingSecret']);
  if (options.accessKey === undefined && options.connectionString === undefined && options.existingSecret === undefined) {
    v.add('accessKey', "is missing, and so are 'connectionString' and 'existingSecret'", 'Give one of them.');
  }
}

function exclusive<T extends MlflowAzureBlobOptions | MlflowGcsOptions>(v: Validation, options: T, props: (keyof T & string)[]): void {
  const given = props.filter((prop) => options[prop] !== undefined);
  if (given.length > 1) {
    v.add(given[0], `conflicts with ${given.slice(1).map((prop) => `'${prop}'`).join(' and ')}`, 'Give one of them.');
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = isUnknown(text) ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
