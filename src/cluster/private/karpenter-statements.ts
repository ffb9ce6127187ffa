import { Statement } from '../../terraform/iam';

/** Resources that Karpenter is allowed to use. */
export interface KarpenterReach {
  readonly partition: string;
  readonly region: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
  /** KMS key of the nodes' volumes, if it is not the account's default key. */
  readonly diskKmsKeyArn?: string;
}

/**
 * Permissions of Karpenter: to create, tag and delete resources that have the tags of this cluster and of one of its
 * node pools, and to pass the nodes' role.
 *
 * Permissions to create and delete instance profiles are omitted, because Terraform creates the profile. Those to read
 * them are required: without them Karpenter would never remove the finalizer of an EC2NodeClass.
 *
 * Source: https://github.com/aws/karpenter-provider-aws, tag v1.14.1,
 * website/content/en/docs/getting-started/getting-started-with-karpenter/cloudformation.yaml
 * (and pkg/controllers/nodeclass/controller.go)
 */
export function karpenterStatements(reach: KarpenterReach): Statement[] {
  return [
    ...nodeStatements(reach), ...otherStatements(reach), ...readStatements(reach), ...diskStatements(reach),
  ];
}

/**
 * Permissions for volumes that are encrypted with a custom key: EC2 uses it on behalf of the identity that launches the
 * instance. Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
function diskStatements({ diskKmsKeyArn }: KarpenterReach): Statement[] {
  return diskKmsKeyArn === undefined ? [] : [
    {
      sid: 'EncryptDisks',
      actions: [
        'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
      ],
      resources: [diskKmsKeyArn],
    },
    {
      sid: 'GrantDiskKey',
      actions: ['kms:CreateGrant'],
      resources: [diskKmsKeyArn],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

/** Conditions on resources, and on requests for them, that belong to a cluster and to one of its node pools. */
function ownership(clusterName: string) {
  return {
    owned: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: 'owned' },
    ofPool: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
    asked: {
      [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: 'owned',
      'aws:RequestTag/eks:eks-cluster-name': clusterName,
    },
    askedOfPool: { 'aws:RequestTag/karpenter.sh/nodepool': '*' },
  };
}

/** Permissions for instances and the resources they consist of. */
function nodeStatements({ partition, region, clusterName }: KarpenterReach): Statement[] {
  const arns = (account: string, ...types: string[]) =>
    types.map((type) => `arn:${partition}:ec2:${region}:${account}:${type}/*`);
  const made = arns('*', 'fleet', 'instance', 'volume', 'network-interface', 'launch-template',
    'spot-instances-request');
  const { owned, ofPool, asked, askedOfPool } = ownership(clusterName);
  return [
    {
      sid: 'LaunchFrom',
      actions: ['ec2:RunInstances', 'ec2:CreateFleet'],
      resources: [
        ...arns('', 'image', 'snapshot'),
        ...arns('*', 'security-group', 'subnet', 'capacity-reservation', 'placement-group'),
      ],
    },
    {
      sid: 'LaunchByTemplate',
      actions: ['ec2:RunInstances', 'ec2:CreateFleet'],
      resources: arns('*', 'launch-template'),
      conditions: { StringEquals: owned, StringLike: ofPool },
    },
    {
      sid: 'LaunchTagged',
      actions: ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'],
      resources: made,
      conditions: { StringEquals: asked, StringLike: askedOfPool },
    },
    {
      sid: 'TagAtLaunch',
      actions: ['ec2:CreateTags'],
      resources: made,
      conditions: {
        StringEquals: { ...asked, 'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'] },
        StringLike: askedOfPool,
      },
    },
    {
      sid: 'TagInstances',
      actions: ['ec2:CreateTags'],
      resources: arns('*', 'instance'),
      conditions: {
        'StringEquals': owned,
        'StringLike': ofPool,
        'StringEqualsIfExists': { 'aws:RequestTag/eks:eks-cluster-name': clusterName },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] },
      },
    },
    {
      sid: 'Remove',
      actions: ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      resources: arns('*', 'instance', 'launch-template'),
      conditions: { StringEquals: owned, StringLike: ofPool },
    },
  ];
}

/** Permissions for the nodes' role, the cluster and the queue. */
function otherStatements({ partition, region, clusterName, nodeRoleArn, queueArn }: KarpenterReach): Statement[] {
  return [
    {
      sid: 'PassNodeRole',
      actions: ['iam:PassRole'],
      resources: [nodeRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
    },
    {
      sid: 'ReadCluster',
      actions: ['eks:DescribeCluster'],
      resources: [`arn:${partition}:eks:${region}:*:cluster/${clusterName}`],
    },
    {
      sid: 'ReceiveInterruptions',
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      resources: [queueArn],
    },
  ];
}

/** Permissions to read instances, instance types and prices. */
function readStatements({ partition, region }: KarpenterReach): Statement[] {
  return [
    {
      sid: 'DescribeRegion',
      actions: [
        'ec2:DescribeCapacityReservations', 'ec2:DescribeImages', 'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus', 'ec2:DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplates', 'ec2:DescribePlacementGroups', 'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory', 'ec2:DescribeSubnets',
      ],
      resources: ['*'], // none of them supports resource-level permissions
      conditions: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      sid: 'ReadImageIds',
      actions: ['ssm:GetParameter'],
      resources: [`arn:${partition}:ssm:${region}::parameter/aws/service/*`],
    },
    { sid: 'ReadPrices', actions: ['pricing:GetProducts'], resources: ['*'] }, // no resource-level permissions
    { sid: 'ListInstanceProfiles', actions: ['iam:ListInstanceProfiles'], resources: ['*'] },
    {
      sid: 'ReadInstanceProfiles',
      actions: ['iam:GetInstanceProfile'],
      resources: [`arn:${partition}:iam::*:instance-profile/*`],
    },
  ];
}

/** The queue's policy: only the rules may send messages, and plain HTTP is denied. Same source as above. */
export function interruptionQueueStatements(queueArn: string, ruleArns: string[]): Statement[] {
  return [
    {
      sid: 'Events',
      actions: ['sqs:SendMessage'],
      principals: { Service: 'events.amazonaws.com' },
      resources: [queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': ruleArns } },
    },
    {
      sid: 'DenyInsecureTransport',
      effect: 'Deny',
      actions: ['sqs:*'],
      principals: { AWS: '*' },
      resources: [queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
}
