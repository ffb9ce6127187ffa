import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

/** A MySQL server in a security group. */
export interface MysqlEndpoint {
  readonly securityGroupId: string;
  readonly port: number;
}

/** Arguments of a rule that lets clients connect to a MySQL server. */
export function mysqlRule({ securityGroupId, port }: MysqlEndpoint) {
  return { securityGroupId, ipProtocol: 'tcp', fromPort: port, toPort: port };
}

/** Lets members of security groups connect to a MySQL server; the groups by names that do not change. */
export function rulesForGroups(
  scope: Construct, server: MysqlEndpoint, groups: { [name: string]: string },
): VpcSecurityGroupIngressRule[] {
  return Object.entries(groups).map(([name, referencedSecurityGroupId]) =>
    new VpcSecurityGroupIngressRule(scope, `IngressFrom-${name}`, {
      ...mysqlRule(server), referencedSecurityGroupId, description: `MySQL from ${name}`,
    }));
}
