// Functions shared by the languages of the bindings.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export * from '../../../scripts/lib/bindings.ts';

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-zenml-aws-bindings');

/**
 * A folder that is kept from run to run, one for each `key`; `make` fills it where it is not there yet.
 *
 * @param key all that decides what is in it, besides `make`: versions, programs, the text of project files
 */
export async function cached(name, key, make) {
  const hash = createHash('sha256').update(JSON.stringify([key, String(make)])).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${name}-${hash}`);
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await make(folder);
    writeFileSync(complete, '');
  }
  return folder;
}
