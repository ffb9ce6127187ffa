/**
 * Options for a mirror of images and charts, for networks that cannot reach the registries and repositories that
 * publish them. At least one option is required.
 */
export interface RegistryMirrorOptions {
  /**
   * Registry of all images whose registry is not in 'imageRegistryFor': a host with optional port and path, for example
   * `registry.example.com/mirror`. It replaces the registry in the names of images, so that
   * `docker.io/burakince/mlflow:3.15.1` becomes `registry.example.com/mirror/burakince/mlflow:3.15.1`. Images of Docker
   * Hub without a path are below `library/`.
   * @default - the registries that publish them
   */
  readonly imageRegistry?: string;

  /**
   * Registries by the host of the original registry: `docker.io` for Docker Hub, `registry.k8s.io` and so on. For
   * mirrors with a dedicated path for each registry, such as ECR pull through caches or Harbor proxy projects:
   * `{ 'docker.io': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub' }`.
   * @default - 'imageRegistry' for all of them
   */
  readonly imageRegistryFor?: { [registry: string]: string };

  /**
   * Repository of all charts, with their original names and versions: an `oci://`, `https://` or `http://` URL, for
   * example `oci://registry.example.com/charts`. Terraform pulls the charts, not the cluster: run `helm registry login`
   * where Terraform runs.
   * @default - the repositories that publish them
   */
  readonly chartRepository?: string;
}
