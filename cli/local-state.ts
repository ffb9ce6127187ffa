// The file of a local state, which a killed run may truncate: Terraform empties it before it writes.
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Configuration, StateDocument } from './documents';
import { fail } from './terraform';

/** The value of a JSON text; undefined if the text is not JSON. */
export function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** The backend configuration that `terraform init` stores. */
interface InitializedFolder {
  readonly backend?: { readonly type: string; readonly config?: { readonly path?: string } };
}

/** The file of a local state; undefined for a remote state. */
export function stateFile(folder: string, { terraform: { backend } = {} }: Configuration): string | undefined {
  // The backend that init stored includes overrides; before init, only the configuration exists.
  const used = resolve(folder, process.env.TF_DATA_DIR ?? '.terraform', 'terraform.tfstate');
  const found = existsSync(used) ? parsed<InitializedFolder>(readFileSync(used, 'utf8'))?.backend : undefined;
  const { type, config } = found ?? { type: Object.keys(backend ?? { local: {} })[0], config: backend?.local };
  return type === 'local' ? resolve(folder, config?.path ?? 'terraform.tfstate') : undefined;
}

/** Whether a file contains a complete state. */
function holdsState(file: string): boolean {
  const state = existsSync(file) ? parsed<Partial<StateDocument> | null>(readFileSync(file, 'utf8')) : undefined;
  return state?.version === 4 && Boolean(state.lineage) && Array.isArray(state.resources);
}

/** The problem with a state file, as the rest of a sentence; undefined if the file is readable. */
function lossOf(file: string): string | undefined {
  return !existsSync(file) ? 'does not exist' : statSync(file).size === 0 ? 'is empty'
    : parsed(readFileSync(file, 'utf8')) === undefined ? 'cannot be read' : undefined;
}

/**
 * Restores a local state that a killed run lost from the backup that Terraform wrote before that run. Without a state,
 * all resources would be created a second time. Restores only if the backup is complete and older than the file that it
 * replaces; otherwise exits with a remedy. Resources that the killed run created are then found in AWS and on the
 * cluster, as after any killed run.
 */
export function bringBackState(
  file: string | undefined, { dryRun, say }: { readonly dryRun: boolean; readonly say: (line: string) => void },
): void {
  const lost = file && lossOf(file);
  const copy = `${file}.backup`;
  const count = lost && existsSync(copy)
    ? parsed<Partial<StateDocument> | null>(readFileSync(copy, 'utf8'))?.resources?.length ?? 0 : 0;
  if (!file || count === 0) {
    return;
  }
  if (existsSync(file) && holdsState(copy) && statSync(copy).mtimeMs <= statSync(file).mtimeMs) {
    const because = `Terraform's state ${file} ${lost}: it is replaced by the copy of the run before it, `
      + `which has ${count} resources`;
    if (!dryRun) {
      copyFileSync(file, `${file}.lost`);
      copyFileSync(copy, file);
      say(`Repaired: ${because} (copy)`);
      return;
    }
    say(`To repair: ${because} (copy)`);
    fail('Further repairs are known only after that: run the same command without --dry-run.');
  }
  fail(`Terraform's state ${file} ${lost}, and the copy beside it has ${count} resources of an earlier run.
In most cases a run was killed while it wrote. Use the copy, then run the same command again:
  cp '${copy}' '${file}'
If the stack is really destroyed, delete the copy instead:
  rm '${copy}'`);
}
