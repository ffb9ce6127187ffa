import { PolicyStatement } from './policy-statement';
import { partitionOf } from '../validation/aws';

/** One statement of an IAM policy. */
export interface Statement {
  readonly sid: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: string[];
  readonly resources?: string[];
  readonly principals?: Record<string, string | string[]>;
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

/** One that somebody else writes. */
type AddedStatement = Omit<Statement, 'sid'> & { readonly sid?: string };

/** Writes an IAM policy as JSON; tokens stay tokens. */
export function policyDocument(...statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map(written) });
}

/** A policy document with further statements. */
export function addedTo(policy: string, statements: AddedStatement[]): string {
  const document = JSON.parse(policy);
  return JSON.stringify({ ...document, Statement: [document.Statement, statements.map(written)].flat(2) });
}

/** Statements without their ids, for a policy that may have them already. */
export function withoutSids(statements: Statement[]): PolicyStatement[] {
  return statements.map(({ actions, resources = ['*'], conditions }) => ({
    actions,
    resources,
    ...(conditions && {
      conditions: mapValues(conditions, (keys) => mapValues(keys, (values) => [values].flat())),
    }),
  }));
}

function mapValues<T, U>(map: { [key: string]: T }, change: (value: T) => U): { [key: string]: U } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function written(statement: AddedStatement): object {
  return {
    ...(statement.sid !== undefined && { Sid: statement.sid }),
    Effect: statement.effect ?? 'Allow',
    ...(statement.principals ? { Principal: statement.principals } : {}),
    Action: statement.actions,
    ...(statement.resources ? { Resource: statement.resources } : {}),
    ...(statement.conditions ? { Condition: statement.conditions } : {}),
  };
}

/** Lets an AWS service assume a role. */
export function trustService(service: string): string {
  return policyDocument({ sid: 'Assume', actions: ['sts:AssumeRole'], principals: { Service: service } });
}

/**
 * Lets one Kubernetes service account assume a role. Source:
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustServiceAccount(
  oidcProviderArn: string,
  oidcIssuer: string,
  namespace: string,
  names: string[],
): string {
  return policyDocument({
    sid: 'AssumeWithServiceAccount',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: { Federated: oidcProviderArn },
    conditions: {
      StringEquals: {
        [`${oidcIssuer}:aud`]: 'sts.amazonaws.com',
        [`${oidcIssuer}:sub`]: names.map((name) => `system:serviceaccount:${namespace}:${name}`),
      },
    },
  });
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

/** Use a KMS key to read and write encrypted objects. */
export function keyUse(keyArn: string): Statement[] {
  return [{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], resources: [keyArn] }];
}

/** Use a KMS key to read encrypted objects. */
export function keyRead(keyArn: string): Statement[] {
  return [{ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [keyArn] }];
}

const PULL = [
  'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:DescribeImages',
  'ecr:DescribeRepositories',
];
const PUSH = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];
const LOG_IN: Statement = { sid: 'LogIn', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] };

/**
 * Pull from repositories. Source:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html
 */
export function repositoryPull(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'Pull', actions: PULL, resources: repositoryArns }];
}

/**
 * Push to repositories. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function repositoryPush(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'Push', actions: [PULL[0], ...PUSH], resources: repositoryArns }];
}

/** Pull from and push to repositories. */
export function repositoryReadWrite(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'PullAndPush', actions: [...PULL, ...PUSH], resources: repositoryArns }];
}

/** Find a cluster, which is what it takes to ask for a token. */
export function clusterDiscovery(clusterName: string, region: string): Statement[] {
  return [
    {
      sid: 'DescribeCluster',
      actions: ['eks:DescribeCluster'],
      resources: [`arn:${partitionOf(region)}:eks:${region}:*:cluster/${clusterName}`],
    },
    { sid: 'ListClusters', actions: ['eks:ListClusters'], resources: ['*'] },
  ];
}

/** Find repositories. */
export function repositoryDiscovery(region: string): Statement[] {
  return [{
    sid: 'FindRepositories',
    actions: ['ecr:DescribeRegistry', 'ecr:DescribeRepositories', 'ecr:ListRepositories'],
    resources: [`arn:${partitionOf(region)}:ecr:${region}:*:repository/*`],
  }];
}
