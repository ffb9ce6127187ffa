// What the AWS provider asks of AWS for each type of resource and data source, and what AWS does in the caller's name meanwhile.
//
// By type, { where: actions }. Where is a service, then resources, which are all of the service's in the region if there are none:
//   {attribute}        the name that an attribute gives, a reference or a literal; {attribute|name} where it is not set; {@} the resource's own name
//   ?attribute …       only if the attribute is set; ?attribute=value only if it is that
//   service/condition  only on a condition of cli/policy.mjs
//
// Calls of the provider: internal/service of https://github.com/hashicorp/terraform-provider-aws; those of create, read and delete are measured by
// test/lab/lib/policy.mjs. Names of actions, and whether they take resources: the Service Authorization Reference,
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

const TAGS = ' CreateTags DeleteTags';
// What is not there is called by its path: https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1725
const IN_CLUSTER = ['nodegroup', 'addon', 'access-entry', 'podidentityassociation', '/clusters'];
const EKS = (name) => `eks cluster/{${name}} ${IN_CLUSTER.map((it) => `${it}/{${name}}/*`).join(' ')}`;
const SCALING_GROUP = 'autoscaling autoScalingGroup:*:autoScalingGroupName/{autoscaling_group_name}';
const RESOURCE_TAGS = ' TagResource UntagResource';
const ROLE_CHECKED = 'GetRole ListAttachedRolePolicies';
const OF_BALANCER = (name) => `elasticloadbalancing loadbalancer/*/{${name}}/* listener/*/{${name}}/* listener-rule/*/{${name}}/*`;
const ELB_TAGS = ' AddTags RemoveTags';
const RDS_TAGS = ' AddTagsToResource RemoveTagsFromResource ListTagsForResource';
const ENTRIES = 'AuthorizeSecurityGroup';
/**
 * A service that encrypts by a key creates a grant for it in the caller's name: only for a service (`grants`), only by ECR (`ecr`), or on no condition,
 * since EKS creates no cluster with kms:GrantIsForAWSResource: https://docs.aws.amazon.com/eks/latest/userguide/create-cluster.html
 */
const encrypted = (when, key, condition) => (condition === undefined
  ? { [`?${when} kms key/${key}`]: 'CreateGrant DescribeKey RetireGrant' }
  : { [`?${when} kms/${condition} key/${key}`]: 'CreateGrant', [`?${when} kms key/${key}`]: 'DescribeKey RetireGrant' });
const bucket = (actions) => ({ 's3 {bucket}': actions });
const rule = (direction) => ({ ec2: `${ENTRIES}${direction} RevokeSecurityGroup${direction} ModifySecurityGroupRules DescribeSecurityGroupRules${TAGS}` });

