import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledCommand } from '../../scripts/lib/slim/bundles';

// The package's command for tests that run it: bundled as it is published, which starts in half the time.

const BUILD = join(__dirname, '..', '..', 'build');

/** The command's file, made of the present sources. Tests in other processes make it at the same time. */
export function bundleCommand(): string {
  const file = join(BUILD, 'cdktf-zenml-aws.mjs');
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, bundledCommand());
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
