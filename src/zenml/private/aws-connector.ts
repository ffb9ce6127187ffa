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
  /** Name of the connector's role. */
  readonly roleName: string;
  /** Policies of the role, by name. */
  readonly policies: { readonly [name: string]: string };
  /** ARN of the ZenML server's role. */
  readonly serverRoleArn: string;
  /** Name of the server's role, if the stack creates it and must allow it to assume the connector's role. */
  readonly serverRoleName?: string;
  readonly clusterName: string;
  /** Authentication mode of the cluster, unless it is known to be access entries. */
  readonly authenticationMode?: string;
  /** Kubernetes group of the role. */
  readonly group: string;
  /** Namespace in which pipelines run. */
  readonly pipelineNamespace: string;
  /** Dependencies of the first object on the cluster. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * IAM role with access to the bucket, the repositories and the cluster. ZenML's server issues its credentials to
 * clients and pipelines, for an hour at a time. Its Kubernetes group has only the permissions to submit a pipeline.
 */
export class AwsConnector extends Construct {
  /** ARN of the connector's role. */
  public readonly roleArn: string;
  /** Dependencies for resources that use the connector. */
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
