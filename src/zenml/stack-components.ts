import { MlflowTrackingServer } from '../mlflow';
import { ContainerRegistry } from '../registry';
import { SeldonCoreIstio } from '../seldon';
import { IArtifactBucket } from '../storage';
import { ModelStorage } from './model-storage';
import { PipelineNamespace } from './pipeline-namespace';

/** The parts of a stack that ZenML has components for; a part that is off is not there. */
export interface ZenmlStackParts {
  /** The name of the stack in ZenML, and of all that belongs to it. */
  readonly name: string;
  readonly clusterName: string;
  readonly artifactBucket: IArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly pipelines: PipelineNamespace;
  readonly mlflow?: MlflowTrackingServer;
  readonly seldon?: SeldonCoreIstio;
  readonly modelStorage?: ModelStorage;
}

/** One component of a ZenML stack. */
export interface ZenmlComponent {
  readonly type: string;
  readonly flavor: string;
  readonly configuration: { readonly [key: string]: string };
  /** What a service connector opens for it. */
  readonly resource?: string;
}

/** Where a stack is registered, each name made from the stack's own so that several fit on one server. */
export function zenmlNames(name: string) {
  return {
    component: name,
    connector: `${name}-aws`,
    /** Holds MLflow's user and password. */
    mlflowSecret: `${name}-mlflow`,
    stack: name,
    /**
     * With the model deployer. One of its own, because all pipelines on it need images without ZenML's own integration
     * requirements, which contradict each other.
     */
    deployerStack: `${name}-seldon`,
    /** The kubeconfig context. */
    context: name,
  };
}

/**
 * The components, by what ZenML calls their types. Passwords are references to a ZenML secret.
 * Source of the keys: zenml 0.98.0, the flavors' configuration classes.
 */
export function zenmlComponents(parts: ZenmlStackParts): ZenmlComponent[] {
  const { artifactBucket, containerRegistry, pipelines, mlflow, seldon, modelStorage } = parts;
  const bucket = `s3://${artifactBucket.bucketName}`;
  return [
    {
      type: 'orchestrator',
      flavor: 'kubernetes',
      configuration: {
        kubernetes_namespace: pipelines.namespace,
        service_account_name: pipelines.serviceAccountName,
        step_pod_service_account_name: pipelines.serviceAccountName,
      },
      resource: parts.clusterName,
    },
    { type: 'artifact_store', flavor: 's3', configuration: { path: `${bucket}/zenml` }, resource: bucket },
    { type: 'image_builder', flavor: 'local', configuration: {} },
    ...(containerRegistry ? [{
      type: 'container_registry',
      flavor: 'aws',
      configuration: { uri: containerRegistry.registryUri, default_repository: containerRegistry.repositoryNames[0] },
      resource: containerRegistry.registryUri,
    }] : []),
    ...(mlflow ? [{
      type: 'experiment_tracker',
      flavor: 'mlflow',
      configuration: {
        tracking_uri: mlflow.trackingUrl ?? mlflow.internalTrackingUri,
        ...(mlflow.trackingUrl && mlflow.username ? {
          tracking_username: `{{${zenmlNames(parts.name).mlflowSecret}.username}}`,
          tracking_password: `{{${zenmlNames(parts.name).mlflowSecret}.password}}`,
          // ZenML refuses a server that asks for nothing; this one does not look at it.
        } : { tracking_token: 'none' }),
      },
    }] : []),
    ...(seldon ? [{
      type: 'model_deployer',
      flavor: 'seldon',
      configuration: {
        kubernetes_namespace: seldon.workloadNamespace,
        base_url: seldon.baseUrl,
        // Both keys must be there; null would block every later update.
        secret: '',
        kubernetes_secret_name: modelStorage?.secretName ?? '',
      },
      resource: parts.clusterName,
    }] : []),
  ];
}

/** What a component is told where no service connector opens the cluster for it: a context of the kubeconfig does. */
export function withContext(
  { resource, configuration }: ZenmlComponent, { name, clusterName }: ZenmlStackParts,
): { readonly [key: string]: string } {
  return resource === clusterName ? { kubernetes_context: zenmlNames(name).context, ...configuration } : configuration;
}
