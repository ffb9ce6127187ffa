/**
 * Annotation of a service account with its IAM role:
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** Annotations of a service account with an IAM role; none without one. */
export function roleAnnotation(roleArn: string | undefined): { [key: string]: string } {
  return roleArn ? { [ROLE_ANNOTATION]: roleArn } : {};
}
