import { existsSync } from 'fs';
import * as path from 'path';

/**
 * The path of a file or folder that ships in the package. Looked for upwards: the sources are files of their own at
 * home, and one in what is published.
 */
export function packageFile(...names: string[]): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    folder = path.dirname(folder);
  }
  return path.join(folder, ...names);
}
