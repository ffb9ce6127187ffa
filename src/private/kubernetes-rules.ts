import { ClusterNamespace, PodResources } from '../kubernetes';
import { DNS_LABEL, isDnsLabel, isHostName } from './rules';
import { isUnknown, Validation } from './validation';

const CPU = /^\d+(\.\d+)?m?$/;
const MEMORY = /^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i)?$/;
/** Namespaces that every cluster has. */
export const BUILT_IN_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Checks a namespace. */
export function validateNamespace(v: Validation, prop: string, namespace?: ClusterNamespace): void {
  v.check(prop, namespace?.name, isDnsLabel, DNS_LABEL);
  if (namespace?.managed && BUILT_IN_NAMESPACES.includes(namespace.name)) {
    v.add(prop, `cannot create "${namespace.name}", which every cluster has`, `Use ClusterNamespace.existing("${namespace.name}").`);
  }
}

/** Checks Kubernetes quantities. */
export function validatePodResources(v: Validation, options: PodResources = {}): void {
  for (const prop of ['cpuRequest', 'cpuLimit'] as const) {
    v.check(prop, options[prop], (text) => CPU.test(text), 'a CPU quantity, for example "100m" or "2"');
  }
  for (const prop of ['memoryRequest', 'memoryLimit'] as const) {
    v.check(prop, options[prop], (text) => MEMORY.test(text), 'a quantity of memory, for example "512Mi" or "2Gi"');
  }
}

/** Checks the name of a Secret. */
export function validateSecretName(v: Validation, prop: string, name?: string): void {
  v.check(prop, name, (text) => isHostName(text), 'the name of a Kubernetes Secret: labels of lower-case letters, digits and hyphens, joined by dots');
}

/** Checks a secret without showing it. */
export function validateSecretValue(
  v: Validation, prop: string, value: string | undefined, isAllowed: (text: string) => boolean, allowed: string, remedy?: string,
): void {
  if (value !== undefined && !isUnknown(value) && !isAllowed(value)) {
    v.add(prop, `must be ${allowed}`, remedy);
  }
}

/** Refuses a Helm value of the user's that the construct sets itself; `keys` is its path. */
export function refuseOwnValue(v: Validation, values: Record<string, any> | undefined, keys: string[], remedy = 'Leave it out.'): void {
  if (keys.reduce<any>((at, key) => at?.[key], values) !== undefined) {
    v.add(keys.join('.'), 'is set by the construct and must agree with its other parts', remedy);
  }
}
