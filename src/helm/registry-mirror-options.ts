/**
 * Where images and charts come from, instead of the registries and repositories that publish them: for networks that
 * do not reach those. At least one member is given.
 */
export interface RegistryMirrorOptions {
  /**
   * Where all images come from that 'imageRegistryFor' does not name: a host, with or without a port and a path, for
   * example `registry.example.com/mirror`. What follows the registry in an image's name stays as it is, so that
   * `docker.io/burakince/mlflow:3.15.1` is `registry.example.com/mirror/burakince/mlflow:3.15.1`. Images of Docker Hub
   * that are called by one name alone are below `library/`.
   * @default - the registries that publish them
   */
  readonly imageRegistry?: string;

  /**
   * Where the images of one registry come from, by the registry's host: `docker.io` for Docker Hub, `registry.k8s.io`
   * and so on. For mirrors with a dedicated path for each registry, such as a pull-through cache of ECR or the
   * proxies of Harbor: `{ 'docker.io': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub' }`.
   * @default - 'imageRegistry' for all of them
   */
  readonly imageRegistryFor?: { [registry: string]: string };

  /**
   * The chart repository from which all charts come, by their own names and versions: a URL of `oci://`, `https://` or
   * `http://`, for example `oci://registry.example.com/charts`. Terraform reads it, not the cluster: log in where
   * Terraform runs, by `helm registry login`.
   * @default - the repositories that publish them
   */
  readonly chartRepository?: string;
}
