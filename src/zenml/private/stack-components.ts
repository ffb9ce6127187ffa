import { MlflowTrackingServer } from '../../mlflow';
import { ContainerRegistry } from '../../registry';
import { SeldonCoreIstio } from '../../seldon';
import { IArtifactBucket } from '../../storage';
import { ModelStorage } from '../model-storage';
import { PipelineNamespace } from '../pipeline-namespace';

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
  /** The ZenML server's URL inside the cluster, if it is there. */
  readonly internalServerUrl?: string;
  /** Whether there may be nodes with GPUs. */
  readonly gpus?: boolean;
  /** A ConfigMap in the pipelines' namespace with the certificate of the authority that steps have to trust. */
  readonly trust?: ConfigMapReference;
}

/** Something in a ConfigMap. */
export interface ConfigMapReference {
  readonly name: string;
  readonly key: string;
}

/** One component of a ZenML stack. */
export interface ZenmlComponent {
  readonly type: string;
  readonly flavor: string;
  readonly configuration: { readonly [key: string]: string | object };
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

/** The URI of the folder with all artifacts. */
export function artifactsUri({ bucketName, path }: IArtifactBucket): string {
  return path === undefined ? `s3://${bucketName}` : `s3://${bucketName}/${path}`;
}

/**
 * The components, by what ZenML calls their types. Passwords are references to a ZenML secret.
 * Source of the keys: zenml 0.98.0, the flavors' configuration classes.
 */
export function zenmlComponents(parts: ZenmlStackParts): ZenmlComponent[] {
  const { artifactBucket, containerRegistry, pipelines, mlflow, seldon, modelStorage } = parts;
  const bucket = `s3://${artifactBucket.bucketName}`;
  const artifacts = artifactsUri(artifactBucket);
  return [
    {
      type: 'orchestrator',
      flavor: 'kubernetes',
      configuration: {
        kubernetes_namespace: pipelines.namespace,
        service_account_name: pipelines.serviceAccountName,
        step_pod_service_account_name: pipelines.serviceAccountName,
        pod_settings: podSettings(parts),
        orchestrator_pod_settings: podSettings(parts),
      },
      resource: parts.clusterName,
    },
    // A step asks for a GPU by it. Of ResourceSettings(gpu_count) ZenML's orchestrator takes no notice (zenml 0.98.0,
    // integrations/kubernetes/orchestrators), and what a step says of its pod replaces all that is said here.
    ...(parts.gpus ? [{
      type: 'step_operator',
      flavor: 'kubernetes',
      configuration: {
        kubernetes_namespace: pipelines.namespace,
        service_account_name: pipelines.serviceAccountName,
        pod_settings: { ...podSettings(parts), ...GPU_POD },
      },
      resource: parts.clusterName,
    }] : []),
    { type: 'artifact_store', flavor: 's3', configuration: { path: `${artifacts}/zenml` }, resource: bucket },
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
): { readonly [key: string]: string | object } {
  return resource === clusterName ? { kubernetes_context: zenmlNames(name).context, ...configuration } : configuration;
}

/**
 * A step that is moved to another node starts anew: autoscalers leave it where it is. Sources:
 * https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.35.2/cluster-autoscaler/FAQ.md
 * https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
 */
const NOT_TO_BE_MOVED = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true',
};

/** What a pod has that is to have one GPU. */
const GPU_POD = {
  resources: { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
  tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
};

/** Where pods find the certificate of the authority. */
const TRUST_FOLDER = '/etc/entrance';

/**
 * What pods of pipelines get: they stay on their node, reach the ZenML server inside the cluster, whatever the laptop
 * that started them calls it, and trust the authority of the way in.
 */
function podSettings({ internalServerUrl, trust }: ZenmlStackParts): object {
  const file = trust && `${TRUST_FOLDER}/${trust.key}`;
  const env = Object.entries({
    ...(internalServerUrl && { ZENML_STORE_URL: internalServerUrl, ZENML_STORE_VERIFY_SSL: 'true' }),
    ...(file && { MLFLOW_TRACKING_SERVER_CERT_PATH: file, ENTRANCE_CA_FILE: file }),
  }).map(([name, value]) => ({ name, value }));
  return {
    annotations: NOT_TO_BE_MOVED,
    ...(env.length > 0 && { env }),
    ...(trust && {
      volumes: [{ name: 'entrance', configMap: { name: trust.name } }],
      volume_mounts: [{ name: 'entrance', mountPath: TRUST_FOLDER, readOnly: true }],
    }),
  };
}
