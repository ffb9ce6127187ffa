import { ClusterRoleBindingV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1';
import { ClusterRoleV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace, KubernetesObjectsProps, ServiceAccountReference } from '../kubernetes';
import {
  DEPLOYMENT_DEFAULTS, DEPLOYMENT_LABELS, deploymentNamespace, PIPELINE_DEPLOYER_RULES,
} from './private/deployment-rules';
import { PIPELINE_OPTIONS } from './private/pipeline-rules';
import { deployerRole, deployerSubjects } from '../kubernetes/private/deployer-role';
import { KUBERNETES_OBJECTS } from '../kubernetes/private/deployment-rules';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { roleAnnotation } from '../kubernetes/private/role-annotation';
import { GROUP, SERVICE_ACCOUNT } from '../kubernetes/private/rules';
import { markDeployment } from '../terraform/deployment';
import { ROLE_ARN } from '../validation/aws';
import { struct, validateProps } from '../validation/shape';
import { list } from '../validation/values';

/** Options for the namespace in which pipelines are deployed as services. */
export interface PipelineDeploymentsOptions {
  /**
   * Namespace in which pipelines are deployed: the deployer's setting `namespace`. If the construct creates it, destroy
   * deletes it with the deployments in it.
   * @default ClusterNamespace.create('zenml-deployments')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the service account of the deployments' pods, at most 240 characters: the deployer's setting
   * `service_account_name`.
   * @default 'zenml-deployment'
   */
  readonly serviceAccountName?: string;
}

/** Properties of `PipelineDeployments`. */
export interface PipelineDeploymentsProps extends PipelineDeploymentsOptions, KubernetesObjectsProps {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
  /**
   * Service accounts that can deploy pipelines, for example those of pipelines that deploy others.
   * @default - none
   */
  readonly deployers?: ServiceAccountReference[];
  /**
   * Kubernetes groups that can deploy pipelines, for example the group of an EKS access entry.
   * @default - none
   */
  readonly deployerGroups?: string[];
}

const PROPS = struct<PipelineDeploymentsProps>({
  ...PIPELINE_OPTIONS,
  ...KUBERNETES_OBJECTS,
  roleArn: ROLE_ARN,
  deployers: list(SERVICE_ACCOUNT),
  deployerGroups: list(GROUP),
});

/**
 * Namespace in which ZenML's Kubernetes deployer runs pipelines as services, with a service account for their pods and
 * the permissions of those who deploy.
 *
 * ZenML sets labels on the namespace with each deployment, which a namespaced role cannot allow: a cluster role allows
 * it for this namespace only. Terraform does not change these labels. The pods get no permissions on the cluster.
 * Source: zenml 0.98.0, integrations/kubernetes/deployers.
 *
 * The stack must contain a `KubernetesProvider`.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { PipelineDeployments } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'deployments');
 * new PipelineDeployments(stack, 'Deployments', { deployerGroups: ['data-science'] });
 */
export class PipelineDeployments extends Construct {
  /** Default service account: `zenml-deployment`. The trust policy of the deployments' IAM role refers to it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = DEPLOYMENT_DEFAULTS.serviceAccountName;

  /** Name of the namespace. */
  public readonly namespace: string;
  /** Name of the service account. */
  public readonly serviceAccountName: string;
  /** Dependencies for resources that deploy pipelines: the namespace, the service account and the roles. */
  public readonly ready: ITerraformDependable[];

  private readonly props: PipelineDeploymentsProps;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: PipelineDeploymentsProps = {}) {
    super(scope, id);
    validateProps('PipelineDeployments', this, PROPS, props);
    markDeployment(this);

    this.props = props;
    const { kubernetesProvider: provider, dependsOn, roleArn } = props;
    const { name: namespace, resource, ready } = makeNamespace(this, 'Resource', deploymentNamespace(props), {
      provider, dependsOn, forOthers: true,
    });
    if (resource) {
      resource.lifecycle = { ignoreChanges: DEPLOYMENT_LABELS.map((label) => `metadata[0].labels["${label}"]`) };
    }
    this.namespace = namespace;
    const serviceAccount = new ServiceAccountV1(this, 'ServiceAccount', {
      provider,
      dependsOn: ready,
      metadata: {
        name: props.serviceAccountName ?? DEPLOYMENT_DEFAULTS.serviceAccountName,
        namespace,
        annotations: roleArn === undefined ? undefined : roleAnnotation(roleArn),
      },
    });
    this.serviceAccountName = serviceAccount.metadata.name;
    this.node.defaultChild = resource ?? serviceAccount;
    this.ready = [...(resource ? [resource] : []), serviceAccount, ...this.deployerRoles(ready)];
  }

  /** Allows service accounts and groups to deploy pipelines. Returns the resources that grant the permissions. */
  private deployerRoles(dependsOn: ITerraformDependable[]): ITerraformDependable[] {
    const { kubernetesProvider: provider } = this.props;
    const subject = deployerSubjects(this.props);
    if (subject.length === 0) {
      return [];
    }
    const binding = deployerRole(this, {
      provider,
      name: DEPLOYMENT_DEFAULTS.deployerRole,
      namespace: this.namespace,
      rules: PIPELINE_DEPLOYER_RULES,
      subject,
      dependsOn,
    });
    // Names of cluster roles are unique on the cluster.
    const { name } = deploymentNamespace(this.props);
    const ofCluster = { name: `${DEPLOYMENT_DEFAULTS.deployerRole}-${name}` };
    const labelling = new ClusterRoleV1(this, 'LabelRole', {
      provider,
      metadata: ofCluster,
      dependsOn,
      rule: [{ apiGroups: [''], resources: ['namespaces'], resourceNames: [this.namespace], verbs: ['patch'] }],
    });
    const labellers = new ClusterRoleBindingV1(this, 'LabelRoleBinding', {
      provider,
      metadata: ofCluster,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: labelling.metadata.name },
      subject,
    });
    return [binding, labellers];
  }
}
