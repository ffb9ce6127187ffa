// Checks whether the policy of a stack allows the calls of Terraform's provider, and what it allows in addition.
import { documentsOf } from '../../../cli/policy.ts';
import { policyOf } from '../../../cli/policy-statements.ts';

const ACCOUNT = '123456789012';
const DEPLOYMENT = 'cdktf-zenml-aws/deployment';

/**
 * Actions that are not called as the operation is: the Service Authorization Reference, and for S3
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const ACTION_OF = {
  s3: {
    HeadBucket: 'ListBucket', HeadObject: 'GetObject', ListObjectsV2: 'ListBucket', ListObjectVersions: 'ListBucketVersions',
    ListBuckets: 'ListAllMyBuckets', DeleteObjects: 'DeleteObject',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration', GetBucketCors: 'GetBucketCORS', GetBucketReplication: 'GetReplicationConfiguration',
    GetBucketEncryption: 'GetEncryptionConfiguration', PutBucketEncryption: 'PutEncryptionConfiguration', DeleteBucketEncryption: 'PutEncryptionConfiguration',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration', PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
    DeleteBucketLifecycleConfiguration: 'PutLifecycleConfiguration', GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock', PutPublicAccessBlock: 'PutBucketPublicAccessBlock', DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
    DeleteBucketOwnershipControls: 'PutBucketOwnershipControls', DeleteBucketTagging: 'PutBucketTagging',
  },
};
/** Allowed for everyone, whatever their policies. */
const FREE = ['sts:GetCallerIdentity'];

/**
 * The resources that a call names, as the end of an ARN or all of it; none where its action knows none, or it gives ids
 * that AWS has made up.
 */
const RESOURCES = {
  iam: ({ RoleName: role, OpenIDConnectProviderArn: arn, Url: url, InstanceProfileName: profile }) =>
    [role && `role/${role}`, arn, url && `oidc-provider/${url.replace('https://', '')}`, profile && `instance-profile/${profile}`],
  s3: ({ bucket, key }, operation) => [key || operation === 'DeleteObjects' ? `arn:aws:s3:::${bucket}/${key ?? 'some'}` : `arn:aws:s3:::${bucket}`],
  eks: ({ name, group, addon, arn, tagged, id }, operation) => [
    tagged ?? (group ? `nodegroup/${name}/${group}/id` : addon && !/^Create/.test(operation) ? `addon/${name}/${addon}/id`
      : arn ? `access-entry/${name}/role/${ACCOUNT}/name/id` : id && /PodIdentity/.test(operation) ? `podidentityassociation/${name}/id` : `cluster/${name}`)],
  rds: ({ DBInstanceIdentifier: instance, DBSubnetGroupName: subnets, DBParameterGroupName: group, ResourceName: arn }, operation) => [
    operation !== 'DescribeDBInstances' && instance && `db:${instance}`, subnets && `subgrp:${subnets}`, group && `pg:${group}`, arn],
  ecr: (it) => [it.resourceArn, ...[it.repositoryName ?? it.repositoryNames ?? []].flat().map((name) => `repository/${name}`)],
  logs: ({ logGroupName: name, resourceArn: arn }) => [arn, name && `log-group:${name}`],
  kms: ({ KeyId: key, TargetKeyId: target, AliasName: alias }) => [...[key, target].map((it) => it && (/^arn:/.test(it) ? it : `key/${it}`)), alias],
  elasticloadbalancing: (it, operation) => (/^Describe/.test(operation) ? [] : [
    it.LoadBalancerArn ?? it.TargetGroupArn ?? it.ListenerArn ?? it.RuleArn ?? it['ResourceArns.member.1']
      ?? (operation === 'CreateTargetGroup' ? `targetgroup/${it.Name}/id` : `loadbalancer/app/${it.Name}/id`)]),
  autoscaling: ({ AutoScalingGroupName: name }) => [name && `autoScalingGroup:id:autoScalingGroupName/${name}`],
  route53: ({ zone, change }) => [zone && `arn:aws:route53:::hostedzone/${zone}`, change && `arn:aws:route53:::change/${change}`],
  sqs: ({ QueueUrl: url, QueueName: name }) => [name ?? url?.split('/').pop()],
  events: ({ Name: name, Rule: rule, ResourceARN: arn }) => [arn ?? `rule/${rule ?? name}`],
};

/** The action that a service asks for besides, where something is made with tags. */
const TAGGED_BY = {
  iam: ({ RoleName: role, Url: url }) => (role ? 'TagRole' : url ? 'TagOpenIDConnectProvider' : 'TagInstanceProfile'),
  ec2: () => 'CreateTags', rds: () => 'AddTagsToResource', elasticloadbalancing: () => 'AddTags', acm: () => 'AddTagsToCertificate',
  ecr: () => 'TagResource', eks: () => 'TagResource', logs: () => 'TagResource', sqs: () => 'TagQueue', events: () => 'TagResource',
};

