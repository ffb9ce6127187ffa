/** [name, path] of each import of a Go source; what is imported under no name ("_", ".") is left out. */
export function importsOf(source: string): [string, string][];

/** Names that stand for more than one package in a file. */
export function clashes(source: string): { readonly name: string; readonly paths: string[] }[];
