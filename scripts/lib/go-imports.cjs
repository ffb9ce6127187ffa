// What a Go file imports, and by which names it knows it. CommonJS, so that jest can load it too.

/** The name of a package by its import path: the last part, without a version ("…/helm/v12", "gopkg.in/yaml.v3"). */
const nameOf = (path) => path.replace(/\/v\d+$/, '').replace(/\.v\d+$/, '').replace(/^.*\//, '');

/** [name, path] of each import of a Go source; what is imported under no name ("_", ".") is left out. */
function importsOf(source) {
  const statements = source.match(/^import\s*(\([^)]*\)|[^\n]*)/gm) ?? [];
  return statements.flatMap((statement) => [...statement.matchAll(/(?:^|[\s(])(?:([\w.]+)\s+)?"([^"]+)"/g)])
    .filter(([, alias]) => alias !== '_' && alias !== '.')
    .map(([, alias, path]) => [alias === undefined || alias === 'import' ? nameOf(path) : alias, path]);
}

/** Names that stand for more than one package in a file. */
function clashes(source) {
  const byName = new Map();
  importsOf(source).forEach(([name, path]) => byName.set(name, [...(byName.get(name) ?? []), path]));
  return [...byName].filter(([, paths]) => paths.length > 1).map(([name, paths]) => ({ name, paths }));
}

module.exports = { clashes, importsOf };
