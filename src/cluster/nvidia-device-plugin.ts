import { Release } from '@cdktf/provider-helm/lib/release';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ICluster } from './eks-cluster-options';
import { HelmChartOptions, HelmProviderProps, HelmReleaseOptions } from '../helm';
import { DEVICE_PLUGIN_CHART } from './private/chart-rules';
import {
  DEVICE_PLUGIN, DEVICE_PLUGIN_RESOURCES, devicePluginImages, devicePluginValues,
} from './private/device-plugin-values';
import { CLUSTER } from './private/validate-eks-cluster';
import { CHART_REPOSITORIES, release } from '../helm/release';
import { helmValues } from '../helm/values';
import { PodResources } from '../kubernetes';
import { HELM_PROVIDER, HELM_RELEASE } from '../kubernetes/private/deployment-rules';
import { podResources } from '../kubernetes/private/rules';
import { markDeployment } from '../terraform/deployment';
import { required, Rule, struct, validateProps } from '../validation/shape';
import { DEPENDABLES, version } from '../validation/values';
import { NvidiaDevicePluginVersion } from '../versions';

/**
 * Options for NVIDIA's device plugin.
 *
 * Values of the chart, for example `config` to share a GPU among pods:
 * https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/deployments/helm/nvidia-device-plugin
 */
export interface NvidiaDevicePluginOptions extends HelmChartOptions, HelmReleaseOptions {
  /**
   * Version of the plugin.
   * @default NvidiaDevicePluginVersion.DEFAULT (0.20.0)
   */
  readonly version?: NvidiaDevicePluginVersion;
  /**
   * Resources of the plugin's pod, which runs on each node with GPUs.
   * @default - requests of 10m CPU and 64Mi memory
   */
  readonly resources?: PodResources;
}

/** Properties of `NvidiaDevicePlugin`. */
export interface NvidiaDevicePluginProps extends NvidiaDevicePluginOptions, HelmProviderProps {
  /** Cluster that has nodes with GPUs, or will have them. */
  readonly cluster: ICluster;
  /**
   * Resources that must exist before the plugin: a cluster that runs pods.
   * @default - the cluster's `podsReady`, or its `ready`
   */
  readonly dependsOn?: ITerraformDependable[];
}

const PROPS: Rule<NvidiaDevicePluginProps> = struct<NvidiaDevicePluginProps>({
  version: version('NvidiaDevicePluginVersion', NvidiaDevicePluginVersion),
  resources: podResources(DEVICE_PLUGIN_RESOURCES),
  values: helmValues(DEVICE_PLUGIN_CHART),
  ...HELM_RELEASE,
  cluster: required(CLUSTER),
  ...HELM_PROVIDER,
  dependsOn: DEPENDABLES,
});

/**
 * NVIDIA's device plugin: reports the GPUs of nodes to Kubernetes, so that pods can request `nvidia.com/gpu`. EKS's
 * AMIs include the driver, but not the plugin.
 *
 * The plugin runs on every node with the label `nvidia.com/gpu.present=true`, such as those of `NodeGroup.gpu()` and of
 * Karpenter's pool `gpu`, and tolerates the taint `nvidia.com/gpu`. Without such nodes it runs no pods.
 *
 * The stack must contain a `HelmProvider`.
 *
 * @example
 * import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { EksCluster, NvidiaDevicePlugin } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'gpu');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new HelmProvider(stack, 'Helm', { kubernetes: { configPath: '~/.kube/config' } });
 * new NvidiaDevicePlugin(stack, 'DevicePlugin', { cluster: EksCluster.fromName(stack, 'Cluster', 'platform') });
 */
export class NvidiaDevicePlugin extends Construct {
  /** The Helm release. */
  public readonly release: Release;
  /** Namespace of the plugin. */
  public readonly namespace: string;
  /** Dependencies of pods that request GPUs: the release. */
  public readonly ready: ITerraformDependable[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: NvidiaDevicePluginProps) {
    super(scope, id);
    validateProps('NvidiaDevicePlugin', this, PROPS, props);
    markDeployment(this);

    const { cluster, version: chosen = NvidiaDevicePluginVersion.DEFAULT } = props;
    this.release = release(this, 'Resource', {
      provider: props.helmProvider,
      ...DEVICE_PLUGIN,
      repository: CHART_REPOSITORIES.nvidiaDevicePlugin,
      chart: 'nvidia-device-plugin',
      version: chosen.version,
      images: devicePluginImages(chosen),
      values: devicePluginValues(props),
      userValues: { prop: 'values', given: props.values, rules: DEVICE_PLUGIN_CHART },
      timeoutSeconds: props.releaseTimeoutSeconds,
      dependsOn: props.dependsOn ?? cluster.podsReady ?? cluster.ready,
    });

    this.namespace = DEVICE_PLUGIN.namespace;
    this.ready = [this.release];
  }
}
