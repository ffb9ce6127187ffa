// The least time that a deploy takes: the longest chain of the stack's graph, with durations from durations.json.
import { Block, blocksOf, Graph, graphOf } from './graph';
import { durations } from '../durations.json';

/** The duration of blocks of a type, narrowed to those whose attributes have values. */
interface Duration {
  readonly type: string;
  readonly where?: Record<string, unknown>;
  readonly seconds: number;
  readonly why: string;
}

/** The minimum duration of a deploy, and the resources on its critical path. */
export interface CriticalPath {
  /** Seconds from the first resource to the last. */
  readonly total: number;
  /** The resources that the last resource waits for, in order. */
  readonly chain: { readonly address: string; readonly seconds: number }[];
  readonly graph: Graph;
  readonly blocks: Map<string, Block>;
  /** Seconds after which an address is done. */
  end(address: string): number;
  /** Slack of an address: seconds that it can be delayed without delaying the deploy. */
  slack(address: string): number;
  /** Seconds that an address takes itself. */
  seconds(address: string): number;
}

const glob = (pattern: string) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`);
const typeOf = (address: string) => address.slice(0, address.lastIndexOf('.'));

const valueAt = (block: Block, path: string) =>
  path.split('.').reduce<Block | undefined>((at, key) => at?.[key], block);

/** The entry of durations.json for a block, if there is one. */
export const durationOf = (address: string, block: Block): Duration | undefined => (durations as Duration[])
  .find(({ type, where = {} }) => glob(type).test(typeOf(address))
    && Object.entries(where).every(([path, value]) => valueAt(block, path) === value));

/** A function of an address that is computed once for each. */
function once(compute: (address: string) => number): (address: string) => number {
  const known = new Map<string, number>();
  return (address) => {
    const value = known.get(address) ?? compute(address);
    known.set(address, value);
    return value;
  };
}

/** Who depends on each address. */
function dependentsOf(graph: Graph): Map<string, string[]> {
  const dependents = new Map([...graph.keys()].map((address): [string, string[]] => [address, []]));
  graph.forEach((befores, address) => befores.forEach((before) => dependents.get(before)!.push(address)));
  return dependents;
}

/** Computes the path as Terraform works: everything starts as soon as all that it waits for is done. */
export function criticalPath(stack: Block): CriticalPath {
  const blocks = new Map(blocksOf(stack));
  const graph = graphOf(stack);
  const seconds = (address: string) => durationOf(address, blocks.get(address)!)?.seconds ?? 0;
  const lastBefore = (address: string): string | undefined =>
    [...graph.get(address)!].sort((a, b) => end(b) - end(a))[0];
  const end: (address: string) => number = once((address) => {
    const before = lastBefore(address);
    return (before === undefined ? 0 : end(before)) + seconds(address);
  });
  const last = [...blocks.keys()].reduce((a, b) => (end(b) > end(a) ? b : a));
  const total = end(last);
  const chain = [];
  for (let at: string | undefined = last; at !== undefined; at = lastBefore(at)) {
    chain.unshift({ address: at, seconds: seconds(at) });
  }
  const dependents = dependentsOf(graph);
  const after: (address: string) => number = once((address) =>
    Math.max(0, ...dependents.get(address)!.map((next) => after(next) + seconds(next))));
  const slack = (address: string) => total - end(address) - after(address);
  return { total, chain, end, slack, seconds, graph, blocks };
}

/** The first address of a type, if there is one. */
const addressOf = (path: CriticalPath, type: string) =>
  [...path.blocks.keys()].find((address) => typeOf(address) === type);

const addressesOf = (path: CriticalPath, types: string[]) =>
  types.map((type) => addressOf(path, type)).filter((address) => address !== undefined);

/** Seconds for the cluster, then its nodes: the minimum of any order of resources. */
export function unavoidable(path: CriticalPath): number {
  return addressesOf(path, ['aws_eks_cluster', 'aws_eks_node_group'])
    .reduce((sum, address) => sum + path.seconds(address), 0);
}

const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
const plain = (address: string) => address.replace(/_[0-9A-F]{8}$/, '');

/** The critical path as text, line by line. */
export function describe(path: CriticalPath): string[] {
  const share = unavoidable(path);
  const steps = path.chain.filter(({ seconds }) => seconds >= 5);
  const small = path.chain.reduce((sum, { seconds }) => sum + (seconds < 5 ? seconds : 0), 0);
  const beside = addressesOf(path, ['aws_db_instance', 'aws_nat_gateway', 'aws_s3_bucket', 'aws_ecr_repository'])
    .map((address) => `${plain(address)} done at ${minutes(path.end(address))}, slack ${minutes(path.slack(address))}`);
  return [
    `Deploy, computed from the graph and scripts/durations.json: ${minutes(path.total)} min on the critical path`,
    ...steps.map(({ address, seconds }) => `  ${minutes(seconds).padStart(6)}  ${plain(address)}`),
    ...(small > 0
      ? [`  ${minutes(small).padStart(6)}  ${path.chain.length - steps.length} short steps between them`] : []),
    `  unavoidable: cluster, then nodes, ${minutes(share)} min, ${Math.round((100 * share) / path.total)} % of it`,
    `  beside it: ${beside.join('; ')}`,
  ];
}
