/** Resource requests and limits of a container, as Kubernetes quantities. */
export interface PodResources {
  /**
   * CPU request, for example `100m` (a tenth of a core) or `2`.
   * @default - the default of the component
   */
  readonly cpuRequest?: string;
  /**
   * Memory request, for example `512Mi`.
   * @default - the default of the component
   */
  readonly memoryRequest?: string;
  /**
   * CPU limit, at which the container is throttled.
   * @default - the default of the component
   */
  readonly cpuLimit?: string;
  /**
   * Memory limit, above which the container is killed.
   * @default - the default of the component
   */
  readonly memoryLimit?: string;
}
