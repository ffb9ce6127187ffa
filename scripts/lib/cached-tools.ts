// Programs of other languages in exact versions, installed once into the user's cache.
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fail, run } from './project';

/** The program of a tool, which `install` puts into a folder where it is missing, and returns whether it succeeded. */
function cached(name: string, version: string, install: (folder: string) => boolean): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, `zenml-ci-${name}-${version}`);
  const program = join(folder, 'bin', name);
  if (!existsSync(program) && !install(folder)) {
    rmSync(folder, { recursive: true, force: true });
    fail(`${name} ${version} cannot be installed, see above.`);
  }
  return program;
}

/** A program from PyPI, in a virtual environment. Needs Python 3. */
export const pythonTool = (name: string, version: string): string => cached(name, version, (folder) =>
  run('python3', ['-m', 'venv', folder]).status === 0
  && run(join(folder, 'bin', 'pip'), [
    'install', '--quiet', '--disable-pip-version-check', `${name}==${version}`,
  ]).status === 0);

/** A program that is a Go module. Needs Go. */
export const goTool = (name: string, version: string, module: string): string => cached(name, version, (folder) =>
  run('go', ['install', `${module}@v${version}`], { env: { GOBIN: join(folder, 'bin') } }).status === 0);