/** The key for which a service creates a grant in the caller's name. */
const ENCRYPTED = {
  CreateCluster: (it) => it.encryptionConfig?.[0].provider.keyArn, CreateDBInstance: (it) => it.KmsKeyId,
  CreateRepository: (it) => it.encryptionConfiguration?.encryptionType === 'KMS' && (it.encryptionConfiguration.kmsKey ?? 'of-ecr'),
};
/**
 * What that grant's request carries, where a service's guide says so. EKS's carries neither: "Amazon EKS does not
 * support the key policy condition
 * kms:GrantIsForAWSResource. Creating a cluster will not work if this action is in the key policy statement"
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-cluster.html).
 * RDS: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-service-integration,
 * ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
const GRANT_CONTEXT = {
  CreateDBInstance: () => ({ 'kms:GrantIsForAWSResource': 'true' }),
  CreateRepository: (region) => ({ 'kms:ViaService': `ecr.${region}.amazonaws.com` }),
};
/** Services that create their own roles. Spot: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html */
const LINKED = {
  CreateCluster: () => ['eks'],
  CreateNodegroup: ({ capacityType }) => ['eks-nodegroup', 'autoscaling', ...(capacityType === 'SPOT' ? ['spot'] : [])],
  CreateDBInstance: () => ['rds'],
  CreateLoadBalancer: () => ['elasticloadbalancing'],
};
/**
 * What Elastic Load Balancing asks of EC2 in the caller's name: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html,
 * and since 2024 GetSecurityGroupsForVpc: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3917
 */
const BALANCED = {
  CreateLoadBalancer: ['DescribeAccountAttributes', 'DescribeAddresses', 'DescribeInternetGateways', 'DescribeSecurityGroups', 'DescribeSubnets',
    'DescribeVpcs', 'GetSecurityGroupsForVpc'],
  CreateTargetGroup: ['DescribeInternetGateways', 'DescribeVpcs'],
  SetSecurityGroups: ['GetSecurityGroupsForVpc'],
  SetSubnets: ['DescribeSubnets'],
};

/** What a call needs: its own action, and those that AWS asks of the caller for it. */
function needsOf({ service, region, operation, parameters: it }) {
  const place = region === 'aws-global' ? 'us-east-1' : region;
  const arn = (name) => (name.startsWith('arn:') ? name : `arn:aws:${service}:${service === 'iam' ? '' : place}:${ACCOUNT}:${name}`);
  const named = (RESOURCES[service]?.(it, operation) ?? []).filter(Boolean).map(arn);
  const resources = named.length === 0 ? ['*'] : named;
  const context = {
    'aws:RequestedRegion': place, 'iam:PolicyARN': it.PolicyArn, 'route53:ChangeResourceRecordSetsNormalizedRecordNames': it.names,
  };
  const need = (action, on = resources, more = {}) => ({ action, resources: on, context: { ...context, ...more } });
  const key = (id) => [/^arn:/.test(id) ? id : `arn:aws:kms:${place}:${ACCOUNT}:key/${id}`];
  const needs = [need(`${service}:${ACTION_OF[service]?.[operation] ?? operation}`)];
  if (/^(Create|Allocate|Import|Request|Put)/.test(operation) && JSON.stringify(it).includes(DEPLOYMENT) && TAGGED_BY[service]) {
    needs.push(need(`${service}:${TAGGED_BY[service](it)}`));
  }
  const passed = { roleArn: ['eks'], nodeRole: ['eks', 'ec2'], serviceAccountRoleArn: ['eks'] };
  for (const [attribute, takers] of Object.entries(passed).filter(([attribute]) => service === 'eks' && it[attribute])) {
    const role = [it[attribute]];
    needs.push(need('iam:GetRole', role), need('iam:ListAttachedRolePolicies', role));
    needs.push(...takers.map((taker) => need('iam:PassRole', role, { 'iam:PassedToService': `${taker}.amazonaws.com` })));
  }
  const encrypted = ENCRYPTED[operation]?.(it);
  if (encrypted) {
    needs.push(need('kms:CreateGrant', key(encrypted), GRANT_CONTEXT[operation]?.(place)), need('kms:DescribeKey', key(encrypted)));
  }
  needs.push(...(service === 'elasticloadbalancing' ? BALANCED[operation] ?? [] : []).map((action) => need(`ec2:${action}`, ['*'])));
  for (const name of (LINKED[operation]?.(it) ?? []).map((taker) => `${taker}.amazonaws.com`)) {
    needs.push(need('iam:CreateServiceLinkedRole', [`arn:aws:iam::${ACCOUNT}:role/aws-service-role/${name}/Some`], { 'iam:AWSServiceName': name }));
  }
  if (operation === 'CreateNodegroup') {
    needs.push(need('ec2:RunInstances', ['*']), need('ec2:CreateTags', ['*']));
  } else if (operation === 'CreateLogGroup' && it.kmsKeyId) {
    needs.push(need('logs:AssociateKmsKey'));
  } else if (it.FinalDBSnapshotIdentifier) {
    const snapshot = arn(`snapshot:${it.FinalDBSnapshotIdentifier}`);
    needs.push(need('rds:CreateDBSnapshot', [...resources, snapshot]), need('rds:AddTagsToResource', [snapshot]));
  }
  return needs;
}

