import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { keptDataText } from './kept-data-text';
import { Database } from '../../database';
import { TerraformData } from '../../private/terraform-data';
import { ContainerRegistry } from '../../registry';
import { ArtifactBucket } from '../../storage';
import { ZenmlServer } from '../../zenml';

/** Props of `KeptData`: what is the stack's own. */
export interface KeptDataProps {
  readonly region: string;
  readonly database?: Database;
  readonly artifactBucket?: ArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly zenmlServer?: ZenmlServer;
}

/**
 * Makes `destroy` say which data it keeps, and how to get at it, before it comes to the data.
 *
 * The text stands in the plan of `destroy`, and is printed when it begins. For parts that were made with
 * `DataRetention.KEEP`.
 */
export class KeptData extends Construct {
  /** What `destroy` says. */
  public readonly text: string;

  public constructor(
    scope: Construct,
    id: string,
    { region, database, artifactBucket, containerRegistry, zenmlServer }: KeptDataProps,
  ) {
    super(scope, id);
    const encryptionKey = zenmlServer?._generatedKey;
    this.text = keptDataText({
      region,
      database: database?._kept,
      bucket: artifactBucket?._kept,
      repositories: containerRegistry?._kept,
      encryptionKey,
    });
    // As long as there is the database, there is the key of what it holds.
    const server = database?.node.defaultChild as TerraformResource | undefined;
    if (server && encryptionKey) {
      server.dependsOn = [...server.dependsOn ?? [], encryptionKey];
    }

    // The text refers to the names of what is kept: Terraform destroys this before them, and runs the provisioner
    // first.
    const message = new TerraformData(this, 'Resource', { input: this.text });
    message.addOverride('provisioner', [{
      'local-exec': {
        when: 'destroy',
        // A variable needs no quoting. The shell of Unix has printenv; the one of Windows prints the variable by `set`,
        // which says nothing on Unix.
        command: 'printenv ZENML_KEPT_DATA || set ZENML_KEPT_DATA',
        environment: { ZENML_KEPT_DATA: '${self.output}' },
        quiet: true,
        on_failure: 'continue',
      },
    }]);
  }
}
