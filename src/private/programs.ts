import { readFileSync } from 'fs';
import { packageFile } from './package-file';

/** The text of one of the package's Python programs, for `python -c` in a pod or for a Secret. */
export function pythonProgram(name: 'create_database' | 'register' | 'sitecustomize'): string {
  return readFileSync(packageFile('programs', `${name}.py`), 'utf8');
}
