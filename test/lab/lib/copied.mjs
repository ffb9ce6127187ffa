// A copy of the lab with additional knowledge of AWS. Create it before lib/lab.mjs is imported.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from '../../../scripts/lib/project.ts';

/**
 * Copies the lab, edits sources of its stand-ins, and takes the copy from now on. `edits`: [file, text that is there,
 * text before it].
 */
export function copiedLab(edits) {
  const copy = mkdtempSync(join(tmpdir(), 'zenml-lab-copy.'));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  cpSync(dirname(resolve(root, process.env.LAB ?? '../shared/lab/lab')), copy, { recursive: true });
  for (const [file, anchor, text] of edits) {
    const path = join(copy, 'provider-sim', file);
    const source = readFileSync(path, 'utf8');
    if (source.split(anchor).length !== 2) {
      throw new Error(`${path} does not have ${JSON.stringify(anchor)} once`);
    }
    writeFileSync(path, source.replace(anchor, () => `${text}${anchor}`));
  }
  process.env.LAB = join(copy, 'lab');
}
