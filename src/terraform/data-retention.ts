/** What `destroy` does to data: to the artifacts, the database and the images. */
export enum DataRetention {
  /**
   * Data survives: the database is protected from deletion and leaves a final snapshot, and neither a bucket that has
   * objects nor a repository that has images is deleted. `destroy` stops at them with an error, having said before what
   * it keeps and how to get at it.
   */
  KEEP = 'KEEP',
  /** Data goes with the stack. */
  DELETE = 'DELETE',
}
