import { ChartImage } from '../../helm/images';
import { SeldonCoreVersion } from '../../versions';
import { SeldonModelServer } from '../seldon-model-server';

/**
 * Images of the chart's model servers, by `implementation` and protocol. The default tag is the version of Seldon Core.
 * Source:
 * https://github.com/SeldonIO/seldon-core/blob/v1.17.1/helm-charts/seldon-core-operator/values.yaml
 */
const SERVERS: { readonly [implementation: string]: { readonly [protocol: string]: [name: string, tag?: string] } } = {
  MLFLOW_SERVER: {
    seldon: ['docker.io/seldonio/mlflowserver'], v2: ['docker.io/seldonio/mlserver', '1.3.5-mlflow'],
  },
  SKLEARN_SERVER: {
    seldon: ['docker.io/seldonio/sklearnserver'], v2: ['docker.io/seldonio/mlserver', '1.3.5-sklearn'],
  },
  TENSORFLOW_SERVER: {
    seldon: ['docker.io/seldonio/tfserving-proxy'], tensorflow: ['docker.io/tensorflow/serving', '2.1.0'],
  },
  XGBOOST_SERVER: {
    seldon: ['docker.io/seldonio/xgboostserver'], v2: ['docker.io/seldonio/mlserver', '1.3.5-xgboost'],
  },
  TRITON_SERVER: { v2: ['nvcr.io/nvidia/tritonserver', '21.08-py3'] },
  HUGGINGFACE_SERVER: { v2: ['docker.io/seldonio/mlserver', '1.3.5-huggingface'] },
  TEMPO_SERVER: { v2: ['docker.io/seldonio/mlserver', '1.3.5-slim'] },
};

/** Images of the chart `seldon-core-operator`, except those that other model servers replace. */
export function operatorImages({ version }: SeldonCoreVersion, others: SeldonModelServer[] = []): ChartImage[] {
  const hasOther = (implementation: string, protocol: string) =>
    others.some((it) => it.implementation === implementation && it.protocol === protocol);
  const servers = Object.entries(SERVERS).flatMap(([implementation, protocols]) =>
    Object.entries(protocols).filter(([protocol]) => !hasOther(implementation, protocol))
      .map(([protocol, [name, tag = version]]): ChartImage => ({
        image: `${name}:${tag}`,
        values: { [`predictor_servers.${implementation}.protocols.${protocol}.image`]: 'repository' },
        isForModels: true,
      })));
  return [
    { image: `docker.io/seldonio/seldon-core-operator:${version}`, values: { 'image.registry': 'registry' } },
    // Containers in each model's pod: a sidecar, and an init container that downloads the model.
    { image: `docker.io/seldonio/seldon-core-executor:${version}`, values: { 'executor.image.registry': 'registry' } },
    {
      image: `docker.io/seldonio/rclone-storage-initializer:${version}`,
      values: { 'storageInitializer.image': 'reference' },
    },
    ...servers,
    {
      image: `docker.io/seldonio/alibiexplainer:${version}`,
      values: { 'explainer.image': 'reference' },
      isForModels: true,
    },
    {
      image: 'docker.io/seldonio/mlserver:1.3.5-alibi-explain',
      values: { 'explainer.image_v2': 'reference' },
      isForModels: true,
    },
  ];
}
