import { TerraformVariable } from 'cdktf';
import { ArtifactBucket, ArtifactBucketProps, LifecycleRuleOptions, S3StorageClass } from '../../src/storage';
import { messageOf, synth, TestStack } from '../support/synth';

const bucket = (props: Partial<ArtifactBucketProps>) =>
  synth((stack) => void new ArtifactBucket(stack, 'Bucket', { bucketName: 'acme-artifacts', ...props }));
const rulesOf = (...lifecycleRules: LifecycleRuleOptions[]) =>
  bucket({ lifecycleRules }).one('aws_s3_bucket_lifecycle_configuration').rule;
const refused = (...lifecycleRules: unknown[]) =>
  messageOf(() => rulesOf(...lifecycleRules as LifecycleRuleOptions[])).split('\n  - ').slice(1);
const moving = (...steps: [days: number, storageClass: S3StorageClass][]) =>
  ({ id: 'old', transitions: steps.map(([days, storageClass]) => ({ days, storageClass })) });
const { STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE } = S3StorageClass;

describe('lifecycle rules', () => {
  test('follow the bucket\'s own rule', () => {
    const rules = rulesOf({ id: 'old', prefix: 'mlflow/', expirationDays: 90 });
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(['tidy', 'old']);
    expect(rules[0]).toEqual(rulesOf()[0]);
  });
  test('leave delete markers to a rule that expires all objects, which also deletes them', () => {
    const [tidy] = rulesOf({ id: 'old', expirationDays: 90 });
    expect(tidy.expiration).toBeUndefined();
  });
  test('apply to all objects without a prefix', () => {
    expect(rulesOf({ id: 'old', expirationDays: 90 })[1])
      .toEqual({ id: 'old', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 90 }] });
  });
  test('render all of their actions', () => {
    expect(rulesOf({
      id: 'old',
      prefix: 'mlflow/',
      expirationDays: 400,
      noncurrentVersionDays: 7,
      transitions: [{ days: 30, storageClass: STANDARD_IA }, { days: 90, storageClass: GLACIER_IR }],
    })[1]).toEqual({
      id: 'old',
      status: 'Enabled',
      filter: [{ prefix: 'mlflow/' }],
      expiration: [{ days: 400 }],
      noncurrent_version_expiration: [{ noncurrent_days: 7 }],
      transition: [{ days: 30, storage_class: 'STANDARD_IA' }, { days: 90, storage_class: 'GLACIER_IR' }],
    });
  });
  test('depend on the versioning, like the configuration', () => {
    const made = bucket({ lifecycleRules: [{ id: 'old', expirationDays: 90 }] });
    expect(made.dependencies(made.address('aws_s3_bucket_lifecycle_configuration')))
      .toContain(made.address('aws_s3_bucket_versioning'));
  });
  test('of two prefixes can be combined', () => {
    expect(rulesOf({ id: 'a', prefix: 'a/', expirationDays: 1 }, { id: 'b', prefix: 'b/', expirationDays: 1 }))
      .toHaveLength(3);
  });
  test('can contain tokens', () => {
    const { stringValue: text, numberValue: number } = new TerraformVariable(new TestStack(), 'Value', {});
    expect(() => rulesOf({
      id: text,
      prefix: text,
      expirationDays: number,
      noncurrentVersionDays: number,
      transitions: [{ days: number, storageClass: GLACIER }, { days: 30, storageClass: STANDARD_IA }],
    })).not.toThrow();
  });
});

