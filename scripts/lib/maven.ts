// A local Maven repository with packages that are not on Maven Central: cdktf and its providers, from npm packages.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Context, dependenciesInOrder, generateDependency, run } from './bindings';

/** Dependencies that Maven Central has. */
const CENTRAL = ['constructs'];

/**
 * Fills a local repository with cdktf and the providers.
 *
 * @param isThere whether Maven finds a dependency already, which is skipped then
 * @returns the classpath of an app that uses those that were built
 */
export async function makeRepository(
  context: Context, repository: string, isThere: (name: string) => boolean | Promise<boolean> = () => false,
): Promise<string[] | undefined> {
  let jars: string[] | undefined;
  for (const name of dependenciesInOrder(context).filter((it) => !CENTRAL.includes(it))) {
    if (!await isThere(name)) {
      const sources = await generateDependency(context, name, 'java', join(context.work, 'maven', name));
      jars = await install(sources, repository, jars);
    }
  }
  return jars;
}

/** The classpath of a project whose dependencies are in the local repository. */
async function classpath(project: string, repository: string): Promise<string[]> {
  const file = join(project, 'classpath.txt');
  await run('mvn', [
    '-q', '-B', `-Dmaven.repo.local=${repository}`, 'dependency:build-classpath', `-Dmdep.outputFile=${file}`,
  ], { cwd: project });
  return readFileSync(file, 'utf8').trim().split(delimiter);
}

/**
 * Compiles the output of jsii-pacmak, without the documentation that its pom.xml builds as well, and installs it.
 *
 * @param known its classpath, where that is known
 * @returns the classpath of an app that uses it
 */
export async function install(project: string, repository: string, known?: string[]): Promise<string[]> {
  const jars = known ?? await classpath(project, repository);
  const pom = readFileSync(join(project, 'pom.xml'), 'utf8');
  const [group, artifact, version] = ['groupId', 'artifactId', 'version']
    .map((tag) => new RegExp(`^  <${tag}>(.+)</${tag}>`, 'm').exec(pom)![1]);
  const classes = await compiled(project, jars);
  const above = join(repository, ...group.split('.'), artifact);
  const folder = join(above, version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const jar = join(folder, `${artifact}-${version}.jar`);
  await run('jar', ['--create', '--file', jar, '-C', classes, '.']);
  writeFileSync(join(folder, `${artifact}-${version}.pom`), pom);
  addVersion(join(above, 'maven-metadata-local.xml'), group, artifact, version);
  return [...jars, jar];
}

/** Compiles the sources of a project, and returns the folder of the classes and resources. */
async function compiled(project: string, jars: string[]): Promise<string> {
  const classes = join(project, 'classes');
  const java = join(project, 'src', 'main', 'java');
  const list = join(project, 'sources.txt');
  const files = readdirSync(java, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.java'));
  writeFileSync(list, files.map((file) => `"${join(java, file)}"`).join('\n'));
  await run('javac', [
    '-nowarn', '-proc:none', '-encoding', 'UTF-8', '-d', classes, '-classpath', jars.join(delimiter), `@${list}`,
  ]);
  cpSync(join(project, 'src', 'main', 'resources'), classes, { recursive: true });
  return classes;
}

/** Adds a version to the list from which Maven resolves ranges. */
function addVersion(file: string, group: string, artifact: string, version: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const versions = new Set([...before.matchAll(/<version>(.+)<\/version>/g)].map(([, it]) => it).concat(version));
  writeFileSync(file, `<metadata>
  <groupId>${group}</groupId>
  <artifactId>${artifact}</artifactId>
  <versioning>
    <versions>
${[...versions].map((it) => `      <version>${it}</version>`).join('\n')}
    </versions>
  </versioning>
</metadata>
`);
}
