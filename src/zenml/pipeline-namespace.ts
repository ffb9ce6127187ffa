import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterNamespace, KubernetesObjectsProps } from '../kubernetes';
import { PIPELINE_DEFAULTS, PIPELINE_OPTIONS, pipelineNamespace } from './private/pipeline-rules';
import { KUBERNETES_OBJECTS } from '../kubernetes/private/deployment-rules';
import { makeNamespace } from '../kubernetes/private/namespaces';
import { roleAnnotation } from '../kubernetes/private/role-annotation';
import { markDeployment } from '../terraform/deployment';
import { ROLE_ARN } from '../validation/aws';
import { struct, validateProps } from '../validation/shape';

/** Options for the namespace of ZenML's pipelines. */
export interface PipelineNamespaceOptions {
  /**
   * Namespace in which pipelines run: the orchestrator's `kubernetes_namespace`. If the construct creates it, destroy
   * deletes it with the pods of running pipelines.
   * @default ClusterNamespace.create('zenml')
   */
  readonly namespace?: ClusterNamespace;
  /**
   * Name of the service account of orchestrator pods and step pods, at most 240 characters.
   * @default 'zenml-runner'
   */
  readonly serviceAccountName?: string;
}

/** Properties of `PipelineNamespace`. */
export interface PipelineNamespaceProps extends PipelineNamespaceOptions, KubernetesObjectsProps {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
}

const PROPS = struct<PipelineNamespaceProps>({ ...PIPELINE_OPTIONS, ...KUBERNETES_OBJECTS, roleArn: ROLE_ARN });

/**
 * Namespace in which ZenML's Kubernetes orchestrator runs pipelines, with a service account for their pods.
 *
 * ZenML creates neither. The service account is bound to the built-in role `edit`, which orchestrator pods need.
 * Source: zenml 0.98.0, integrations/kubernetes/orchestrators.
 *
 * The stack must contain a `KubernetesProvider`.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { PipelineNamespace } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'pipelines');
 * new PipelineNamespace(stack, 'Pipelines', { roleArn: 'arn:aws:iam::111122223333:role/pipelines' });
 */
export class PipelineNamespace extends Construct {
  /** Default service account: `zenml-runner`. The trust policy of the pipelines' IAM role refers to it. */
  public static readonly DEFAULT_SERVICE_ACCOUNT_NAME = PIPELINE_DEFAULTS.serviceAccountName;

  /** Name of the namespace. */
  public readonly namespace: string;
  /** Name of the service account. */
  public readonly serviceAccountName: string;
  /** Dependencies for resources that run pipelines: the namespace, the service account and its role binding. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: PipelineNamespaceProps = {}) {
    super(scope, id);
    validateProps('PipelineNamespace', this, PROPS, props);
    markDeployment(this);

    const provider = props.kubernetesProvider;
    const account = props.serviceAccountName ?? PIPELINE_DEFAULTS.serviceAccountName;
    const { name: namespace, resource } = makeNamespace(this, 'Resource', pipelineNamespace(props), {
      provider, dependsOn: props.dependsOn, forOthers: true,
    });
    // Objects in a created namespace depend on it through its name.
    const dependsOn = resource ? undefined : props.dependsOn;
    const serviceAccount = new ServiceAccountV1(this, 'ServiceAccount', {
      provider,
      dependsOn,
      metadata: {
        name: account,
        namespace,
        annotations: props.roleArn === undefined ? undefined : roleAnnotation(props.roleArn),
      },
    });
    const binding = new RoleBindingV1(this, 'RoleBinding', {
      provider,
      metadata: { name: `${account}-edit`, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subject: [{ kind: 'ServiceAccount', name: serviceAccount.metadata.name, namespace }],
    });
    this.node.defaultChild = resource ?? serviceAccount;

    this.namespace = namespace;
    this.serviceAccountName = serviceAccount.metadata.name;
    this.ready = [...(resource ? [resource] : []), serviceAccount, binding];
  }
}
