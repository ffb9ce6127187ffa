import { repositoryReadWrite } from '../../../src/registry/internal';
import { bucketReadWrite, bucketVersions } from '../../../src/storage/internal';
import { keyUse } from '../../../src/terraform/iam';

const BUCKET = 'arn:aws:s3:::artifacts';

test('no statement has all actions of a service, and each has a sid of letters', () => {
  const all = [...bucketReadWrite(BUCKET, 'a/'), ...bucketVersions(BUCKET), ...keyUse('arn:key'), ...repositoryReadWrite(['arn:a'])];
  expect(all.flatMap(({ actions }) => actions).filter((action) => !/^[a-z0-9]+:[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
  expect(all.filter(({ sid }) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  expect(new Set(all.map(({ sid }) => sid)).size).toBe(all.length);
});
