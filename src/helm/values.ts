import { Fn } from 'cdktf';
import { refuseOtherThanJson } from '../validation/json';
import { isObject, isPlainObject, Rule } from '../validation/shape';
import { isUnknown, Validation } from '../validation/validation';

/** Helm values, or a part of them. */
export type HelmValues = { [key: string]: any };
/** Strings by the path of a value: keys separated by dots; a dot in a key is `\\.`. */
export interface ByPath {
  readonly [path: string]: string;
}

/**
 * Rules for the values of a chart. All values that a construct renders are refused in the `values` of users, without
 * being listed here; the rules define exceptions and remedies.
 */
export interface ChartRules {
  /** Refused paths with everything below them, even if the construct does not render them, each with its remedy. */
  readonly owned: ByPath;
  /** Paths that the construct renders as defaults, which users may override, each with the reason. */
  readonly open?: ByPath;
  /** Remedies by prefix of rendered paths, for maps whose keys come from a prop. */
  readonly remedies?: ByPath;
  /** Lists that elements of users are appended to, with the member that identifies an element, or '' for none. */
  readonly joined?: ByPath;
  /** Maps or lists of variables (or flags) by path, with the variables in them that the construct sets. */
  readonly variables?: { readonly [path: string]: ByPath };
  /** Map whose members the chart copies to the top level. */
  readonly alias?: string;
}

/** Values of users with their rules. */
export interface UserValues {
  /** Prop that contains the values. */
  readonly prop: string;
  readonly given?: HelmValues;
  readonly rules: ChartRules;
}

/** Tree of refused paths. A leaf is the remedy, or FREE. */
type Tree = string | Map<string, Tree>;
/** Leaf of a path that users may set; the maps above it must remain maps. */
const FREE = '';

/** Rules for `values` of users: refuse the paths of the chart's rules, even if they are not rendered. */
export function helmValues(rules: ChartRules): Rule<HelmValues> {
  return {
    allowed: 'an object of Helm values',
    isOfType: (value) => isPlainObject(value) || isUnknown(value),
    check: (v, prop, given) => {
      if (isUnknown(given)) {
        return;
      }
      const before = v.wrongTypes;
      refuseOtherThanJson(v, prop, given);
      if (v.wrongTypes > before) {
        return;
      }
      check(v, { prop, given, rules }, Object.entries(rules.owned).map(([path, remedy]) => [split(path), remedy]));
      checkVariables(v.at(prop), given, rules);
    },
  };
}

/** Reports `values` of users that would change a release's own values, or values that are `set` in it. */
export function compareHelmValues(v: Validation, own: HelmValues, set: string[], user: UserValues): void {
  const { rules, given, prop } = user;
  if (given === undefined || isUnknown(given)) {
    return;
  }
  const excepted = [...Object.keys(rules.open ?? {}), ...Object.keys(rules.joined ?? {})].map(split);
  check(v, user, [...leaves(own), ...set.map(split)].map((path) => {
    const free = excepted.find((start) => isAt(path, start));
    return free ? [free, FREE] : [path, remedyFor(path, rules)];
  }));
  Object.entries(rules.joined ?? {}).forEach(([path, identity]) =>
    checkJoined(v.at(prop), path, valueAt(own, split(path)), valueAt(given, split(path)), identity));
}

/** Concatenates lists that both have, because Helm would replace one with the other. */
export function joinedLists(own: HelmValues, { given = {}, rules }: UserValues): HelmValues | undefined {
  const joined: HelmValues = {};
  Object.keys(rules.joined ?? {}).map(split).forEach((path) => {
    const [mine, theirs] = [own, given].map((values) => valueAt(values, path));
    if (Array.isArray(mine) && Array.isArray(theirs)) {
      const last = path[path.length - 1];
      path.slice(0, -1).reduce((at, key) => at[key] ??= {}, joined)[last] =
        isUnknown(theirs) ? Fn.concat([mine, theirs]) : [...mine, ...theirs];
    }
  });
  return Object.keys(joined).length > 0 ? joined : undefined;
}

/** Remedies for the paths of requests and limits below `at`, which name the member of the prop. */
export function resourcesAt(at: string, prop = 'resources'): ByPath {
  return Object.fromEntries(['requests', 'limits'].flatMap((kind) => ['cpu', 'memory'].map((name) =>
    [`${at}.${kind}.${name}`, `Use '${prop}.${name}${kind === 'requests' ? 'Request' : 'Limit'}'.`])));
}

