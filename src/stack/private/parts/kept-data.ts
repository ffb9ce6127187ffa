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

/** Prevents `destroy` if the stack keeps its data. Existing resources are never destroyed. */
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
 * Fails the plan of a `destroy`, before anything is changed, with a message that lists the data and how to continue.
 *
 * Covers the parts that are created with `DataRetention.KEEP`.
 */
class KeptData extends Construct {
  /** Message about the data, for the deployer. */
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
    // The key must not be deleted before the database whose secrets it encrypts.
    const server = database?.node.defaultChild as TerraformResource | undefined;
    if (server && encryptionKey) {
      server.dependsOn = [...server.dependsOn ?? [], encryptionKey];
    }

    guard.addOverride('input', this.text);
  }
}

/** The effective key, as an expression for `terraform console`. */
function keyExpression(generated: string, restored?: string): string {
  return restored ? `try(${restored}, ${generated})` : generated;
}
