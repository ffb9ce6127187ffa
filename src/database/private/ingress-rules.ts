import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { GROUP_NAME } from './group-name';
import { SECURITY_GROUP_ID } from '../../validation/aws';
import { checkValue, required } from '../../validation/shape';
import { Validation } from '../../validation/validation';
import { text } from '../../validation/values';

/** Security group and port of a MySQL server. */
export interface MysqlEndpoint {
  readonly securityGroupId: string;
  readonly port: number;
}

/** Arguments of a rule that allows clients to connect to a MySQL server. */
export function mysqlRule({ securityGroupId, port }: MysqlEndpoint) {
  return { securityGroupId, ipProtocol: 'tcp', fromPort: port, toPort: port };
}

/** Allows members of security groups to connect to a MySQL server. The groups have stable names. */
export function rulesForGroups(
  scope: Construct, server: MysqlEndpoint, groups: { [name: string]: string },
): VpcSecurityGroupIngressRule[] {
  return Object.entries(groups).map(([name, group]) => ruleForGroup(scope, server, name, group));
}

function ruleForGroup(
  scope: Construct, server: MysqlEndpoint, name: string, referencedSecurityGroupId: string,
): VpcSecurityGroupIngressRule {
  return new VpcSecurityGroupIngressRule(scope, ruleId(name), {
    ...mysqlRule(server), referencedSecurityGroupId, description: `MySQL from ${name}`,
  });
}

const ruleId = (name: string) => `IngressFrom-${name}`;

/** A client of a server whose security group may be unknown. */
export interface MysqlClient extends Partial<MysqlEndpoint> {
  readonly port: number;
  readonly name: string;
  readonly clientSecurityGroupId: string;
}

const NAME = text(GROUP_NAME.allowed, GROUP_NAME.isAllowed);

/** Validates the client, and allows members of its security group to connect to a MySQL server. */
export function allowFrom(
  scope: Construct, { securityGroupId, port, name, clientSecurityGroupId }: MysqlClient,
): VpcSecurityGroupIngressRule {
  Validation.run(`Database.allowFrom '${scope.node.path}'`, (v) => {
    checkValue(v, 'name', name, required(NAME));
    checkValue(v, 'securityGroupId', clientSecurityGroupId, required(SECURITY_GROUP_ID));
    if (scope.node.tryFindChild(ruleId(name))) {
      v.add('name', `got "${name}", which has a rule already. Must be unique`, 'Choose another name.');
    }
    if (securityGroupId === undefined) {
      v.add('securityGroupId', 'cannot be allowed, because the server\'s security group is not known',
        "Give 'securityGroupId' to Database.fromAttributes() or DatabaseSource.existing().");
    }
  });
  return ruleForGroup(scope, { securityGroupId: securityGroupId!, port }, name, clientSecurityGroupId);
}
