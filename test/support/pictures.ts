import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { STACKS } from './diagram-stacks';
import { Block } from './synth';

// The pictures of all stacks, drawn by one process, and the positions of their elements.

const CLI = join(__dirname, '..', '..', 'cli');
export interface Edge { readonly from: string; readonly to: string; readonly label: string }
interface Drawn { readonly edges: Edge[]; readonly light: string; readonly dark: string }

/** Draws configurations by name. */
export function drawn<T extends string>(configs: Record<T, Block>): Record<T, Drawn> {
  const root = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    writeFileSync(join(root, 'configs.json'), JSON.stringify(configs));
    const program = `
      import { readFileSync } from 'node:fs';
      import { draw } from '${join(CLI, 'diagram-drawing.mjs')}';
      import { architectureOf } from '${join(CLI, 'diagram-model.mjs')}';
      const of = (it) => ({ edges: it.edges, light: draw(it, 'light'), dark: draw(it, 'dark') });
      const configs = JSON.parse(readFileSync('${join(root, 'configs.json')}', 'utf8'));
      console.log(JSON.stringify(Object.fromEntries(Object.entries(configs).map(([name, it]) => [name, of(architectureOf(it))]))));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', maxBuffer: 1e8 });
    if (stderr) {
      throw new Error(stderr);
    }
    return JSON.parse(stdout);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The configurations of all stacks. */
export const configs = (): Record<string, Block> =>
  Object.fromEntries(Object.entries(STACKS).map(([name, build]) => [name, JSON.parse(Testing.synth(build(), true))]));

export interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export interface Text extends Box { readonly text: string; readonly natural: number }
type Segment = Box;

/** Widths of Arial's letters, from the font, in thousandths. */
const ARIAL = (() => {
  const widths: Record<string, number> = {};
  const put = (letters: string, width: number) => [...letters].forEach((it) => (widths[it] = width));
  put('abdeghnopqu0123456789?#$L_–', 556);
  put('ckvxyzsJ', 500);
  put(' !,./:;\\tfI[]', 278);
  put('ilj', 222);
  put('r()-', 333);
  put("'", 191);
  put('"', 355);
  put('w', 722);
  put('m', 833);
  put('ABEKPSVXY&', 667);
  put('CDHNRU', 722);
  put('FTZ', 611);
  put('GOQ', 778);
  put('M', 833);
  put('W', 944);
  put('%', 889);
  put('*', 389);
  put('+<=>~×', 584);
  put('…', 1000);
  put('@', 1015);
  return widths;
})();
const SIZES: Record<string, [number, number]> = { t: [15, 1.06], b: [13, 1.06], q: [12, 1], n: [12, 1] };
const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

/** Elements of a picture with their positions. */
export function readPicture(svg: string) {
  const number = (attributes: string, name: string) => Number(new RegExp(` ${name}="([\\d.-]+)"`).exec(` ${attributes}`)?.[1]);
  const [, w, h] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  const body = svg.slice(svg.indexOf('</marker>'));
  const [page, ...rects] = [...body.matchAll(/<rect ([^>]*)\/>/g)].map(({ 1: it, index }) => ({
    index, x: number(it, 'x'), y: number(it, 'y'), w: number(it, 'width'), h: number(it, 'height'), dashed: it.includes('dasharray'),
  }));
  const firstLine = body.indexOf('<path');
  const texts = [...body.matchAll(/<text x="([\d.]+)" y="([\d.]+)" class="(\w) (\w+)"([^>]*)>([^<]*)</g)].map(([, x, y, kind, anchor, fit, it]): Text => {
    const [size, bold] = SIZES[kind];
    const text = unescaped(it);
    // The width that the picture sets, independent of the font.
    const width = fit.includes('lengthAdjust="spacingAndGlyphs"') ? number(fit, 'textLength') : NaN;
    const natural = [...text].reduce((sum, letter) => sum + (ARIAL[letter] ?? 556), 0) / 1000 * size * bold;
    return { text, natural, x: Number(x) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0), y: Number(y) - 0.74 * size, w: width, h: 0.95 * size };
  }).filter(({ text }) => text !== '');
  const segments = [...body.matchAll(/<path d="M([^"]+)"/g)].flatMap(({ 1: d }): Segment[] => {
    const points = d.split('L').map((it) => it.split(',').map(Number));
    return points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index];
      return { x: Math.min(x, fromX), y: Math.min(y, fromY), w: Math.abs(x - fromX), h: Math.abs(y - fromY) };
    });
  });
  /** First and last points of lines. */
  const ends = [...body.matchAll(/<path d="M([^"]+)"/g)].flatMap(({ 1: d }) => {
    const points = d.split('L').map((it) => it.split(',').map(Number));
    return [points[0], points.at(-1)!];
  });
  return {
    ends,
    page: page && { x: 0, y: 0, w, h },
    frames: rects.filter(({ index }) => index < firstLine),
    // Without the bars and backgrounds within boxes.
    boxes: rects.filter(({ index, w: width }) => index > firstLine && width > 4),
    rects,
    texts,
    segments,
  };
}

/** Whether two elements overlap by more than a tolerance. */
export const overlap = (a: Box, b: Box, hair = 0.5) =>
  a.x + a.w > b.x + hair && b.x + b.w > a.x + hair && a.y + a.h > b.y + hair && b.y + b.h > a.y + hair;
/** Whether an element is within another. */
export const within = (a: Box, b: Box) => a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;
/** Whether a point is on the edge of a box. */
export const isOnEdge = ([x, y]: number[], box: Box) => {
  const [left, right, up, down] = [x - box.x, x - box.x - box.w, y - box.y, y - box.y - box.h];
  return (left >= -1 && right <= 1 && Math.min(Math.abs(up), Math.abs(down)) <= 1)
    || (up >= -1 && down <= 1 && Math.min(Math.abs(left), Math.abs(right)) <= 1);
};

/** The pictures of docs/ways-in.md by their names, for each theme. */
export function waysIn(): Record<'light' | 'dark', Record<string, string>> {
  const program = `
    import { waysIn } from '${join(CLI, '..', 'scripts', 'lib', 'ways-in.mjs')}';
    console.log(JSON.stringify({ light: waysIn('light'), dark: waysIn('dark') }));
  `;
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout);
}
