import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ServiceAccountReference } from '..';
import { metadataOf, nameOf } from '../../terraform/metadata';

const API_GROUP = 'rbac.authorization.k8s.io';

/** The rules of a Role. */
export interface RoleRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

/** Who can deploy to a namespace. */
export interface Deployers {
  readonly deployers?: ServiceAccountReference[];
  readonly deployerGroups?: string[];
}

/** Options for the role of deployers. */
export interface DeployerRoleOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  readonly rules: RoleRule[];
  readonly subject: ReturnType<typeof deployerSubjects>;
  readonly dependsOn: ITerraformDependable[];
}

/** Subjects of the role bindings of deployers. */
export function deployerSubjects({ deployers = [], deployerGroups = [] }: Deployers) {
  return [
    ...deployers.map(({ name, namespace }) => ({ kind: 'ServiceAccount', name, namespace })),
    ...deployerGroups.map((name) => ({ kind: 'Group', name, apiGroup: API_GROUP })),
  ];
}

/** Creates a Role in a namespace and its binding. Returns the binding. */
export function deployerRole(
  scope: Construct, { provider, name, namespace, rules, subject, dependsOn }: DeployerRoleOptions,
): RoleBindingV1 {
  const metadata = metadataOf({ name, namespace });
  const role = new RoleV1(scope, 'DeployerRole', { provider, metadata, dependsOn, rule: rules });
  return new RoleBindingV1(scope, 'DeployerRoleBinding', {
    provider, metadata, roleRef: { apiGroup: API_GROUP, kind: 'Role', name: nameOf(role) }, subject,
  });
}
