// How long a deploy takes at least, and what it waits for: the longest chain of the stack's graph, with durations from durations.json.
const { blocksOf, graphOf } = require('./graph.cjs');
const { durations } = require('../durations.json');

const glob = (pattern) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`);
const typeOf = (address) => address.slice(0, address.lastIndexOf('.'));

const valueAt = (block, path) => path.split('.').reduce((at, key) => at?.[key], block);

/** The entry of the table for a block, if there is one. */
const durationOf = (address, block) => durations.find(({ type, where = {} }) =>
  glob(type).test(typeOf(address)) && Object.entries(where).every(([path, value]) => valueAt(block, path) === value));

/** Terraform's way of working: everything starts as soon as all that it waits for is there. */
function criticalPath(stack) {
  const blocks = new Map(blocksOf(stack));
  const graph = graphOf(stack);
  const seconds = (address) => durationOf(address, blocks.get(address))?.seconds ?? 0;
  const ends = new Map();
  const previous = new Map();
  const endOf = (address) => {
    if (!ends.has(address)) {
      const before = [...graph.get(address)].sort((a, b) => endOf(b) - endOf(a))[0];
      previous.set(address, before);
      ends.set(address, (before === undefined ? 0 : endOf(before)) + seconds(address));
    }
    return ends.get(address);
  };
  const last = [...blocks.keys()].reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
  const total = endOf(last);
  const chain = [];
  for (let at = last; at !== undefined; at = previous.get(at)) {
    chain.unshift({ address: at, seconds: seconds(at) });
  }

  // How much later each could be done without the whole being later.
  const dependents = new Map([...blocks.keys()].map((address) => [address, []]));
  graph.forEach((befores, address) => befores.forEach((before) => dependents.get(before).push(address)));
  const afters = new Map();
  const after = (address) => {
    if (!afters.has(address)) {
      afters.set(address, Math.max(0, ...dependents.get(address).map((next) => after(next) + seconds(next))));
    }
    return afters.get(address);
  };
  const slack = (address) => total - endOf(address) - after(address);
  return { total, chain, end: endOf, slack, seconds, graph, blocks };
}

/** The first address of a type, or none. */
const addressOf = (path, type) => [...path.blocks.keys()].find((address) => typeOf(address) === type);

/** Cluster, then nodes: what no order of things can avoid. */
function unavoidable(path) {
  return ['aws_eks_cluster', 'aws_eks_node_group'].map((type) => addressOf(path, type)).filter(Boolean)
    .reduce((sum, address) => sum + path.seconds(address), 0);
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
const plain = (address) => address.replace(/_[0-9A-F]{8}$/, '');

/** The critical path in words. */
function describe(path) {
  const share = unavoidable(path);
  const steps = path.chain.filter(({ seconds }) => seconds >= 5);
  const small = path.chain.reduce((sum, { seconds }) => sum + (seconds < 5 ? seconds : 0), 0);
  const beside = ['aws_db_instance', 'aws_nat_gateway', 'aws_s3_bucket', 'aws_ecr_repository'].map((type) => addressOf(path, type)).filter(Boolean);
  return [
    `Deploy, computed from the graph and scripts/durations.json: ${minutes(path.total)} min on the critical path`,
    ...steps.map(({ address, seconds }) => `  ${minutes(seconds).padStart(6)}  ${plain(address)}`),
    ...(small > 0 ? [`  ${minutes(small).padStart(6)}  ${path.chain.length - steps.length} short steps between them`] : []),
    `  unavoidable: cluster, then nodes, ${minutes(share)} min, ${Math.round((100 * share) / path.total)} % of it`,
    `  beside it: ${beside.map((address) => `${plain(address)} done at ${minutes(path.end(address))}, slack ${minutes(path.slack(address))}`).join('; ')}`,
  ];
}

module.exports = { criticalPath, describe, durationOf, unavoidable };
