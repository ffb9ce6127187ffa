// diagram: how a synthesized configuration is asked.

export const unique = (list) => [...new Set(list)];

/** The id of the first resource or data source of a type that an expression names. */
export const referred = (expression, type) => new RegExp(`\\b${type}\\.([\\w-]+)`).exec(expression)?.[1];

/** What all parts of the reading ask of a configuration, and the list of who talks to whom, which they fill. */
export function reading(config) {
  /** [id, block] of the resources of a type, or of its data sources. */
  const named = (type, kind = 'resource') => Object.entries(config[kind]?.[type] ?? {});
  const blocks = (type, kind) => named(type, kind).map(([, block]) => block);
  /** A text in which references stand for what they refer to, as far as that is written. */
  const plain = (value = '') => String(value).replace(/\$\{(data\.)?(\w+)\.([\w-]+)\.([^{}]+)\}/g, (_, data, type, id, path) => {
    const found = path.replace('[0]', '').split('.').reduce((it, key) => it?.[key], config[data ? 'data' : 'resource']?.[type]?.[id]);
    return typeof found === 'string' ? plain(found) : '…';
  }).replace(/\$\{[^}]*\}/g, '…');
  const prefix = config.provider?.aws?.[0].default_tags?.[0].tags.application;
  /** A name without the start that all names of the stack have. */
  const short = (name) => prefix && name.startsWith(`${prefix}-`) ? `…${name.slice(prefix.length)}` : name;
  const edges = [];
  const edge = (from, to, label = '') => edges.some((it) => it.from === from && it.to === to) || edges.push({ from, to, label });
  /** Releases, each with all its values as one text. */
  const releases = blocks('helm_release').map((block) => ({ ...block, text: [block.values].flat().join('\n') }));
  return { config, named, blocks, plain, short, prefix, edges, edge, releases };
}
