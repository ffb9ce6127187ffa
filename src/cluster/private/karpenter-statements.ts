import { Statement } from '../../terraform/iam';

/** Where Karpenter works, and on what. */
export interface KarpenterReach {
  readonly partition: string;
  readonly region: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
  /** The key of the nodes' volumes, if it is not the account's default one. */
  readonly diskKmsKeyArn?: string;
}

/**
 * What Karpenter may do: make, tag and remove what carries the tags of this cluster and of one of its node pools, with
 * the role of its nodes.
 *
 * The rights to make and remove instance profiles are left out: Terraform makes the profile. Those to read them stay:
 * without them Karpenter would never let go of an EC2NodeClass.
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
 * Volumes that your own key encrypts: EC2 uses it on behalf of the identity that starts the instance. Source:
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
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

/** Conditions by which resources, and requests for them, belong to a cluster and to one of its node pools. */
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

/** Instances and the resources that they consist of. */
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

/** The role of nodes, the cluster and the queue. */
function otherStatements({ partition, region, clusterName, nodeRoleArn, queueArn }: KarpenterReach): Statement[] {
  return [
    {
      sid: 'PassNodeRole',
      actions: ['iam:PassRole'],
      resources: [nodeRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
    },
    {
      sid: 'SeeCluster',
      actions: ['eks:DescribeCluster'],
      resources: [`arn:${partition}:eks:${region}:*:cluster/${clusterName}`],
    },
    {
      sid: 'HearOfInterruptions',
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      resources: [queueArn],
    },
  ];
}

/** What says which instances there are and could be. */
function readStatements({ partition, region }: KarpenterReach): Statement[] {
  return [
    {
      sid: 'SeeRegion',
      actions: [
        'ec2:DescribeCapacityReservations', 'ec2:DescribeImages', 'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus', 'ec2:DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplates', 'ec2:DescribePlacementGroups', 'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory', 'ec2:DescribeSubnets',
      ],
      resources: ['*'], // none of them takes a resource
      conditions: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      sid: 'SeeImageIds',
      actions: ['ssm:GetParameter'],
      resources: [`arn:${partition}:ssm:${region}::parameter/aws/service/*`],
    },
    { sid: 'SeePrices', actions: ['pricing:GetProducts'], resources: ['*'] }, // takes no resource
    { sid: 'ListInstanceProfiles', actions: ['iam:ListInstanceProfiles'], resources: ['*'] },
    {
      sid: 'SeeInstanceProfiles',
      actions: ['iam:GetInstanceProfile'],
      resources: [`arn:${partition}:iam::*:instance-profile/*`],
    },
  ];
}

/** Who may write to the queue: the rules, and nobody over plain HTTP. Source: the same. */
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
      sid: 'NeverPlainHttp',
      effect: 'Deny',
      actions: ['sqs:*'],
      principals: { AWS: '*' },
      resources: [queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
}
