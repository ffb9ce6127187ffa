import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { keptDataText } from './kept-data-text';
import { Services } from './services';
import { Database } from '../../../database';
import { MlflowTrackingServer } from '../../../mlflow';
import { ContainerRegistry } from '../../../registry';
import { ArtifactBucket } from '../../../storage';
import { DataRetention } from '../../../terraform/data-retention';
import { addressOf } from '../../../terraform/kept';
import { TerraformData } from '../../../terraform/terraform-data';
import { ZenmlServer } from '../../../zenml';
import { StackContext } from '../context';

/** Properties of `KeptData`: the resources that the stack creates. */
interface KeptDataProps {
  readonly region: string;
  readonly database?: Database;
  readonly artifactBucket?: ArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly zenmlServer?: ZenmlServer;
  readonly mlflow?: MlflowTrackingServer;
}

/** Refuses to destroy the data of a stack that keeps it; existing resources are not destroyed in any case. */
export function keepData(
  scope: Construct, { stack, database, artifactBucket, containerRegistry }: StackContext,
  { zenmlServer, mlflow }: Pick<Services, 'zenmlServer' | 'mlflow'>,
): string | undefined {
  const created = {
    database: database instanceof Database ? database : undefined,
    artifactBucket: artifactBucket instanceof ArtifactBucket ? artifactBucket : undefined,
    containerRegistry,
  };
  const hasData = Object.values(created).some((it) => it) || zenmlServer?._internals.generatedKey;
  return stack.dataRetention === DataRetention.KEEP && hasData
    ? new KeptData(scope, 'KeptData', { region: stack.region, ...created, zenmlServer, mlflow }).text : undefined;
}

/**
 * Refuses a `destroy` as a whole, in its plan: before anything has changed. Says which data there is, and how to go on.
 *
 * For parts that were made with `DataRetention.KEEP`.
 */
class KeptData extends Construct {
  /** What there is to know before a destroy. */
  public readonly text: string;

  public constructor(
    scope: Construct,
    id: string,
    { region, database, artifactBucket, containerRegistry, zenmlServer, mlflow }: KeptDataProps,
  ) {
    super(scope, id);
    const encryptionKey = zenmlServer?._internals.generatedKey;
    const guard = new TerraformData(this, 'Resource', { lifecycle: { preventDestroy: true } });
    this.text = keptDataText({
      region,
      guard: addressOf(guard),
      database: database && { ...database._kept, hasMlflow: mlflow !== undefined },
      bucket: artifactBucket?._kept,
      repositories: containerRegistry?._kept,
      encryptionKey: encryptionKey && keyExpression(`${encryptionKey}.result`, zenmlServer!._internals.restoredKey),
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
