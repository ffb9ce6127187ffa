import { ArtifactStoreKind, exclusive, SecretData, uriOf, uriRemedy } from './artifact-store-kind';
import { secret } from '../../../secrets/rules';
import { SECRET_NAME, STORE_FOLDER } from '../../../validation/rules';
import { checkValue, required, Rule, struct } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { text } from '../../../validation/values';
import { MlflowAzureBlobOptions } from '../../artifact-store-options';

const GIVEN = (value: string) => value !== '';
const OPTIONS: Rule<MlflowAzureBlobOptions> = struct<MlflowAzureBlobOptions>({
  storageAccount: required(text(
    'the name of a storage account: 3 to 24 lower-case letters and digits', (name) => /^[a-z0-9]{3,24}$/.test(name),
  )),
  container: required(text(
    'the name of a container: 3 to 63 lower-case letters, digits and single hyphens',
    (name) => name.length >= 3 && name.length <= 63 && /^[a-z0-9](-?[a-z0-9])*$/.test(name),
    uriRemedy('wasbs'),
  )),
  path: STORE_FOLDER,
  accessKey: secret('an access key of the storage account, and not empty', GIVEN),
  connectionString: secret('a connection string of the storage account, and not empty', GIVEN),
  existingSecret: SECRET_NAME,
}, (v, options) => {
  exclusive(v, options, ['accessKey', 'connectionString', 'existingSecret']);
  const { accessKey, connectionString, existingSecret } = options;
  if (accessKey === undefined && connectionString === undefined && existingSecret === undefined) {
    v.add('accessKey', "missing, and so are 'connectionString' and 'existingSecret'", 'Give one of them.');
  }
});

/** A container of Azure Blob Storage. */
export class AzureBlobStore implements ArtifactStoreKind {
  public readonly hasAwsKey = false;

  public constructor(private readonly options: MlflowAzureBlobOptions) {}

  public get uri(): string {
    const { container, storageAccount, path } = this.options;
    return uriOf(`wasbs://${container}@${storageAccount}.blob.core.windows.net`, path);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(OPTIONS));
  }

  public secretData(): SecretData | undefined {
    const { accessKey, connectionString } = this.options;
    if (accessKey !== undefined) {
      return { AZURE_STORAGE_ACCESS_KEY: accessKey };
    }
    return connectionString === undefined ? undefined : { AZURE_STORAGE_CONNECTION_STRING: connectionString };
  }

  public values(proxied: boolean, ownSecret?: string): Record<string, any> {
    const { storageAccount, container, path = '', existingSecret } = this.options;
    return {
      artifactRoot: { proxiedArtifactStorage: proxied, azureBlob: { enabled: true, storageAccount, container, path } },
      extraSecretNamesForEnvFrom: [ownSecret ?? existingSecret],
    };
  }
}
