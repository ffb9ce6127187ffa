import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Config } from './config';
import { OnKind } from './kind';
import { MlflowOnExistingCluster } from './mlflow';
import { SeldonCoreIstio } from 'cdktf-zenml-aws';

/**
 * Adds the stacks to an app: for kind one stack with everything, otherwise Seldon Core, and MLflow if it is in the
 * config. Returns the first stack.
 */
export function build(app: App, config: Config): TerraformStack {
  const { kubeconfig, context } = config;
  if (config.variant === 'kind') {
    return new OnKind(app, 'existing-cluster-kind', { ...config.local, kubeconfig, context, seldon: config.seldon });
  }
  const stack = new TerraformStack(app, 'existing-cluster');
  const cluster = { configPath: kubeconfig, configContext: context };
  new KubernetesProvider(stack, 'Kubernetes', cluster);
  new HelmProvider(stack, 'Helm', { kubernetes: cluster });

  const seldon = new SeldonCoreIstio(stack, 'Seldon', config.seldon);

  output(stack, 'seldon-base-url', seldon.baseUrl, "base_url of ZenML's model deployer");
  output(
    stack,
    'seldon-core-workload-namespace',
    seldon.workloadNamespace,
    "kubernetes_namespace of ZenML's model deployer",
  );
  output(stack, 'seldon-prediction-spec', seldon.predictionSpec, 'Reference to the Gateway for predictions, as JSON');
  output(
    stack,
    'seldon-webhook-certificate-expiry',
    seldon.webhookCertificateExpiry,
    'Run an apply before this moment, or no model can be deployed',
  );

  if (config.mlflow) {
    new MlflowOnExistingCluster(app, 'existing-cluster-mlflow', { ...config.mlflow, kubeconfig, context });
  }
  return stack;
}

function output(stack: TerraformStack, id: string, value: string, description: string): void {
  new TerraformOutput(stack, id, { value, description, staticId: true });
}
