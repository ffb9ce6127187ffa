import { readFileSync } from 'fs';
import { packageFile } from './package-file';

/** The text of one of the package's Python programs for a Secret. */
export function pythonProgram(name: 'create_database' | 'register' | 'sitecustomize' | 'verdict'): string {
  return readFileSync(packageFile('programs', `${name}.py`), 'utf8');
}

/** Text of a program that a job runs by `python -c`, with the code that reports to Terraform why it failed. */
export function jobProgram(name: 'create_database' | 'register'): string {
  return pythonProgram('verdict') + pythonProgram(name);
}
