import { TerraformProvider } from 'cdktf';
import { HelmChartOptions, HelmReleaseOptions } from '../helm';
import {
  ClusterDeploymentProps, ClusterNamespace, Credentials, MysqlTls, PodResources, ServiceExposure,
} from '../kubernetes';
import { SecretValue } from '../secrets/secret-value';
import { ZenmlVersion } from '../versions';

/** Where a ZenML server keeps what it knows: a database on a MySQL server, 8.0 or newer; or on MariaDB. */
export interface ZenmlDatabaseOptions {
  /** The MySQL server's host name or IPv4 address, as pods reach it. */
  readonly host: string;
  /**
   * The MySQL server's port.
   * @default 3306
   */
  readonly port?: number;
  /**
   * Name of the database. It must be there, unless 'admin' is given.
   * @default 'zenml'
   */
  readonly database?: string;
  /**
   * ZenML's user on the MySQL server, in printable ASCII characters. What is given or generated reaches the pods by a
   * Secret. Of a Secret that exists only the password is read: the name is 'username'.
   * @default - with 'admin' Credentials.generated(); without it they have to be given
   */
  readonly credentials?: Credentials;
  /**
   * Name of ZenML's user on the MySQL server.
   * @default - the name in 'credentials', else zenml
   */
  readonly username?: string;
  /**
   * An administrator of the MySQL server: then database and user are created first, by a job that may run again and
   * again. The user gets rights on this one database only; destroy leaves both where they are. `Credentials.given()`,
   * which go to a Secret in ZenML's namespace that only the job reads, or `.existingSecret()`.
   * Databases and users of others are never touched: the job stops at them.
   * @default - both must exist
   */
  readonly admin?: Credentials;
  /**
   * Owner of database and user: a later deployment with the same owner takes them up, with new passwords; the job stops
   * at those of any other. 1 to 255 printable ASCII characters.
   * @default - this construct, by its path in the app, on this Kubernetes cluster
   */
  readonly owner?: string;
  /**
   * Whether nobody else uses the MySQL server: database and user are then taken over, also those of others.
   * @default false
   */
  readonly dedicatedServer?: boolean;
  /**
   * What is demanded of the connection, for the job and the server alike.
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
   * Version of chart and server. Clients need the same one.
   * @default ZenmlVersion.DEFAULT
   */
  readonly version?: ZenmlVersion;
  /**
   * Namespace of the server. If it is created here, destroy deletes all that is in it.
   * @default ClusterNamespace.create('zenml-server')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * The administrator of a server that starts on an empty database, or on that of an earlier deployment, where they get
   * the new password. It keeps what it got then: after a change of the password in ZenML give the new one here, so that
   * others know it.
   * @default Credentials.generated('admin')
   */
  readonly administrator?: Credentials;
  /**
   * The key with which the server encrypts secrets in its database, at least 32 characters. Without it they cannot be
   * read again. A generated one is kept in the database, encrypted by a key that is derived from the password of
   * `database.admin`, and restored for a later deployment that finds its data; one that is given here is kept nowhere.
   * @default - that of an earlier deployment on the same data, else 64 letters and digits, generated
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
   * How the server is reached from outside the cluster. It cannot be reached under a path: the dashboard wants a name
   * of its own.
   * @default ServiceExposure.loadBalancer()
   */
  readonly exposure?: ServiceExposure;
  /**
   * The URL under which clients reach the server, for example of a proxy that ends TLS before it.
   * @default - http:// and the name of the load balancer
   */
  readonly serverUrl?: string;
  /**
   * Whether service connectors may use the server's own identity, such as the IAM role of its service account.
   * @default - where the service account has a role
   */
  readonly implicitAuthMethods?: boolean;
  /**
   * Name of the service account that is made.
   * @default 'zenml-server'
   */
  readonly serviceAccountName?: string;
  /**
   * Annotations of the service account, for example `iam.gke.io/gcp-service-account`.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [key: string]: string };
  /**
   * Environment variables of the server: names of letters, digits and `-_.`, no digit first. They are no place for
   * secrets: Helm keeps them in the clear.
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** Props of ZenmlServer. */
export interface ZenmlServerProps extends ZenmlServerOptions, ClusterDeploymentProps {
  /** Where the server keeps what it knows. */
  readonly database: ZenmlDatabaseOptions;
  /**
   * ARN of the IAM role that the service account assumes.
   * @default - none
   */
  readonly serviceAccountRoleArn?: string;
  /**
   * The provider that makes passwords, a `RandomProvider`.
   * @default - the random provider of the stack
   */
  readonly randomProvider?: TerraformProvider;
}

/** A ZenML server that exists. */
export interface ExistingZenmlServerOptions {
  /** Its URL, as clients and the cluster's pods reach it, for example `https://zenml.example.com`. */
  readonly url: string;
  /**
   * A key of a service account of the server: `zenml service-account create`. For example a sensitive Terraform
   * variable.
   */
  readonly apiKey: SecretValue;
  /**
   * ARN of the IAM role that the server runs as, if it may use that for service connectors
   * (ZENML_ENABLE_IMPLICIT_AUTH_METHODS): it is allowed to assume the role of the stack's connector, and needs the
   * right `sts:AssumeRole` for it. Of kubernetes, the Python package, its image must have a version before 36: with
   * later ones ZenML 0.98.0 opens no cluster.
   * @default - no connector: whoever runs a pipeline needs a kubeconfig and AWS credentials
   */
  readonly roleArn?: string;
  /**
   * Its version; the program that registers the stack is run by it.
   * @default ZenmlVersion.DEFAULT
   */
  readonly version?: ZenmlVersion;
}