export const ACTIONS = {
  // Network.
  'aws_vpc': {
    'ec2': `CreateVpc ModifyVpcAttribute DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups DescribeVpcEndpoints${TAGS}`,
    'ec2/tagged': 'DeleteVpc',
    'ec2/guardduty': 'DeleteVpcEndpoints DeleteSecurityGroup',
  },
  'aws_subnet': { 'ec2': `CreateSubnet ModifySubnetAttribute DescribeSubnets DescribeNetworkInterfaces${TAGS}`, 'ec2/tagged': 'DeleteSubnet' },
  'aws_internet_gateway': {
    'ec2': `CreateInternetGateway AttachInternetGateway DetachInternetGateway DescribeInternetGateways${TAGS}`, 'ec2/tagged': 'DeleteInternetGateway',
  },
  'aws_eip': { 'ec2': `AllocateAddress DisassociateAddress DescribeAddresses DescribeAddressesAttribute${TAGS}`, 'ec2/tagged': 'ReleaseAddress' },
  'aws_nat_gateway': { 'ec2': `CreateNatGateway DescribeNatGateways${TAGS}`, 'ec2/tagged': 'DeleteNatGateway' },
  'aws_route_table': { 'ec2': `CreateRouteTable DescribeRouteTables DisassociateRouteTable${TAGS}`, 'ec2/tagged': 'DeleteRouteTable' },
  'aws_route': { ec2: 'CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables' },
  'aws_route_table_association': { ec2: 'AssociateRouteTable ReplaceRouteTableAssociation DisassociateRouteTable DescribeRouteTables' },
  'aws_vpc_endpoint': {
    'ec2': `CreateVpcEndpoint ModifyVpcEndpoint DescribeVpcEndpoints DescribePrefixLists${TAGS}`, 'ec2/tagged': 'DeleteVpcEndpoints',
    '?private_dns_enabled route53': 'AssociateVPCWithHostedZone',
  },
  'aws_default_security_group': { ec2: `DescribeSecurityGroups DescribeSecurityGroupRules RevokeSecurityGroupIngress RevokeSecurityGroupEgress${TAGS}` },
  'aws_security_group': {
    // AWS adds a rule to each new group, which the provider takes away.
    'ec2': 'CreateSecurityGroup DescribeSecurityGroups DescribeSecurityGroupRules DescribeNetworkInterfaces RevokeSecurityGroupIngress '
      + `RevokeSecurityGroupEgress${TAGS}`,
    'ec2/tagged': 'DeleteSecurityGroup',
    '?ingress ec2': `${ENTRIES}Ingress`,
    '?egress ec2': `${ENTRIES}Egress`,
  },
  'aws_vpc_security_group_ingress_rule': rule('Ingress'),
  'aws_vpc_security_group_egress_rule': rule('Egress'),
  'aws_ec2_managed_prefix_list': {
    'ec2': `CreateManagedPrefixList ModifyManagedPrefixList DescribeManagedPrefixLists GetManagedPrefixListEntries${TAGS}`,
    'ec2/tagged': 'DeleteManagedPrefixList',
  },
  'data.aws_availability_zones': { ec2: 'DescribeAvailabilityZones' },
  'data.aws_vpc': { ec2: 'DescribeVpcs DescribeVpcAttribute DescribeRouteTables' },
  'data.aws_subnet': { ec2: 'DescribeSubnets' },
  'data.aws_nat_gateway': { ec2: 'DescribeNatGateways' }, 'data.aws_nat_gateways': { ec2: 'DescribeNatGateways' },
  'data.aws_vpc_security_group_rule': { ec2: 'DescribeSecurityGroupRules' }, 'data.aws_vpc_security_group_rules': { ec2: 'DescribeSecurityGroupRules' },

  // Cluster. CreateCluster takes no resource.
  'aws_eks_cluster': {
    'eks': 'CreateCluster',
    [EKS('@')]: `DescribeCluster UpdateClusterConfig UpdateClusterVersion AssociateEncryptionConfig DescribeUpdate DeleteCluster${RESOURCE_TAGS}`,
    'iam role/{role_arn}': ROLE_CHECKED,
    ...encrypted('encryption_config', '{encryption_config.provider.key_arn}'),
  },
  'aws_eks_node_group': {
    [EKS('cluster_name')]: `CreateNodegroup DescribeNodegroup UpdateNodegroupConfig UpdateNodegroupVersion DescribeUpdate DeleteNodegroup${RESOURCE_TAGS}`,
    // EKS looks at the role, and tries in the caller's name whether the launch template starts an instance, with its tags:
    // https://github.com/aws-samples/terraform-eks-code/issues/13
    'iam role/{node_role_arn} role/aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup': ROLE_CHECKED,
    'ec2': 'RunInstances CreateTags DescribeLaunchTemplates DescribeLaunchTemplateVersions',
  },
  'aws_launch_template': {
    'ec2': `CreateLaunchTemplate CreateLaunchTemplateVersion ModifyLaunchTemplate DescribeLaunchTemplates DescribeLaunchTemplateVersions${TAGS}`,
    'ec2/tagged': 'DeleteLaunchTemplate',
  },
  'aws_eks_addon': {
    [EKS('cluster_name')]: `CreateAddon DescribeAddon UpdateAddon DescribeUpdate DeleteAddon${RESOURCE_TAGS}`,
    '?service_account_role_arn iam role/{service_account_role_arn}': ROLE_CHECKED,
  },
  'aws_eks_access_entry': { [EKS('cluster_name')]: `CreateAccessEntry DescribeAccessEntry UpdateAccessEntry DeleteAccessEntry${RESOURCE_TAGS}` },
  'aws_eks_access_policy_association': { [EKS('cluster_name')]: 'AssociateAccessPolicy ListAssociatedAccessPolicies DisassociateAccessPolicy' },
  'aws_eks_pod_identity_association': {
    [EKS('cluster_name')]: `${['Create', 'Describe', 'Update', 'Delete'].map((it) => `${it}PodIdentityAssociation`).join(' ')}${RESOURCE_TAGS}`,
    'iam role/{role_arn}': ROLE_CHECKED,
  },
  'aws_autoscaling_attachment': {
    [SCALING_GROUP]: 'AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups', 'autoscaling': 'DescribeAutoScalingGroups',
  },
  'aws_autoscaling_group_tag': { [SCALING_GROUP]: 'CreateOrUpdateTags DeleteTags', 'autoscaling': 'DescribeTags DescribeAutoScalingGroups' },
  'data.aws_eks_clusters': { eks: 'ListClusters' },
  'data.aws_eks_cluster': { 'eks cluster/{name}': 'DescribeCluster' },

  // Roles and keys.
  'aws_iam_role': {
    'iam role/{@}': 'CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole TagRole UntagRole ListRolePolicies '
      + 'ListAttachedRolePolicies ListInstanceProfilesForRole',
    '?permissions_boundary iam role/{@}': 'PutRolePermissionsBoundary DeleteRolePermissionsBoundary',
  },
  'aws_iam_role_policy': { 'iam role/{role}': 'PutRolePolicy GetRolePolicy DeleteRolePolicy' },
  'aws_iam_role_policy_attachment': { 'iam/policies role/{role}': 'AttachRolePolicy DetachRolePolicy', 'iam role/{role}': 'ListAttachedRolePolicies' },
  'aws_iam_instance_profile': {
    'iam instance-profile/{@}': 'CreateInstanceProfile GetInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile '
      + 'DeleteInstanceProfile TagInstanceProfile UntagInstanceProfile',
    'iam role/{role}': 'GetRole',
  },
  'aws_iam_service_linked_role': {
    'iam role/aws-service-role/{aws_service_name}/*': 'GetRole UpdateRoleDescription DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus TagRole UntagRole',
  },
  'aws_iam_openid_connect_provider': {
    'iam oidc-provider/{url}': 'CreateOpenIDConnectProvider GetOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint '
      + 'AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider DeleteOpenIDConnectProvider TagOpenIDConnectProvider '
      + 'UntagOpenIDConnectProvider',
  },
  'aws_kms_key': {
    'kms': 'CreateKey',
    'kms key/*': 'DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags EnableKeyRotation DisableKeyRotation UpdateKeyDescription '
      + 'TagResource UntagResource',
    'kms/tagged key/*': 'PutKeyPolicy EnableKey DisableKey ScheduleKeyDeletion',
  },
  'aws_kms_alias': { 'kms {@} key/*': 'CreateAlias UpdateAlias DeleteAlias', 'kms': 'ListAliases' },
  'data.aws_iam_openid_connect_provider': { 'iam oidc-provider/{arn}': 'GetOpenIDConnectProvider', '?url iam': 'ListOpenIDConnectProviders' },
  'data.aws_iam_roles': { iam: 'ListRoles' },
  'data.aws_iam_policy_document': {},
  // A name is followed by six characters in the ARN; an ARN may be given with or without them.
  'data.aws_secretsmanager_secret_version': { 'secretsmanager secret:{secret_id} secret:{secret_id}-??????': 'GetSecretValue' },
  'data.aws_ssm_parameter': { 'ssm parameter/{name}': 'GetParameter' },
  'data.aws_caller_identity': {}, // sts:GetCallerIdentity is for everybody.
  'data.aws_partition': {},
  'data.aws_region': {},

  // Storage. Tags of buckets go by S3 Control since 6.23: https://github.com/hashicorp/terraform-provider-aws/issues/46202
  'aws_s3_bucket': {
    ...bucket('CreateBucket DeleteBucket ListBucket GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging '
      + 'GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite '
      + 'GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration PutBucketTagging ListTagsForResource TagResource UntagResource'),
    '?force_destroy s3 {bucket} {bucket}/*': 'ListBucketVersions DeleteObject DeleteObjectVersion',
  },
  'aws_s3_bucket_lifecycle_configuration': bucket('GetLifecycleConfiguration PutLifecycleConfiguration'),
  'aws_s3_bucket_ownership_controls': bucket('GetBucketOwnershipControls PutBucketOwnershipControls'),
  'aws_s3_bucket_policy': bucket('GetBucketPolicy PutBucketPolicy DeleteBucketPolicy'),
  'aws_s3_bucket_public_access_block': bucket('GetBucketPublicAccessBlock PutBucketPublicAccessBlock'),
  'aws_s3_bucket_server_side_encryption_configuration': bucket('GetEncryptionConfiguration PutEncryptionConfiguration'),
  'aws_s3_bucket_versioning': bucket('GetBucketVersioning PutBucketVersioning'),
  'data.aws_s3_bucket': bucket('ListBucket GetBucketWebsite'),

  // Database. Describing goes by an id that AWS gives. A last snapshot needs rights of its own, as do its tags:
  // https://github.com/aws-solutions/instance-scheduler-on-aws/issues/572
  'aws_db_instance': {
    'rds db:{@} subgrp:{db_subnet_group_name|default*} pg:{parameter_group_name|default*} og:{option_group_name|default*}':
      `CreateDBInstance ModifyDBInstance RebootDBInstance DeleteDBInstance${RDS_TAGS}`,
    'rds': 'DescribeDBInstances DescribeDBSnapshots',
    '?final_snapshot_identifier rds db:{@} snapshot:{final_snapshot_identifier}': 'CreateDBSnapshot AddTagsToResource DescribeDBSnapshots',
    '?snapshot_identifier rds db:{@} subgrp:{db_subnet_group_name|default*} snapshot:{snapshot_identifier}': 'RestoreDBInstanceFromDBSnapshot',
    ...encrypted('kms_key_id', '{kms_key_id}', 'grants'),
    '?manage_master_user_password secretsmanager secret:rds!*': 'CreateSecret TagResource',
  },
  'data.aws_db_instance': { rds: 'DescribeDBInstances ListTagsForResource' }, 'data.aws_db_instances': { rds: 'DescribeDBInstances' },
  'aws_db_subnet_group': { 'rds subgrp:{@}': `CreateDBSubnetGroup DescribeDBSubnetGroups ModifyDBSubnetGroup DeleteDBSubnetGroup${RDS_TAGS}` },
  'aws_db_parameter_group': {
    'rds pg:{@}': 'CreateDBParameterGroup DescribeDBParameterGroups DescribeDBParameters ModifyDBParameterGroup ResetDBParameterGroup '
      + `DeleteDBParameterGroup${RDS_TAGS}`,
  },
  'aws_cloudwatch_log_group': {
    'logs log-group:{@} log-group:{@}:*': 'CreateLogGroup PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup ListTagsForResource TagResource UntagResource',
    'logs': 'DescribeLogGroups',
    '?kms_key_id logs log-group:{@} log-group:{@}:*': 'AssociateKmsKey DisassociateKmsKey',
  },

  // Images. A repository takes a grant for its key too: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
  'aws_ecr_repository': {
    'ecr repository/{@}': 'CreateRepository DescribeRepositories PutImageScanningConfiguration PutImageTagMutability DeleteRepository '
      + 'ListTagsForResource TagResource UntagResource',
    ...encrypted('encryption_configuration.encryption_type=KMS', '{encryption_configuration.kms_key}', 'ecr'),
  },
  'data.aws_ecr_repositories': { ecr: 'DescribeRepositories' },
  'data.aws_ecr_repository': { 'ecr repository/*': 'DescribeRepositories DescribeImages ListTagsForResource' },
  'aws_ecr_lifecycle_policy': { 'ecr repository/{repository}': 'PutLifecyclePolicy GetLifecyclePolicy DeleteLifecyclePolicy' },

  // Load balancer. It looks at the network in the caller's name:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html, and GetSecurityGroupsForVpc, which is not on that page:
  // https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3917
  'aws_lb': {
    [OF_BALANCER('@')]: `CreateLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType DeleteLoadBalancer${ELB_TAGS}`,
    'elasticloadbalancing': 'DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation DescribeTags',
    'ec2': 'DescribeAccountAttributes DescribeAddresses DescribeInternetGateways DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs '
      + 'GetSecurityGroupsForVpc',
  },
  'aws_lb_target_group': {
    'elasticloadbalancing targetgroup/{@}/*': `CreateTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes DeleteTargetGroup${ELB_TAGS}`,
    'elasticloadbalancing': 'DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags',
    'ec2': 'DescribeInternetGateways DescribeVpcs',
  },
  'aws_lb_listener': {
    [OF_BALANCER('@')]: `CreateListener ModifyListener ModifyListenerAttributes DeleteListener${ELB_TAGS}`,
    'elasticloadbalancing': 'DescribeListeners DescribeListenerAttributes DescribeTags',
  },
  'aws_lb_listener_rule': {
    [OF_BALANCER('listener_arn')]: `CreateRule ModifyRule SetRulePriorities DeleteRule${ELB_TAGS}`,
    'elasticloadbalancing': 'DescribeRules DescribeTags',
  },
  'aws_acm_certificate': {
    '?private_key acm': 'ImportCertificate',
    '?domain_name acm': 'RequestCertificate UpdateCertificateOptions',
    'acm': 'DescribeCertificate ListTagsForCertificate AddTagsToCertificate RemoveTagsFromCertificate',
    'acm/tagged': 'DeleteCertificate',
  },
  'aws_acm_certificate_validation': { acm: 'DescribeCertificate' },
  'aws_route53_record': {
    'route53/names hostedzone/{zone_id}': 'ChangeResourceRecordSets',
    'route53 hostedzone/{zone_id}': 'GetHostedZone ListResourceRecordSets',
    'route53 change/*': 'GetChange',
  },
  'data.aws_route53_zone': { 'route53': 'ListHostedZones ListHostedZonesByName', 'route53 hostedzone/{@}': 'GetHostedZone ListTagsForResource' },

  // Events.
  'aws_sqs_queue': { 'sqs {@}': 'CreateQueue GetQueueUrl GetQueueAttributes SetQueueAttributes DeleteQueue ListQueueTags TagQueue UntagQueue' },
  'aws_sqs_queue_policy': { 'sqs {queue_url}': 'GetQueueAttributes SetQueueAttributes' },
  'aws_cloudwatch_event_rule': { 'events rule/{@}': `PutRule DescribeRule EnableRule DisableRule DeleteRule ListTagsForResource${RESOURCE_TAGS}` },
  'aws_cloudwatch_event_target': { 'events rule/{rule}': 'PutTargets ListTargetsByRule RemoveTargets' },
};