const matches = (pattern, text) => new RegExp(`^${pattern.split('*').map((it) => it.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(text);
const list = (value) => [value ?? []].flat();
const isMet = (Condition = {}, context) => Object.entries(Condition).every(([operator, keys]) => Object.entries(keys).every(([key, values]) => {
  if (key === `aws:ResourceTag/${DEPLOYMENT}`) {
    return operator === 'Null'; // That it is there, untagged() looks at.
  }
  const wanted = list(values);
  const isLike = (it) => wanted.some((pattern) => (operator.endsWith('Like') ? matches(pattern, it) : pattern === it));
  return operator.startsWith('ForAllValues') ? list(context[key]).every(isLike) : context[key] !== undefined && isLike(context[key]);
}));
const isAllowed = (statements, { action, resources, context }) => resources.every((resource) => statements.some((it) => list(it.Action).includes(action)
  && list(it.Resource).some((pattern) => matches(pattern, resource)) && isMet(it.Condition, context)));

/** What is deleted by its tag alone, and what has to give it that tag. */
const MADE_BY = {
  DeleteVpc: 'CreateVpc', DeleteSubnet: 'CreateSubnet', DeleteInternetGateway: 'CreateInternetGateway', ReleaseAddress: 'AllocateAddress',
  DeleteNatGateway: 'CreateNatGateway', DeleteRouteTable: 'CreateRouteTable', DeleteVpcEndpoints: 'CreateVpcEndpoint', DeleteSecurityGroup: 'CreateSecurityGroup',
  DeleteManagedPrefixList: 'CreateManagedPrefixList', DeleteLaunchTemplate: 'CreateLaunchTemplate', DeleteCertificate: 'ImportCertificate RequestCertificate',
  ScheduleKeyDeletion: 'CreateKey', PutKeyPolicy: 'CreateKey', EnableKey: 'CreateKey', DisableKey: 'CreateKey',
};

/** Those whose deletion hangs on a tag that they were made without. */
function untagged(statements, calls) {
  const byTag = statements.filter(({ Condition }) => Condition?.Null?.[`aws:ResourceTag/${DEPLOYMENT}`])
    .flatMap(({ Action }) => Action.map((it) => it.split(':')[1]));
  // A certificate that is imported again keeps its tags.
  const without = calls.filter(({ parameters: it }) => !it.CertificateArn && !JSON.stringify(it).includes(DEPLOYMENT)).map(({ operation }) => operation);
  return byTag.flatMap((action) => (MADE_BY[action] === undefined ? [`${action}: nothing is known of what makes it`]
    : MADE_BY[action].split(' ').filter((operation) => without.includes(operation)).map((operation) => `${action}: ${operation} sets no tag`)));
}

/** Granted though a first apply and a destroy do not call it: changes of what is there, … */
const FOR_CHANGES = new RegExp('^\\w+:(Update|Modify|Set|TagResource|Untag|Remove|Replace|Reset|Reboot|Enable|Disable|Put|Associate|Disassociate|AddClientID'
  + '|Delete(Tags|RetentionPolicy|Object)|DescribeUpdate|CreateLaunchTemplateVersion)');
/** … and these. */
const OTHERWISE = [
  // ECR gives its grants back.
  'kms:RetireGrant',
  // Version 6 of the provider, repair, and what only a bucket with objects, a last snapshot or a zone by its name
  // needs.
  's3:ListTagsForResource', 'tag:GetResources', 'freetier:GetAccountPlanState', 'ec2:DescribeVpcEndpoints', 's3:ListBucketVersions', 'rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots', 'route53:ListHostedZonesByName',
];

/** Calls of a provider against the policy of the configuration that it has carried out. */
export function against(config, calls) {
  const statements = documentsOf(policyOf(config, { account: ACCOUNT }).statements).flatMap(({ Statement }) => Statement);
  const needs = calls.flatMap(needsOf).filter(({ action }) => !FREE.includes(action));
  const denied = [...new Set(needs.filter((need) => !isAllowed(statements, need)).map(({ action, resources }) => `${action} on ${resources.join(', ')}`))];
  const called = new Set(needs.map(({ action }) => action));
  const unused = [...new Set(statements.flatMap(({ Action }) => Action))].filter((action) => !called.has(action));
  return {
    denied: [...denied, ...new Set(untagged(statements, calls))],
    unused,
    superfluous: unused.filter((action) => !FOR_CHANGES.test(action) && !OTHERWISE.includes(action)),
    actions: called.size,
    granted: new Set(statements.flatMap(({ Action }) => Action)).size,
  };
}
