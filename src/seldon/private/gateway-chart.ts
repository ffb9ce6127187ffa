import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { packageFile } from '../../private/package-file';

/** The chart of the `Gateway` that ships in the package. */
export const GATEWAY_CHART = packageFile('charts', 'seldon-gateway');

/**
 * A hash over names and contents of all files of a folder. It is part of the chart's path in Terraform, so that any
 * change of the chart upgrades the release; TerraformAsset's own hash leaves file names out.
 */
export function folderHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(folder)) {
    const content = readFileSync(path.join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Paths of all files below a folder, with slashes on every system, sorted. */
function filesOf(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory() ? filesOf(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`])
    .sort();
}
