// Java: constructs and jsii's runtime are on Maven Central. The required versions of cdktf and its providers are not,
// and are generated.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { install, makeRepository } from '../../../scripts/lib/maven.ts';
import { cached, dependenciesInOrder, generate, keyOf, readJson, run } from './lib.mjs';

export const name = 'Java';
export const example = 'examples/java/src/main/java/com/example/mlops/Main.java';
export const fence = 'java';

/** What the package needs to be compiled and to run, beside the repository that holds it. */
const CLASSPATH = 'classpath.txt';

export async function prepare(context) {
  const { root, work } = context;
  const project = join(root, 'examples', 'java');
  const sources = await generate(context.packageDir, 'java', join(work, 'java'));
  const copyOfProject = (folder) => {
    ['pom.xml', 'src'].forEach((file) => cpSync(join(project, file), join(folder, file), { recursive: true }));
    return folder;
  };

  const programs = [makeRepository, install].map(String);
  const key = [programs, keyOf(context, dependenciesInOrder(context)), readFileSync(join(project, 'pom.xml'), 'utf8')];
  const kept = await cached('java', key, async (repository) => {
    const jars = await makeRepository(context, repository);
    await install(sources, repository, jars);
    writeFileSync(join(repository, CLASSPATH), jars.join(delimiter));
    // And what the example needs of Maven itself. The package is another one every time.
    await run('mvn', ['-q', '-B', `-Dmaven.repo.local=${repository}`, 'compile', 'exec:help'], { cwd: copyOfProject(join(work, 'java', 'first')) });
    rmSync(join(repository, 'io', 'github', 'cdktf-zenml-aws'), { recursive: true });
  });

  const repository = join(work, 'java', 'repository');
  cpSync(kept, repository, { recursive: true });
  const jars = await install(sources, repository, readFileSync(join(kept, CLASSPATH), 'utf8').split(delimiter));

  return async (program, cwd) => {
    if (program === join(root, example)) {
      // By the command of its cdktf.json.
      copyOfProject(cwd);
      const [command, ...args] = readJson(join(project, 'cdktf.json')).app.split(' ');
      await run(command, ['-B', '--offline', `-Dmaven.repo.local=${repository}`, ...args], { cwd });
    } else {
      await run('java', ['-classpath', jars.join(delimiter), program], { cwd });
    }
  };
}
