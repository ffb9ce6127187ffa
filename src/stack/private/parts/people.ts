import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { Construct } from 'constructs';
import { giveAccess, knowsAccessEntries } from '../../../cluster/access-entries';
import { markDeployment } from '../../../terraform/deployment';
import { StackContext } from '../context';

/**
 * Grants developers EKS' access policy AmazonEKSEditPolicy in the namespaces of pipelines and models. Their Kubernetes
 * group can deploy models. Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export function developers(scope: Construct, { stack, cluster }: StackContext, namespaces: string[]): void {
  const { developerPrincipalArns: principals, names } = stack;
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
    creates: stack.isCreatorAdmin ? stack.clusterName : undefined,
    lifecycle: knowsAccessEntries(cluster, 'developers reach it', 'Or leave \'developerPrincipalArns\' out.'),
  });
}
