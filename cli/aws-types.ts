// How to look up resources of a type in AWS, and the ids that Terraform imports them with.
import { ownRole } from './access-entries';
import { Attributes, Known } from './documents';

/** DNS suffixes of services in partitions other than amazonaws.com. */
const SUFFIXES: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };

/** The id that `terraform import` takes for a resource of a type with an ARN. */
export function importId(type: string, arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  if (/^aws_(lb|lb_\w+|acm_certificate|iam_openid_connect_provider)$/.test(type)) {
    return arn;
  }
  if (/^aws_eks_(node_group|addon)$/.test(type)) {
    return resource.split('/').slice(1, 3).join(':');
  }
  if (/^aws_(ecr_repository|s3_bucket)$/.test(type)) {
    return resource.replace(/^repository\//, '');
  }
  if (type === 'aws_cloudwatch_log_group') {
    return resource.replace(/^log-group:/, '').replace(/:\*$/, '');
  }
  if (type === 'aws_sqs_queue') {
    const [, partition, , region, account] = arn.split(':');
    return `https://sqs.${region}.${SUFFIXES[partition] ?? 'amazonaws.com'}/${account}/${resource}`;
  }
  return resource.split(type.startsWith('aws_db_') ? ':' : '/').pop()!;
}

/** The AWS CLI call that reads the tags of one resource. */
export interface NamedResource {
  /** The id that Terraform imports. */
  readonly id: string;
  readonly ask: readonly string[];
  /** Belongs to this stack regardless of its tags. */
  readonly isOwn?: boolean;
}

type ByName = (values: Attributes, cluster: Attributes | undefined, known: Known) => NamedResource | undefined;

/**
 * Types whose names are known before they are created. Each resource is looked up by name: the list by tags omits some
 * of them, and contains others only after a delay.
 */
export const BY_NAME: Readonly<Record<string, ByName>> = {
  aws_iam_role: ({ name }) =>
    name ? { id: name, ask: ['iam', 'get-role', '--role-name', name, '--query', 'Role.Tags'] } : undefined,
  aws_iam_instance_profile: ({ name }) => name ? {
    id: name, ask: ['iam', 'get-instance-profile', '--instance-profile-name', name, '--query', 'InstanceProfile.Tags'],
  } : undefined,
  aws_iam_openid_connect_provider: ({ url }, cluster) => {
    const [, partition, , , account] = cluster?.arn?.split(':') ?? [];
    if (!url || !account) {
      return undefined;
    }
    const id = `arn:${partition}:iam::${account}:oidc-provider/${url.replace('https://', '')}`;
    const ask = ['iam', 'get-open-id-connect-provider', '--open-id-connect-provider-arn', id, '--query', 'Tags'];
    return { id, ask };
  },
  aws_eks_cluster: ({ name }) =>
    name ? { id: name, ask: ['eks', 'describe-cluster', '--name', name, '--query', 'cluster.tags'] } : undefined,
  aws_eks_addon: ({ cluster_name: cluster, addon_name: name }) => cluster && name ? {
    id: `${cluster}:${name}`,
    ask: ['eks', 'describe-addon', '--cluster-name', cluster, '--addon-name', name, '--query', 'addon.tags'],
  } : undefined,
  // EKS creates one for the role of a node group, without tags.
  aws_eks_access_entry: ({ cluster_name: cluster, principal_arn: principal }, _, known) => cluster && principal ? {
    id: `${cluster}:${principal}`,
    isOwn: ownRole(known, principal) !== undefined,
    ask: [
      'eks', 'describe-access-entry', '--cluster-name', cluster, '--principal-arn', principal,
      '--query', 'accessEntry.tags',
    ],
  } : undefined,
};

/** The AWS CLI calls that read the status of a resource and wait for it. */
export interface SlowResource {
  readonly describe: readonly string[];
  /** Arguments of `aws wait` until the resource is ready, and until it is deleted. */
  readonly ready: readonly string[];
  readonly deleted: readonly string[];
}

function slow(
  service: string, describe: string, identity: readonly string[], query: string, ready: string, deleted: string,
): SlowResource {
  return {
    describe: [service, describe, ...identity, '--query', query],
    ready: [service, 'wait', ready, ...identity],
    deleted: [service, 'wait', deleted, ...identity],
  };
}

/** Types that take minutes: a run cannot continue while one of them is being created or deleted. */
export const SLOW: Readonly<Record<string, (values: Attributes) => SlowResource>> = {
  aws_eks_cluster: ({ name = '' }) =>
    slow('eks', 'describe-cluster', ['--name', name], 'cluster.status', 'cluster-active', 'cluster-deleted'),
  aws_eks_node_group: ({ cluster_name: cluster = '', node_group_name: name = '' }) =>
    slow('eks', 'describe-nodegroup', ['--cluster-name', cluster, '--nodegroup-name', name], 'nodegroup.status',
      'nodegroup-active', 'nodegroup-deleted'),
  aws_eks_addon: ({ cluster_name: cluster = '', addon_name: name = '' }) =>
    slow('eks', 'describe-addon', ['--cluster-name', cluster, '--addon-name', name], 'addon.status',
      'addon-active', 'addon-deleted'),
  aws_db_instance: ({ identifier = '' }) =>
    slow('rds', 'describe-db-instances', ['--db-instance-identifier', identifier], 'DBInstances[0].DBInstanceStatus',
      'db-instance-available', 'db-instance-deleted'),
  aws_nat_gateway: ({ id = '' }) =>
    slow('ec2', 'describe-nat-gateways', ['--nat-gateway-ids', id], 'NatGateways[0].State',
      'nat-gateway-available', 'nat-gateway-deleted'),
};
