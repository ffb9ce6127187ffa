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

/** Properties of `ModelStorage`. */
export interface ModelStorageProps extends KubernetesObjectsProps {
  /** Namespace in which models are deployed. */
  readonly namespace: string;
  /**
   * AWS region of the bucket, for example `eu-central-1`.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /** ARN of an IAM role with permission to read the bucket. */
  readonly roleArn: string;
}

const PROPS: Rule<ModelStorageProps> = struct<ModelStorageProps>({
  namespace: required(LABEL),
  region: REGION,
  roleArn: required(ROLE_ARN),
  ...KUBERNETES_OBJECTS,
});

/**
 * Access to artifacts in S3 for Seldon's models: a service account with an IAM role, and a Secret with the downloader's
 * settings.
 *
 * Set the service account as `serviceAccountName` in deployments (ZenML's `SeldonDeploymentConfig`), and the Secret as
 * ZenML's `kubernetes_secret_name`.
 *
 * The stack must contain a `KubernetesProvider` and, without `region`, an `AwsProvider`.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { ModelStorage } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'models');
 * new ModelStorage(stack, 'Storage', {
 *   namespace: 'models',
 *   region: 'eu-central-1',
 *   roleArn: 'arn:aws:iam::111122223333:role/models',
 * });
 */
export class ModelStorage extends Construct {
  /** Name of the service account: `zenml-seldon-models`. The trust policy of the IAM role refers to it. */
  public static readonly SERVICE_ACCOUNT_NAME = 'zenml-seldon-models';
  /** Name of the Secret: `zenml-seldon-storage`. */
  public static readonly SECRET_NAME = 'zenml-seldon-storage';

  /** Name of the models' service account. */
  public readonly serviceAccountName: string;
  /** Name of the Secret with the settings of the downloader. It contains no keys. */
  public readonly secretName: string;

  /** @throws Error that lists every invalid prop */
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
    // The downloader reads the role from its pod, but the region from this Secret. Its default is us-east-1.
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
