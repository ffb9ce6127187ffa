import { Statement } from '../../terraform/iam';
import { partitionOf } from '../../validation/aws';

/** What a node's role must have. Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
export const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy',
];

/** What the cluster's role may do besides AmazonEKSClusterPolicy, and what it may not. */
export function clusterRoleStatements(keyArn: string): Statement[] {
  return [
    {
      sid: 'EncryptSecrets',
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
      resources: [keyArn],
    },
    // Logs that arrive late would make the log group again after it was destroyed (terraform-aws-eks#920).
    { sid: 'NeverMakeLogGroups', effect: 'Deny', actions: ['logs:CreateLogGroup'], resources: ['*'] },
  ];
}

/** Where a key is, and the log group that it encrypts. */
export interface KeyUse {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly region: string;
  readonly account: string;
  readonly logGroupName: string;
}

/**
 * The key is governed by the account's IAM policies, as AWS would have it by default; CloudWatch encrypts one log group
 * with it. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function keyPolicyStatements({ partition, dnsSuffix, region, account, logGroupName }: KeyUse): Statement[] {
  return [
    {
      sid: 'Account',
      actions: ['kms:*'],
      principals: { AWS: `arn:${partition}:iam::${account}:root` },
      resources: ['*'],
    },
    {
      sid: 'Logs',
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      principals: { Service: `logs.${region}.${dnsSuffix}` },
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`,
        },
      },
    },
  ];
}

/**
 * What the autoscaler may do: look at everything that says how large nodes are; change the groups of one cluster. EKS
 * sets both tags on the groups it manages.
 * Source: https://github.com/kubernetes/autoscaler, tag cluster-autoscaler-1.35.2,
 * cluster-autoscaler/cloudprovider/aws/README.md
 */
export function autoscalerStatements(partition: string, clusterName: string): Statement[] {
  return [
    {
      sid: 'SeeGroupsAndInstanceTypes',
      actions: [
        'autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations', 'autoscaling:DescribeScalingActivities', 'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'], // none of them takes a resource
    },
    {
      sid: 'SeeNodeGroups',
      actions: ['eks:DescribeNodegroup'],
      resources: [`arn:${partition}:eks:*:*:nodegroup/${clusterName}/*`],
    },
    {
      sid: 'ResizeGroups',
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: [`arn:${partition}:autoscaling:*:*:autoScalingGroup:*`],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true',
          [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned',
        },
      },
    },
  ];
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