describe('refuses', () => {
  test('the name of the bucket\'s own rule', () => {
    expect(refused({ id: 'tidy', expirationDays: 1 })).toEqual(['lifecycleRules[0].id: got "tidy". Must be another '
      + 'name than "tidy", which is the bucket\'s own rule.']);
  });
  test.each(['', 'a'.repeat(256), 'ü'])('the name %p', (id) => {
    const [problem, ...more] = refused({ id, expirationDays: 1 });
    const shown = id.length > 120 ? `"${id.slice(0, 119)}…"` : `"${id}"`;
    expect(problem).toBe(`lifecycleRules[0].id: got ${shown}. Must be 1 to 255 printable ASCII characters.`);
    expect(more).toEqual([]);
  });
  test('a name that another rule has', () => {
    expect(refused({ id: 'a', prefix: 'a/', expirationDays: 1 }, { id: 'a', prefix: 'b/', expirationDays: 1 }))
      .toEqual(['lifecycleRules[1].id: got "a" twice. Must be unique in the bucket.']);
  });
  test('a prefix that another rule has', () => {
    expect(refused({ id: 'a', prefix: 'a/', expirationDays: 1 }, { id: 'b', prefix: 'a/', expirationDays: 1 }))
      .toEqual(['lifecycleRules[1].prefix: got "a/", as in \'lifecycleRules[0]\'. Must differ between rules. Merge '
        + 'them into one rule.']);
    expect(refused({ id: 'a', expirationDays: 1 }, { id: 'b', expirationDays: 1 }))
      .toEqual(["lifecycleRules[1].prefix: missing, as in 'lifecycleRules[0]'. Must differ between rules. Merge them "
        + 'into one rule.']);
  });
  test.each([
    ['', 'Leave it out for all objects.'], ['/mlflow', 'Keys do not begin with a slash.'],
  ])('the prefix %p', (prefix, remedy) => {
    expect(refused({ id: 'a', prefix, expirationDays: 1 }))
      .toEqual([`lifecycleRules[0].prefix: got "${prefix}". Must be 1 to 1024 bytes without a slash first. ${remedy}`]);
  });
  test('a prefix that is too long', () => {
    expect(refused({ id: 'a', prefix: 'ü'.repeat(513), expirationDays: 1 })[0])
      .toMatch(/^lifecycleRules\[0\]\.prefix: got "ü+…"\. Must be 1 to 1024 bytes without a slash first/);
  });
  test('a rule without an action', () => {
    expect(refused({ id: 'a' })).toEqual(['lifecycleRules[0].id: got a rule that does nothing. Give it '
      + "'expirationDays', 'noncurrentVersionDays' or 'transitions'."]);
  });
  test('an empty list of transitions', () => {
    expect(refused({ id: 'a', transitions: [] })).toEqual(['lifecycleRules[0].transitions: got []. Must be a list of '
      + 'at least 1 element. Leave it out where objects stay in their class.']);
  });
  test.each(['expirationDays', 'noncurrentVersionDays'])('%s of 0, of a fraction of a day, and of a century', (prop) => {
    [0, 1.5, 36501].forEach((days) => expect(refused({ id: 'a', prefix: 'a/', [prop]: days })[0])
      .toBe(`lifecycleRules[0].${prop}: got ${days}. Must be a whole number from 1 to 36500 days.`));
  });
  test('noncurrent versions that the bucket\'s own rule deletes earlier', () => {
    expect(refused({ id: 'a', prefix: 'a/', noncurrentVersionDays: 30 }))
      .toEqual(["lifecycleRules[0].noncurrentVersionDays: got 30. Must be less than the bucket's (30), because S3 "
        + "follows the shorter of two rules. Set 'noncurrentVersionDays' of the bucket to the longest of all."]);
    expect(() => bucket({
      noncurrentVersionDays: 90, lifecycleRules: [{ id: 'a', prefix: 'a/', noncurrentVersionDays: 89 }],
    })).not.toThrow();
  });
  test('noncurrent versions of all objects, which the bucket\'s own rule covers', () => {
    expect(refused({ id: 'a', noncurrentVersionDays: 7 }))
      .toEqual(["lifecycleRules[0].noncurrentVersionDays: got days without 'prefix'. For all objects set "
        + "'noncurrentVersionDays' of the bucket."]);
  });
  test.each([STANDARD_IA, ONEZONE_IA])('%s before 30 days', (storageClass) => {
    expect(refused(moving([29, storageClass]))).toEqual(['lifecycleRules[0].transitions[0].days: got 29. Must be at '
      + `least 30 for S3StorageClass.${storageClass}.`]);
  });
  test('an expiration before the last transition', () => {
    expect(refused({ ...moving([90, GLACIER], [10, GLACIER_IR]), expirationDays: 90 }))
      .toEqual(['lifecycleRules[0].expirationDays: got 90. Must be greater than the days of the last of '
        + "'transitions' (90)."]);
  });
  test('a storage class that is listed twice', () => {
    expect(refused(moving([30, GLACIER], [60, GLACIER]))).toEqual(['lifecycleRules[0].transitions[1].storageClass: '
      + 'got S3StorageClass.GLACIER twice. Must be another class than before.']);
  });
  test('a warmer class after a colder one, in any order of the list', () => {
    const message = 'lifecycleRules[0].transitions: got S3StorageClass.GLACIER at 10 days, then '
      + 'S3StorageClass.GLACIER_IR at 20. Must transition to colder classes. From GLACIER objects can go to '
      + 'DEEP_ARCHIVE.';
    expect(refused(moving([10, GLACIER], [20, GLACIER_IR]))).toEqual([message]);
    expect(refused(moving([20, GLACIER_IR], [10, GLACIER]))).toEqual([message]);
  });
  test('any class after the coldest', () => {
    expect(refused(moving([10, DEEP_ARCHIVE], [20, GLACIER]))[0]).toMatch(/ at 20\. Must transition to colder classes\. No class is colder\.$/);
  });
  test('GLACIER_IR after ONEZONE_IA, which S3 does not support', () => {
    expect(refused(moving([30, ONEZONE_IA], [90, GLACIER_IR]))[0]).toContain('From ONEZONE_IA objects can go to GLACIER, ');
  });
  test('two problems in one error', () => {
    expect(refused(moving([10, INTELLIGENT_TIERING], [10, GLACIER]))).toEqual(['lifecycleRules[0].transitions: got '
      + 'S3StorageClass.INTELLIGENT_TIERING at 10 days, then S3StorageClass.GLACIER at 10. Must be at different '
      + 'days.']);
  });
  test('less than 30 days in STANDARD_IA', () => {
    expect(refused(moving([30, STANDARD_IA], [59, GLACIER]))).toEqual(['lifecycleRules[0].transitions: got '
      + 'S3StorageClass.STANDARD_IA at 30 days, then S3StorageClass.GLACIER at 59. Must leave objects 30 days in '
      + 'STANDARD_IA.']);
    expect(() => rulesOf(moving([30, STANDARD_IA], [60, GLACIER]))).not.toThrow();
  });
});
