// The pictures of the README and the docs, in both themes: by the package's own command and its shapes. A test holds that they are current.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureOf } from '../cli/diagram.mjs';
import { compile, ensureDependencies, root } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';
import { waysIn } from './lib/ways-in.mjs';

begin(`Usage: npm run diagram

Draws examples/eks-s3-rds in both themes, into docs/images. For a stack of your own: npx cdktf-zenml-aws diagram`);
ensureDependencies();
compile();
const require = createRequire(import.meta.url);
const example = join(root, 'build', 'examples', 'eks-s3-rds');
const { App } = require('cdktf');
const { build } = require(join(example, 'app.js'));
const { config } = require(join(example, 'config.js'));

const folder = join(root, 'docs', 'images');
mkdirSync(folder, { recursive: true });
const outdir = mkdtempSync(join(tmpdir(), 'diagram-'));
try {
  // The example as it is in use: somebody may reach it.
  const app = new App({ outdir });
  const stack = build(app, { ...config, allowedCidrs: ['203.0.113.0/24'] });
  app.synth();
  for (const theme of ['light', 'dark']) {
    const pictures = { architecture: pictureOf(join(outdir, 'stacks', stack.node.id), theme), ...waysIn(theme) };
    for (const [name, picture] of Object.entries(pictures)) {
      const file = join(folder, `${name}-${theme}.svg`);
      writeFileSync(file, picture);
      console.log(file);
    }
  }
} finally {
  rmSync(outdir, { recursive: true });
}
