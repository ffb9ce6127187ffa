import { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { required, Rule, struct } from '../../validation/shape';
import { isUnknown, repeated, Validation } from '../../validation/validation';
import { integer, list, oneOf, text } from '../../validation/values';
import { ArtifactBucketOptions } from '../artifact-bucket-options';
import { LifecycleRuleOptions, LifecycleTransition, S3StorageClass } from '../lifecycle-rule-options';

export const DEFAULT_NONCURRENT_VERSION_DAYS = 30;

/** Id of the rule that every bucket has. */
const OWN_RULE = 'tidy';

/**
 * S3 allows 1000 rules. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-set-lifecycle-configuration-intro.html
 */
const MAX_RULES = 999;

const { STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE } = S3StorageClass;

/**
 * Storage classes that objects can transition to, by the current class. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const COLDER: Record<S3StorageClass, S3StorageClass[]> = {
  [STANDARD_IA]: [INTELLIGENT_TIERING, ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE],
  [INTELLIGENT_TIERING]: [ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE],
  [ONEZONE_IA]: [GLACIER, DEEP_ARCHIVE],
  [GLACIER_IR]: [GLACIER, DEEP_ARCHIVE],
  [GLACIER]: [DEEP_ARCHIVE],
  [DEEP_ARCHIVE]: [],
};

/** Source: see above. Minimum days in S3 Standard before a transition to these classes, and in them before the next. */
const INFREQUENT_ACCESS_DAYS = 30;
const isInfrequentAccess = (storageClass: S3StorageClass) => [STANDARD_IA, ONEZONE_IA].includes(storageClass);

const DAYS = integer({ min: 1, max: 36500, unit: ' days' });

const TRANSITION: Rule<LifecycleTransition> = struct<LifecycleTransition>({
  days: required(DAYS),
  storageClass: required(oneOf('S3StorageClass', S3StorageClass)),
}, (v, { days, storageClass }) => {
  if (isInfrequentAccess(storageClass)) {
    v.check('days', days, (it) => it >= INFREQUENT_ACCESS_DAYS,
      `at least ${INFREQUENT_ACCESS_DAYS} for S3StorageClass.${storageClass}`);
  }
});

const RULE: Rule<LifecycleRuleOptions> = struct<LifecycleRuleOptions>({
  id: required(text('1 to 255 printable ASCII characters', (id) => /^[ -~]{1,255}$/.test(id))),
  prefix: text(
    '1 to 1024 bytes without a slash first',
    (prefix) => /^[^/]/.test(prefix) && Buffer.byteLength(prefix) <= 1024,
    (prefix) => prefix === '' ? 'Leave it out for all objects.'
      : prefix.startsWith('/') ? 'Keys do not begin with a slash.' : undefined,
  ),
  expirationDays: DAYS,
  noncurrentVersionDays: DAYS,
  transitions: list(TRANSITION, { min: 1, remedy: 'Leave it out where objects stay in their class.' }),
}, compareRule);

export const LIFECYCLE_RULES: Rule<LifecycleRuleOptions[]> = list(RULE, { max: MAX_RULES });

/** Compares the members of a rule. */
function compareRule(v: Validation, rule: LifecycleRuleOptions): void {
  const { id, prefix, expirationDays, noncurrentVersionDays, transitions = [] } = rule;
  v.check('id', id, (it) => it !== OWN_RULE, `another name than "${OWN_RULE}", which is the bucket's own rule`);
  if ([expirationDays, noncurrentVersionDays, rule.transitions].every((it) => it === undefined)) {
    v.add('id', 'got a rule that does nothing',
      "Give it 'expirationDays', 'noncurrentVersionDays' or 'transitions'.");
  }
  if (noncurrentVersionDays !== undefined && prefix === undefined) {
    v.add('noncurrentVersionDays', "got days without 'prefix'",
      "For all objects set 'noncurrentVersionDays' of the bucket.");
  }
  repeated(transitions.map(({ storageClass }, index) => [`[${index}]`, storageClass])).forEach(({ name, value }) =>
    v.add(`transitions${name}.storageClass`, `got S3StorageClass.${value} twice. Must be another class than before`));
  const known = transitions.filter(({ days }) => !isUnknown(days)).sort((a, b) => a.days - b.days);
  known.slice(1).forEach((next, index) => compareTransitions(v, known[index], next));
  const last = known.at(-1);
  if (last) {
    v.check('expirationDays', expirationDays, (days) => days > last.days,
      `greater than the days of the last of 'transitions' (${last.days})`);
  }
}

function compareTransitions(v: Validation, before: LifecycleTransition, next: LifecycleTransition): void {
  const step = `S3StorageClass.${before.storageClass} at ${before.days} days, then `
    + `S3StorageClass.${next.storageClass} at ${next.days}`;
  if (before.storageClass === next.storageClass) {
    return;
  }
  if (!COLDER[before.storageClass].includes(next.storageClass)) {
    const allowed = COLDER[before.storageClass].join(', ');
    v.add('transitions', `got ${step}. Must transition to colder classes`,
      allowed ? `From ${before.storageClass} objects can go to ${allowed}.` : 'No class is colder.');
  } else if (next.days === before.days) {
    v.add('transitions', `got ${step}. Must be at different days`);
  } else if (isInfrequentAccess(before.storageClass) && next.days < before.days + INFREQUENT_ACCESS_DAYS) {
    v.add('transitions', `got ${step}. Must leave objects ${INFREQUENT_ACCESS_DAYS} days in ${before.storageClass}`);
  }
}

/** Compares the rules of a bucket with each other and with the rule `tidy`. */
export function compareLifecycle(v: Validation, options: ArtifactBucketOptions): void {
  const { lifecycleRules: rules = [], noncurrentVersionDays = DEFAULT_NONCURRENT_VERSION_DAYS } = options;
  repeated(rules.map(({ id }, index) => [`[${index}]`, id])).forEach(({ name, value }) =>
    v.add(`lifecycleRules${name}.id`, `got "${value}" twice. Must be unique in the bucket`));
  // For one prefix, S3 rejects some pairs of actions, and of other pairs it applies only one.
  repeated(rules.map(({ prefix = '' }, index) => [`[${index}]`, prefix])).forEach(({ name, value, earlier }) =>
    v.add(`lifecycleRules${name}.prefix`,
      `${value ? `got "${value}"` : 'missing'}, as in 'lifecycleRules${earlier}'. Must differ between rules`,
      'Merge them into one rule.'));
  rules.forEach(({ noncurrentVersionDays: days }, index) => {
    if (!isUnknown(noncurrentVersionDays)) {
      v.at('lifecycleRules').at(`[${index}]`).check(
        'noncurrentVersionDays', days, (it) => it < noncurrentVersionDays,
        `less than the bucket's (${noncurrentVersionDays}), because S3 follows the shorter of two rules`,
        "Set 'noncurrentVersionDays' of the bucket to the longest of all.",
      );
    }
  });
}

/** The rules in Terraform's form, `tidy` first. */
export function lifecycleRules(options: ArtifactBucketOptions): S3BucketLifecycleConfigurationRule[] {
  const { noncurrentVersionDays = DEFAULT_NONCURRENT_VERSION_DAYS, lifecycleRules: rules = [] } = options;
  // A rule that expires all objects also deletes these markers, and conflicts with a second one for all objects.
  const expiresAll = rules.some(({ prefix, expirationDays }) => prefix === undefined && expirationDays !== undefined);
  return [
    {
      id: OWN_RULE,
      status: 'Enabled',
      filter: [{ prefix: '' }],
      // Delete markers that remain after the noncurrent versions of a deleted object are deleted:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7
      expiration: expiresAll ? undefined : [{ expiredObjectDeleteMarker: true }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
    },
    ...rules.map((rule) => ({
      id: rule.id,
      status: 'Enabled',
      filter: [{ prefix: rule.prefix ?? '' }],
      expiration: rule.expirationDays === undefined ? undefined : [{ days: rule.expirationDays }],
      noncurrentVersionExpiration:
        rule.noncurrentVersionDays === undefined ? undefined : [{ noncurrentDays: rule.noncurrentVersionDays }],
      transition: rule.transitions,
    })),
  ];
}