/** The attribute that names a resource, if it is not `name`, and how AWS or the provider begins a name that nobody has given. */
export const NAMED_BY = {
  aws_s3_bucket: 'bucket', aws_db_instance: 'identifier', aws_eks_node_group: 'node_group_name', aws_lb_listener: 'load_balancer_arn',
  aws_route53_zone: 'zone_id', aws_kms_key: 'key_id',
};
export const UNNAMED = {
  aws_iam_role: 'terraform-*', aws_iam_instance_profile: 'terraform-*', aws_s3_bucket: 'terraform-*', aws_lb: 'tf-lb-*', aws_lb_target_group: 'tf-*',
};

/** Roles that are given to a service: the attribute, and the services that take it. */
export const PASSED = {
  aws_eks_cluster: { role_arn: 'eks' },
  aws_eks_node_group: { node_role_arn: 'eks ec2' },
  aws_eks_addon: { service_account_role_arn: 'eks' },
  aws_eks_pod_identity_association: { role_arn: 'pods.eks' },
  aws_iam_instance_profile: { role: 'ec2' },
  aws_db_instance: { monitoring_role_arn: 'monitoring.rds' },
  aws_cloudwatch_event_target: { role_arn: 'events' },
};

/**
 * Services that make a role of their own in an account that has none; @ before the attribute that names it in full:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export const LINKED = {
  'aws_eks_cluster': 'eks', 'aws_eks_node_group': 'eks-nodegroup autoscaling', '?capacity_type=SPOT aws_eks_node_group': 'spot',
  // Karpenter's nodes, which may be on spot capacity: https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
  'aws_iam_instance_profile': 'spot',
  'aws_db_instance': 'rds', 'aws_lb': 'elasticloadbalancing', 'aws_iam_service_linked_role': '@aws_service_name',
};

/** What `repair` asks besides what the provider asks: cli/aws.mjs; of GuardDuty's only what carries GuardDuty's tag is deleted. */
export const REPAIR = { tag: 'GetResources' };
/** Only in the partition that has AWS' free plan: cli/free-plan.mjs. */
export const FREE_PLAN = { freetier: 'GetAccountPlanState' };
