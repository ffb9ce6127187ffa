import { Construct } from 'constructs';
import { BoundZenmlServer, ZenmlServerContext, ZenmlServerKind } from './zenml-server-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ZenmlServer } from '../../zenml-server';
import { ZenmlServerOptions } from '../../zenml-server-options';
import { serverNamespace } from '../server-defaults';
import { ZENML_SERVER_OPTIONS } from '../validate-server';

/** A server on the stack's cluster. */
export class CreatedZenmlServer implements ZenmlServerKind {
  public readonly isNone = false;

  public constructor(public readonly options: ZenmlServerOptions) {}

  public get takesExposure(): boolean {
    return this.options.exposure === undefined;
  }

  public get nodePort(): number | undefined {
    return this.options.exposure?._source.nodePort?.nodePort;
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.options, required(ZENML_SERVER_OPTIONS));
  }

  public namespaces(): [prop: string, name: string][] {
    return [['namespace', serverNamespace(this.options).name]];
  }

  public bind(scope: Construct, id: string, { role, exposure, ...context }: ZenmlServerContext): BoundZenmlServer {
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
