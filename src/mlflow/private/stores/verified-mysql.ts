import { BackendStorePod } from './backend-store-kind';
import { SecretEntry } from '../../../kubernetes/private/mysql-tls-source';

const VOLUME = 'database-certificates';
const FOLDER = '/etc/mlflow/database';
const FILE = 'ca.pem';
/** Path of the certificates in the pod. */
export const CERTIFICATES_FILE = `${FOLDER}/${FILE}`;

/**
 * The program of the chart's own migration container:
 * https://github.com/community-charts/helm-charts/tree/mlflow-1.11.5
 */
const MIGRATION = [
  'import os',
  'from mlflow.store.db import utils',
  'utils._initialize_tables(utils.create_sqlalchemy_engine_with_retry(os.environ["DATABASE_URI"]))',
].join('\n');

/**
 * Chart values to verify the database server: the certificates for MLflow, and a container that migrates the database
 * in place of the chart's, which cannot mount files.
 */
export function verifiedMysql(
  backendStore: object, address: string, { name, key }: SecretEntry, { secret, image, resources }: BackendStorePod,
): Record<string, any> {
  const mount = { name: VOLUME, mountPath: FOLDER, readOnly: true };
  const from = (secretKey: string) => ({ valueFrom: { secretKeyRef: { name: secret!.name, key: secretKey } } });
  return {
    backendStore: { ...backendStore, databaseMigration: false },
    extraVolumes: [{ name: VOLUME, secret: { secretName: name, items: [{ key, path: FILE }] } }],
    extraVolumeMounts: [mount],
    initContainers: [{
      name: 'mlflow-db-migration',
      image,
      command: ['python', '-c', MIGRATION],
      env: [
        { name: 'MYSQL_USERNAME', ...from(secret!.usernameKey) },
        { name: 'MYSQL_PWD', ...from(secret!.passwordKey) },
        { name: 'DATABASE_URI', value: `mysql+pymysql://$(MYSQL_USERNAME):$(MYSQL_PWD)@${address}` },
        { name: 'MLFLOW_DISABLE_TELEMETRY', value: 'true' },
        { name: 'DO_NOT_TRACK', value: 'true' },
      ],
      resources,
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 1001,
        runAsGroup: 1001,
      },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, mount],
    }],
  };
}
