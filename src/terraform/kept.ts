import { TerraformDataSource, TerraformResource } from 'cdktf';

/** A resource that is kept. */
export interface KeptResource {
  /** Its address in Terraform's state. */
  readonly address: string;
  /** Its name in AWS. */
  readonly name: string;
}

/** A database that is kept. */
export interface KeptDatabase extends KeptResource {
  /** The name of the snapshot that it leaves when it is deleted. */
  readonly finalSnapshot: string;
  /** Name of ZenML's database on it. */
  readonly databaseName: string;
  /** Whether MLflow has one on it as well. */
  readonly hasMlflow?: boolean;
}

/** A bucket that is kept. */
export interface KeptBucket extends KeptResource {
  /** The addresses of its settings. */
  readonly settings: string[];
}

/** What a stack keeps. */
export interface Kept {
  /** The AWS region. */
  readonly region: string;
  /** The address of what refuses to be destroyed. */
  readonly guard: string;
  readonly database?: KeptDatabase;
  readonly bucket?: KeptBucket;
  readonly repositories?: KeptResource[];
  /** The key of ZenML's secrets as an expression, if it was generated. */
  readonly encryptionKey?: string;
}

/**
 * The address of a resource or data source in Terraform's state. As text it also goes where Terraform reads no
 * expression, and cdktf would write a resource as "${…}": `replaceTriggeredBy`.
 */
export function addressOf(it: TerraformResource | TerraformDataSource): string {
  return `${it instanceof TerraformDataSource ? 'data.' : ''}${it.terraformResourceType}.${it.friendlyUniqueId}`;
}
