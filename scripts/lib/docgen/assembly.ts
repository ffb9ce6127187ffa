// The assembly that the compiler writes: https://aws.github.io/jsii/specification/2-type-system/
import { join } from 'node:path';
import { Block } from '../graph';
import { readJson, root } from '../project';

/** A reference to a type in an assembly. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeReference };
  readonly union?: { readonly types: TypeReference[] };
}

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly example?: string;
  readonly see?: string;
  readonly deprecated?: string;
  readonly default?: string;
}

export interface Documented {
  readonly docs?: Docs;
}

export interface Property extends Documented {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly protected?: boolean;
}

interface Parameter extends Property {
  readonly variadic?: boolean;
}

export interface Callable extends Documented {
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

export interface Method extends Callable {
  readonly name: string;
  readonly static?: boolean;
  readonly protected?: boolean;
}

export interface Type extends Documented {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly name: string;
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly locationInModule: { readonly filename: string };
  readonly initializer?: Callable;
  readonly interfaces?: string[];
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly members?: (Documented & { readonly name: string })[];
}

interface Assembly {
  readonly name: string;
  readonly types: Record<string, Type>;
}

let loaded: Assembly | undefined;
const assembly = () => {
  loaded ??= readJson(join(root, '.jsii')) as Block & Assembly;
  return loaded;
};

/** The types of the package, by name. */
export const allTypes = (): Type[] => Object.values(assembly().types).sort((a, b) => (a.name < b.name ? -1 : 1));

/** A type of the package by its full name; undefined for those of others. */
export const typeOf = (fqn: string): Type | undefined => assembly().types[fqn];

/** A type of the package by its name in it. */
export const typeNamed = (name: string): Type | undefined => typeOf(`${assembly().name}.${name}`);

export function isConstruct(type: Type): boolean {
  return type.kind === 'class' && (type.initializer?.parameters ?? [])[0]?.type.fqn === 'constructs.Construct';
}

/** The interfaces of a type that the package has. */
export const interfacesOf = (type: Type): Type[] =>
  (type.interfaces ?? []).map(typeOf).filter((it) => it !== undefined);

/** The members of a struct, with those that it inherits. */
export const allProperties = (type: Type): Property[] =>
  [...type.properties ?? [], ...interfacesOf(type).flatMap(allProperties)];
