import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { Construct } from 'constructs';
import { StackBase } from './base';
import { knowsAccessEntries } from '../../private/access-entries';
import { markDeployment } from '../../private/deployment';
import { principalKey } from '../../private/principals';

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
  const { partition } = new DataAwsPartition(parent, 'Partition');
  const { clusterName } = cluster;
  principals.forEach((principalArn) => {
    const key = principalKey(scope, principalArn);
    const entry = new EksAccessEntry(parent, `AccessEntry-${key}`, {
      clusterName,
      principalArn,
      kubernetesGroups: [names.developerGroup],
      lifecycle: knowsAccessEntries(cluster, 'developers reach it', 'Or leave \'developerPrincipalArns\' out.'),
    });
    new EksAccessPolicyAssociation(parent, `AccessPolicy-${key}`, {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSEditPolicy`,
      accessScope: { type: 'namespace', namespaces },
    });
  });
}
