// policy: actions for the cluster, its roles and keys, and events of its nodes.
import { ActionTable, encrypted, RESOURCE_TAGS } from './policy-table';

// EKS names what does not exist by its path: https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1725
const IN_CLUSTER = ['nodegroup', 'addon', 'access-entry', 'podidentityassociation', '/clusters'];
const eks = (name: string) => `eks cluster/{${name}} ${IN_CLUSTER.map((it) => `${it}/{${name}}/*`).join(' ')}`;
const SCALING_GROUP = 'autoscaling autoScalingGroup:*:autoScalingGroupName/{autoscaling_group_name}';
const NODE_GROUP_ROLE = 'role/aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup';
const ROLE_CHECKED = 'GetRole ListAttachedRolePolicies';
const TAGS = ' CreateTags DeleteTags';

export const CLUSTER_ACTIONS: ActionTable = {
  // CreateCluster takes no resource.
  'aws_eks_cluster': {
    'eks': 'CreateCluster',
    [eks('@')]: 'DescribeCluster UpdateClusterConfig UpdateClusterVersion AssociateEncryptionConfig DescribeUpdate '
      + `DeleteCluster${RESOURCE_TAGS}`,
    'iam role/{role_arn}': ROLE_CHECKED,
    ...encrypted('encryption_config', '{encryption_config.provider.key_arn}'),
  },
  'aws_eks_node_group': {
    [eks('cluster_name')]: 'CreateNodegroup DescribeNodegroup UpdateNodegroupConfig UpdateNodegroupVersion '
      + `DescribeUpdate DeleteNodegroup${RESOURCE_TAGS}`,
    // EKS checks the role, and tries in the caller's name whether the launch template starts an instance with its tags:
    // https://github.com/aws-samples/terraform-eks-code/issues/13
    [`iam role/{node_role_arn} ${NODE_GROUP_ROLE}`]: ROLE_CHECKED,
    ec2: 'RunInstances CreateTags DescribeLaunchTemplates DescribeLaunchTemplateVersions',
  },
  'aws_launch_template': {
    'ec2': 'CreateLaunchTemplate CreateLaunchTemplateVersion ModifyLaunchTemplate DescribeLaunchTemplates '
      + `DescribeLaunchTemplateVersions${TAGS}`,
    'ec2/tagged': 'DeleteLaunchTemplate',
  },
  'aws_eks_addon': {
    [eks('cluster_name')]: `CreateAddon DescribeAddon UpdateAddon DescribeUpdate DeleteAddon${RESOURCE_TAGS}`,
    '?service_account_role_arn iam role/{service_account_role_arn}': ROLE_CHECKED,
  },
  'aws_eks_access_entry': {
    [eks('cluster_name')]: `CreateAccessEntry DescribeAccessEntry UpdateAccessEntry DeleteAccessEntry${RESOURCE_TAGS}`,
  },
  'aws_eks_access_policy_association': {
    [eks('cluster_name')]: 'AssociateAccessPolicy ListAssociatedAccessPolicies DisassociateAccessPolicy',
  },
  'aws_eks_pod_identity_association': {
    [eks('cluster_name')]: 'CreatePodIdentityAssociation DescribePodIdentityAssociation UpdatePodIdentityAssociation '
      + `DeletePodIdentityAssociation${RESOURCE_TAGS}`,
    'iam role/{role_arn}': ROLE_CHECKED,
  },
  'aws_autoscaling_attachment': {
    [SCALING_GROUP]: 'AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups',
    autoscaling: 'DescribeAutoScalingGroups',
  },
  'aws_autoscaling_group_tag': {
    [SCALING_GROUP]: 'CreateOrUpdateTags DeleteTags',
    autoscaling: 'DescribeTags DescribeAutoScalingGroups',
  },
  'data.aws_eks_clusters': { eks: 'ListClusters' },
  'data.aws_eks_cluster': { 'eks cluster/{name}': 'DescribeCluster' },
};

export const ACCESS_ACTIONS: ActionTable = {
  'aws_iam_role': {
    'iam role/{@}': 'CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole TagRole '
      + 'UntagRole ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole',
    '?permissions_boundary iam role/{@}': 'PutRolePermissionsBoundary DeleteRolePermissionsBoundary',
  },
  'aws_iam_role_policy': { 'iam role/{role}': 'PutRolePolicy GetRolePolicy DeleteRolePolicy' },
  'aws_iam_role_policy_attachment': {
    'iam/policies role/{role}': 'AttachRolePolicy DetachRolePolicy',
    'iam role/{role}': 'ListAttachedRolePolicies',
  },
  'aws_iam_instance_profile': {
    'iam instance-profile/{@}': 'CreateInstanceProfile GetInstanceProfile AddRoleToInstanceProfile '
      + 'RemoveRoleFromInstanceProfile DeleteInstanceProfile TagInstanceProfile UntagInstanceProfile',
    'iam role/{role}': 'GetRole',
  },
  'aws_iam_service_linked_role': {
    'iam role/aws-service-role/{aws_service_name}/*': 'GetRole UpdateRoleDescription DeleteServiceLinkedRole '
      + 'GetServiceLinkedRoleDeletionStatus TagRole UntagRole',
  },
  'aws_iam_openid_connect_provider': {
    'iam oidc-provider/{url}': 'CreateOpenIDConnectProvider GetOpenIDConnectProvider '
      + 'UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider '
      + 'RemoveClientIDFromOpenIDConnectProvider DeleteOpenIDConnectProvider TagOpenIDConnectProvider '
      + 'UntagOpenIDConnectProvider',
  },
  'aws_kms_key': {
    'kms': 'CreateKey',
    'kms key/*': 'DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags EnableKeyRotation DisableKeyRotation '
      + 'UpdateKeyDescription TagResource UntagResource',
    'kms/tagged key/*': 'PutKeyPolicy EnableKey DisableKey ScheduleKeyDeletion',
  },
  'aws_kms_alias': { 'kms {@} key/*': 'CreateAlias UpdateAlias DeleteAlias', 'kms': 'ListAliases' },
  'data.aws_iam_openid_connect_provider': {
    'iam oidc-provider/{arn}': 'GetOpenIDConnectProvider',
    '?url iam': 'ListOpenIDConnectProviders',
  },
  'data.aws_iam_roles': { iam: 'ListRoles' },
  'data.aws_iam_policy_document': {},
  // A name is followed by six characters in the ARN; an ARN may be given with or without them.
  'data.aws_secretsmanager_secret_version': {
    'secretsmanager secret:{secret_id} secret:{secret_id}-??????': 'GetSecretValue',
  },
  'data.aws_ssm_parameter': { 'ssm parameter/{name}': 'GetParameter' },
  'data.aws_caller_identity': {}, // sts:GetCallerIdentity is for everybody.
  'data.aws_partition': {},
  'data.aws_region': {},
};

export const EVENT_ACTIONS: ActionTable = {
  aws_sqs_queue: {
    'sqs {@}': 'CreateQueue GetQueueUrl GetQueueAttributes SetQueueAttributes DeleteQueue ListQueueTags TagQueue '
      + 'UntagQueue',
  },
  aws_sqs_queue_policy: { 'sqs {queue_url}': 'GetQueueAttributes SetQueueAttributes' },
  aws_cloudwatch_event_rule: {
    'events rule/{@}': `PutRule DescribeRule EnableRule DisableRule DeleteRule ListTagsForResource${RESOURCE_TAGS}`,
  },
  aws_cloudwatch_event_target: { 'events rule/{rule}': 'PutTargets ListTargetsByRule RemoveTargets' },
};
