import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { keptDataText } from './kept-data-text';
import { Database } from '../../database';
import { MlflowTrackingServer } from '../../mlflow';
import { ContainerRegistry } from '../../registry';
import { ArtifactBucket } from '../../storage';
import { addressOf } from '../../terraform/kept';
import { TerraformData } from '../../terraform/terraform-data';
import { ZenmlServer } from '../../zenml';

/** Props of `KeptData`: what is the stack's own. */
export interface KeptDataProps {
  readonly region: string;
  readonly database?: Database;
  readonly artifactBucket?: ArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly zenmlServer?: ZenmlServer;
  readonly mlflow?: MlflowTrackingServer;
}

/**
 * Refuses a `destroy` as a whole, in its plan: before anything has changed. Says which data there is, and how to go on.
 *
 * For parts that were made with `DataRetention.KEEP`.
 */
export class KeptData extends Construct {
  /** What there is to know before a destroy. */
  public readonly text: string;

  public constructor(
    scope: Construct,
    id: string,
    { region, database, artifactBucket, containerRegistry, zenmlServer, mlflow }: KeptDataProps,
  ) {
    super(scope, id);
    const encryptionKey = zenmlServer?._generatedKey;
    const guard = new TerraformData(this, 'Resource', { lifecycle: { preventDestroy: true } });
    this.text = keptDataText({
      region,
      guard: addressOf(guard),
      database: database && { ...database._kept, hasMlflow: mlflow !== undefined },
      bucket: artifactBucket?._kept,
      repositories: containerRegistry?._kept,
      encryptionKey: encryptionKey && keyExpression(`${encryptionKey}.result`, zenmlServer!._restoredKey),
    });
    // As long as there is the database, there is the key of what it holds.
    const server = database?.node.defaultChild as TerraformResource | undefined;
    if (server && encryptionKey) {
      server.dependsOn = [...server.dependsOn ?? [], encryptionKey];
    }

    guard.addOverride('input', this.text);
  }
}

/** The key that counts, as Terraform's console takes it. */
function keyExpression(generated: string, restored?: string): string {
  return restored ? `try(${restored}, ${generated})` : generated;
}
