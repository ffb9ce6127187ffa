import { existsSync } from 'fs';
import * as path from 'path';

/**
 * Returns the path of a file or folder that ships in the package. The search for the package's folder goes upwards,
 * because the published package has the code in another folder.
 */
export function packageFile(...names: string[]): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    folder = path.dirname(folder);
  }
  return path.join(folder, ...names);
}
