import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';

/** Path of a packaged chart in the synthesized app. It changes with the chart, so that the release is upgraded. */
export function localChart(scope: Construct, id: string, folder: string): string {
  return new TerraformAsset(scope, id, { path: folder, type: AssetType.DIRECTORY, assetHash: folderHash(folder) }).path;
}

/** Hash of the names and contents of all files in a folder; the hash of TerraformAsset does not include file names. */
export function folderHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(folder)) {
    const content = readFileSync(path.join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Sorted paths of all files below a folder, with slashes on every operating system. */
function filesOf(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory() ? filesOf(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`])
    .sort();
}
