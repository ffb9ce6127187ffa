/** A block of synthesized Terraform: any JSON. */
export type Block = Record<string, any>;

/** [address, block] of every resource and data source: `aws_vpc.Network`, `data.aws_partition.Partition`. */
export function blocksOf(stack: Block): [string, Block][];

/** Addresses that a block names in depends_on or in an expression. */
export function dependenciesOf(block: Block): Set<string>;

/** What each address depends on: by its own references, and by those of its provider's configuration. */
export function graphOf(stack: Block): Map<string, Set<string>>;

/** Everything that an address waits for, however far. */
export function reachable(graph: Map<string, Set<string>>, from: string): Set<string>;
