// A local Maven repository with what Maven Central lacks: cdktf and its providers, made of the npm packages that are installed.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { dependenciesInOrder, generateDependency, run } from './bindings.mjs';

/** On Maven Central. */
const CENTRAL = ['constructs'];

/**
 * Fills a local repository with cdktf and the providers, but for those of which `isThere` says that Maven finds them.
 *
 * @returns the jars that an app needs which uses those that were made
 */
export async function makeRepository(context, repository, isThere = () => false) {
  let jars;
  for (const name of dependenciesInOrder(context).filter((it) => !CENTRAL.includes(it))) {
    if (!await isThere(name)) {
      jars = await install(await generateDependency(context, name, 'java', join(context.work, 'maven', name)), repository, jars);
    }
  }
  return jars;
}

/** The jars that a project needs, once they are in the local repository. */
async function classpath(project, repository) {
  const file = join(project, 'classpath.txt');
  await run('mvn', ['-q', '-B', `-Dmaven.repo.local=${repository}`, 'dependency:build-classpath', `-Dmdep.outputFile=${file}`], { cwd: project });
  return readFileSync(file, 'utf8').trim().split(delimiter);
}

/**
 * Compiles what jsii-pacmak has generated, without the documentation that its pom.xml makes as well, and installs it.
 *
 * @param known what it needs, where that is known
 * @returns the jars that an app needs which uses it
 */
export async function install(project, repository, known) {
  const jars = known ?? await classpath(project, repository);
  const pom = readFileSync(join(project, 'pom.xml'), 'utf8');
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((tag) => new RegExp(`^  <${tag}>(.+)</${tag}>`, 'm').exec(pom)[1]);
  const classes = join(project, 'classes');
  const java = join(project, 'src', 'main', 'java');
  const list = join(project, 'sources.txt');
  const files = readdirSync(java, { recursive: true }).filter((file) => file.endsWith('.java')).map((file) => `"${join(java, file)}"`);
  writeFileSync(list, files.join('\n'));
  await run('javac', ['-nowarn', '-proc:none', '-encoding', 'UTF-8', '-d', classes, '-classpath', jars.join(delimiter), `@${list}`]);
  cpSync(join(project, 'src', 'main', 'resources'), classes, { recursive: true });

  const above = join(repository, ...group.split('.'), artifact);
  const folder = join(above, version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const jar = join(folder, `${artifact}-${version}.jar`);
  await run('jar', ['--create', '--file', jar, '-C', classes, '.']);
  writeFileSync(join(folder, `${artifact}-${version}.pom`), pom);
  // What ranges of versions are resolved by.
  const metadata = join(above, 'maven-metadata-local.xml');
  const others = existsSync(metadata) ? [...readFileSync(metadata, 'utf8').matchAll(/<version>(.+)<\/version>/g)].map(([, it]) => it) : [];
  writeFileSync(metadata, `<metadata>
  <groupId>${group}</groupId>
  <artifactId>${artifact}</artifactId>
  <versioning>
    <versions>
${[...new Set([...others, version])].map((it) => `      <version>${it}</version>`).join('\n')}
    </versions>
  </versioning>
</metadata>
`);
  return [...jars, jar];
}
