import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { JobV1 } from '@cdktf/provider-kubernetes/lib/job-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Password } from '@cdktf/provider-random/lib/password';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { MlflowVersion } from 'cdktf-zenml-aws';

/** Options for MinIO. */
export interface MinioConfig {
  /** Node port. */
  readonly nodePort: number;
  /** URL of the node port from this machine. */
  readonly url: string;
  /** Size of the volume, in GiB. */
  readonly storageGib: number;
}

/** Properties of MinIO. */
export interface MinioProps extends MinioConfig {
  /** Names of the buckets to create. */
  readonly buckets: string[];
}

/**
 * The last release with a public image. It receives no more fixes, so use it for a trial only.
 * https://hub.docker.com/r/minio/minio/tags
 */
const IMAGE = 'minio/minio:RELEASE.2025-09-07T16-13-09Z';
/** An image with boto3, which the cluster pulls anyway. */
const CLIENT_IMAGE = `burakince/mlflow:${MlflowVersion.DEFAULT.appVersion}`;
const NAME = 'minio';
const PORT = 9000;
const USER = 'zenml';
/** An unprivileged user: MinIO needs no privileges on the node. */
const UID = 1000;

const MAKE_BUCKETS = `
import os, boto3
s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"], region_name="us-east-1")
there = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
for name in os.environ["BUCKETS"].split(","):
    if name not in there:
        s3.create_bucket(Bucket=name)
    print("bucket", name, "is there")
`;

/** An S3-compatible server on the cluster. */
export class Minio extends Construct {
  /** URL inside the cluster. */
  public readonly endpoint: string;
  /** URL from this machine. */
  public readonly url: string;
  /** ID of the access key. */
  public readonly accessKey = USER;
  /** Secret of the access key. */
  public readonly secretKey: string;
  /** Dependency for resources that need the buckets. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: MinioProps) {
    super(scope, id);
    const namespace = new NamespaceV1(this, 'Namespace', { metadata: { name: NAME } }).metadata.name;
    const metadata = { name: NAME, namespace };
    const labels = { app: NAME };
    this.endpoint = `http://${NAME}.${NAME}.svc.cluster.local:${PORT}`;
    this.url = props.url;
    this.secretKey = new Password(this, 'Password', { length: 32, special: false }).result;

    const secret = new SecretV1(this, 'Secret', { metadata, data: { user: USER, password: this.secretKey } });
    const key = (name: string, of: string) =>
      ({ name, valueFrom: { secretKeyRef: { name: secret.metadata.name, key: of } } });
    const claim = new PersistentVolumeClaimV1(this, 'Claim', {
      metadata,
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: `${props.storageGib}Gi` } } },
      // Many storage classes create the volume only when the first pod uses it.
      waitUntilBound: false,
    });
    const securityContext = {
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
    };
    const deployment = new DeploymentV1(this, 'Resource', {
      metadata,
      spec: {
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: `${UID}`, runAsGroup: `${UID}`, fsGroup: `${UID}` },
            container: [{
              name: NAME,
              image: IMAGE,
              args: ['server', '/data', '--address', `:${PORT}`],
              env: [key('MINIO_ROOT_USER', 'user'), key('MINIO_ROOT_PASSWORD', 'password')],
              port: [{ containerPort: PORT }],
              readinessProbe: { httpGet: { path: '/minio/health/ready', port: `${PORT}` }, periodSeconds: 3 },
              resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
              securityContext,
              volumeMount: [{ name: 'data', mountPath: '/data' }],
            }],
            volume: [{ name: 'data', persistentVolumeClaim: { claimName: claim.metadata.name } }],
          },
        },
      },
    });
    const service = new ServiceV1(this, 'Service', {
      metadata,
      spec: {
        type: 'NodePort',
        selector: labels,
        port: [{ name: 's3', port: PORT, targetPort: `${PORT}`, nodePort: props.nodePort }],
      },
    });
    const buckets = new JobV1(this, 'Buckets', {
      metadata: { name: `${NAME}-buckets`, namespace },
      spec: {
        backoffLimit: 4,
        template: {
          metadata: {},
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: `${UID}`, runAsGroup: `${UID}` },
            container: [{
              name: 'buckets',
              image: CLIENT_IMAGE,
              command: ['python', '-c', MAKE_BUCKETS],
              env: [
                { name: 'ENDPOINT', value: this.endpoint },
                { name: 'BUCKETS', value: props.buckets.join(',') },
                key('AWS_ACCESS_KEY_ID', 'user'),
                key('AWS_SECRET_ACCESS_KEY', 'password'),
              ],
              securityContext,
            }],
          },
        },
      },
      waitForCompletion: true,
      timeouts: { create: '10m', update: '10m' },
      dependsOn: [deployment, service],
    });
    this.ready = [buckets];
  }
}
