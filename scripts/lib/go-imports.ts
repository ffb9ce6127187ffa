// The packages that a Go file imports, and the names by which it refers to them.

/** Name of a package by its import path: the last part, without a version ("…/helm/v12", "gopkg.in/yaml.v3"). */
const nameOf = (path: string) => path.replace(/\/v\d+$/, '').replace(/\.v\d+$/, '').replace(/^.*\//, '');

/** [name, path] of each import of a Go source, except those without a name ("_", "."). */
export function importsOf(source: string): [string, string][] {
  const statements = source.match(/^import\s*(\([^)]*\)|[^\n]*)/gm) ?? [];
  return statements.flatMap((statement) => [...statement.matchAll(/(?:^|[\s(])(?:([\w.]+)\s+)?"([^"]+)"/g)])
    .filter(([, alias]) => alias !== '_' && alias !== '.')
    .map(([, alias, path]) => [alias === undefined || alias === 'import' ? nameOf(path) : alias, path]);
}

/** Names by which a file imports more than one package. */
export function clashes(source: string): { readonly name: string; readonly paths: string[] }[] {
  const byName = new Map<string, string[]>();
  importsOf(source).forEach(([name, path]) => byName.set(name, [...(byName.get(name) ?? []), path]));
  return [...byName].filter(([, paths]) => paths.length > 1).map(([name, paths]) => ({ name, paths }));
}
