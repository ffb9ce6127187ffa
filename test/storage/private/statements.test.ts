import { bucketRead, bucketReadWrite, bucketVersions } from '../../../src/storage/private/statements';

const BUCKET = 'arn:aws:s3:::artifacts';
const objects = (path: string) => bucketReadWrite(BUCKET, path).filter(({ sid }) => /Objects/.test(sid));

test('cover the whole bucket without a path', () => {
  expect(objects('').map(({ resources }) => resources)).toEqual([[`${BUCKET}/*`], [`${BUCKET}/*`]]);
  expect(bucketRead(BUCKET)[0].conditions).toBeUndefined();
});
test('cover only a given path', () => {
  expect(objects('mlflow/').map(({ resources }) => resources)).toEqual([[`${BUCKET}/mlflow/*`], [`${BUCKET}/mlflow/*`]]);
  expect(bucketRead(BUCKET, 'mlflow/')[0].conditions).toEqual({ StringLike: { 's3:prefix': ['mlflow', 'mlflow/*'] } });
});
test('bucketRead allows no writes', () => {
  expect(bucketRead(BUCKET).flatMap(({ actions }) => actions).filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
});
test('bucketReadWrite adds put, delete and abort', () => {
  expect(bucketReadWrite(BUCKET).at(-1)!.actions).toEqual(['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']);
});
test('bucketVersions lists versions of the bucket and deletes those of its objects', () => {
  expect(bucketVersions(BUCKET).map(({ actions, resources }) => [actions, resources])).toEqual([
    [['s3:GetBucketVersioning', 's3:ListBucketVersions'], [BUCKET]],
    [['s3:DeleteObjectVersion'], [`${BUCKET}/*`]],
  ]);
});