/** Escapes a key as part of a path. */
export function escapedKey(key: string): string {
  return key.replace(/\./g, '\\.');
}

function split(path: string): string[] {
  return path.split(/(?<!\\)\./).map((key) => key.replace(/\\/g, ''));
}

function valueAt(values: unknown, path: string[]): any {
  return path.reduce<any>((at, key) => isObject(at) && !isUnknown(at) ? (at as any)[key] : undefined, values);
}

function isAt(path: string[], start: string[]): boolean {
  return start.every((key, index) => path[index] === key);
}

/** Paths of all values that are not maps; a value that is unknown until apply is one value. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (value === undefined) {
    return [];
  }
  return isObject(value) && !isUnknown(value)
    ? Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key])) : [path];
}

function remedyFor(path: string[], { remedies = {} }: ChartRules): string {
  const [, remedy = 'Leave it out.'] = Object.entries(remedies).find(([start]) => isAt(path, split(start))) ?? [];
  return remedy;
}

function treeOf(paths: [path: string[], remedy: string][]): Map<string, Tree> {
  const root = new Map<string, Tree>();
  paths.forEach(([path, remedy]) => {
    let at = root;
    path.forEach((key, index) => {
      const below = at.get(key);
      if (typeof below === 'string') {
        return; // A path above it is already refused.
      }
      if (index === path.length - 1) {
        at.set(key, remedy);
      } else {
        const next = below ?? new Map<string, Tree>();
        at.set(key, next);
        at = next;
      }
    });
  });
  return root;
}

function check(v: Validation, { prop, given, rules }: UserValues, owned: [path: string[], remedy: string][]): void {
  const { alias } = rules;
  const aliases = alias === undefined ? [] : owned.map(([path, remedy]): [string[], string] =>
    [[alias, ...path], remedy]);
  walk(v.at(prop), [], given, treeOf([...owned, ...aliases]));
}

function walk(v: Validation, path: string[], given: unknown, tree: Tree): void {
  if (given === undefined || tree === FREE) {
    return;
  }
  if (typeof tree === 'string') {
    refuse(v, path, tree);
  } else if (isUnknown(given)) {
    return; // The content is unknown until apply.
  } else if (isObject(given)) {
    tree.forEach((below, key) => walk(v, [...path, key], (given as any)[key], below));
  } else {
    v.add(path.join('.'), `got ${kindOf(given)}. Must be a map`,
      `The construct relies on '${v.nameOf([...path, ...firstLeaf(tree)].join('.'))}'.`);
  }
}

function refuse(v: Validation, path: string[], remedy: string): void {
  v.add(path.join('.'), 'set by the construct, because other settings depend on it', remedy);
}

function firstLeaf(tree: Tree): string[] {
  if (typeof tree === 'string') {
    return [];
  }
  const [key, below] = [...tree][0];
  return [key, ...firstLeaf(below)];
}

/** Describes the type of a value, which is not shown because it may be a secret. */
function kindOf(given: unknown): string {
  return given === null ? 'null' : Array.isArray(given) ? 'a list' : `a ${typeof given}`;
}

function checkVariables(v: Validation, given: HelmValues, { variables = {} }: ChartRules): void {
  Object.entries(variables).forEach(([path, own]) => {
    const at = split(path);
    const found = valueAt(given, at);
    const names: unknown[] = isUnknown(found) || found === null ? []
      : Array.isArray(found) ? found.map((element) => isObject(element) ? (element as any).name : element)
        : isObject(found) ? Object.keys(found) : [];
    names.filter((name): name is string => typeof name === 'string' && Object.keys(own).includes(name))
      .forEach((name) => refuse(v, [...at, name], own[name]));
  });
}

function checkJoined(v: Validation, path: string, mine: unknown, theirs: unknown, identity: string): void {
  if (mine === undefined || theirs === undefined || isUnknown(theirs)) {
    return;
  }
  if (!Array.isArray(theirs)) {
    v.add(path, `got ${isObject(theirs) ? 'a map' : kindOf(theirs)}. Must be a list`,
      'Elements of the list are appended to those of the construct.');
    return;
  }
  const taken = identity !== '' && Array.isArray(mine) ? mine.map((element) => element[identity]) : [];
  theirs.forEach((element, index) => {
    const value = isObject(element) && !isUnknown(element) ? (element as any)[identity] : undefined;
    if (value !== undefined && taken.includes(value)) {
      v.add(`${path}[${index}].${identity}`, `got "${value}", which an element of the construct has`,
        'Choose another one.');
    }
  });
}
