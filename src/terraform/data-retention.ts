/** Whether `destroy` retains or deletes data: the artifacts, the database and the images. */
export enum DataRetention {
  /**
   * Data is retained: deletion protection of the database is enabled, RDS takes a final snapshot when it is deleted,
   * and buckets with objects and repositories with images are not deleted. `destroy` fails at these resources, after it
   * has printed what is retained and how to access it.
   */
  KEEP = 'KEEP',
  /** Data is deleted with the stack. */
  DELETE = 'DELETE',
}
