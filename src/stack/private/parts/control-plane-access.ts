import { DataAwsVpcSecurityGroupRule } from '@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule';
import { DataAwsVpcSecurityGroupRules } from '@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules';
import { ITerraformDependable, Precondition, TerraformIterator, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from '../../../cluster';
import { TerraformData } from '../../../terraform/terraform-data';
import { isUnknown } from '../../../validation/validation';
import { ResolvedStack } from '../resolve';

/**
 * Ports of webhooks that the Kubernetes API server calls, and the component that listens on each. Requests wait for the
 * webhook's response.
 * Sources: the charts istiod 1.30.3 and seldon-core-operator 1.17.1.
 */
const WEBHOOKS = { 15017: 'istiod', 4443: 'Seldon Core' };

/** Security groups of a cluster's nodes, by stable names. */
export function securityGroupsOf({ securityGroupId, nodeSecurityGroupIds = [] }: ICluster): { [name: string]: string } {
  return {
    cluster: securityGroupId,
    ...Object.fromEntries(nodeSecurityGroupIds.map((id, index) => [`nodes-${index + 1}`, id])),
  };
}

/**
 * Fails, before anything is created, if a security group of the nodes does not allow the control plane to reach the
 * port of a webhook. A rule for addresses counts as allowing it. Groups that only Terraform knows are not checked,
 * because the same apply may create them.
 */
export function controlPlaneAccess(
  scope: Construct, { nodeSecurityGroupIds = [], securityGroupId, controlPlaneSecurityGroupIds }: ICluster,
  { seldon }: ResolvedStack,
): ITerraformDependable[] {
  const groups = nodeSecurityGroupIds.filter((id) => !isUnknown(id));
  if (groups.length === 0 || controlPlaneSecurityGroupIds === undefined || !seldon) {
    return [];
  }
  const parent = new Construct(scope, 'ControlPlaneAccess');
  const all = new TerraformLocal(parent, 'AllSecurityGroups', [securityGroupId, controlPlaneSecurityGroupIds]);
  // The second is null if the cluster has no additional security groups.
  const controlPlane = new TerraformLocal(parent, 'SecurityGroups',
    `\${[for it in flatten(${all.fqn}) : it if it != null]}`);
  const precondition = groups.flatMap((group, index) => {
    const { ids } = new DataAwsVpcSecurityGroupRules(parent, `Rules${index + 1}`, {
      filter: [{ name: 'group-id', values: [group] }],
    });
    const each = TerraformIterator.fromList(ids);
    const rule = new DataAwsVpcSecurityGroupRule(parent, `Rule${index + 1}`, {
      forEach: each, securityGroupRuleId: each.value,
    });
    return Object.entries(WEBHOOKS).map(([port, whose]) =>
      letsIn(rule, controlPlane, group, Number(port), whose));
  });
  return [new TerraformData(parent, 'Resource', { lifecycle: { precondition } })];
}

function letsIn(
  rules: DataAwsVpcSecurityGroupRule, controlPlane: TerraformLocal, group: string, port: number, whose: string,
): Precondition {
  // Arguments that a rule does not set are null, and comparing null fails.
  const isOpen = `it.ip_protocol == "-1" || try(it.ip_protocol == "tcp" && it.from_port <= ${port}`
    + ` && it.to_port >= ${port}, false)`;
  const isMeant = `try(contains(${controlPlane.fqn}, it.referenced_security_group_id), true)`;
  return {
    condition: `\${anytrue([for it in ${rules.fqn} : !it.is_egress && (${isOpen}) && ${isMeant}])}`,
    errorMessage: `The nodes' security group ${group} does not allow the control plane to reach port ${port}, where `
      + `the webhook of ${whose} listens. Add the rule; in terraform-aws-eks: `
      + `node_security_group_additional_rules = { webhook_${port} = { protocol = "tcp", from_port = ${port}, `
      + `to_port = ${port}, type = "ingress", source_cluster_security_group = true } }`,
  };
}
