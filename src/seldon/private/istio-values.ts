import { ChartImage } from '../../helm/images';
import { kubernetesResources } from '../../kubernetes/private/pod-resources';
import { IstioVersion } from '../../versions';
import { IstiodOptions } from '../istio-options';
import { ISTIOD_RESOURCES } from './defaults';

/** Values for the chart `base`. */
export function istioBaseValues(istioNamespace: string): Record<string, any> {
  return { global: { istioNamespace } };
}

/** Values for the chart `istiod`. */
export function istiodValues(istioNamespace: string, options: IstiodOptions = {}): Record<string, any> {
  const replicas = options.replicas ?? 1;
  return {
    autoscaleEnabled: false,
    replicaCount: replicas,
    resources: kubernetesResources(options.resources, ISTIOD_RESOURCES),
    sidecarInjectorWebhook: { enableNamespacesByDefault: false },
    global: {
      istioNamespace,
      // With a single pod, a disruption budget would block node drains.
      defaultPodDisruptionBudget: { enabled: replicas > 1 },
    },
  };
}

/**
 * Images of the chart `istiod`: its own, and the one that it injects into the gateway's pods. Source:
 * https://github.com/istio/istio/blob/1.30.3/common/scripts/report_build_info.sh (HUB)
 */
export function istiodImages({ version }: IstioVersion): ChartImage[] {
  return ['pilot', 'proxyv2'].map((name) => ({
    image: `registry.istio.io/release/${name}:${version}`, values: { 'global.hub': 'hub' },
  }));
}
