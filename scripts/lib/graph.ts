// The graph of a synthesized stack, as Terraform sees it: references and depends_on.

/** A block of synthesized Terraform, or another object of JSON. Its readers know what it has. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Block = Record<string, any>;

/** The dependencies of each address. */
export type Graph = Map<string, Set<string>>;

const REFERENCE = /(?<![\w.-])(data\.)?([a-z]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g;

/** [address, block] of every resource and data source: `aws_vpc.Network`, `data.aws_partition.Partition`. */
export function blocksOf(stack: Block): [string, Block][] {
  const groups: [string, Block | undefined][] = [['', stack.resource], ['data.', stack.data]];
  return groups.flatMap(([prefix, group]) => Object.entries(group ?? {}).flatMap(([type, byName]) =>
    Object.entries<Block>(byName).map(([name, block]): [string, Block] => [`${prefix}${type}.${name}`, block])));
}

/** The resources of a type. */
export const resourcesOf = (stack: Block, type: string): Block[] => Object.values<Block>(stack.resource?.[type] ?? {});

/** Addresses that a block names in depends_on or in an expression. */
export function dependenciesOf(block: Block): Set<string> {
  const found = new Set<string>(block.depends_on ?? []);
  for (const expression of JSON.stringify(block).match(/\$\{[^]*?\}/g) ?? []) {
    for (const [, data, type, name] of expression.matchAll(REFERENCE)) {
      found.add(`${data ?? ''}${type}.${name}`);
    }
  }
  return found;
}

/** The dependencies of each address: its own references, and those of its provider's configuration. */
export function graphOf(stack: Block): Graph {
  const blocks = blocksOf(stack);
  const known = new Set(blocks.map(([address]) => address));
  const providers = new Map(Object.entries<Block[]>(stack.provider ?? {})
    .map(([name, list]) => [name, dependenciesOf(list[0])]));
  return new Map(blocks.map(([address, block]) => {
    const provider = address.replace(/^data\./, '').split('_')[0];
    const all = [...dependenciesOf(block), ...(providers.get(provider) ?? [])];
    return [address, new Set(all.filter((other) => known.has(other) && other !== address))];
  }));
}

/** Everything that an address waits for, directly or not. */
export function reachable(graph: Graph, from: string): Set<string> {
  const seen = new Set<string>();
  const todo = [from];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const next of graph.get(at) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        todo.push(next);
      }
    }
  }
  return seen;
}
