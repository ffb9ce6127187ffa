/** S3 storage classes with cheaper storage and, in most of them, more expensive access. */
export enum S3StorageClass {
  /** For objects that are read less than once a month. Minimum age 30 days, minimum charge 30 days. */
  STANDARD_IA = 'STANDARD_IA',
  /** S3 moves each object between tiers by its access frequency, without retrieval charges, for a fee per object. */
  INTELLIGENT_TIERING = 'INTELLIGENT_TIERING',
  /** Like `STANDARD_IA`, but in a single availability zone: for objects that can be re-created. */
  ONEZONE_IA = 'ONEZONE_IA',
  /** For objects that are read once a quarter, with immediate access. Minimum charge 90 days. */
  GLACIER_IR = 'GLACIER_IR',
  /** An archive: objects must be restored, which takes hours, before ZenML or MLflow can read them. */
  GLACIER = 'GLACIER',
  /** The cheapest archive: objects must be restored, which takes up to two days, before they can be read. */
  DEEP_ARCHIVE = 'DEEP_ARCHIVE',
}

/** A transition of objects to another storage class. */
export interface LifecycleTransition {
  /** Age of objects in days at the transition: 1 to 36500, at least 30 for `STANDARD_IA` and `ONEZONE_IA`. */
  readonly days: number;
  /** Storage class of the objects after the transition. */
  readonly storageClass: S3StorageClass;
}

/** A lifecycle rule for objects of a bucket. At least one action is required. */
export interface LifecycleRuleOptions {
  /** Id of the rule, unique in the bucket: 1 to 255 printable ASCII characters, but not `tidy`. */
  readonly id: string;

  /**
   * Key prefix of the objects, for example `mlflow/`. Only one rule per prefix is allowed.
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Age in days at which objects are deleted: 1 to 36500, greater than the days of 'transitions'. ZenML and MLflow are
   * not aware of it and still list deleted objects. In a versioned bucket the last version is deleted
   * `noncurrentVersionDays` later.
   * @default - objects do not expire
   */
  readonly expirationDays?: number;

  /**
   * Days until noncurrent versions of objects are deleted, fewer than the bucket's `noncurrentVersionDays`, because S3
   * applies the shorter period. It requires a prefix; for all objects use the bucket's option.
   * @default - the bucket's `noncurrentVersionDays`
   */
  readonly noncurrentVersionDays?: number;

  /**
   * Transitions to other storage classes, each to a colder class than the previous one.
   * @default - objects stay in S3 Standard
   */
  readonly transitions?: LifecycleTransition[];
}
