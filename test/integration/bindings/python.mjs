// Python: everything but the package itself is on PyPI.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, dependenciesOf, generate, run } from './lib.mjs';

export const name = 'Python';
export const example = 'examples/python/main.py';
export const fence = 'python';

/** A program of the infrastructure; all others are pipelines, which want ZenML itself and a server. */
const INFRASTRUCTURE = /\bcdktf_zenml_aws\b/;
/** "@cdktf/provider-aws" is "cdktf-cdktf-provider-aws". */
const onPypi = (dependency) => dependency.replace(/^@cdktf\//, 'cdktf-cdktf-');

export async function prepare(context) {
  const { root, work } = context;
  const requirements = Object.entries(dependenciesOf(context)).map(([dependency, version]) => `${onPypi(dependency)}==${version}`);
  const dependencies = await cached('python', [await run('python3', ['-VV']), requirements], async (folder) => {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', '--no-compile', ...requirements]);
    // Two thousand modules are loaded, whatever is used of them. pip would compile them one after the other.
    await run(join(folder, 'bin', 'python'), ['-m', 'compileall', '-q', '-j', '0', join(folder, 'lib')]);
  });
  const pip = join(dependencies, 'bin', 'pip');
  const project = await generate(context.packageDir, 'python', join(work, 'python'));
  const wheels = join(work, 'python', 'wheels');
  await run(pip, ['wheel', '-q', '--no-deps', '--wheel-dir', wheels, project]);

  // A fresh environment, which sees what is kept. The wheel must do with these versions: pip says if it does not.
  const venv = join(work, 'python', 'venv');
  await run('python3', ['-m', 'venv', '--without-pip', venv]);
  const python = join(venv, 'bin', 'python');
  const sitePackages = (folder) => join(folder, 'lib', readdirSync(join(folder, 'lib'))[0], 'site-packages');
  writeFileSync(join(sitePackages(venv), 'dependencies.pth'), sitePackages(dependencies));
  const constraints = join(work, 'python', 'constraints.txt');
  writeFileSync(constraints, `cdktf-zenml-aws @ file://${join(wheels, readdirSync(wheels)[0])}\n${requirements.join('\n')}\n`);
  const wanted = join(root, dirname(example), 'requirements.txt');
  await run(pip, ['--python', python, 'install', '-q', '--no-compile', '--requirement', wanted, '--constraint', constraints]);

  return async (program, cwd) => {
    if (!INFRASTRUCTURE.test(readFileSync(program, 'utf8'))) {
      // A part of a program, perhaps: what stands in a function, as it stands there.
      await run(python, ['-c', 'import ast, sys, textwrap; ast.parse(textwrap.dedent(open(sys.argv[1]).read()))', program], { cwd });
      return 'is Python';
    }
    await run(python, [program], { cwd });
    return undefined;
  };
}
