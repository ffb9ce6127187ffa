import { TerraformResource } from 'cdktf';

/**
 * Metadata, for a kind of object whose bindings take one block in one version and a list of one in another: the
 * provider moves its resources to the plugin framework one by one, which knows no single block.
 * https://github.com/hashicorp/terraform-provider-kubernetes/issues/2857
 * One block is what both write down, and to Terraform it is the same.
 */
export function metadataOf<T extends object>(metadata: T): T & T[] {
  return metadata as T & T[];
}

/** The name of an object, as a reference to it, however its bindings read metadata. */
export function nameOf(resource: TerraformResource): string {
  return resource.getStringAttribute('metadata[0].name');
}

/** Where the metadata of an object is in its configuration, for `addOverride()`. */
export function metadataPath(resource: TerraformResource): string {
  return Array.isArray((resource as { metadataInput?: unknown }).metadataInput) ? 'metadata.0' : 'metadata';
}
