// diagram: how a synthesized configuration is read.
import { BlockTypes, ReleaseBlock } from './diagram-blocks';
import { Configuration, listOf } from './documents';

export const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** The name of the first resource or data source of a type in an expression. */
export const referred = (expression: string | undefined, type: string): string | undefined =>
  new RegExp(`\\b${type}\\.([\\w-]+)`).exec(`${expression}`)?.[1];

/** A connection between two parts; parts are named by their ids or by their namespaces. */
export interface Edge { readonly from: string; readonly to: string; readonly label: string }

/** Names of parts that are not namespaces, by their ids. */
const PARTS: Readonly<Record<string, string>> = {
  balancer: 'load balancer',
  bucket: 'S3',
  key: 'KMS key',
  logs: 'CloudWatch Logs',
  nat: 'NAT gateway',
  queue: 'SQS',
  registry: 'ECR',
};

/** All connections as a sentence, for readers who cannot see the picture. */
export function describe(edges: readonly Edge[]): string {
  const name = (id: string): string => PARTS[id] ?? id;
  const all = edges.map(({ from, to, label }) => `${name(from)} to ${name(to)}${label && ` (${label})`}`);
  return `Connections: ${all.join(', ')}.`;
}

/** A Helm release with all its values as one text. */
export interface Release extends ReleaseBlock { readonly text: string }

export interface Reading {
  readonly config: Configuration;
  /** Names and blocks of the resources of a type, or of its data sources. */
  readonly named: <T extends keyof BlockTypes>(type: T, kind?: 'resource' | 'data') => Array<[string, BlockTypes[T]]>;
  readonly blocks: <T extends keyof BlockTypes>(type: T, kind?: 'resource' | 'data') => Array<BlockTypes[T]>;
  /** A text with references replaced by what they refer to, or by … where that is not written. */
  readonly plain: (value?: string) => string;
  /** A name without the prefix that all names of the stack have. */
  readonly short: (name: string) => string;
  /** The stack's prefix. */
  readonly prefix: string | undefined;
  readonly edges: readonly Edge[];
  /** Adds a connection, unless the two are connected already. */
  readonly edge: (from: string, to: string, label?: string) => void;
  readonly releases: readonly Release[];
}

export function reading(config: Configuration): Reading {
  const named: Reading['named'] = <T extends keyof BlockTypes>(type: T, kind: 'resource' | 'data' = 'resource') =>
    Object.entries(config[kind]?.[type] ?? {}) as unknown as Array<[string, BlockTypes[T]]>;
  const blocks: Reading['blocks'] = (type, kind) => named(type, kind).map(([, block]) => block);
  const prefix = listOf(config.provider?.aws)[0]?.default_tags?.[0].tags.application;
  const edges: Edge[] = [];
  return {
    config,
    named,
    blocks,
    plain: (value = '') => plainIn(config, value),
    short: (name) => prefix && name.startsWith(`${prefix}-`) ? `…${name.slice(prefix.length)}` : name,
    prefix,
    edges,
    edge: (from, to, label = '') => {
      if (!edges.some((it) => it.from === from && it.to === to)) {
        edges.push({ from, to, label });
      }
    },
    releases: blocks('helm_release').map((block) => ({ ...block, text: listOf(block.values).join('\n') })),
  };
}

const REFERENCE = /\$\{(data\.)?(\w+)\.([\w-]+)\.([^{}]+)\}/g;

function plainIn(config: Configuration, text: string): string {
  return text.replace(REFERENCE, (_, data: string | undefined, type: string, name: string, path: string) => {
    const block: unknown = config[data ? 'data' : 'resource']?.[type]?.[name];
    const found = path.replace('[0]', '').split('.')
      .reduce((it, key) => (it as Readonly<Record<string, unknown>> | null | undefined)?.[key], block);
    return typeof found === 'string' ? plainIn(config, found) : '…';
  }).replace(/\$\{[^}]*\}/g, '…');
}
