/** Classes of S3 in which objects cost less, and more to read. */
export enum S3StorageClass {
  /** For what is read less than once a month; from 30 days of age on, billed for 30 days at least. */
  STANDARD_IA = 'STANDARD_IA',
  /** S3 moves each object by how often it is read, and no reading costs more; for a fee per object. */
  INTELLIGENT_TIERING = 'INTELLIGENT_TIERING',
  /** As `STANDARD_IA`, but in a single zone: for objects that can be re-created. */
  ONEZONE_IA = 'ONEZONE_IA',
  /** For what is read once in a quarter, at once; billed for 90 days at least. */
  GLACIER_IR = 'GLACIER_IR',
  /** An archive: an object has to be restored, for hours, before ZenML or MLflow can read it. */
  GLACIER = 'GLACIER',
  /** The cheapest archive: an object has to be restored, for up to two days, before it can be read. */
  DEEP_ARCHIVE = 'DEEP_ARCHIVE',
}

/** When objects go to another storage class. */
export interface LifecycleTransition {
  /** Days after which an object goes there: 1 to 36500, at least 30 for `STANDARD_IA` and `ONEZONE_IA`. */
  readonly days: number;
  /** The class. */
  readonly storageClass: S3StorageClass;
}

/** What S3 does to objects of a bucket as they grow old. At least one of the actions is given. */
export interface LifecycleRuleOptions {
  /** The rule's name, unique in the bucket: 1 to 255 printable ASCII characters, not `tidy`, which the bucket has. */
  readonly id: string;

  /**
   * The start of the keys of the objects that it is for, as `mlflow/`; each prefix has one rule.
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Days after which an object goes: 1 to 36500, more than those of 'transitions'. ZenML and MLflow do not know of it
   * and still list what is gone. In a versioned bucket its last version goes `noncurrentVersionDays` later.
   * @default - objects stay
   */
  readonly expirationDays?: number;

  /**
   * Days after which an old version of an object goes, fewer than the bucket's `noncurrentVersionDays`: of two rules S3
   * follows the shorter. It needs a prefix; for all objects the bucket's own says it.
   * @default - the bucket's
   */
  readonly noncurrentVersionDays?: number;

  /**
   * To which classes objects go as they grow older, each to a colder one than before.
   * @default - objects stay in S3 Standard
   */
  readonly transitions?: LifecycleTransition[];
}
