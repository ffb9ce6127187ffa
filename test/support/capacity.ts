import { chartValues } from './charts';
import { Block, Synthesized } from './synth';
import { parseDocument } from './values-document';

/** Requests of a pod, or capacity of a node, in thousandths of a CPU and MiB. */
export interface Capacity {
  readonly cpu: number;
  readonly memory: number;
}

/** Pods of one kind. */
export interface Pods extends Capacity {
  readonly name: string;
  readonly count: number;
}

/**
 * A t3.large. Its memory is what the kernel leaves of 8 GiB. Karpenter assumes 7.5 % less, more than ever measured
 * (https://karpenter.sh/docs/reference/settings/, VM_MEMORY_OVERHEAD_PERCENT). Pods are limited by the addresses of 3 interfaces with 12
 * each: https://github.com/awslabs/amazon-eks-ami/blob/main/templates/shared/runtime/eni-max-pods.txt
 */
export const T3_LARGE = { cpu: 2000, memory: Math.floor(8192 * 0.925), pods: 35 };

/** Memory that the AL2023 image reserves for the kubelet, and the eviction threshold: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html */
export function allocatable(type: typeof T3_LARGE): Capacity {
  return { cpu: type.cpu - 70, memory: type.memory - (255 + 11 * type.pods) - 100 };
}

/** Pods on every node. */
export const DAEMONS: Pods[] = [
  // aws-node and its network policy agent: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/values.yaml
  { name: 'aws-node', count: 1, cpu: 50, memory: 0 },
  // https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html
  { name: 'kube-proxy', count: 1, cpu: 100, memory: 0 },
  // three containers: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
  { name: 'ebs-csi-node', count: 1, cpu: 30, memory: 120 },
];

/** Deployments of the add-ons. */
export const ADDONS: Pods[] = [
  // https://github.com/coredns/deployment/blob/master/kubernetes/coredns.yaml.sed
  { name: 'coredns', count: 2, cpu: 100, memory: 70 },
  // six containers: the chart of ebs-csi-node
  { name: 'ebs-csi-controller', count: 2, cpu: 60, memory: 240 },
  // https://github.com/kubernetes-sigs/metrics-server/blob/master/charts/metrics-server/values.yaml
  { name: 'metrics-server', count: 2, cpu: 100, memory: 200 },
];

/** Workloads beside the stack. A Seldon server has no requests unless the deployment sets them: a small model. */
export const MODEL_SERVER: Capacity = { cpu: 200, memory: 512 };
/** A pipeline: the orchestrator's pod and a step. ZenML sets no requests unless the pipeline's settings do. */
export const PIPELINE: Pods[] = [
  { name: 'pipeline: orchestrator', count: 1, cpu: 100, memory: 400 },
  { name: 'pipeline: step', count: 1, cpu: 500, memory: 2048 },
];

/** Paths of a chart's requests and number of pods, and its default requests if its values are not available. */
const CHARTS: Record<string, { files?: string; replicas?: string; requests?: string; byDefault?: Block }> = {
  'base': {},
  'istiod': { files: 'istiod', replicas: 'replicaCount', requests: 'resources.requests' },
  'gateway': { files: 'istio-gateway', replicas: 'replicaCount', requests: 'resources.requests' },
  'seldon-core-operator': { files: 'seldon-core-operator', requests: 'manager' },
  'cluster-autoscaler': { files: 'cluster-autoscaler', replicas: 'replicaCount', requests: 'resources.requests' },
  'mlflow': { replicas: 'replicaCount', requests: 'resources.requests' },
  'nginx-ingress': {
    replicas: 'controller.replicaCount', requests: 'controller.resources.requests', byDefault: { controller: { resources: { requests: { cpu: '100m', memory: '128Mi' } } } },
  },
  'zenml': { replicas: 'zenml.replicaCount', requests: 'resources.requests' },
};

