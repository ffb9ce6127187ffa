import { readFileSync } from 'fs';
import { packageFile } from './package-file';

/** Returns the source of one of the package's Python programs. */
export function pythonProgram(name: 'create_database' | 'register' | 'sitecustomize' | 'verdict'): string {
  return readFileSync(packageFile('programs', `${name}.py`), 'utf8');
}

/**
 * Returns the source of a program that a job runs with `python -c`, with the code that reports failures to Terraform.
 */
export function jobProgram(name: 'create_database' | 'register'): string {
  return pythonProgram('verdict') + pythonProgram(name);
}
