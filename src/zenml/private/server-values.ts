import { DATABASE, DATABASE_PORT, databaseUser, KEEP_ALIVE, PORT, RELEASE, SERVER_RESOURCES } from './server-defaults';
import { ChartImage } from '../../helm/images';
import { SecretReference } from '../../kubernetes/private/credentials';
import { SecretEntry } from '../../kubernetes/private/mysql-tls-source';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { roleAnnotation } from '../../kubernetes/private/role-annotation';
import { encodeUriPart } from '../../terraform/text';
import { ZenmlVersion } from '../../versions';
import { ZenmlServerProps } from '../zenml-server-options';

/** Labels that the chart sets on the server's pods. */
export const SERVER_LABELS = {
  'app.kubernetes.io/name': 'zenml',
  'app.kubernetes.io/instance': RELEASE,
  'app.kubernetes.io/component': 'server',
};

/** Keys of the Secret with values for the server only. */
export const SECRET_KEYS = {
  jwt: 'jwt-secret-key', encryption: 'encryption-key', activate: 'auto-activate', repair: 'sitecustomize.py',
};

/** Folder in which the chart mounts files for the database connection. */
const DATABASE_FILES = '/dbcerts';

/** Inputs of the values, in addition to the props. */
export interface ServerValuesContext {
  /** Secret with the database user. */
  readonly databaseSecret: SecretReference;
  /** Entry in a Secret with the certificates that verify the MySQL server. */
  readonly certificates?: SecretEntry;
  /** Name of the Secret with values for the server only. */
  readonly secretName: string;
  /** Secret with the administrator. */
  readonly administrator: SecretReference;
  /** URL of the server for clients. */
  readonly url?: string;
}

/** Values for the chart `zenml`. Their top-level key is the one that all versions of the chart support. */
export function serverValues(props: ZenmlServerProps, context: ServerValuesContext): Record<string, any> {
  const { version } = props.version ?? ZenmlVersion.DEFAULT;
  const { serviceAccountRoleArn: roleArn, implicitAuthMethods = roleArn !== undefined } = props;
  return {
    fullnameOverride: RELEASE,
    zenml: {
      image: { tag: version, pullPolicy: 'IfNotPresent' },
      replicaCount: props.replicas ?? 1,
      ...(context.url !== undefined && { serverURL: context.url }),
      analyticsOptIn: false,
      enableImplicitAuthMethods: implicitAuthMethods,
      database: databaseValues(props, context),
      secretsStore: { enabled: true, type: 'sql' },
      service: { type: 'ClusterIP', port: PORT },
      ingress: { enabled: false },
      environment: { PYTHONPATH: DATABASE_FILES, ...keepAlive(props), ...props.environment },
      environmentSecretKeyRefs: secretVariables(context),
    },
    serviceAccount: {
      create: true,
      name: props.serviceAccountName ?? RELEASE,
      annotations: { ...roleAnnotation(roleArn), ...props.serviceAccountAnnotations },
    },
    securityContext: {
      runAsNonRoot: true, runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] },
    },
    resources: kubernetesResources(props.resources, SERVER_RESOURCES),
  };
}

/**
 * How long the server keeps idle connections open. Its image starts it with the uvicorn command, which reads options
 * from environment variables. https://github.com/zenml-io/zenml/blob/0.98.0/docker/base.Dockerfile (CMD),
 * https://www.uvicorn.org/settings/ (UVICORN_*)
 */
function keepAlive({ exposure }: ZenmlServerProps): { [name: string]: string } {
  const seconds = exposure?._source.nodePort?.keepAliveSeconds;
  return seconds === undefined ? {} : { [KEEP_ALIVE]: `${seconds}` };
}

/** Image of the chart `zenml`, for the server and for the job that migrates its database. */
export function serverImages({ version }: ZenmlVersion): ChartImage[] {
  return [{
    image: `docker.io/zenmldocker/zenml-server:${version}`, values: { 'zenml.image.repository': 'repository' },
  }];
}

function databaseValues(
  { database }: ZenmlServerProps, { databaseSecret, certificates, secretName }: ServerValuesContext,
): Record<string, any> {
  const { host, port = DATABASE_PORT, database: name = DATABASE, tls } = database;
  return {
    url: `mysql://${encodeUriPart(databaseUser(database))}@${host}:${port}/${name}`,
    passwordSecretRef: { name: databaseSecret.name, key: databaseSecret.passwordKey },
    ssl: tls?._source.mode !== 'none',
    // Without an authority, nothing would be verified and no error reported.
    sslVerifyServerCert: certificates !== undefined,
    ...(certificates && { sslCa: { secretRef: { ...certificates } } }),
    // The chart mounts no other files. ZenML reads a key only together with a certificate, so this one is for Python:
    // see sitecustomize.py.
    sslKey: { secretRef: { name: secretName, key: SECRET_KEYS.repair } },
  };
}

/**
 * Environment variables from Secrets. They include the activation, although it is not secret: a pod that activates the
 * server without the password would create an administrator without one.
 */
function secretVariables({ secretName, administrator }: ServerValuesContext): object[] {
  const from = (name: string, secret: string, secretKey: string) => ({ name, secretName: secret, secretKey });
  return [
    from('ZENML_SERVER_AUTO_ACTIVATE', secretName, SECRET_KEYS.activate),
    from('ZENML_SERVER_JWT_SECRET_KEY', secretName, SECRET_KEYS.jwt),
    from('ZENML_SECRETS_STORE_ENCRYPTION_KEY', secretName, SECRET_KEYS.encryption),
    from('ZENML_DEFAULT_USER_NAME', administrator.name, administrator.usernameKey),
    from('ZENML_DEFAULT_USER_PASSWORD', administrator.name, administrator.passwordKey),
  ];
}
