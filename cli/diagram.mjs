// diagram: a picture of a synthesized stack.
import { existsSync, statSync } from 'node:fs';
import { draw } from './diagram-drawing.mjs';
import { architectureOf } from './diagram-model.mjs';
import { readObject, writeText } from './files.mjs';
import { configOf, onlyStack, requireOwn } from './synthesized.mjs';

/** The picture of the stack in a folder, or in a file, as SVG. */
export function pictureOf(path, theme) {
  const isFile = existsSync(path) && statSync(path).isFile();
  return draw(architectureOf(requireOwn(isFile ? readObject(path, 'Synthesize the stack again.') : configOf(path), path)), theme);
}

export function diagram(path, { out, theme }) {
  const picture = pictureOf(path ?? onlyStack(), theme);
  if (out === undefined) {
    process.stdout.write(picture);
    return;
  }
  writeText(out, picture);
  console.log(`Written: ${out}, ${Buffer.byteLength(picture)} bytes, theme ${theme}`);
}
