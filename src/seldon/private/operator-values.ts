import { PodResources } from '../../kubernetes';
import { defined } from '../../private/options';
import { SeldonOperatorOptions } from '../seldon-core-istio-options';

/** Values for the chart `seldon-core-operator`; `gatewayRef` is the `Gateway` as `namespace/name`. */
export function operatorValues(gatewayRef: string, options: SeldonOperatorOptions = {}): Record<string, any> {
  const manager = chartResources(options.resources);
  const executor = chartResources(options.executorResources);
  return {
    istio: { enabled: true, gateway: gatewayRef },
    ambassador: { enabled: false },
    usageMetrics: { enabled: false },
    certManager: { enabled: false },
    crd: { create: true },
    ...(Object.keys(manager).length > 0 && { manager }),
    ...(Object.keys(executor).length > 0 && { executor: { resources: executor } }),
  };
}

/**
 * The values path of an annotation of the operator's pod. The chart makes a new webhook certificate, of 365 days,
 * whenever it is upgraded; a changed annotation makes Terraform upgrade it, and restarts the pod so that it serves the
 * new certificate at once.
 * https://github.com/SeldonIO/seldon-core/blob/v1.17.1/helm-charts/seldon-core-operator/templates/webhook.yaml
 */
export const ROTATION_PATH = 'manager.annotations.webhook-certificate-rotation';

/** Year and half-year of the plan, for example 2026-2. Constant within a half-year, so that plans stay empty. */
export const HALF_YEAR =
  '${formatdate("YYYY", plantimestamp())}-${ceil(parseint(formatdate("M", plantimestamp()), 10) / 6)}';

/** How long the chart's certificate lives. */
export const WEBHOOK_CERTIFICATE_DAYS = 365;

function chartResources(resources: PodResources = {}): Record<string, string> {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = resources;
  return defined({ cpuRequest, memoryRequest, cpuLimit, memoryLimit });
}
