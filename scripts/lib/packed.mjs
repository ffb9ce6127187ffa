// The package as it is published.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './project.mjs';

/** Packs what is compiled, below the root, so that what it depends on is found; `folder` has what is in it. */
export function pack() {
  const work = join(root, 'build', 'packed');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // What npm runs before it packs must not print between the JSON.
  const { status, stdout } = run('npm', ['pack', '--pack-destination', work, '--json', '--foreground-scripts=false'], { quiet: true });
  if (status !== 0) {
    fail('npm pack failed, see above.');
  }
  const [result] = JSON.parse(stdout);
  execFileSync('tar', ['-xzf', join(work, result.filename), '-C', work]);
  return { ...result, folder: join(work, 'package') };
}
