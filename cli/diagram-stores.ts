// diagram: the data stores of a stack, and the workloads that read and write them.
import { addRoles, Namespaces } from './diagram-cluster';
import { Reading, referred } from './diagram-reading';

/** A part with a title and lines; `existing` ones are not created by this stack. */
export interface Store {
  readonly title: string;
  readonly lines: readonly string[];
  readonly existing?: boolean;
  /** Whether it is in the stack's own network. */
  readonly own?: boolean;
}

export interface Stores { readonly registry?: Store; readonly bucket?: Store; readonly database?: Store }

const ENGINES: Readonly<Record<string, string>> = { mysql: 'MySQL', postgres: 'PostgreSQL' };

/** Bucket, registry and database, and connections to them. */
export function storesOf(read: Reading, namespaces: Namespaces): Stores {
  const { blocks, named, plain, short } = read;
  // Whether each is existing, by name.
  const buckets = new Map<string, boolean>();
  const addBucket = (text: string) => {
    const id = referred(text, 'aws_s3_bucket');
    const existing = !id || /\bdata\./.test(text);
    const reference = `\${${existing ? 'data.' : ''}aws_s3_bucket.${id}.bucket}`;
    buckets.set(id ? plain(reference) : text.replace(/^.*:s3:::|"/g, ''), existing);
  };
  addRoles(read, namespaces, addBucket);
  const database = connectApps(read, namespaces, addBucket);
  if (buckets.size === 0) {
    named('aws_s3_bucket').forEach(([id]) => addBucket(`aws_s3_bucket.${id}`));
  }
  const repositories = blocks('aws_ecr_repository').map((it) => short(plain(it.name)));
  const isPulled = blocks('aws_iam_role_policy_attachment')
    .some((it) => it.policy_arn?.includes('ContainerRegistryPull'));
  const hasEndpoint = blocks('aws_vpc_endpoint').some((it) => it.service_name?.includes('.s3'));
  return {
    registry: repositories.length > 0
      ? { title: 'ECR', lines: isPulled ? [...repositories, 'pulled by nodes'] : repositories } : undefined,
    bucket: buckets.size > 0 ? {
      title: 'S3',
      lines: [...[...buckets.keys()].map(short), ...(hasEndpoint ? ['VPC endpoint'] : [])],
      existing: [...buckets.values()].every(Boolean),
    } : undefined,
    database,
  };
}

function ownDatabase({ blocks }: Reading): Store | undefined {
  const [it] = blocks('aws_db_instance');
  return it && {
    title: 'RDS',
    own: true,
    lines: [
      `${ENGINES[it.engine] ?? it.engine} ${it.engine_version}`,
      it.instance_class,
      `${it.allocated_storage}${it.max_allocated_storage ? `–${it.max_allocated_storage}` : ''} GiB`,
      it.multi_az ? 'Multi-AZ' : 'Single-AZ',
      ...(it.storage_encrypted ? ['encrypted'] : []),
      ...(it.publicly_accessible ? ['publicly accessible'] : []),
    ],
  };
}

const STORE_OF_ARTIFACTS = /"(s3|azureBlob|gcs)":\{"enabled":true,"(?:bucket|container)":("[^"]*"|\$\{[^}]*\})/;

/** Connects MLflow and ZenML with the stores in their values. Returns the database. */
function connectApps(read: Reading, namespaces: Namespaces, addBucket: (text: string) => void): Store | undefined {
  const { plain, short, edge, releases } = read;
  let database = ownDatabase(read);
  for (const { chart, text, namespace } of releases.filter((it) => it.chart === 'mlflow' || it.chart === 'zenml')) {
    const it = namespaces.named(plain(namespace));
    const engine = chart === 'zenml' ? 'mysql' : /"(mysql|postgres)":\{"enabled":true/.exec(text)?.[1];
    const [, host, port] = /"host":(.+?),"port":(\d+)/.exec(text) ?? /"url":(.+?):(\d+)\//.exec(text) ?? [];
    if (engine && host) {
      const address = /^"(?:\w+:\/\/[^@]*@)?([\w.-]+)/.exec(host)?.[1] ?? 'known after apply';
      database ??= { title: ENGINES[engine], lines: [address], existing: true };
      edge(it.name, 'database', port + (/"ssl":true|ssl_c|sslmode/.test(text) ? ' TLS' : ''));
    }
    const [, store, container] = STORE_OF_ARTIFACTS.exec(text) ?? [];
    const elsewhere = /"MLFLOW_S3_ENDPOINT_URL":"\w+:\/\/([\w.-]+?)(?:\.svc\b|[":/])/.exec(text)?.[1]
      ?? (store !== 's3' && store);
    if (elsewhere) {
      it.lines.push(`artifacts in ${elsewhere}`);
    } else if (store) {
      addBucket(container);
      edge(it.name, 'bucket', 'read, write');
    }
    it.roles.push(...[...text.matchAll(/role-arn":"[^"]*role\/([^"]+)"/g)].map(([, role]) => short(role)));
  }
  return database;
}
