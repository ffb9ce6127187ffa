import {
  ClusterNamespace, LoadBalancerTls, PodResources, ServiceAccountReference, ServiceExposure,
} from '..';
import { ROLE_ANNOTATION } from './role-annotation';
import { defined } from '../../validation/options';
import { ANNOTATIONS, DNS_NAME, isHostName, LABEL } from '../../validation/rules';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { show } from '../../validation/show';
import { isUnknown, Validation } from '../../validation/validation';
import { integer, madeBy, mapOf, secretText, text } from '../../validation/values';

const FACTORS: { readonly [suffix: string]: number } = {
  'n': 1e-9,
  'u': 1e-6,
  'm': 1e-3,
  '': 1,
  'k': 1e3,
  'M': 1e6,
  'G': 1e9,
  'T': 1e12,
  'P': 1e15,
  'E': 1e18,
  'Ki': 2 ** 10,
  'Mi': 2 ** 20,
  'Gi': 2 ** 30,
  'Ti': 2 ** 40,
  'Pi': 2 ** 50,
  'Ei': 2 ** 60,
};

/**
 * Returns a Kubernetes quantity as a number; undefined if it is invalid.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(value: string): number | undefined {
  const [, digits, exponent, suffix = ''] =
    /^(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(value) ?? [];
  return digits === undefined ? undefined : Number(`${digits}${exponent ?? ''}`) * FACTORS[suffix];
}

const isCpu = (value: string) => parseQuantity(value) !== undefined && !/[KMGTPE]i$/.test(value);
// "m" is a common mistake in memory quantities: 512m is half a byte.
const isMemory = (value: string) => (parseQuantity(value) ?? 0) >= 1 && !/[num]$/.test(value);
const CPU: Rule<string> = text('a CPU quantity, for example "100m" or "2"', isCpu);
const MEMORY: Rule<string> = text('a quantity of memory, for example "512Mi" or "2Gi"', isMemory);
const POD_RESOURCES: Shape<PodResources> = {
  cpuRequest: CPU,
  memoryRequest: MEMORY,
  cpuLimit: CPU,
  memoryLimit: MEMORY,
};

/** Resources of a container; `inForce` are the defaults. */
export function podResources(inForce: PodResources = {}): Rule<PodResources> {
  return struct<PodResources>(POD_RESOURCES, (v, given) => {
    const all = { ...inForce, ...defined(given) } as PodResources;
    for (const [request, limit, isGood] of [
      ['cpuRequest', 'cpuLimit', isCpu],
      ['memoryRequest', 'memoryLimit', isMemory],
    ] as const) {
      const [least, most] = [all[request], all[limit]].map((it) =>
        it === undefined || isUnknown(it) || !isGood(it) ? undefined : parseQuantity(it),
      );
      if (least !== undefined && most !== undefined && least > most) {
        const [prop, other, word] =
          given[request] !== undefined ? [request, limit, 'at most'] : [limit, request, 'at least'];
        const byDefault = given[other] === undefined;
        const bound = `'${v.nameOf(other)}', which is ${byDefault ? 'by default ' : ''}${show(all[other])}`;
        const remedy = byDefault ? `Give '${v.nameOf(other)}', too.` : undefined;
        v.add(prop, `got ${show(all[prop])}. Must be ${word} ${bound}`, remedy);
      }
    }
  });
}

/** How a service is exposed outside the cluster. */
export const EXPOSURE = madeBy(
  'ServiceExposure', ServiceExposure, ['loadBalancer()', 'nodePort()', 'clusterIp()'],
);

/** Rejects an ACM certificate without a load balancer, because nothing else can use it. */
export function needsLoadBalancer(
  v: Validation, { tls, exposure }: { readonly tls?: LoadBalancerTls; readonly exposure?: ServiceExposure },
): void {
  if (tls?._termination === 'loadBalancer' && exposure && exposure._source.type !== 'LoadBalancer') {
    v.add('tls',
      `must be no LoadBalancerTls.acmCertificate() where '${v.nameOf('exposure')}' is no load balancer`,
      'Use LoadBalancerTls.upstream() where what leads to the cluster terminates TLS.');
  }
}

/** A namespace. */
export const NAMESPACE = madeBy('ClusterNamespace', ClusterNamespace, ['create()', 'existing()']);

/** A namespace in which users or pipelines can create pods, so not a system namespace. */
export const OPEN_NAMESPACE: Rule<ClusterNamespace> = {
  ...NAMESPACE,
  check: (v, prop, namespace) => {
    const before = v.problems.length;
    NAMESPACE.check(v, prop, namespace);
    if (v.problems.length === before && !isUnknown(namespace.name) && `${namespace.name}`.startsWith('kube-')) {
      v.add(prop, `got "${namespace.name}". Must not be a namespace of the cluster itself`,
        'Pods that are created there can take over the cluster: name another one.');
    }
  },
};

/** Name of most objects, such as Secrets, service accounts and classes. */
export const OBJECT_NAME: Rule<string> = text(
  DNS_NAME.replace('letters', 'lower-case letters'),
  (value) => isHostName(value),
);

const isLabelValue = (value: string) => /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value);
/** Value of a label: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export const LABEL_VALUE = text(
  'at most 63 letters, digits and "-_.", with a letter or digit at both ends', isLabelValue,
);
/** Name of a label. */
export const LABEL_KEY = {
  allowed: 'names of at most 63 letters, digits and "-_.", with or without a DNS name and "/" before it',
  isAllowed: (key: string) => {
    const [name, prefix, ...more] = key.split('/').reverse();
    return more.length === 0 && name !== '' && isLabelValue(name) && (prefix === undefined || isHostName(prefix));
  },
};

/** Annotations of a service account whose role is set by another prop. */
export const SERVICE_ACCOUNT_ANNOTATIONS: Rule<{ [name: string]: string }> = {
  ...ANNOTATIONS,
  check: (v, prop, given) => {
    ANNOTATIONS.check(v, prop, given);
    if (given[ROLE_ANNOTATION] !== undefined) {
      v.at(prop).add(ROLE_ANNOTATION, 'set by the construct, because other settings depend on it',
        "Use 'serviceAccountRoleArn'.");
    }
  },
};

/** A service account. */
export const SERVICE_ACCOUNT: Rule<ServiceAccountReference> = struct<ServiceAccountReference>({
  namespace: required(LABEL), name: required(OBJECT_NAME),
});

/** Name of a Kubernetes group. Groups of the cluster itself begin with "system:". */
export const GROUP: Rule<string> = text('the name of a group, not empty and without "system:"', (name) =>
  name.trim() !== '' && !name.startsWith('system:'));

/**
 * Environment variables. Source:
 * https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export const ENVIRONMENT: Rule<{ [name: string]: string }> = mapOf(secretText('a text', () => true), {
  allowed: 'names of letters, digits and "-_.", with no digit first',
  isAllowed: (key) => /^[A-Za-z_.-][\w.-]*$/.test(key),
});

/** Environment variables, except those that a construct sets; `own` has the remedy for each. */
export function variables(own: { readonly [name: string]: string }): Rule<{ [name: string]: string }> {
  return {
    ...ENVIRONMENT,
    check: (v, prop, given) => {
      ENVIRONMENT.check(v, prop, given);
      Object.keys(given).filter((name) => name in own)
        .forEach((name) => v.at(prop).add(name, 'set by the construct', own[name]));
    },
  };
}

/** Number of pods. */
export const REPLICAS: Rule<number> = integer({ min: 1, max: 1000 });
