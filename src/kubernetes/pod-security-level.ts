/**
 * Levels of the Pod Security Standards, from the most permissive on.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** Everything is allowed. */
  PRIVILEGED = 'privileged',
  /** No privileged containers, and no network, processes or files of the node. */
  BASELINE = 'baseline',
  /** Also no root, no capabilities, and a seccomp profile. */
  RESTRICTED = 'restricted',
}
