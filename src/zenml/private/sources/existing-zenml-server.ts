import { Construct } from 'constructs';
import { BoundZenmlServer, ZenmlServerKind } from './zenml-server-kind';
import { checkValue, required } from '../../../validation/shape';
import { Validation } from '../../../validation/validation';
import { ZenmlVersion } from '../../../versions';
import { ExistingZenmlServerOptions } from '../../zenml-server-options';
import { EXISTING_ZENML_SERVER } from '../validate-server';

/** An existing server. */
export class ExistingZenmlServer implements ZenmlServerKind {
  public readonly isNone = false;
  public readonly takesExposure = false;

  public constructor(private readonly server: ExistingZenmlServerOptions) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v, prop, this.server, required(EXISTING_ZENML_SERVER));
  }

  public namespaces(): [prop: string, name: string][] {
    return [];
  }

  public get existingUrl(): string {
    return this.server.url;
  }

  public bind(scope: Construct): BoundZenmlServer {
    const { version = ZenmlVersion.DEFAULT, apiKey, ...options } = this.server;
    return {
      ...options,
      apiKey: apiKey._source.bind(scope),
      url: options.url.replace(/\/+$/, ''),
      version: version.version,
    };
  }
}
