// The graph of a synthesized stack, as Terraform sees it: references and depends_on.
// CommonJS, so that jest can load it too.

const REFERENCE = /(?<![\w.-])(data\.)?([a-z]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g;

/** [address, block] of every resource and data source: `aws_vpc.Network`, `data.aws_partition.Partition`. */
function blocksOf(stack) {
  const groups = [['', stack.resource], ['data.', stack.data]];
  return groups.flatMap(([prefix, group]) => Object.entries(group ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => [`${prefix}${type}.${name}`, block])));
}

/** Addresses that a block names in depends_on or in an expression. */
function dependenciesOf(block) {
  const found = new Set(block.depends_on ?? []);
  for (const expression of JSON.stringify(block).match(/\$\{[^]*?\}/g) ?? []) {
    for (const [, data, type, name] of expression.matchAll(REFERENCE)) {
      found.add(`${data ?? ''}${type}.${name}`);
    }
  }
  return found;
}

/** What each address depends on: by its own references, and by those of its provider's configuration. */
function graphOf(stack) {
  const blocks = blocksOf(stack);
  const known = new Set(blocks.map(([address]) => address));
  const providers = Object.fromEntries(Object.entries(stack.provider ?? {})
    .map(([name, list]) => [name, dependenciesOf(list[0])]));
  return new Map(blocks.map(([address, block]) => {
    const provider = address.replace(/^data\./, '').split('_')[0];
    const all = [...dependenciesOf(block), ...(providers[provider] ?? [])];
    return [address, new Set(all.filter((other) => known.has(other) && other !== address))];
  }));
}

/** Everything that an address waits for, however far. */
function reachable(graph, from) {
  const seen = new Set();
  const todo = [from];
  while (todo.length > 0) {
    for (const next of graph.get(todo.pop()) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        todo.push(next);
      }
    }
  }
  return seen;
}

module.exports = { blocksOf, dependenciesOf, graphOf, reachable };
