import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import {
  DefaultTokenResolver, ITerraformDependable, StringConcat, TerraformResourceLifecycle, Token, Tokenization,
} from 'cdktf';
import { Construct, IConstruct } from 'constructs';

/** A cluster, as far as it tells what decides who may do what. */
export interface ClusterAccess {
  readonly clusterName: string;
  readonly authenticationMode?: string;
}

/**
 * Stops where a cluster knows no access entries; `purpose` says what one is for, behind "by which", and `remedy` what
 * else can be done than to allow them.
 */
export function knowsAccessEntries(
  { clusterName, authenticationMode }: ClusterAccess, purpose: string, remedy: string,
): TerraformResourceLifecycle | undefined {
  return authenticationMode === undefined ? undefined : {
    precondition: [{
      condition: `\${${authenticationMode} != "CONFIG_MAP"}`,
      errorMessage: `Cluster ${clusterName} knows no access entries, by which ${purpose}. Allow them, beside what it`
        + ' has: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP.'
        + ` ${remedy}`,
    }],
  };
}

/** What a principal may do on a cluster. */
export interface Access {
  readonly clusterName: string;
  readonly partition: string;
  /** The name of EKS' policy. */
  readonly policy: string;
  /** Where it holds; on all of the cluster if it is left out. */
  readonly namespaces?: string[];
  readonly kubernetesGroups?: string[];
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** Gives principals access: what is one's stays as it is when another is taken out of the list. */
export function giveAccess(scope: Construct, principalArns: string[], access: Access): ITerraformDependable[] {
  const { clusterName, kubernetesGroups, namespaces, lifecycle } = access;
  return principalArns.flatMap((principalArn) => {
    const key = principalKey(scope, principalArn);
    const entry = new EksAccessEntry(scope, `AccessEntry-${key}`, {
      clusterName, principalArn, kubernetesGroups, lifecycle,
    });
    return [entry, new EksAccessPolicyAssociation(scope, `AccessPolicy-${key}`, {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${access.partition}:eks::aws:cluster-access-policy/${access.policy}`,
      accessScope: namespaces ? { type: 'namespace', namespaces } : { type: 'cluster' },
    })];
  });
}

/** What tells a principal from the others, in ids: of an ARN that only Terraform knows it is the expression. */
function principalKey(scope: IConstruct, principalArn: string): string {
  if (!Token.isUnresolved(principalArn)) {
    return principalArn;
  }
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(principalArn, { scope, resolver, preparing: false })).replace(/^\$\{|\}$/g, '');
}
