import { TerraformResource } from 'cdktf';

/**
 * Returns metadata for bindings that take a block in one version and a list with one block in another: the provider
 * migrates its resources to the plugin framework, which does not support single blocks.
 * Both synthesize one block, which is equivalent in Terraform.
 * https://github.com/hashicorp/terraform-provider-kubernetes/issues/2857
 */
export function metadataOf<T extends object>(metadata: T): T & T[] {
  return metadata as T & T[];
}

/** Returns a reference to the name of an object, regardless of how its bindings represent metadata. */
export function nameOf(resource: TerraformResource): string {
  return resource.getStringAttribute('metadata[0].name');
}

/** Returns the path of an object's metadata in its configuration, for `addOverride()`. */
export function metadataPath(resource: TerraformResource): string {
  return Array.isArray((resource as { metadataInput?: unknown }).metadataInput) ? 'metadata.0' : 'metadata';
}
