import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PIPELINE_DEFAULTS, validatePipelineNamespace } from './private/pipeline-namespace';
import { ServiceAccountRole } from '../cluster/service-account-role';
import { Validation } from '../private/validation';

/** What can be chosen about the namespace of pipelines. */
export interface PipelineNamespaceOptions {
  /**
   * The namespace in which pipelines run: the orchestrator's `kubernetes_namespace`.
   * @default zenml
   */
  readonly namespace?: string;
  /**
   * The service account under which orchestrator and steps run.
   * @default zenml-runner
   */
  readonly serviceAccountName?: string;
}

/** Props of `PipelineNamespace`. */
export interface PipelineNamespaceProps extends PipelineNamespaceOptions {
  /**
   * ARN of the IAM role of the service account.
   * @default - none
   */
  readonly roleArn?: string;
  /**
   * The provider of the cluster.
   * @default - the stack's
   */
  readonly kubernetesProvider?: KubernetesProvider;
  /**
   * What must be there before: a cluster that runs pods, and the role's policies.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The namespace in which ZenML's Kubernetes orchestrator runs pipelines, with a service account that may run them.
 *
 * ZenML makes neither. The service account is bound to the built-in role `edit`, which is what orchestrator pods need.
 * Source: zenml 0.98.0, integrations/kubernetes/orchestrators.
 */
export class PipelineNamespace extends Construct {
  /** The namespace's name. */
  public readonly namespace: string;
  /** The service account's name. */
  public readonly serviceAccountName: string;
  /** All that must be there before a pipeline can run. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: PipelineNamespaceProps = {}) {
    super(scope, id);
    const validation = new Validation();
    validatePipelineNamespace(validation, props);
    validation.throwIfAny(`PipelineNamespace '${this.node.path}'`);

    const provider = props.kubernetesProvider;
    const namespace = new NamespaceV1(this, 'Resource', {
      provider,
      metadata: { name: props.namespace ?? PIPELINE_DEFAULTS.namespace },
      // Pods of running pipelines go with it.
      timeouts: { delete: '15m' },
      dependsOn: props.dependsOn,
    });
    const serviceAccount = new ServiceAccountV1(this, 'ServiceAccount', {
      provider,
      metadata: {
        name: props.serviceAccountName ?? PIPELINE_DEFAULTS.serviceAccountName,
        namespace: namespace.metadata.name,
        annotations: props.roleArn === undefined ? undefined : { [ServiceAccountRole.ANNOTATION]: props.roleArn },
      },
    });
    const binding = new RoleBindingV1(this, 'RoleBinding', {
      provider,
      metadata: { name: `${props.serviceAccountName ?? PIPELINE_DEFAULTS.serviceAccountName}-edit`, namespace: namespace.metadata.name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subject: [{ kind: 'ServiceAccount', name: serviceAccount.metadata.name, namespace: namespace.metadata.name }],
    });

    this.namespace = namespace.metadata.name;
    this.serviceAccountName = serviceAccount.metadata.name;
    this.ready = [namespace, serviceAccount, binding];
  }
}
