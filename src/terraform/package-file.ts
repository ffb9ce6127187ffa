import { existsSync } from 'fs';
import * as path from 'path';

/**
 * The path of a file or folder that ships in the package. It is searched upwards, because the sources are separate
 * files in the repository and one file in the published package.
 */
export function packageFile(...names: string[]): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    folder = path.dirname(folder);
  }
  return path.join(folder, ...names);
}
