// policy: actions for buckets, databases, log groups and repositories.
import { ActionTable, encrypted } from './policy-table';

const DATABASE_GROUPS = 'subgrp:{db_subnet_group_name|default*} pg:{parameter_group_name|default*} '
  + 'og:{option_group_name|default*}';
const RDS_TAGS = ' AddTagsToResource RemoveTagsFromResource ListTagsForResource';
const bucket = (actions: string) => ({ 's3 {bucket}': actions });

export const STORAGE_ACTIONS: ActionTable = {
  // Tags of buckets are set by S3 Control since 6.23: https://github.com/hashicorp/terraform-provider-aws/issues/46202
  'aws_s3_bucket': {
    ...bucket('CreateBucket DeleteBucket ListBucket GetAccelerateConfiguration GetBucketAcl GetBucketCORS '
      + 'GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging '
      + 'GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration '
      + 'GetReplicationConfiguration PutBucketTagging ListTagsForResource TagResource UntagResource'),
    '?force_destroy s3 {bucket} {bucket}/*': 'ListBucketVersions DeleteObject DeleteObjectVersion',
  },
  'aws_s3_bucket_lifecycle_configuration': bucket('GetLifecycleConfiguration PutLifecycleConfiguration'),
  'aws_s3_bucket_ownership_controls': bucket('GetBucketOwnershipControls PutBucketOwnershipControls'),
  'aws_s3_bucket_policy': bucket('GetBucketPolicy PutBucketPolicy DeleteBucketPolicy'),
  'aws_s3_bucket_public_access_block': bucket('GetBucketPublicAccessBlock PutBucketPublicAccessBlock'),
  'aws_s3_bucket_server_side_encryption_configuration': bucket('GetEncryptionConfiguration PutEncryptionConfiguration'),
  'aws_s3_bucket_versioning': bucket('GetBucketVersioning PutBucketVersioning'),
  'data.aws_s3_bucket': bucket('ListBucket GetBucketWebsite'),
};

export const DATABASE_ACTIONS: ActionTable = {
  // Databases are described by an id that AWS chooses. A final snapshot and its tags need further actions:
  // https://github.com/aws-solutions/instance-scheduler-on-aws/issues/572
  'aws_db_instance': {
    [`rds db:{@} ${DATABASE_GROUPS}`]:
      `CreateDBInstance ModifyDBInstance RebootDBInstance DeleteDBInstance${RDS_TAGS}`,
    'rds': 'DescribeDBInstances DescribeDBSnapshots',
    '?final_snapshot_identifier rds db:{@} snapshot:{final_snapshot_identifier}':
      'CreateDBSnapshot AddTagsToResource DescribeDBSnapshots',
    '?snapshot_identifier rds db:{@} subgrp:{db_subnet_group_name|default*} snapshot:{snapshot_identifier}':
      'RestoreDBInstanceFromDBSnapshot',
    ...encrypted('kms_key_id', '{kms_key_id}', 'grants'),
    '?manage_master_user_password secretsmanager secret:rds!*': 'CreateSecret TagResource',
  },
  'data.aws_db_instance': { rds: 'DescribeDBInstances ListTagsForResource' },
  'data.aws_db_instances': { rds: 'DescribeDBInstances' },
  'aws_db_subnet_group': {
    'rds subgrp:{@}': `CreateDBSubnetGroup DescribeDBSubnetGroups ModifyDBSubnetGroup DeleteDBSubnetGroup${RDS_TAGS}`,
  },
  'aws_db_parameter_group': {
    'rds pg:{@}': 'CreateDBParameterGroup DescribeDBParameterGroups DescribeDBParameters ModifyDBParameterGroup '
      + `ResetDBParameterGroup DeleteDBParameterGroup${RDS_TAGS}`,
  },
  'aws_cloudwatch_log_group': {
    'logs log-group:{@} log-group:{@}:*': 'CreateLogGroup PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup '
      + 'ListTagsForResource TagResource UntagResource',
    'logs': 'DescribeLogGroups',
    '?kms_key_id logs log-group:{@} log-group:{@}:*': 'AssociateKmsKey DisassociateKmsKey',
  },
};

export const IMAGE_ACTIONS: ActionTable = {
  // A repository needs a grant for its key:
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
  'aws_ecr_repository': {
    'ecr repository/{@}': 'CreateRepository DescribeRepositories PutImageScanningConfiguration PutImageTagMutability '
      + 'DeleteRepository ListTagsForResource TagResource UntagResource',
    ...encrypted('encryption_configuration.encryption_type=KMS', '{encryption_configuration.kms_key}', 'ecr'),
  },
  'data.aws_ecr_repositories': { ecr: 'DescribeRepositories' },
  'data.aws_ecr_repository': { 'ecr repository/*': 'DescribeRepositories DescribeImages ListTagsForResource' },
  'aws_ecr_lifecycle_policy': {
    'ecr repository/{repository}': 'PutLifecyclePolicy GetLifecyclePolicy DeleteLifecyclePolicy',
  },
};
