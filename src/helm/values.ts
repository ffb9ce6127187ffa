import { Fn } from 'cdktf';
import { refuseOtherThanJson } from '../validation/json';
import { isObject, isPlainObject, Rule } from '../validation/shape';
import { isUnknown, Validation } from '../validation/validation';

/** Helm values, or a part of them. */
export type HelmValues = { [key: string]: any };
/** Texts by the path of a value: keys joined by dots; a dot in a key is `\\.`. */
export interface ByPath {
  readonly [path: string]: string;
}

/**
 * What users may do with a chart's values. Whatever a construct renders is its own and refused in the `values` of
 * users, without being named here; here stand the exceptions and the remedies.
 */
export interface ChartRules {
  /** Paths that are refused, rendered or not, with all below them. What to do instead. */
  readonly owned: ByPath;
  /** Paths that the construct renders as defaults, which users may replace. Why nothing relies on them. */
  readonly open?: ByPath;
  /** Remedies for rendered paths that begin with these: for maps whose keys come from a prop. */
  readonly remedies?: ByPath;
  /** Lists to which elements of users are appended, with the member that identifies an element, or '' for none. */
  readonly joined?: ByPath;
  /** Maps or lists of variables (or flags) by their path, and those variables that the construct owns in them. */
  readonly variables?: { readonly [path: string]: ByPath };
  /** A map whose members the chart copies to the top. */
  readonly alias?: string;
}

/** Values of users, and what is refused in them. */
export interface UserValues {
  /** The prop that has them. */
  readonly prop: string;
  readonly given?: HelmValues;
  readonly rules: ChartRules;
}

/** What is owned: at the end of a path its remedy, or FREE. */
type Tree = string | Map<string, Tree>;
/** Instead of a remedy: users may set it, but no text in the place of a map that leads to it. */
const FREE = '';

/** A rule for `values` of users: refuses what the rules of the chart name, whatever is rendered. */
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

/** Adds what `values` of users would change of a release's own values and of what is `set` in it. */
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

/** The lists that both have, in one: Helm would put one in the place of the other. */
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

/** The paths of requests and limits below `at`, each with the member of the prop that has them. */
export function resourcesAt(at: string, prop = 'resources'): ByPath {
  return Object.fromEntries(['requests', 'limits'].flatMap((kind) => ['cpu', 'memory'].map((name) =>
    [`${at}.${kind}.${name}`, `Use '${prop}.${name}${kind === 'requests' ? 'Request' : 'Limit'}'.`])));
}

/** A key as part of a path. */
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

/** The paths of all values that are no maps; what Terraform knows at apply is one value. */
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
        return; // Above it is owned already.
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
    return; // Only Terraform knows what is in it.
  } else if (isObject(given)) {
    tree.forEach((below, key) => walk(v, [...path, key], (given as any)[key], below));
  } else {
    v.add(path.join('.'), `got ${kindOf(given)}. Must be a map`,
      `The construct relies on '${v.nameOf([...path, ...firstLeaf(tree)].join('.'))}'.`);
  }
}

function refuse(v: Validation, path: string[], remedy: string): void {
  v.add(path.join('.'), 'set by the construct and must agree with its other parts', remedy);
}

function firstLeaf(tree: Tree): string[] {
  if (typeof tree === 'string') {
    return [];
  }
  const [key, below] = [...tree][0];
  return [key, ...firstLeaf(below)];
}

/** Values may hold what should not be shown. */
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
