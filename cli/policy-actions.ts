// policy: actions for every type that the library creates or reads, and which roles are passed and created with them.
import { ACCESS_ACTIONS, CLUSTER_ACTIONS, EVENT_ACTIONS } from './policy-actions-cluster';
import { DATABASE_ACTIONS, IMAGE_ACTIONS, STORAGE_ACTIONS } from './policy-actions-data';
import { ENTRANCE_ACTIONS, NETWORK_ACTIONS } from './policy-actions-network';
import { Actions, ActionTable } from './policy-table';

export const ACTIONS: ActionTable = {
  ...NETWORK_ACTIONS,
  ...CLUSTER_ACTIONS,
  ...ACCESS_ACTIONS,
  ...STORAGE_ACTIONS,
  ...DATABASE_ACTIONS,
  ...IMAGE_ACTIONS,
  ...ENTRANCE_ACTIONS,
  ...EVENT_ACTIONS,
};

/** The attribute that names a resource, if it is not `name`. */
export const NAMED_BY: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'bucket',
  aws_db_instance: 'identifier',
  aws_eks_node_group: 'node_group_name',
  aws_lb_listener: 'load_balancer_arn',
  aws_route53_zone: 'zone_id',
  aws_kms_key: 'key_id',
};

/** Names that AWS or the provider generates by default. */
export const UNNAMED: Readonly<Record<string, string>> = {
  aws_iam_role: 'terraform-*',
  aws_iam_instance_profile: 'terraform-*',
  aws_s3_bucket: 'terraform-*',
  aws_lb: 'tf-lb-*',
  aws_lb_target_group: 'tf-*',
};

/** Roles that are passed to services: by type, the attribute with the role and the services. */
export const PASSED: Readonly<Record<string, { readonly attribute: string; readonly services: readonly string[] }>> = {
  aws_eks_cluster: { attribute: 'role_arn', services: ['eks'] },
  aws_eks_node_group: { attribute: 'node_role_arn', services: ['eks', 'ec2'] },
  aws_eks_addon: { attribute: 'service_account_role_arn', services: ['eks'] },
  aws_eks_pod_identity_association: { attribute: 'role_arn', services: ['pods.eks'] },
  aws_iam_instance_profile: { attribute: 'role', services: ['ec2'] },
  aws_db_instance: { attribute: 'monitoring_role_arn', services: ['monitoring.rds'] },
  aws_cloudwatch_event_target: { attribute: 'role_arn', services: ['events'] },
};

/** A service-linked role. */
export interface LinkedRole {
  readonly type: string;
  /** Condition: `attribute=value`. */
  readonly when?: string;
  readonly services: readonly string[];
}

/**
 * Services that create a service-linked role if the account has none:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export const LINKED: readonly LinkedRole[] = [
  { type: 'aws_eks_cluster', services: ['eks'] },
  { type: 'aws_eks_node_group', services: ['eks-nodegroup', 'autoscaling'] },
  { type: 'aws_eks_node_group', when: 'capacity_type=SPOT', services: ['spot'] },
  // Karpenter's nodes may be spot: https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
  { type: 'aws_iam_instance_profile', services: ['spot'] },
  { type: 'aws_db_instance', services: ['rds'] },
  { type: 'aws_lb', services: ['elasticloadbalancing'] },
];

/** Actions that `repair` calls in addition to those of the provider. */
export const REPAIR: Actions = { tag: 'GetResources' };
/** Only in the partition that has AWS' free plan: cli/free-plan.ts. */
export const FREE_PLAN: Actions = { freetier: 'GetAccountPlanState' };
