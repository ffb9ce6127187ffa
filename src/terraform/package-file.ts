import { existsSync } from 'fs';
import * as path from 'path';

/**
 * Path of a file or folder that ships in the package. It is searched for upwards, because the published package has the
 * sources in another folder.
 */
export function packageFile(...names: string[]): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    folder = path.dirname(folder);
  }
  return path.join(folder, ...names);
}
