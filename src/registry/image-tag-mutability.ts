/** Tag mutability of a repository. */
export enum ImageTagMutability {
  /** Image tags can be overwritten. */
  MUTABLE = 'MUTABLE',
  /** Image tags cannot be overwritten. */
  IMMUTABLE = 'IMMUTABLE',
}
