import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { Construct } from 'constructs';
import { KubernetesObjectsProps } from '../kubernetes';
import { KUBERNETES_OBJECTS } from '../kubernetes/private/deployment-rules';
import { roleAnnotation } from '../kubernetes/private/role-annotation';
import { markDeployment } from '../terraform/deployment';
import { regionOf } from '../terraform/region';
import { REGION, ROLE_ARN } from '../validation/aws';
import { LABEL } from '../validation/rules';
import { required, Rule, struct, validateProps } from '../validation/shape';

/** Props of `ModelStorage`. */
export interface ModelStorageProps extends KubernetesObjectsProps {
  /** The namespace in which models are deployed. */
  readonly namespace: string;
  /**
   * The bucket's AWS region, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /** ARN of the IAM role that may read the bucket. */
  readonly roleArn: string;
}

const PROPS: Rule<ModelStorageProps> = struct<ModelStorageProps>({
  namespace: required(LABEL),
  region: REGION,
  roleArn: required(ROLE_ARN),
  ...KUBERNETES_OBJECTS,
});

/**
 * How Seldon's models get at the artifacts: a service account with a role that reads the bucket, and the settings of
 * the downloader.
 *
 * A deployment names the first as `serviceAccountName` (ZenML's `SeldonDeploymentConfig`), the second as ZenML's
 * `kubernetes_secret_name`.
 *
 * Its stack needs a `KubernetesProvider`, and without `region` an `AwsProvider`.
 */
export class ModelStorage extends Construct {
  /** The service account's name: `zenml-seldon-models`. The IAM role's trust policy names it. */
  public static readonly SERVICE_ACCOUNT_NAME = 'zenml-seldon-models';
  /** The Secret's name: `zenml-seldon-storage`. */
  public static readonly SECRET_NAME = 'zenml-seldon-storage';

  /** The service account under which models run. */
  public readonly serviceAccountName: string;
  /** The Secret with the settings of the downloader; it holds no keys. */
  public readonly secretName: string;

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ModelStorageProps) {
    super(scope, id);
    validateProps('ModelStorage', this, PROPS, props);
    markDeployment(this);

    const { kubernetesProvider: provider, namespace, dependsOn } = props;
    const serviceAccount = new ServiceAccountV1(this, 'Resource', {
      provider,
      dependsOn,
      metadata: {
        name: ModelStorage.SERVICE_ACCOUNT_NAME,
        namespace,
        annotations: roleAnnotation(props.roleArn),
      },
    });
    // The downloader takes the role from its pod, but the region from here: without it, it asks in us-east-1.
    const secret = new SecretV1(this, 'Settings', {
      provider,
      dependsOn,
      metadata: { name: ModelStorage.SECRET_NAME, namespace },
      data: {
        RCLONE_CONFIG_S3_TYPE: 's3',
        RCLONE_CONFIG_S3_PROVIDER: 'AWS',
        RCLONE_CONFIG_S3_ENV_AUTH: 'true',
        RCLONE_CONFIG_S3_REGION: regionOf(this, props.region),
      },
    });
    this.serviceAccountName = serviceAccount.metadata.name;
    this.secretName = secret.metadata.name;
  }
}
