import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { MODEL_STORAGE } from './private/model-storage';
import { ServiceAccountRole } from '../cluster/service-account-role';

/** Props of `ModelStorage`. */
export interface ModelStorageProps {
  /** The namespace in which models are deployed. */
  readonly namespace: string;
  /** The region of the bucket. */
  readonly region: string;
  /** ARN of the IAM role that may read the bucket. */
  readonly roleArn: string;
  /**
   * The provider of the cluster.
   * @default - the stack's
   */
  readonly kubernetesProvider?: KubernetesProvider;
  /**
   * What must be there before: the namespace, and the role's policies.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * How Seldon's models get at the artifacts: a service account with a role that reads the bucket, and the settings of the downloader.
 *
 * A deployment names the first as `serviceAccountName` (ZenML's `SeldonDeploymentConfig`), the second as ZenML's `kubernetes_secret_name`.
 */
export class ModelStorage extends Construct {
  /** The service account under which models run. */
  public readonly serviceAccountName: string;
  /** The Secret with the settings of the downloader; it holds no keys. */
  public readonly secretName: string;

  public constructor(scope: Construct, id: string, props: ModelStorageProps) {
    super(scope, id);
    const { kubernetesProvider: provider, namespace, dependsOn } = props;
    const serviceAccount = new ServiceAccountV1(this, 'Resource', {
      provider,
      dependsOn,
      metadata: { name: MODEL_STORAGE.serviceAccountName, namespace, annotations: { [ServiceAccountRole.ANNOTATION]: props.roleArn } },
    });
    // The downloader takes the role from its pod, but the region from here: without it, it asks in us-east-1.
    const secret = new SecretV1(this, 'Settings', {
      provider,
      dependsOn,
      metadata: { name: MODEL_STORAGE.secretName, namespace },
      data: {
        RCLONE_CONFIG_S3_TYPE: 's3',
        RCLONE_CONFIG_S3_PROVIDER: 'AWS',
        RCLONE_CONFIG_S3_ENV_AUTH: 'true',
        RCLONE_CONFIG_S3_REGION: props.region,
      },
    });
    this.serviceAccountName = serviceAccount.metadata.name;
    this.secretName = secret.metadata.name;
  }
}
