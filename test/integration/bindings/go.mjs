// Go: constructs and jsii's runtime come from the module proxy, cdktf and the providers are generated.
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, dependenciesInOrder, generate, generateDependency, keyOf, run } from './lib.mjs';

export const name = 'Go';
export const example = 'examples/go/main.go';
export const fence = 'go';

/** Not each version is on the proxy: this one is newer than what the generated code asks for. */
const RUNTIME = ['github.com/aws/jsii-runtime-go', 'github.com/aws/jsii-runtime-go v1.141.0'];
/** Without the folders' paths in what is compiled, Go knows in another folder what it has compiled before. */
const env = { GOFLAGS: `${process.env.GOFLAGS ?? ''} -trimpath -mod=mod`.trim() };

export async function prepare(context) {
  const work = join(context.work, 'go');
  const generated = dependenciesInOrder(context).filter((dependency) => dependency !== 'constructs');
  const dependencies = await cached('go', keyOf(context, generated), async (folder) => {
    for (const dependency of generated) {
      await generateDependency(context, dependency, 'go', folder);
    }
  });
  const modules = [join(dependencies, 'go'), await generate(context.packageDir, 'go', work)].flatMap(modulesIn);

  // The example's own module, with the paths of modules that no proxy has.
  const project = newFolder(work, 'project', dirname(join(context.root, example)));
  appendFileSync(join(project, 'go.mod'), [RUNTIME, ...modules].map(([path, by]) => `replace ${path} => ${by}\n`).join(''));
  await run('go', ['mod', 'tidy'], { cwd: project, env });

  let programs = 0;
  return async (program, cwd) => {
    const unformatted = await run('gofmt', ['-d', program]);
    if (unformatted !== '') {
      throw new Error(`It is not as gofmt writes it:\n${unformatted}`);
    }
    const folder = newFolder(work, `program-${programs++}`, project);
    copyFileSync(program, join(folder, 'main.go'));
    await run('go', ['vet', '.'], { cwd: folder, env });
    await run('go', ['build', '-o', 'program', '.'], { cwd: folder, env });
    await run(join(folder, 'program'), [], { cwd });
  };
}

/** [path, folder] of each module in a folder. */
function modulesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => {
    const module = join(folder, it.name);
    return [/^module (\S+)$/m.exec(readFileSync(join(module, 'go.mod'), 'utf8'))[1], module];
  });
}

/** A folder with the Go files of another. */
function newFolder(work, name, from) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  readdirSync(from).filter((file) => /\.(go|mod|sum)$/.test(file)).forEach((file) => copyFileSync(join(from, file), join(folder, file)));
  return folder;
}
