// policy: how the table of actions is written: what the AWS provider calls for each type of resource and data source,
// and what AWS does in the caller's name meanwhile.
//
// Calls of the provider: internal/service of https://github.com/hashicorp/terraform-provider-aws; those of create, read
// and delete are measured by test/lab/lib/policy.mjs. Names of actions, and whether they take resources: the Service
// Authorization Reference,
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

/**
 * Actions, separated by spaces, by scope. A scope is a service, then resources, which are all of the service's in the
 * region if there are none:
 * - `{attribute}`: the name that an attribute gives, a reference or a literal; `{attribute|name}` where it is not set;
 *   `{@}`: the resource's own name
 * - `?attribute …`: only if the attribute is set; `?attribute=value`: only if it has that value
 * - `service/condition`: only on a condition of cli/policy-statements.ts
 */
export type Actions = Readonly<Record<string, string>>;

/** By type; data sources begin with `data.`. */
export type ActionTable = Readonly<Record<string, Actions>>;

export const RESOURCE_TAGS = ' TagResource UntagResource';

/**
 * A service that encrypts by a key creates a grant for it in the caller's name. A condition allows that to a service
 * (`grants`) or to ECR (`ecr`) only; EKS creates no cluster with kms:GrantIsForAWSResource:
 * https://docs.aws.amazon.com/eks/latest/userguide/create-cluster.html
 */
export const encrypted = (when: string, key: string, condition?: 'grants' | 'ecr'): Actions =>
  condition === undefined ? { [`?${when} kms key/${key}`]: 'CreateGrant DescribeKey RetireGrant' } : {
    [`?${when} kms/${condition} key/${key}`]: 'CreateGrant',
    [`?${when} kms key/${key}`]: 'DescribeKey RetireGrant',
  };
