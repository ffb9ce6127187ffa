import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';

/** A chart that ships in the package: its path in Terraform, which changes with it, so that its release is upgraded. */
export function localChart(scope: Construct, id: string, folder: string): string {
  return new TerraformAsset(scope, id, { path: folder, type: AssetType.DIRECTORY, assetHash: folderHash(folder) }).path;
}

/** A hash over names and contents of all files of a folder; TerraformAsset's own leaves file names out. */
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
