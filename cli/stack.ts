// A synthesized stack and its Terraform state.
import { Attributes, Configuration, Known, Resource, StateDocument } from './documents';
import { importerOf } from './importer';
import { bringBackState, parsed, stateFile } from './local-state';
import { configOf, Terraform, terraformIn } from './synthesized';
import { fail } from './terraform';

/** Fills in references to attributes; a text is undefined where one of them is not known. */
export interface Resolve {
  (value: string | undefined): string | undefined;
  <T extends object | undefined>(value: T): T;
}

export interface Stack {
  readonly folder: string;
  readonly config: Configuration;
  readonly resources: readonly Resource[];
  /** Attributes of resources and data sources in the state, by address. */
  readonly known: Known;
  /** Addresses that the next apply replaces. */
  readonly tainted: ReadonlySet<string>;
  readonly terraform: Terraform;
  /** `terraform import` for AWS resources: takes the address and the id. */
  readonly importAws: Terraform;
  readonly resolve: Resolve;
  /** Reads `known` again. */
  readonly refresh: () => void;
  /** The deployment id of this state; undefined before the first apply. */
  deployment?: string;
}

/** Prints a line. */
export type Say = (line: string) => void;

export interface ReadOptions {
  /** Only reports, without changes. */
  readonly dryRun?: boolean;
  readonly say?: Say;
}

/** The synthesized stack in a folder with its state. */
export function readStack(
  folder: string, program?: string, { dryRun = false, say = console.log }: ReadOptions = {},
): Stack {
  const config = configOf(folder);
  const file = stateFile(folder, config);
  bringBackState(file, { dryRun, say });
  const { binary, terraform } = terraformIn(folder, program);
  const pulled = terraform('state', 'pull');
  if (pulled.status !== 0) {
    fail(`${binary} cannot read the state of ${folder}:\n${pulled.stderr}`);
  }
  const { known, tainted } = stateOf(pulled.stdout);
  const refresh = () => {
    const now = stateOf(terraform('state', 'pull').stdout);
    known.clear();
    now.known.forEach((attributes, address) => known.set(address, attributes));
  };
  return {
    folder,
    config,
    resources: resourcesOf(config),
    known,
    tainted,
    terraform,
    refresh,
    importAws: importerOf(folder, binary, config, file),
    resolve: ((value: unknown) => resolved(value, config, known)) as Resolve,
    deployment: known.get('terraform_data.StackDeployment')?.id,
  };
}

/** The resources of a configuration that are not lists of resources. */
function resourcesOf(config: Configuration): Resource[] {
  return Object.entries(config.resource ?? {}).flatMap(([type, all]) => Object.entries(all)
    .filter(([, it]) => it.count === undefined && it.for_each === undefined)
    .map(([name, values]) => ({ address: `${type}.${name}`, type, values })));
}

/** A state as `terraform state pull` prints it: attributes by address, and the addresses that are to be replaced. */
export function stateOf(text: string): { readonly known: Map<string, Attributes>; readonly tainted: Set<string> } {
  const found = (parsed<StateDocument | null>(text)?.resources ?? [])
    .filter((it) => it.module === undefined && it.instances.length > 0)
    .map(({ mode, type, name, instances: [instance] }) =>
      ({ address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`, ...instance }));
  return {
    known: new Map(found.map(({ address, attributes }) => [address, attributes])),
    tainted: new Set(found.filter(({ status }) => status === 'tainted').map(({ address }) => address)),
  };
}

const REFERENCE = /\$\{(base64decode\()?((?:data\.)?\w+\.[\w-]+)\.([\w.[\]]+)\)?\}/g;

/** A value with its references to attributes filled in; a text is undefined if one of them is not known. */
function resolved(value: unknown, config: Configuration, known: Known): unknown {
  if (Array.isArray(value)) {
    return value.map((it) => resolved(it, config, known));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, resolved(it, config, known)]));
  }
  if (typeof value !== 'string') {
    return value;
  }
  let isKnown = true;
  const text = value.replace(REFERENCE, (_, decode: string | undefined, address: string, path: string) => {
    const found = attribute(config, known, address, path);
    if (typeof found !== 'string' || found.includes('${')) {
      isKnown = false;
      return '';
    }
    return decode ? Buffer.from(found, 'base64').toString() : found;
  });
  return isKnown && !/\$\{/.test(text) ? text : undefined;
}

/** An attribute from the state, otherwise from the configuration. */
function attribute(config: Configuration, known: Known, address: string, path: string): unknown {
  const [type, name] = address.split('.').slice(-2);
  const written = address.startsWith('data.') ? undefined : config.resource?.[type]?.[name];
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  // A single block is an object in the configuration, and a list in the state.
  const walk = (from: unknown) => steps.reduce<unknown>((at, step) =>
    /^\d+$/.test(step) && !Array.isArray(at) ? at : (at as Record<string, unknown> | null | undefined)?.[step], from);
  return walk(known.get(address)) ?? walk(written);
}
