import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { NODE_POLICIES } from './statements';
import { trustService } from '../../terraform/iam';

/** Creates the nodes' role and the attachments of its policies, which nodes depend on. */
export function nodeRole(
  scope: Construct, roleName: string, partition: string,
): { role: IamRole; policies: ITerraformDependable[] } {
  const role = new IamRole(scope, 'Role', { name: roleName, assumeRolePolicy: trustService('ec2.amazonaws.com') });
  const policies = NODE_POLICIES.map((policy) => new IamRolePolicyAttachment(scope, policy, {
    role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}`,
  }));
  return { role, policies };
}
