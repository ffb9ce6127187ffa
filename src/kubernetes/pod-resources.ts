/** What a container asks of its node and may use at most, as Kubernetes quantities. */
export interface PodResources {
  /**
   * CPU that is reserved, for example `100m` (a tenth of a core) or `2`.
   * @default - what the part it is for says
   */
  readonly cpuRequest?: string;
  /**
   * Memory that is reserved, for example `512Mi`.
   * @default - what the part it is for says
   */
  readonly memoryRequest?: string;
  /**
   * CPU at which the container is throttled.
   * @default - what the part it is for says
   */
  readonly cpuLimit?: string;
  /**
   * Memory above which the container is killed.
   * @default - what the part it is for says
   */
  readonly memoryLimit?: string;
}
