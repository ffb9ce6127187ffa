// Puts the library into the local Maven repository, as it is here, and what of cdktf and its providers Maven Central lacks.
// An argument is another repository's folder.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { folderOf, generate, packAgain, readJson, run, versionOf } from './lib/bindings.mjs';
import { install, makeRepository } from './lib/maven.mjs';
import { compile, ensureDependencies, fail } from './lib/project.mjs';

const repository = resolve(process.argv[2] ?? join(homedir(), '.m2', 'repository'));

/** Whether Maven finds a dependency, here or where it looks for what is not here. */
async function isThere(name) {
  const { groupId, artifactId } = readJson(join(folderOf(name), 'package.json')).jsii.targets.java.maven;
  const version = versionOf(name);
  return existsSync(join(repository, ...groupId.split('.'), artifactId, version, `${artifactId}-${version}.jar`))
    || run('mvn', ['-q', '-B', `-Dmaven.repo.local=${repository}`, 'dependency:get', `-Dartifact=${groupId}:${artifactId}:${version}`])
      .then(() => true, () => false);
}

ensureDependencies();
compile();
const work = mkdtempSync(join(tmpdir(), 'maven-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
try {
  await run('mvn', ['-version']);
  const context = { work, ...packAgain() };
  await makeRepository(context, repository, isThere);
  await install(await generate(context.packageDir, 'java', work), repository);
  const { name, version } = readJson(join(context.packageDir, 'package.json'));
  console.log(`${name} ${version} is in ${repository}, and all that it needs is there or on Maven Central.`);
} catch (error) {
  fail(error.message);
}
