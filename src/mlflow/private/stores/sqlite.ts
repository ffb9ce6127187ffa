import { BackendStoreKind } from './backend-store-kind';

/**
 * A file in the pod's only writable folder. In memory, which is the chart's default, each server process would have
 * its own runs.
 */
const PATH = '/tmp/mlflow.db';

/** A file in the pod, which is lost with it. */
export class SqliteStore implements BackendStoreKind {
  public readonly durable = false;

  public validate(): void {
    // There is nothing to choose.
  }

  public values(): Record<string, any> {
    return { backendStore: { defaultSqlitePath: PATH } };
  }
}
