import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsEksClusters } from '@cdktf/provider-aws/lib/data-aws-eks-clusters';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import {
  DefaultTokenResolver, ITerraformDependable, Precondition, StringConcat, TerraformResourceLifecycle, Token,
  Tokenization,
} from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { addressOf } from '../terraform/kept';
import { CREATOR_REMEDY } from '../validation/principals';

/** Attributes of a cluster that decide how access is granted. */
export interface ClusterAccess {
  readonly clusterName: string;
  readonly authenticationMode?: string;
}

/**
 * A precondition that fails if a cluster does not support access entries. `purpose` follows "by which" in its message,
 * and `remedy` is an alternative to enabling them.
 */
export function knowsAccessEntries(
  { clusterName, authenticationMode }: ClusterAccess, purpose: string, remedy: string,
): TerraformResourceLifecycle | undefined {
  // A mode that is known at synthesis is validated there.
  return authenticationMode === undefined || !Token.isUnresolved(authenticationMode) ? undefined : {
    precondition: [{
      condition: `\${${authenticationMode} != "CONFIG_MAP"}`,
      errorMessage: `Cluster ${clusterName} knows no access entries, by which ${purpose}. Allow them, beside what it`
        + ' has: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP.'
        + ` ${remedy}`,
    }],
  };
}

/** An access entry of a role that this library creates. */
export interface RoleAccess {
  readonly clusterName: string;
  readonly type?: 'EC2_LINUX';
  readonly kubernetesGroups?: string[];
  readonly lifecycle?: TerraformResourceLifecycle;
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Creates the access entry of a role, which is replaced together with the role: an entry is bound to the unique id of
 * its role, and grants no access after the role is re-created with the same name. Such a stale entry, for example from
 * an earlier deployment, fails the plan. Source:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_AccessEntry.html
 */
export function roleAccessEntry(scope: Construct, role: IamRole, access: RoleAccess): EksAccessEntry {
  return new EksAccessEntry(scope, 'AccessEntry', {
    ...access,
    principalArn: role.arn,
    lifecycle: {
      ...access.lifecycle,
      replaceTriggeredBy: [`${addressOf(role)}.unique_id`],
      postcondition: [{
        // If a time is unknown, the entry is new, and there is nothing to compare.
        condition: `\${try(timecmp(self.created_at, ${addressOf(role)}.create_date) >= 0, true)}`,
        errorMessage: `The access entry of role ${role.arn} on cluster ${access.clusterName} is older than the role: `
          + 'it belongs to an earlier role of that name and grants no access. Delete it, then run the same '
          + 'command again: the command repair does that, or aws eks delete-access-entry --cluster-name '
          + '<cluster> --principal-arn <role>.',
      }],
    },
  });
}

/** Permissions of a principal on a cluster. */
export interface Access {
  readonly clusterName: string;
  readonly partition: string;
  /** Name of the EKS access policy. */
  readonly policy: string;
  /** Namespaces that the policy is limited to; by default the whole cluster. */
  readonly namespaces?: string[];
  readonly kubernetesGroups?: string[];
  readonly lifecycle?: TerraformResourceLifecycle;
  /** Name of the cluster, if it is created here and its creator becomes its administrator. */
  readonly creates?: string;
}

/** Grants access to principals. Removing one from the list does not change the resources of the others. */
export function giveAccess(scope: Construct, principalArns: string[], access: Access): ITerraformDependable[] {
  const { clusterName, kubernetesGroups, namespaces } = access;
  const refuseCreator = creatorOf(scope, principalArns, access.creates);
  return principalArns.flatMap((principalArn) => {
    const key = principalKey(scope, principalArn);
    const precondition = [...(access.lifecycle?.precondition ?? []), ...refuseCreator(principalArn)];
    const lifecycle = precondition.length > 0 ? { ...access.lifecycle, precondition } : access.lifecycle;
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

/**
 * Preconditions that fail the plan that creates a cluster if a principal is the identity that runs Terraform: EKS
 * creates an access entry for the creator, and refuses a second one. Once the cluster exists, any identity may run
 * Terraform.
 */
function creatorOf(
  scope: Construct, principalArns: string[], creates: string | undefined,
): (principalArn: string) => Precondition[] {
  if (creates === undefined || principalArns.every((it) => Token.isUnresolved(it))) {
    return () => [];
  }
  const caller = new DataAwsCallerIdentity(scope, 'Creator');
  const clusters = new DataAwsEksClusters(scope, 'Clusters');
  return (principalArn) => Token.isUnresolved(principalArn) ? [] : [{
    // For a role, the caller is its session: arn:aws:sts::111122223333:assumed-role/<name without path>/<session>.
    condition: `\${contains(${clusters.fqn}.names, "${creates}") || !startswith("\${${caller.fqn}.arn}/", "${
      principalArn.replace(/^(arn:[^:]+:)iam(::\d+:)role\/(?:.*\/)?/, '$1sts$2assumed-role/')}/")}`,
    errorMessage: `${principalArn} is the identity that creates the cluster. ${CREATOR_REMEDY}`,
  }];
}

/** Part of a construct id that is unique for a principal: its ARN, or the expression of an ARN that is unknown. */
function principalKey(scope: IConstruct, principalArn: string): string {
  if (!Token.isUnresolved(principalArn)) {
    return principalArn;
  }
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(principalArn, { scope, resolver, preparing: false })).replace(/^\$\{|\}$/g, '');
}
