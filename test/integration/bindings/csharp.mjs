// C#: compiled by Roslyn and run by .NET, from npm and PyPI packages, so that NuGet is not needed. jsii's runtime for
// .NET is only on NuGet: csharp/*.cs replaces it, and talks to jsii's own kernel.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, dependenciesInOrder, folderOf, generate, generateDependency, keyOf, readJson, run } from './lib.mjs';
import { root } from '../../../scripts/lib/project.ts';

export const name = 'C#';
export const example = 'examples/csharp/Program.cs';
export const fence = 'csharp';

/** It generates C#, and has Roslyn 4.1 for it, which knows C# 10. */
const COMPILER = '@autorest/csharp@3.0.0-beta.20251203.1';
const KERNEL = '@jsii/runtime@1.140.0';
const HERE = join(root, 'test', 'integration', 'bindings', 'csharp');
const REQUIREMENTS = join(HERE, 'requirements.txt');
const SOURCES = readdirSync(HERE).filter((file) => file.endsWith('.cs')).map((file) => join(HERE, file));
/** As in the projects that jsii-pacmak generates. */
const OPTIONS = ['-target:library', '-nowarn:0612,0618', '-warnaserror+:0108,0109'];

export async function prepare(context) {
  const tools = await makeTools();
  const dependencies = dependenciesInOrder(context);
  const key = [COMPILER, String(makeLibrary), SOURCES.map((file) => readFileSync(file, 'utf8')), keyOf(context, dependencies)];
  const libraries = await cached('csharp', key, async (folder) => {
    await tools.compile(join(folder, 'Amazon.JSII.Runtime.dll'), ['-target:library', '-warnaserror+', ...SOURCES]);
    for (const dependency of dependencies) {
      const out = join(context.work, 'csharp', dependency);
      await makeLibrary(tools, folderOf(dependency), await generateDependency(context, dependency, 'dotnet', out), folder);
    }
  });
  const bin = join(context.work, 'csharp', 'bin');
  mkdirSync(bin, { recursive: true });
  readdirSync(libraries).forEach((file) => symlinkSync(join(libraries, file), join(bin, file)));
  const id = await makeLibrary(tools, context.packageDir, await generate(context.packageDir, 'dotnet', dirname(bin)), bin);
  checkProject(dirname(join(root, example)), id);

  let programs = 0;
  return async (program, cwd) => {
    const compiled = join(bin, `program-${programs++}.exe`);
    await tools.compile(compiled, ['-target:exe', '-warnaserror+', program]);
    await tools.start(compiled, cwd);
  };
}

/** Compiles what was generated of a package, with its npm package beside it; the name that it has in .NET. */
async function makeLibrary(tools, npmFolder, generated, bin) {
  const { packageId: id } = readJson(join(npmFolder, 'package.json')).jsii.targets.dotnet;
  await tools.compile(join(bin, `${id}.dll`), [...OPTIONS, `-recurse:${join(generated, id)}/*.cs`]);
  readdirSync(join(generated, id)).filter((file) => file.endsWith('.tgz'))
    .forEach((file) => copyFileSync(join(generated, id, file), join(bin, file)));
  return id;
}

/** The example's project is not built: it has to name the package at least. */
function checkProject(folder, id) {
  const [project] = readdirSync(folder).filter((file) => file.endsWith('.csproj'));
  if (!readFileSync(join(folder, project), 'utf8').includes(`<PackageReference Include="${id}" `)) {
    throw new Error(`${project} does not refer to the package ${id}`);
  }
}

/** A C# compiler, and what runs that which it has compiled. */
async function makeTools() {
  const key = [await run('python3', ['-VV']), COMPILER, KERNEL, readFileSync(REQUIREMENTS, 'utf8'), String(unpack)];
  const folder = await cached('csharp-tools', key, async (made) => {
    await run('python3', ['-m', 'venv', join(made, 'python')]);
    const options = ['-q', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
    await run(join(made, 'python', 'bin', 'pip'), ['install', ...options, '-r', REQUIREMENTS]);
    await unpack(COMPILER, join(made, 'compiler'));
    await unpack(KERNEL, join(made, 'kernel'));
  });
  const lib = join(folder, 'python', 'lib');
  const runtime = join(lib, readdirSync(lib)[0], 'site-packages', 'dnv', 'net', 'runtime');
  const dotnet = join(runtime, '.net', 'dotnet');
  chmodSync(dotnet, 0o755);
  return {
    /** Compiles with all libraries that are beside what is made. */
    compile: (output, args) => run(join(folder, 'python', 'bin', 'python'), [
      join(HERE, 'csc.py'), runtime, join(folder, 'compiler'), '-nologo', '-noconfig', '-nostdlib', '-nullable:enable', `-out:${output}`,
      ...readdirSync(dirname(output)).filter((file) => file.endsWith('.dll')).map((file) => `-r:${join(dirname(output), file)}`), ...args,
    ]),
    start: (program, cwd) => run(dotnet, ['exec', '--runtimeconfig', join(runtime, 'runtimeconfig.json'), program], {
      // Without libicu.
      cwd, env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1', JSII_RUNTIME: join(folder, 'kernel', 'webpack', 'bin', 'jsii-runtime.js') },
    }),
  };
}

/** A package of npm, without what it depends on. */
async function unpack(specifier, folder) {
  mkdirSync(folder);
  await run('npm', ['pack', '--silent', '--pack-destination', folder, specifier]);
  await run('tar', ['-xzf', join(folder, readdirSync(folder)[0]), '-C', folder, '--strip-components', '1']);
}
