/** Whether a tag of an image may be moved to another image. */
export enum ImageTagMutability {
  /** A tag may be pushed again. */
  MUTABLE = 'MUTABLE',
  /** A tag stays what it is. */
  IMMUTABLE = 'IMMUTABLE',
}
