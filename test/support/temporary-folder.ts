import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a folder for the temporary files of all tests, since cdktf leaves one per app, and deletes it at the end. */
export default function create(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-zenml-aws-test.'));
  process.env.TMPDIR = folder; // the workers inherit it
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
