import { MlflowTrackingServer } from '../../mlflow';
import { ContainerRegistry } from '../../registry';
import { SeldonCoreIstio } from '../../seldon';
import { IArtifactBucket } from '../../storage';
import { ModelStorage } from '../model-storage';
import { PipelineNamespace } from '../pipeline-namespace';

/** Parts of a stack for which ZenML has components. A disabled part is undefined. */
export interface ZenmlStackParts {
  /** Name of the stack and its components in ZenML. */
  readonly name: string;
  readonly clusterName: string;
  readonly artifactBucket: IArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly pipelines: PipelineNamespace;
  readonly mlflow?: MlflowTrackingServer;
  readonly seldon?: SeldonCoreIstio;
  readonly modelStorage?: ModelStorage;
  /** URL of the ZenML server, if it is inside the cluster. */
  readonly internalServerUrl?: string;
  /** Whether the cluster can have nodes with GPUs. */
  readonly gpus?: boolean;
  /** ConfigMap in the pipelines' namespace with the certificate of the authority that steps must trust. */
  readonly trust?: ConfigMapReference;
}

/** An entry in a ConfigMap. */
export interface ConfigMapReference {
  readonly name: string;
  readonly key: string;
}

/** One component of a ZenML stack. */
export interface ZenmlComponent {
  readonly type: string;
  readonly flavor: string;
  readonly configuration: { readonly [key: string]: string | object };
  /** Resource that a service connector grants access to. */
  readonly resource?: string;
}

/**
 * Names of everything that is registered for a stack. They contain the stack's name, so that a server can have several
 * stacks.
 */
export function zenmlNames(name: string) {
  return {
    component: name,
    connector: `${name}-aws`,
    /** Contains MLflow's user and password. */
    mlflowSecret: `${name}-mlflow`,
    stack: name,
    /**
     * The stack with the model deployer. It is separate because all its pipelines need images without ZenML's own
     * integration requirements, which conflict with each other.
     */
    deployerStack: `${name}-seldon`,
    /** The kubeconfig context. */
    context: name,
  };
}

/** URI of the folder with all artifacts. */
export function artifactsUri({ bucketName, path }: IArtifactBucket): string {
  return path === undefined ? `s3://${bucketName}` : `s3://${bucketName}/${path}`;
}

/**
 * Components, by ZenML's names of their types. Passwords are references to a ZenML secret. Source of the keys: zenml
 * 0.98.0, the flavors' configuration classes.
 */
export function zenmlComponents(parts: ZenmlStackParts): ZenmlComponent[] {
  const { artifactBucket, containerRegistry, mlflow, seldon } = parts;
  return [
    orchestrator(parts),
    ...(parts.gpus ? [gpuStepOperator(parts)] : []),
    {
      type: 'artifact_store',
      flavor: 's3',
      configuration: { path: `${artifactsUri(artifactBucket)}/zenml` },
      resource: `s3://${artifactBucket.bucketName}`,
    },
    { type: 'image_builder', flavor: 'local', configuration: {} },
    ...(containerRegistry ? [registry(containerRegistry)] : []),
    ...(mlflow ? [experimentTracker(parts.name, mlflow), MODEL_REGISTRY] : []),
    ...(seldon ? [modelDeployer(parts, seldon)] : []),
  ];
}

function orchestrator(parts: ZenmlStackParts): ZenmlComponent {
  const { namespace, serviceAccountName } = parts.pipelines;
  return {
    type: 'orchestrator',
    flavor: 'kubernetes',
    configuration: {
      kubernetes_namespace: namespace,
      service_account_name: serviceAccountName,
      step_pod_service_account_name: serviceAccountName,
      pod_settings: podSettings(parts),
      orchestrator_pod_settings: podSettings(parts),
    },
    resource: parts.clusterName,
  };
}

/**
 * Step operator with which a step requests a GPU. ZenML's orchestrator ignores ResourceSettings(gpu_count) (zenml
 * 0.98.0, integrations/kubernetes/orchestrators).
 */
function gpuStepOperator(parts: ZenmlStackParts): ZenmlComponent {
  return {
    type: 'step_operator',
    flavor: 'kubernetes',
    configuration: {
      kubernetes_namespace: parts.pipelines.namespace,
      service_account_name: parts.pipelines.serviceAccountName,
      pod_settings: { ...podSettings(parts), ...GPU_POD },
    },
    resource: parts.clusterName,
  };
}

function registry({ registryUri, repositoryNames }: ContainerRegistry): ZenmlComponent {
  return {
    type: 'container_registry',
    flavor: 'aws',
    configuration: { uri: registryUri, default_repository: repositoryNames[0] },
    resource: registryUri,
  };
}

function experimentTracker(
  name: string, { trackingUrl, internalTrackingUri, username }: MlflowTrackingServer,
): ZenmlComponent {
  const { mlflowSecret } = zenmlNames(name);
  return {
    type: 'experiment_tracker',
    flavor: 'mlflow',
    configuration: {
      tracking_uri: trackingUrl ?? internalTrackingUri,
      ...(trackingUrl && username ? {
        tracking_username: `{{${mlflowSecret}.username}}`,
        tracking_password: `{{${mlflowSecret}.password}}`,
        // ZenML requires some credentials; a server without a password ignores this token.
      } : { tracking_token: 'none' }),
    },
  };
}

/** MLflow's model registry, which uses the URL and the login of the experiment tracker. */
const MODEL_REGISTRY: ZenmlComponent = { type: 'model_registry', flavor: 'mlflow', configuration: {} };

function modelDeployer(
  { clusterName, modelStorage }: ZenmlStackParts, { workloadNamespace, baseUrl }: SeldonCoreIstio,
): ZenmlComponent {
  return {
    type: 'model_deployer',
    flavor: 'seldon',
    configuration: {
      kubernetes_namespace: workloadNamespace,
      base_url: baseUrl,
      // Both keys must be set; null would block every later update.
      secret: '',
      kubernetes_secret_name: modelStorage?.secretName ?? '',
    },
    resource: clusterName,
  };
}

/** Configuration of a component. Without a service connector, it contains the context in the kubeconfig. */
export function withContext(
  { resource, configuration }: ZenmlComponent, { name, clusterName }: ZenmlStackParts,
): { readonly [key: string]: string | object } {
  return resource === clusterName ? { kubernetes_context: zenmlNames(name).context, ...configuration } : configuration;
}

/**
 * Prevents autoscalers from evicting a step, which would restart from the beginning on another node. Sources:
 * https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.35.2/cluster-autoscaler/FAQ.md
 * https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
 */
const NOT_TO_BE_MOVED = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true',
};

/** Pod settings for one GPU. */
const GPU_POD = {
  resources: { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
  tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
};

/** Folder with the authority's certificate in pods. */
const TRUST_FOLDER = '/etc/entrance';

/**
 * Settings of pipelines' pods. The pods are not evicted, use the ZenML server's URL inside the cluster, regardless of
 * the client's URL, and trust the entrance's authority.
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
