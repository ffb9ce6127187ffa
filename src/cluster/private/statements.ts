import { Statement } from '../../terraform/iam';
import { partitionOf } from '../../validation/aws';

/**
 * Managed policies that the nodes' role requires. Source:
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy',
];

/** Statements of the cluster's role, in addition to AmazonEKSClusterPolicy. */
export function clusterRoleStatements(keyArn: string): Statement[] {
  return [
    {
      sid: 'EncryptSecrets',
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
      resources: [keyArn],
    },
    // Late log events would re-create the log group after it is destroyed (terraform-aws-eks#920).
    { sid: 'DenyCreateLogGroup', effect: 'Deny', actions: ['logs:CreateLogGroup'], resources: ['*'] },
  ];
}

/** Account and region of a key, and the log group that it encrypts. */
export interface KeyUse {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly region: string;
  readonly account: string;
  readonly logGroupName: string;
}

/**
 * The key policy delegates access to the account's IAM policies, like the default key policy, and allows CloudWatch
 * Logs to encrypt one log group. Source:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
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
 * Permissions of the autoscaler: to read all groups and instance types, and to resize the groups of one cluster. EKS
 * adds both tags to the groups that it manages. Source: https://github.com/kubernetes/autoscaler, tag
 * cluster-autoscaler-1.35.2, cluster-autoscaler/cloudprovider/aws/README.md
 */
export function autoscalerStatements(partition: string, clusterName: string): Statement[] {
  return [
    {
      sid: 'DescribeGroupsAndInstanceTypes',
      actions: [
        'autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations', 'autoscaling:DescribeScalingActivities', 'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'], // none of them supports resource-level permissions
    },
    {
      sid: 'DescribeNodeGroups',
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

/** Permissions to find a cluster, which are sufficient to authenticate to it. */
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
