import { KubernetesObjectsProps } from '../kubernetes';

/** Props of `ModelStorage`. */
export interface ModelStorageProps extends KubernetesObjectsProps {
  /** The namespace in which models are deployed. */
  readonly namespace: string;
  /** The region of the bucket. */
  readonly region: string;
  /** ARN of the IAM role that may read the bucket. */
  readonly roleArn: string;
}
