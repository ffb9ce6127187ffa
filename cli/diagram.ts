// diagram: a picture of a synthesized stack.
import { existsSync, statSync } from 'node:fs';
import { draw } from './diagram-drawing';
import { architectureOf } from './diagram-model';
import { Theme } from './diagram-shapes';
import { writeText } from './files';
import { configOf, onlyStack, readConfig, requireOwn } from './synthesized';

/** The picture of the stack in a folder, or in a file, as SVG. */
export function pictureOf(path: string, theme: Theme): string {
  const isFile = existsSync(path) && statSync(path).isFile();
  return draw(architectureOf(requireOwn(isFile ? readConfig(path) : configOf(path), path)), theme);
}

/** Options of the command. */
export interface DiagramFlags { readonly out?: string; readonly theme: Theme }

/** The command. */
export function diagram(path: string | undefined, { out, theme }: DiagramFlags): void {
  const picture = pictureOf(path ?? onlyStack(), theme);
  if (out === undefined) {
    process.stdout.write(picture);
    return;
  }
  writeText(out, picture);
  console.log(`Written: ${out}, ${Buffer.byteLength(picture)} bytes, theme ${theme}`);
}
