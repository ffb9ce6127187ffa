import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ServiceAccountReference, ServiceExposure } from '../../../kubernetes';
import { Validation } from '../../../validation/validation';
import { ZenmlServer } from '../../zenml-server';
import { ZenmlDatabaseOptions, ZenmlServerOptions } from '../../zenml-server-options';

/** Context in which a stack creates its server. */
export interface ZenmlServerContext {
  readonly database: ZenmlDatabaseOptions;
  readonly loadBalancerAnnotations: { [key: string]: string };
  readonly dependsOn: ITerraformDependable[];
  /** Exposure, unless the server's options set one. */
  readonly exposure?: ServiceExposure;
  /** Creates the IAM role of the server's service account. */
  role(serviceAccount: ServiceAccountReference): { readonly roleArn: string; readonly ready: ITerraformDependable[] };
}

/** A server, as other parts of the stack use it. */
export interface BoundZenmlServer {
  readonly server?: ZenmlServer;
  readonly url?: string;
  readonly version: string;
  /** ARN of the server's IAM role. */
  readonly roleArn?: string;
  readonly apiKey?: string;
}

/** A kind of ZenML server source, as the stack uses it. */
export interface ZenmlServerKind {
  /** Whether there is no server. */
  readonly isNone: boolean;
  /** Options of a server that the stack creates. */
  readonly options?: ZenmlServerOptions;
  /** Whether the stack sets the exposure. */
  readonly takesExposure: boolean;
  /** Node port that the user sets, if any. */
  readonly nodePort?: number;
  /** URL of an existing server. */
  readonly existingUrl?: string;
  /** Adds problems of the options. */
  validate(v: Validation, prop: string): void;
  /** Names of the namespaces in the options, by prop. */
  namespaces(): [prop: string, name: string][];
  /** Creates the server, if there is one to create. */
  bind(scope: Construct, id: string, context: ZenmlServerContext): BoundZenmlServer;
}
