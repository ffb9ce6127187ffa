import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EXISTING_ZENML_SERVER, ZENML_SERVER_OPTIONS } from './private/validate-server';
import { ZenmlServer } from './zenml-server';
import { ExistingZenmlServerOptions, ZenmlDatabaseOptions, ZenmlServerOptions } from './zenml-server-options';
import { ClusterNamespace, ServiceAccountReference, ServiceExposure } from '../kubernetes';
import { defined } from '../validation/options';
import { checkValue, required } from '../validation/shape';
import { Validation } from '../validation/validation';
import { ZenmlVersion } from '../versions';
import { serverNamespace } from './private/server-defaults';

/** Context in which a stack creates its server. @internal */
export interface ZenmlServerContext {
  readonly database: ZenmlDatabaseOptions;
  readonly loadBalancerAnnotations: { [key: string]: string };
  readonly dependsOn: ITerraformDependable[];
  /** Exposure unless the server's options have one. */
  readonly exposure?: ServiceExposure;
  /** Creates the IAM role of the server's service account. */
  role(serviceAccount: ServiceAccountReference): { readonly roleArn: string; readonly ready: ITerraformDependable[] };
}

/** A server as other parts of the stack see it. @internal */
export interface BoundZenmlServer {
  readonly server?: ZenmlServer;
  readonly url?: string;
  readonly version: string;
  /** ARN of the server's IAM role. */
  readonly roleArn?: string;
  readonly apiKey?: string;
}

/**
 * The stack's ZenML server.
 *
 * @example
 * import { SecretValue, ZenmlServerSource } from 'cdktf-zenml-aws';
 *
 * const server = ZenmlServerSource.existing({
 *   url: 'https://zenml.example.com',
 *   apiKey: SecretValue.variable('zenml_api_key'),
 * });
 */
export abstract class ZenmlServerSource {
  /**
   * A server on the stack's cluster and MySQL server.
   *
   * @example
   * import { ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * const server = ZenmlServerSource.create({ replicas: 2 });
   */
  public static create(options: ZenmlServerOptions = {}): ZenmlServerSource {
    return new CreatedZenmlServer(options);
  }

  /**
   * An existing server. The stack is registered on it. Destroy does not delete the registration.
   *
   * @example
   * import { SecretValue, ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * const server = ZenmlServerSource.existing({
   *   url: 'https://zenml.example.com',
   *   apiKey: SecretValue.variable('zenml_api_key'),
   *   roleArn: 'arn:aws:iam::111122223333:role/zenml-server',
   * });
   */
  public static existing(options: ExistingZenmlServerOptions): ZenmlServerSource {
    return new ExistingZenmlServer(options);
  }

  /**
   * Disables the ZenML server: the stack is not registered anywhere; the output `zenml-stack-yaml` describes it.
   *
   * @example
   * import { ZenmlServerSource } from 'cdktf-zenml-aws';
   *
   * ZenmlServerSource.none();
   */
  public static none(): ZenmlServerSource {
    return new NoZenmlServer();
  }

  /** Whether there is no server. @internal */
  public get _isNone(): boolean {
    return false;
  }
  /** Whether the stack chooses the exposure. @internal */
  public abstract readonly _takesExposure: boolean;
  /** @internal */
  public abstract _validate(v: Validation, prop: string): void;
  /** The namespaces of the server, by the prop that chooses each. @internal */
  public abstract _namespaces(): [prop: string, name: string][];
  /** The same source, with a prefix before the name of a namespace that is not chosen. @internal */
  public abstract _prefixed(prefix: string): ZenmlServerSource;
  /** The node port that the user chose, if any. @internal */
  public get _nodePort(): number | undefined {
    return undefined;
  }
  /** The URL of an existing server. @internal */
  public get _existingUrl(): string | undefined {
    return undefined;
  }
  /** @internal */
  public abstract _bind(scope: Construct, id: string, context: ZenmlServerContext): BoundZenmlServer;
}

class CreatedZenmlServer extends ZenmlServerSource {
  public get _takesExposure(): boolean {
    return this.options.exposure === undefined;
  }

  public constructor(private readonly options: ZenmlServerOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(ZENML_SERVER_OPTIONS));
  }

  public _namespaces(): [prop: string, name: string][] {
    return [['namespace', serverNamespace(this.options).name]];
  }

  public _prefixed(prefix: string): ZenmlServerSource {
    const namespace = ClusterNamespace.create(`${prefix}-${ZenmlServer.DEFAULT_NAMESPACE}`);
    return new CreatedZenmlServer({ namespace, ...defined(this.options) });
  }

  public get _nodePort(): number | undefined {
    return this.options.exposure?._nodePort?.nodePort;
  }

  public _bind(scope: Construct, id: string, { role, exposure, ...context }: ZenmlServerContext): BoundZenmlServer {
    const { roleArn, ready } = role({
      namespace: serverNamespace(this.options).name,
      name: this.options.serviceAccountName ?? ZenmlServer.DEFAULT_SERVICE_ACCOUNT_NAME,
    });
    const server = new ZenmlServer(scope, id, {
      ...context,
      ...this.options,
      serviceAccountRoleArn: roleArn,
      exposure: this.options.exposure ?? exposure,
      dependsOn: [...context.dependsOn, ...ready],
    });
    return { server, url: server.url, version: server.version, roleArn };
  }
}

class ExistingZenmlServer extends ZenmlServerSource {
  public readonly _takesExposure = false;

  public constructor(private readonly options: ExistingZenmlServerOptions) {
    super();
  }

  public _validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(EXISTING_ZENML_SERVER));
  }

  public _namespaces(): [prop: string, name: string][] {
    return [];
  }

  public _prefixed(): ZenmlServerSource {
    return this;
  }

  public get _existingUrl(): string {
    return this.options.url;
  }

  public _bind(scope: Construct): BoundZenmlServer {
    const { version = ZenmlVersion.DEFAULT, apiKey, ...options } = this.options;
    return { ...options, apiKey: apiKey._bind(scope), url: options.url.replace(/\/+$/, ''), version: version.version };
  }
}

class NoZenmlServer extends ZenmlServerSource {
  public readonly _takesExposure = false;

  public get _isNone(): boolean {
    return true;
  }

  public _validate(): void {
    // It has no options.
  }

  public _namespaces(): [prop: string, name: string][] {
    return [];
  }

  public _prefixed(): ZenmlServerSource {
    return this;
  }

  public _bind(): BoundZenmlServer {
    throw new Error('There is no ZenML server to bind.');
  }
}
