import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Database } from '../database/database';
import { ContainerRegistry } from '../registry/container-registry';
import { ArtifactBucket } from '../storage/artifact-bucket';
import { keptDataText } from './private/kept-data-text';
import { TerraformData } from '../private/terraform-data';

/** Props of `KeptData`. */
export interface KeptDataProps {
  /** The AWS region. */
  readonly region: string;
  /**
   * The database that is kept.
   * @default - none
   */
  readonly database?: Database;
  /**
   * The bucket that is kept.
   * @default - none
   */
  readonly artifactBucket?: ArtifactBucket;
  /**
   * The registry whose images are kept.
   * @default - none
   */
  readonly containerRegistry?: ContainerRegistry;
}

/**
 * Makes `destroy` say which data it keeps, and how to get at it, before it comes to the data.
 *
 * The text stands in the plan of `destroy`, and is printed when it begins. For parts that were made with `DataRetention.KEEP`.
 */
export class KeptData extends Construct {
  /** What `destroy` says. */
  public readonly text: string;

  public constructor(scope: Construct, id: string, props: KeptDataProps) {
    super(scope, id);
    const { database, artifactBucket, containerRegistry } = props;
    const instance = database && mainResource(database);
    const bucket = artifactBucket && mainResource(artifactBucket);
    this.text = keptDataText({
      region: props.region,
      database: instance && {
        address: addressOf(instance),
        name: instance.getStringAttribute('identifier'),
        finalSnapshot: instance.getStringAttribute('final_snapshot_identifier'),
      },
      bucket: bucket && {
        address: addressOf(bucket),
        name: bucket.getStringAttribute('bucket'),
        settings: bucket.node.scope!.node.children.filter((child) => child !== bucket).map((setting) => addressOf(setting as TerraformResource)),
      },
      repositories: containerRegistry?.repositoryNames.map((name, index) => ({
        // First among what is ready are the repositories.
        address: addressOf(containerRegistry.ready[index] as TerraformResource), name,
      })),
    });

    // The text refers to the names of what is kept: Terraform destroys this before them, and runs the provisioner first.
    const message = new TerraformData(this, 'Resource', { input: this.text });
    message.addOverride('provisioner', [{
      'local-exec': {
        when: 'destroy',
        // A variable needs no quoting. The shell of Unix has printenv; the one of Windows prints the variable by `set`, which says nothing on Unix.
        command: 'printenv ZENML_KEPT_DATA || set ZENML_KEPT_DATA',
        environment: { ZENML_KEPT_DATA: '${self.output}' },
        quiet: true,
        on_failure: 'continue',
      },
    }]);
  }
}

/** The main resource of a construct. */
function mainResource(construct: Construct): TerraformResource {
  return construct.node.findChild('Resource') as TerraformResource;
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
