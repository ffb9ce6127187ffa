// The picture of the example, for the README and docs/architecture.md, in both themes: by the package's own command. A test holds that it is current.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureOf } from '../cli/diagram.mjs';
import { compile, ensureDependencies, root, stackFolder, synthesize } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';

begin(`Usage: npm run diagram

Draws examples/eks-s3-rds in both themes, into docs/images. For a stack of your own: npx cdktf-zenml-aws diagram`);
ensureDependencies();
compile();
synthesize();
const folder = join(root, 'docs', 'images');
mkdirSync(folder, { recursive: true });
for (const theme of ['light', 'dark']) {
  const file = join(folder, `architecture-${theme}.svg`);
  writeFileSync(file, pictureOf(stackFolder, theme));
  console.log(file);
}
