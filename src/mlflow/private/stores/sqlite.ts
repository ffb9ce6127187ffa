import { BackendStoreKind } from './backend-store-kind';

/**
 * A file in the pod's only writable folder. With the chart's default, in memory, each server process would have
 * separate runs.
 */
const PATH = '/tmp/mlflow.db';

/** A file in the pod, which is lost when the pod is replaced. */
export class SqliteStore implements BackendStoreKind {
  public readonly durable = false;

  public validate(): void {
    // No options.
  }

  public values(): Record<string, any> {
    return { backendStore: { defaultSqlitePath: PATH } };
  }
}
