import { TerraformDataSource, TerraformResource } from 'cdktf';

/** A retained resource. */
export interface KeptResource {
  /** Address of the resource in Terraform's state. */
  readonly address: string;
  /** Name of the resource in AWS. */
  readonly name: string;
}

/** A retained database. */
export interface KeptDatabase extends KeptResource {
  /** Name of the final snapshot. */
  readonly finalSnapshot: string;
  /** Name of ZenML's database on the server. */
  readonly databaseName: string;
  /** Whether MLflow also has a database on the server. */
  readonly hasMlflow?: boolean;
}

/** A retained bucket. */
export interface KeptBucket extends KeptResource {
  /** Addresses of the bucket's settings. */
  readonly settings: string[];
}

/** Retained resources of a stack. */
export interface Kept {
  /** The AWS region. */
  readonly region: string;
  /** Address of the resource that fails the destroy. */
  readonly guard: string;
  readonly database?: KeptDatabase;
  readonly bucket?: KeptBucket;
  readonly repositories?: KeptResource[];
  /** Expression of the key of ZenML's secrets, if it was generated. */
  readonly encryptionKey?: string;
}

/**
 * Returns the address of a resource or data source in Terraform's state. It is also used where Terraform does not allow
 * expressions, but cdktf would write a resource as "${…}", such as `replaceTriggeredBy`.
 */
export function addressOf(it: TerraformResource | TerraformDataSource): string {
  return `${it instanceof TerraformDataSource ? 'data.' : ''}${it.terraformResourceType}.${it.friendlyUniqueId}`;
}
