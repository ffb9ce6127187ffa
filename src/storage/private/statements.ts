import { Statement } from '../../terraform/iam';

/** Denies requests without TLS. */
export function tlsOnly(bucketArn: string): Statement {
  return {
    sid: 'TlsOnly',
    effect: 'Deny',
    principals: { AWS: '*' },
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Permissions to read and write objects under a path of a bucket. Source:
 * https://docs.zenml.io/stacks/artifact-stores/s3
 */
export function bucketReadWrite(bucketArn: string, path = ''): Statement[] {
  return [
    ...bucketRead(bucketArn, path),
    {
      sid: 'WriteObjects',
      actions: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      resources: [`${bucketArn}/${path}*`],
    },
  ];
}

/**
 * Permissions that ZenML's S3 artifact store needs on a versioned bucket besides reading and writing: it replaces log
 * files and deletes their old versions. Source: zenml 0.98.0,
 * integrations/aws/service_connectors/aws_service_connector.py
 */
export function bucketVersions(bucketArn: string, path = ''): Statement[] {
  return [
    ...(path ? [
      { sid: 'ReadVersioning', actions: ['s3:GetBucketVersioning'], resources: [bucketArn] },
      {
        sid: 'ListVersions',
        actions: ['s3:ListBucketVersions'],
        resources: [bucketArn],
        conditions: { StringLike: { 's3:prefix': [`${path}*`] } },
      },
    ] : [
      { sid: 'ListVersions', actions: ['s3:GetBucketVersioning', 's3:ListBucketVersions'], resources: [bucketArn] },
    ]),
    { sid: 'DeleteVersions', actions: ['s3:DeleteObjectVersion'], resources: [`${bucketArn}/${path}*`] },
  ];
}

/**
 * Permission to check whether a bucket exists (HeadBucket), for roles that can list only a path of it: the request has
 * no prefix. S3 cannot distinguish it from a list request without a prefix, so it also allows listing the keys of all
 * objects, but not reading them. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function bucketHead(bucketArn: string): Statement[] {
  return [{
    sid: 'HeadBucket',
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { Null: { 's3:prefix': 'true' } },
  }];
}

/** Permissions to read objects under a path of a bucket. */
export function bucketRead(bucketArn: string, path = ''): Statement[] {
  return [
    {
      sid: 'ListBucket',
      actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [bucketArn],
      ...(path ? { conditions: { StringLike: { 's3:prefix': [path.replace(/\/$/, ''), `${path}*`] } } } : {}),
    },
    { sid: 'LocateBucket', actions: ['s3:GetBucketLocation'], resources: [bucketArn] },
    {
      sid: 'ReadObjects',
      actions: ['s3:GetObject', 's3:ListMultipartUploadParts'],
      resources: [`${bucketArn}/${path}*`],
    },
  ];
}
