/**
 * Levels of the Pod Security Standards, most permissive first.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** Everything is allowed. */
  PRIVILEGED = 'privileged',
  /** No privileged containers, and no access to the node's network, processes or files. */
  BASELINE = 'baseline',
  /** In addition, no root user, no capabilities, and a seccomp profile. */
  RESTRICTED = 'restricted',
}
