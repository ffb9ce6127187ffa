/** A Kubernetes service account. */
export interface ServiceAccountReference {
  /** The namespace it lies in. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}
