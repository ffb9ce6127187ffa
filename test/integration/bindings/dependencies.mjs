// What the package depends on, for languages in which it is generated and compiled.
import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, dependenciesOf, folderOf, generate, namedTypes, reduce, tarball, versionOf } from './lib.mjs';

const isProvider = (dependency) => dependency.startsWith('@cdktf/');

/** All that decides what is generated of dependencies. */
export function keyOf(context, dependencies) {
  const types = dependencies.filter(isProvider).map((dependency) => namedTypes(context, dependency));
  return [versionOf('jsii-pacmak'), String(generateDependency), dependencies.map(versionOf), types];
}

/** Names of what the package depends on, each after what it depends on itself. */
export function dependenciesInOrder(context) {
  return ['constructs', 'cdktf', ...Object.keys(dependenciesOf(context)).filter(isProvider)];
}

/** Generates a dependency's bindings; of a provider, what the package's API names. */
export async function generateDependency(context, dependency, language, out) {
  if (!isProvider(dependency)) {
    return generate(folderOf(dependency), language, out);
  }
  const generated = await generate(reduce(context, dependency, join(context.work, language, 'reduced', dependency)), language, out);
  const npmPackage = await npmPackageOf(dependency);
  readdirSync(generated, { recursive: true }).filter((file) => basename(file) === basename(npmPackage))
    .forEach((file) => copyFileSync(npmPackage, join(generated, file)));
  return generated;
}

/** The npm package of a dependency, which is made once. */
async function npmPackageOf(dependency) {
  const file = `${dependency.slice(1).replace('/', '-')}-${versionOf(dependency)}.tgz`;
  return join(await cached('npm', file, (folder) => tarball(dependency, join(folder, file))), file);
}
