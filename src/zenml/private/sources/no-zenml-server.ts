import { BoundZenmlServer, ZenmlServerKind } from './zenml-server-kind';

/** No server. */
export class NoZenmlServer implements ZenmlServerKind {
  public readonly isNone = true;
  public readonly takesExposure = false;

  public validate(): void {
    // No options.
  }

  public namespaces(): [prop: string, name: string][] {
    return [];
  }

  public bind(): BoundZenmlServer {
    throw new Error('There is no ZenML server to bind.');
  }
}
