import { readFileSync } from 'fs';
import * as path from 'path';

/** The folder of programs that ships in the package; the same path from src/ and from lib/. */
const FOLDER = path.join(__dirname, '..', '..', 'programs');

/** The text of one of the package's Python programs, for `python -c` in a pod or for a Secret. */
export function pythonProgram(name: 'create_database' | 'register' | 'sitecustomize'): string {
  return readFileSync(path.join(FOLDER, `${name}.py`), 'utf8');
}
