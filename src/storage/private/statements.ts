import { Statement } from '../../terraform/iam';

/** Refuses every request that does not use TLS. */
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

/** Read and write objects under a path of a bucket. Source: https://docs.zenml.io/stacks/artifact-stores/s3 */
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
 * What ZenML's S3 artifact store does on a versioned bucket besides reading and writing: it replaces log files and
 * removes their old versions.
 * Source: zenml 0.98.0, integrations/aws/service_connectors/aws_service_connector.py
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
 * Ask whether a bucket is there (HeadBucket), for what may list a path of it alone: the question names no prefix. S3
 * cannot tell it from a list without a prefix, so that this shows the keys of all objects, though not what is in them.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function bucketHead(bucketArn: string): Statement[] {
  return [{
    sid: 'HeadBucket',
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { Null: { 's3:prefix': 'true' } },
  }];
}

/** Read objects under a path of a bucket. */
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
