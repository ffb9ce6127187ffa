// diagram: a picture of a synthesized stack.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf } from './arguments.mjs';
import { draw } from './diagram-drawing.mjs';
import { architectureOf } from './diagram-model.mjs';
import { THEMES } from './diagram-shapes.mjs';
import { DEPLOYMENT, onlyStack, requireStack } from './synthesized.mjs';
import { fail } from './terraform.mjs';

/** The picture of the stack in a folder, or in a file, as SVG. */
export function pictureOf(path, theme) {
  const isFile = existsSync(path) && statSync(path).isFile();
  isFile || requireStack(path);
  const file = isFile ? path : join(path, 'cdk.tf.json');
  let config;
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    fail(`${file} is no JSON: ${error.message}. Synthesize the stack again.`);
  }
  if (!JSON.stringify(config).includes(DEPLOYMENT)) {
    fail(`${file} has no construct of this library: name the folder of a stack that has.`);
  }
  return draw(architectureOf(config), theme);
}

export function diagram(args, usage) {
  const { values: { out, theme }, positionals: [path] } = argumentsOf(args, usage, {
    out: { type: 'string' }, theme: { type: 'string', default: 'light' },
  });
  if (!(theme in THEMES)) {
    fail(`--theme must be ${Object.keys(THEMES).join(' or ')}, got ${theme}.`);
  }
  const picture = pictureOf(path ?? onlyStack(), theme);
  out === undefined ? process.stdout.write(picture) : writeFileSync(out, picture);
}
