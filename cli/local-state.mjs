// The file of a local state, which a killed run may lose: Terraform empties it before it writes.
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from './terraform.mjs';

export const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The file of a local state; undefined if the state is elsewhere. */
export function stateFile(folder, { terraform: { backend } = {} }) {
  // What init has found, overrides included; else what is written.
  const used = resolve(folder, process.env.TF_DATA_DIR ?? '.terraform', 'terraform.tfstate');
  const { type, config } = (existsSync(used) && parsed(readFileSync(used, 'utf8'))?.backend)
    || { type: Object.keys(backend ?? { local: {} })[0], config: backend?.local };
  return type === 'local' ? resolve(folder, config?.path ?? 'terraform.tfstate') : undefined;
}

/** What a file of a state holds, if it is whole. */
function wholeState(file) {
  const state = existsSync(file) ? parsed(readFileSync(file, 'utf8')) : undefined;
  return state?.version === 4 && state.lineage && Array.isArray(state.resources) ? state : undefined;
}

/**
 * Brings back a local state that was lost by a killed run, from the copy that Terraform has made before it: without it all would be created a second
 * time. Only if the copy is whole and older than what it replaces; otherwise it ends with what to do. What the killed run has created since then is
 * found in AWS and in the cluster, like that of any killed run.
 */
export function bringBackState(file, { dryRun, say }) {
  if (!file) {
    return;
  }
  const lost = !existsSync(file) ? 'is not there' : statSync(file).size === 0 ? 'is empty'
    : parsed(readFileSync(file, 'utf8')) === undefined ? 'is not readable' : undefined;
  const copy = `${file}.backup`;
  const count = lost && existsSync(copy) ? parsed(readFileSync(copy, 'utf8'))?.resources?.length ?? 0 : 0;
  if (count === 0) {
    return;
  }
  if (existsSync(file) && wholeState(copy) && statSync(copy).mtimeMs <= statSync(file).mtimeMs) {
    const because = `Terraform's state ${file} ${lost}: the copy of the run before it, with ${count} resources, takes its place`;
    if (!dryRun) {
      copyFileSync(file, `${file}.lost`);
      copyFileSync(copy, file);
      say(`Repaired: ${because} (copy)`);
      return;
    }
    say(`To repair: ${because} (copy)`);
    fail('Nothing more can be said before that: run the same without --dry-run.');
  }
  fail(`Terraform's state ${file} ${lost}, and the copy beside it knows ${count} resources of an earlier run. Most often a run was killed
while it wrote. Take the copy, then run the same command again:
  cp '${copy}' '${file}'
If the stack is really gone, remove the copy instead:
  rm '${copy}'`);
}
