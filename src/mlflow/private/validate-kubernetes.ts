import { DNS_LABEL, isDnsLabel, isHostName } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { ClusterNamespace } from '../../seldon/cluster-namespace';
import { PodResources } from '../../seldon/options';

const CPU = /^\d+(\.\d+)?m?$/;
const MEMORY = /^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i)?$/;
/** Namespaces that every cluster has. */
const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Checks a namespace, of the server or of its controller. */
export function validateNamespace(v: Validation, prop: string, namespace?: ClusterNamespace): void {
  v.check(prop, namespace?.name, isDnsLabel, DNS_LABEL);
  if (namespace?.managed && BUILT_IN.includes(namespace.name)) {
    v.add(prop, `cannot create "${namespace.name}", which every cluster has`, `Use ClusterNamespace.existing("${namespace.name}").`);
  }
}

/** Checks Kubernetes quantities. */
export function validateResources(v: Validation, options: PodResources = {}): void {
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
