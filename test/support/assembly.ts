import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The public API from the compiler's assembly (.jsii).

export interface TypeReference {
  readonly primitive?: 'string' | 'number' | 'boolean' | 'any' | 'json' | 'date';
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}
export interface Property { readonly name: string; readonly optional?: boolean; readonly type: TypeReference }
export interface Parameter extends Property { readonly variadic?: boolean }
export interface Method { readonly name: string; readonly static?: boolean; readonly parameters?: Parameter[] }
export interface Type {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Property[];
  readonly methods?: Method[];
}

const ASSEMBLY = join(__dirname, '..', '..', '.jsii');
if (!existsSync(ASSEMBLY)) {
  throw new Error('There is no .jsii yet: npx projen compile');
}
export const types: Record<string, Type> = JSON.parse(readFileSync(ASSEMBLY, 'utf8')).types;
export const all = Object.values(types);
export const structs = all.filter((type) => type.kind === 'interface' && type.datatype);
export const propertiesOf = (type: Type): Property[] => [
  ...(type.interfaces ?? []).flatMap((fqn) => propertiesOf(types[fqn])), ...(type.properties ?? []),
];
