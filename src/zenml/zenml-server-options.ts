import { TerraformProvider } from 'cdktf';
import { HelmChartOptions, HelmReleaseOptions } from '../helm';
import {
  ClusterDeploymentProps, ClusterNamespace, Credentials, MysqlTls, PodResources, ServiceExposure,
} from '../kubernetes';
import { SecretValue } from '../secrets/secret-value';
import { ZenmlVersion } from '../versions';

/** Options for a ZenML server's database, on a MySQL server, version 8.0 or newer, or on a MariaDB server. */
export interface ZenmlDatabaseOptions {
  /** Host name or IPv4 address of the MySQL server, reachable from the pods. */
  readonly host: string;
  /**
   * Port of the MySQL server.
   * @default 3306
   */
  readonly port?: number;
  /**
   * Name of the database. It must exist unless `admin` is given.
   * @default 'zenml'
   */
  readonly database?: string;
  /**
   * ZenML's user on the MySQL server, in printable ASCII characters. Given or generated credentials are stored in a
   * Secret. From an existing Secret, only the password is used; the name is `username`.
   * @default - Credentials.generated() with `admin`; otherwise required
   */
  readonly credentials?: Credentials;
  /**
   * Name of ZenML's user on the MySQL server.
   * @default - the name in `credentials`, or 'zenml'
   */
  readonly username?: string;
  /**
   * Administrator of the MySQL server: `Credentials.given()`, which are stored in a Secret that only the job reads, or
   * `.existingSecret()`. If given, an idempotent job creates the database and the user. The user gets privileges on
   * this database only. Destroy does not delete them. The job fails if they have a different owner.
   * @default - the database and the user must exist
   */
  readonly admin?: Credentials;
  /**
   * Owner of the database and the user, 1 to 255 printable ASCII characters. A later deployment with the same owner
   * takes them over and changes the passwords. The job fails if they have a different owner.
   * @default - this construct, identified by its path in the app and by the Kubernetes cluster
   */
  readonly owner?: string;
  /**
   * Whether the MySQL server is used by this deployment only. The job then takes over databases and users of any owner.
   * @default false
   */
  readonly dedicatedServer?: boolean;
  /**
   * IDs of the pods' security groups. If the job cannot connect to the MySQL server, its error lists them as the groups
   * to allow.
   * @default - no groups are listed
   */
  readonly clientSecurityGroupIds?: string[];
  /**
   * TLS requirements of the connection, for the job and for ZenML.
   * @default MysqlTls.unverified()
   */
  readonly tls?: MysqlTls;
}

/**
 * Options for a ZenML server.
 *
 * Values of the chart, below the key `zenml`: https://github.com/zenml-io/zenml/blob/0.98.0/helm/values.yaml
 */
export interface ZenmlServerOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * Version of the chart and the server. Clients must have the same version.
   * @default ZenmlVersion.DEFAULT
   */
  readonly version?: ZenmlVersion;
  /**
   * Namespace of the server. If the construct creates it, destroy deletes it with everything in it.
   * @default ClusterNamespace.create('zenml-server')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Administrator that is created when the server starts on an empty database. With the database of an earlier
   * deployment, the administrator gets the new password. After you change the password in ZenML, set it here too, so
   * that jobs and outputs use it.
   * @default Credentials.generated('admin')
   */
  readonly administrator?: Credentials;
  /**
   * Key that encrypts secrets in the database, at least 32 characters. Without the key, secrets cannot be decrypted. A
   * generated key is stored in the database, encrypted with a key that is derived from the password of
   * `database.admin`, and a later deployment on the same data restores it. A given key is not stored.
   * @default - the key of an earlier deployment on the same data, or 64 random letters and digits
   */
  readonly encryptionKey?: SecretValue;
  /**
   * Number of pods, 1 to 1000.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Resources of each pod.
   * @default - 100m CPU and 512Mi memory requested, at most 1Gi memory
   */
  readonly resources?: PodResources;
  /**
   * How the server is exposed outside the cluster. The dashboard requires a dedicated host name, because it cannot be
   * served under a path. On AWS, a load balancer costs about 20 USD a month, plus traffic.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * URL of the server for clients, for example the URL of a proxy that terminates TLS.
   * @default - `http://` with the host name of the load balancer
   */
  readonly serverUrl?: string;
  /**
   * Whether service connectors can use the server's own identity, such as the IAM role of its service account.
   * @default - true if the service account has a role
   */
  readonly implicitAuthMethods?: boolean;
  /**
   * Name of the service account that the construct creates.
   * @default 'zenml-server'
   */
  readonly serviceAccountName?: string;
  /**
   * Annotations of the service account, for example `iam.gke.io/gcp-service-account`.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [key: string]: string };
  /**
   * Environment variables of the server. Names consist of letters, digits and `-_.`; the first character is not a
   * digit. Do not put secrets here, because Helm stores them unencrypted.
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** Properties of `ZenmlServer`. */
export interface ZenmlServerProps extends ZenmlServerOptions, ClusterDeploymentProps {
  /** Database of the server. */
  readonly database: ZenmlDatabaseOptions;
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly serviceAccountRoleArn?: string;
  /**
   * `RandomProvider` that generates passwords.
   * @default - the random provider of the stack
   */
  readonly randomProvider?: TerraformProvider;
}

/** Options for an existing ZenML server. */
export interface ExistingZenmlServerOptions {
  /** URL of the server, reachable by clients and by the cluster's pods, for example `https://zenml.example.com`. */
  readonly url: string;
  /** API key of a service account of the server. To create one: `zenml service-account create <name>`. */
  readonly apiKey: SecretValue;
  /**
   * ARN of the IAM role of the server, if service connectors can use it (ZENML_ENABLE_IMPLICIT_AUTH_METHODS). It needs
   * permission for `sts:AssumeRole`, and the role of the stack's connector trusts it. The server's image needs a
   * version of the Python package `kubernetes` before 36; with later versions, ZenML 0.98.0 cannot connect to clusters.
   * @default - none; no connector is registered, and users who run pipelines need a kubeconfig and AWS credentials
   */
  readonly roleArn?: string;
  /**
   * Version of the server. The job that registers the stack runs its image.
   * @default ZenmlVersion.DEFAULT
   */
  readonly version?: ZenmlVersion;
}
