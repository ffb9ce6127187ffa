import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { Construct } from 'constructs';
import { StackBase } from './base';
import { giveAccess, knowsAccessEntries } from '../../cluster/access-entries';
import { markDeployment } from '../../terraform/deployment';

/**
 * Developers may do in the namespaces of pipelines and models what EKS' policy AmazonEKSEditPolicy allows; their group
 * may deploy models. Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export function developers(scope: Construct, { props, names, cluster }: StackBase, namespaces: string[]): void {
  const principals = props.developerPrincipalArns ?? [];
  if (principals.length === 0) {
    return;
  }
  const parent = new Construct(scope, 'Developers');
  markDeployment(parent);
  giveAccess(parent, principals, {
    clusterName: cluster.clusterName,
    partition: new DataAwsPartition(parent, 'Partition').partition,
    policy: 'AmazonEKSEditPolicy',
    namespaces,
    kubernetesGroups: [names.developerGroup],
    creates: !props.cluster?._exists && (props.cluster?._options?.bootstrapClusterCreatorAdminPermissions ?? true)
      ? names.cluster : undefined,
    lifecycle: knowsAccessEntries(cluster, 'developers reach it', 'Or leave \'developerPrincipalArns\' out.'),
  });
}
