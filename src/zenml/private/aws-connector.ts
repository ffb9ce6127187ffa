import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { knowsAccessEntries, roleAccessEntry } from '../../cluster/access-entries';
import { markDeployment } from '../../terraform/deployment';
import { policyDocument } from '../../terraform/iam';

/** Props of AwsConnector. */
export interface AwsConnectorProps {
  /** Name of the role that the connector hands out. */
  readonly roleName: string;
  /** What the role may do, by name. */
  readonly policies: { readonly [name: string]: string };
  /** The role that ZenML's server runs as. */
  readonly serverRoleArn: string;
  /** Its name, if it is the stack's own, and is to be given the right to assume the connector's. */
  readonly serverRoleName?: string;
  readonly clusterName: string;
  /** What decides who may do what on the cluster, if it is not known to be access entries. */
  readonly authenticationMode?: string;
  /** The group that the role is in, on the cluster. */
  readonly group: string;
  /** The namespace in which pipelines run. */
  readonly pipelineNamespace: string;
  /** What must be there before anything is made on the cluster. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * What ZenML's server hands out to laptops and pipelines: an IAM role for bucket, repositories and cluster, for an hour
 * at a time. On the cluster it is in a group that may do what submitting a pipeline takes, and nothing else.
 */
export class AwsConnector extends Construct {
  /** The role that is handed out. */
  public readonly roleArn: string;
  /** All that must be there before the connector works. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: AwsConnectorProps) {
    super(scope, id);
    markDeployment(this);
    const role = new IamRole(this, 'Resource', {
      name: props.roleName,
      assumeRolePolicy: policyDocument({
        sid: 'AssumeAsZenmlServer', actions: ['sts:AssumeRole'], principals: { AWS: props.serverRoleArn },
      }),
    });
    const policies = Object.entries(props.policies).map(([name, policy]) =>
      new IamRolePolicy(this, `Policy-${name}`, { role: role.name, name, policy }));
    if (props.serverRoleName !== undefined) {
      policies.push(new IamRolePolicy(this, 'ServerPolicy', {
        role: props.serverRoleName,
        name: 'service-connector',
        policy: policyDocument({ sid: 'AssumeConnector', actions: ['sts:AssumeRole'], resources: [role.arn] }),
      }));
    }
    const entry = roleAccessEntry(this, role, {
      clusterName: props.clusterName,
      kubernetesGroups: [props.group],
      lifecycle: knowsAccessEntries(props, 'ZenML\'s service connector reaches it', 'Or leave the connector out:'
        + " set 'zenml' to ZenmlServerSource.none(), or to an existing server without 'roleArn'."),
    });
    const binding = new RoleBindingV1(this, 'RoleBinding', {
      dependsOn: props.dependsOn,
      metadata: { name: `${props.group}-edit`, namespace: props.pipelineNamespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subject: [{ kind: 'Group', name: props.group, apiGroup: 'rbac.authorization.k8s.io' }],
    });
    this.roleArn = role.arn;
    this.ready = [...policies, entry, binding];
  }
}
