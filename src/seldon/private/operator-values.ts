import { PodResources } from '../../kubernetes';
import { defined } from '../../validation/options';
import { SeldonOperatorOptions } from '../seldon-core-istio-options';
import { SeldonModelServer } from '../seldon-model-server';
import { EXECUTOR_RESOURCES } from './defaults';

/** Values for the chart `seldon-core-operator`; `gatewayRef` is the `Gateway` as `namespace/name`. */
export function operatorValues(
  gatewayRef: string, options: SeldonOperatorOptions = {}, modelServers: SeldonModelServer[] = [],
): Record<string, any> {
  const manager = chartResources(options.resources);
  const executor = chartResources({ ...EXECUTOR_RESOURCES, ...defined(options.executorResources ?? {}) });
  return {
    istio: { enabled: true, gateway: gatewayRef },
    ambassador: { enabled: false },
    usageMetrics: { enabled: false },
    certManager: { enabled: false },
    crd: { create: true },
    ...(Object.keys(manager).length > 0 && { manager }),
    executor: { resources: executor },
    ...(modelServers.length > 0 && { predictor_servers: predictorServers(modelServers) }),
  };
}

/** Year and half-year of the plan, for example 2026-2. Constant within a half-year, so that plans stay empty. */
export const HALF_YEAR =
  '${formatdate("YYYY", plantimestamp())}-${ceil(parseint(formatdate("M", plantimestamp()), 10) / 6)}';

/** Validity of the chart's webhook certificate. */
export const WEBHOOK_CERTIFICATE_DAYS = 365;

/** Images by implementation and protocol. For others, the chart's images are used. */
function predictorServers(servers: SeldonModelServer[]): Record<string, any> {
  const all: Record<string, { protocols: Record<string, object> }> = {};
  for (const { implementation, protocol, _options: { image, version } } of servers) {
    all[implementation] ??= { protocols: {} };
    all[implementation].protocols[protocol] = { image, defaultImageVersion: version };
  }
  return all;
}

function chartResources(resources: PodResources = {}): Record<string, string> {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = resources;
  return defined({ cpuRequest, memoryRequest, cpuLimit, memoryLimit });
}
