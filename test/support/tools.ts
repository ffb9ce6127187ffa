import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a file below a folder. */
export function putInto(root: string, file: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content, { mode });
}

/** A tool in the folder's `tools`, for the PATH, which records its calls in `calls`. */
export function toolInto(root: string, name: string, script: string): void {
  putInto(root, `tools/${name}`, `#!/bin/sh\necho "${name} $*" >> "${root}/calls"\n${script}\n`, 0o755);
}