/** The values of a release: the chart's own, merged with the documents. */
export function valuesOf(release: Block): Block {
  const { files, byDefault = {} } = CHARTS[release.chart];
  const own = files ? chartValues(`${files}-${release.version}`) : byDefault;
  return (release.values ?? []).map(parseDocument).reduce(merge, own);
}

/** The pods of all releases of a stack. An unknown chart is an error, because its requests have to be added here. */
export function podsOfReleases(stack: Synthesized): Pods[] {
  const releases = Object.values(stack.all('helm_release')).filter(({ repository }) => repository !== undefined);
  return releases.flatMap((release) => {
    if (!(release.chart in CHARTS)) {
      throw new Error(`test/support/capacity.ts does not know what the pods of chart ${release.chart} ask for`);
    }
    const { replicas, requests } = CHARTS[release.chart];
    const values = valuesOf(release);
    const asked = requests ? at(values, requests) ?? {} : undefined;
    return asked ? [{
      name: release.name,
      count: Number(replicas ? at(values, replicas) ?? 1 : 1),
      cpu: milliCpu(asked.cpu ?? asked.cpuRequest),
      memory: mebibytes(asked.memory ?? asked.memoryRequest),
    }] : [];
  });
}

/** A model: its server and Seldon's executor. */
export function model(stack: Synthesized, count: number): Pods {
  const operator = Object.values(stack.all('helm_release')).find(({ chart }) => chart === 'seldon-core-operator')!;
  const executor = valuesOf(operator).executor.resources;
  return {
    name: 'model', count, cpu: MODEL_SERVER.cpu + milliCpu(executor.cpuRequest), memory: MODEL_SERVER.memory + mebibytes(executor.memoryRequest),
  };
}

/** Schedules pods on nodes, the largest first; returns the free capacity of each node, and unscheduled pods. */
export function place(pods: Pods[], nodes: number, type = T3_LARGE): { nodes: (Capacity & { pods: number })[]; homeless: string[] } {
  const room = allocatable(type);
  const daemons = { cpu: sum(DAEMONS, 'cpu'), memory: sum(DAEMONS, 'memory') };
  const empty = { cpu: room.cpu - daemons.cpu, memory: room.memory - daemons.memory, pods: type.pods - DAEMONS.length };
  const free = Array.from({ length: nodes }, () => ({ ...empty }));
  const each = pods.flatMap((pod) => Array.from({ length: pod.count }, () => pod));
  const size = (pod: Capacity) => Math.max(pod.cpu / room.cpu, pod.memory / room.memory);
  const homeless = each.sort((a, b) => size(b) - size(a)).filter((pod) => {
    const node = free.find(({ cpu, memory, pods: slots }) => cpu >= pod.cpu && memory >= pod.memory && slots > 0);
    if (node) {
      Object.assign(node, { cpu: node.cpu - pod.cpu, memory: node.memory - pod.memory, pods: node.pods - 1 });
    }
    return node === undefined;
  });
  return { nodes: free, homeless: homeless.map(({ name }) => name) };
}

/** The sum over all pods. */
export function sum(pods: Pods[], what: 'cpu' | 'memory'): number {
  return pods.reduce((total, pod) => total + pod.count * pod[what], 0);
}

/** Kubernetes CPU in thousandths. */
export function milliCpu(quantity = '0'): number {
  return quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : 1000 * Number(quantity);
}

/** Kubernetes memory in MiB. */
export function mebibytes(quantity = '0'): number {
  const [, digits, unit] = /^([\d.]+)([KMG]i?)?$/.exec(quantity)!;
  const bytes: Record<string, number> = { '': 1, 'K': 1e3, 'M': 1e6, 'G': 1e9, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30 };
  return Number(digits) * bytes[unit ?? ''] / 2 ** 20;
}

function at(values: Block, path: string): any {
  return path.split('.').reduce<any>((inner, key) => inner?.[key], values);
}

function merge(base: any, over: any): any {
  const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap(base) && isMap(over)
    ? Object.entries(over).reduce((all, [key, value]) => ({ ...all, [key]: key in base ? merge(base[key], value) : value }), base)
    : over;
}
