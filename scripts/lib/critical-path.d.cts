import { Block } from './graph.cjs';

/** How long a deploy takes at least, and what it waits for. */
export interface CriticalPath {
  /** Seconds from the first resource to the last. */
  readonly total: number;
  /** What the last one waits for, in order. */
  readonly chain: { readonly address: string; readonly seconds: number }[];
  readonly graph: Map<string, Set<string>>;
  readonly blocks: Map<string, Block>;
  /** Seconds after which an address is done. */
  end(address: string): number;
  /** How many seconds later it could be done without the whole being later. */
  slack(address: string): number;
  /** How many seconds it takes itself. */
  seconds(address: string): number;
}

/** The entry of durations.json for a block, if there is one. */
export function durationOf(
  address: string, block: Block,
): { readonly seconds: number; readonly why: string } | undefined;

/** Terraform's way of working: everything starts as soon as all that it waits for is there. */
export function criticalPath(stack: Block): CriticalPath;

/** Seconds for the cluster, then its nodes: what no order of things can avoid. */
export function unavoidable(path: CriticalPath): number;

/** The critical path in words, line by line. */
export function describe(path: CriticalPath): string[];
