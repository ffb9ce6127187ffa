// The pictures of the README and the docs, in both themes: by the package's own command and its shapes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entranceDiagrams } from './lib/entrance-diagrams';
import { helpIfAsked } from './lib/help';
import { compile, root } from './lib/project';
import { pictureOf } from '../cli/diagram';

/** Synthesizes the example with an allowed CIDR range, and returns its folder. */
function synthesizedIn(outdir: string): string {
  // The example is compiled only now.
  const load = createRequire(__filename);
  const example = join(root, 'build', 'examples', 'eks-s3-rds');
  const { App } = load('cdktf');
  const { build } = load(join(example, 'app.js'));
  const { config } = load(join(example, 'config.js'));
  const app = new App({ outdir });
  const stack = build(app, { ...config, entrance: { allowedCidrs: ['203.0.113.0/24'] } });
  app.synth();
  return join(outdir, 'stacks', stack.node.id);
}

function main(): void {
  helpIfAsked(`Usage: npm run diagram

Draws examples/eks-s3-rds and the pictures of docs/entrance.md in both themes, into docs/images. For another stack:
npx cdktf-zenml-aws diagram`);
  compile();
  const folder = join(root, 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(join(tmpdir(), 'diagram-'));
  try {
    const stack = synthesizedIn(outdir);
    for (const theme of ['light', 'dark'] as const) {
      const pictures = { architecture: pictureOf(stack, theme), ...entranceDiagrams(theme) };
      for (const [name, picture] of Object.entries(pictures)) {
        const file = join(folder, `${name}-${theme}.svg`);
        writeFileSync(file, picture);
        console.log(file);
      }
    }
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

main();
