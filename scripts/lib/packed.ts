// The package as it is published.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './project';

/** A package that npm has packed. */
export interface Packed {
  /** Name of the tarball. */
  readonly filename: string;
  readonly files: { readonly path: string }[];
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of its files. */
  readonly unpackedSize: number;
  /** Folder with its files; the tarball is in the same parent folder. */
  readonly folder: string;
}

/** Packs the compiled library, below the root, so that its dependencies can be resolved. */
export function pack(): Packed {
  const work = join(root, 'build', 'packed');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // The scripts that npm runs before it packs must not print into the JSON.
  const args = ['pack', '--pack-destination', work, '--json', '--foreground-scripts=false'];
  const { status, stdout } = run('npm', args, { quiet: true });
  if (status !== 0) {
    fail('npm pack failed, see above.');
  }
  const [result]: Omit<Packed, 'folder'>[] = JSON.parse(stdout);
  if (run('tar', ['-xzf', join(work, result.filename), '-C', work], { quiet: true }).status !== 0) {
    fail('tar cannot unpack the tarball, see above.');
  }
  return { ...result, folder: join(work, 'package') };
}
