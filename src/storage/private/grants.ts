import { bucketRead, bucketReadWrite } from './statements';
import { keyRead, keyUse, withoutSids } from '../../terraform/iam';
import { IGrantee } from '../../terraform/policy-statement';
import { GRANTEE } from '../../validation/grantee';
import { checkValue, required } from '../../validation/shape';
import { Validation } from '../../validation/validation';
import { IArtifactBucket } from '../artifact-bucket-options';
import { BUCKET_FOLDER } from './validate';

/** Attributes of a bucket for policies. */
type Bucket = Pick<IArtifactBucket, 'bucketArn' | 'path' | 'kmsKeyArn'>;

/** Grants a role permission to list and read objects in a folder of a bucket, by default the bucket's `path`. */
export function grantRead(bucket: Bucket, grantee: IGrantee, folder?: string): void {
  const path = pathOf('grantRead', bucket, grantee, folder);
  const { bucketArn, kmsKeyArn } = bucket;
  grantee.addStatements(...withoutSids([
    ...bucketRead(bucketArn, path), ...(kmsKeyArn === undefined ? [] : keyRead(kmsKeyArn)),
  ]));
}

/** Grants a role permission to list, read, write and delete objects in a folder of a bucket, by default its `path`. */
export function grantReadWrite(bucket: Bucket, grantee: IGrantee, folder?: string): void {
  const path = pathOf('grantReadWrite', bucket, grantee, folder);
  const { bucketArn, kmsKeyArn } = bucket;
  grantee.addStatements(...withoutSids([
    ...bucketReadWrite(bucketArn, path), ...(kmsKeyArn === undefined ? [] : keyUse(kmsKeyArn)),
  ]));
}

/** Key prefix of the folder; '' for the whole bucket. */
function pathOf(method: string, { path }: Bucket, grantee: IGrantee, folder: string | undefined = path): string {
  Validation.run(`ArtifactBucket.${method}`, (v) => {
    checkValue(v, 'grantee', grantee, required(GRANTEE));
    checkValue(v, 'folder', folder, BUCKET_FOLDER);
  });
  return folder === undefined || folder === '' ? '' : `${folder}/`;
}
