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
 * Stops where a cluster knows no access entries; `purpose` says what one is for, behind "by which", and `remedy` what
 * else can be done than to allow them.
 */
export function knowsAccessEntries(
  { clusterName, authenticationMode }: ClusterAccess, purpose: string, remedy: string,
): TerraformResourceLifecycle | undefined {
  // What is known when the stack is synthesized is checked then.
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
 * The access entry of a role, replaced together with it: an entry is bound to the unique id of its role, and admits
 * nobody once the role is re-created under its name. Such an entry, for example one that an earlier deployment left
 * behind, fails the plan. Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_AccessEntry.html
 */
export function roleAccessEntry(scope: Construct, role: IamRole, access: RoleAccess): EksAccessEntry {
  return new EksAccessEntry(scope, 'AccessEntry', {
    ...access,
    principalArn: role.arn,
    lifecycle: {
      ...access.lifecycle,
      replaceTriggeredBy: [`${addressOf(role)}.unique_id`],
      postcondition: [{
        // Terraform cannot compare times that are not known, nor does it have to: then the entry is new.
        condition: `\${try(timecmp(self.created_at, ${addressOf(role)}.create_date) >= 0, true)}`,
        errorMessage: `The access entry of role ${role.arn} on cluster ${access.clusterName} is older than the role: it`
          + ' is of an earlier role of that name, and admits nobody. Delete it, then run the same command again: the'
          + ' command repair does that, or aws eks delete-access-entry --cluster-name <cluster>'
          + ' --principal-arn <role>.',
      }],
    },
  });
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
  /** The name of the cluster, if it is created here, and its creator becomes an administrator of it by that. */
  readonly creates?: string;
}

/** Gives principals access: what is one's stays as it is when another is taken out of the list. */
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
 * Conditions that stop the plan that creates a cluster if a principal is the identity that runs it: EKS gives the
 * creator an access entry, and refuses another one. Once there is a cluster of that name, anybody may run Terraform.
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
    // Of a role the session is the caller: arn:aws:sts::111122223333:assumed-role/<name without path>/<session>.
    condition: `\${contains(${clusters.fqn}.names, "${creates}") || !startswith("\${${caller.fqn}.arn}/", "${
      principalArn.replace(/^(arn:[^:]+:)iam(::\d+:)role\/(?:.*\/)?/, '$1sts$2assumed-role/')}/")}`,
    errorMessage: `${principalArn} is who creates the cluster. ${CREATOR_REMEDY}`,
  }];
}

/** A part of an id that is unique for a principal; the expression of an ARN that only Terraform knows. */
function principalKey(scope: IConstruct, principalArn: string): string {
  if (!Token.isUnresolved(principalArn)) {
    return principalArn;
  }
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(principalArn, { scope, resolver, preparing: false })).replace(/^\$\{|\}$/g, '');
}
