import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { folderOf, generate, packAgain, readJson, run, versionOf } from './lib/bindings';
import { helpIfAsked } from './lib/help';
import { install, makeRepository } from './lib/maven';
import { compile, fail } from './lib/project';

/** Whether Maven finds a dependency, in the repository or in its remote ones. */
async function isThere(repository: string, name: string): Promise<boolean> {
  const { groupId, artifactId } = readJson(join(folderOf(name), 'package.json')).jsii.targets.java.maven;
  const version = versionOf(name);
  const jar = join(repository, ...groupId.split('.'), artifactId, version, `${artifactId}-${version}.jar`);
  const artifact = `-Dartifact=${groupId}:${artifactId}:${version}`;
  return existsSync(jar)
    || run('mvn', ['-q', '-B', `-Dmaven.repo.local=${repository}`, 'dependency:get', artifact])
      .then(() => true, () => false);
}

async function main(): Promise<void> {
  helpIfAsked(`Usage: node scripts/run.mjs maven [REPOSITORY]

Builds the library as it is here, and what Maven Central lacks of cdktf and its providers, and installs them into a
local Maven repository.

  REPOSITORY   its folder (default: ~/.m2/repository)`);
  const repository = resolve(process.argv[2] ?? join(homedir(), '.m2', 'repository'));
  compile();
  const work = mkdtempSync(join(tmpdir(), 'maven-'));
  process.on('exit', () => rmSync(work, { recursive: true, force: true }));
  await run('mvn', ['-version']);
  const context = { work, ...packAgain() };
  await makeRepository(context, repository, (name) => isThere(repository, name));
  await install(await generate(context.packageDir, 'java', work), repository);
  const { name, version } = readJson(join(context.packageDir, 'package.json'));
  console.log(`${name} ${version} is in ${repository}, and all that it needs is there or on Maven Central.`);
}

main().catch((error: Error) => fail(error.message));
