import { MlflowTrackingServer } from '../mlflow';
import { ContainerRegistry } from '../registry';
import { SeldonCoreIstio } from '../seldon';
import { IArtifactBucket } from '../storage';
import { ZenmlVersion } from '../versions';
import { ModelStorage } from './model-storage';
import { PipelineNamespace } from './pipeline-namespace';

/** The parts of a stack that ZenML has components for; a part that is off is not there. */
export interface ZenmlStackParts {
  /** The stack's name in ZenML. */
  readonly name: string;
  readonly artifactBucket: IArtifactBucket;
  readonly containerRegistry?: ContainerRegistry;
  readonly pipelines: PipelineNamespace;
  readonly mlflow?: MlflowTrackingServer;
  readonly seldon?: SeldonCoreIstio;
  readonly modelStorage?: ModelStorage;
}

/** One component of a ZenML stack. */
interface Component {
  readonly name: string;
  readonly flavor: string;
  readonly configuration: { [key: string]: string | null };
}

/** The kubeconfig context that the output `kubeconfig-command` makes. */
export const KUBERNETES_CONTEXT = 'terraform';

/** The ZenML secret that holds MLflow's user and password; it has to exist before the stack is imported. */
export const MLFLOW_SECRET = 'mlflow_auth';

/**
 * The stack as `zenml stack import` reads it. Passwords are references to a ZenML secret.
 * Source of the keys: zenml 0.98.0, cli/stack.py and the flavors' configuration classes.
 */
export function zenmlStackYaml(parts: ZenmlStackParts): string {
  const { mlflow, seldon, modelStorage, containerRegistry } = parts;
  const components: { [type: string]: Component } = {
    orchestrator: {
      name: 'eks',
      flavor: 'kubernetes',
      configuration: {
        kubernetes_context: KUBERNETES_CONTEXT,
        kubernetes_namespace: parts.pipelines.namespace,
        service_account_name: parts.pipelines.serviceAccountName,
        step_pod_service_account_name: parts.pipelines.serviceAccountName,
      },
    },
    artifact_store: {
      name: 's3',
      flavor: 's3',
      configuration: { path: `s3://${parts.artifactBucket.bucketName}/zenml` },
    },
    image_builder: { name: 'local', flavor: 'local', configuration: {} },
    ...(containerRegistry && {
      container_registry: {
        name: 'ecr',
        flavor: 'aws',
        configuration: { uri: containerRegistry.registryUri, default_repository: containerRegistry.repositoryNames[0] },
      },
    }),
    ...(mlflow?.trackingUrl && {
      experiment_tracker: {
        name: 'mlflow',
        flavor: 'mlflow',
        configuration: {
          tracking_uri: mlflow.trackingUrl,
          ...(mlflow.username && {
            tracking_username: `{{${MLFLOW_SECRET}.username}}`,
            tracking_password: `{{${MLFLOW_SECRET}.password}}`,
          }),
        },
      },
    }),
    ...(seldon && {
      model_deployer: {
        name: 'seldon',
        flavor: 'seldon',
        configuration: {
          kubernetes_context: KUBERNETES_CONTEXT,
          kubernetes_namespace: seldon.workloadNamespace,
          base_url: seldon.baseUrl,
          // Both keys must be there.
          secret: null,
          kubernetes_secret_name: modelStorage?.secretName ?? null,
        },
      },
    }),
  };
  const lines = Object.entries(components).flatMap(([type, { name, flavor, configuration }]) => [
    `  ${type}:`,
    `    name: ${name}`,
    `    flavor: ${flavor}`,
    Object.keys(configuration).length === 0 ? '    configuration: {}' : '    configuration:',
    ...Object.entries(configuration).map(([key, value]) => `      ${key}: ${value === null ? 'null' : `"${value}"`}`),
  ]);
  return [`zenml_version: ${ZenmlVersion.DEFAULT.version}`, `stack_name: "${parts.name}"`, 'components:', ...lines, ''].join('\n');
}
