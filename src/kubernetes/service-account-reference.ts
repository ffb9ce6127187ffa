/** A Kubernetes service account. */
export interface ServiceAccountReference {
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Name of the service account. */
  readonly name: string;
}
