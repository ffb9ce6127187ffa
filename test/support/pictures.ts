import { Testing } from 'cdktf';
import { STACKS } from './diagram-stacks';
import { Block } from './synth';
import { draw } from '../../cli/diagram-drawing';
import { architectureOf } from '../../cli/diagram-model';
import { Edge } from '../../cli/diagram-reading';
import { entranceDiagrams } from '../../scripts/lib/entrance-diagrams';

// The pictures of all stacks, and the positions of their elements.

interface Drawn { readonly edges: readonly Edge[]; readonly light: string; readonly dark: string }

/** Draws configurations by name. */
export function drawn<T extends string>(all: Record<T, Block>): Record<T, Drawn> {
  const of = (config: Block): Drawn => {
    const it = architectureOf(config);
    return { edges: it.edges, light: draw(it, 'light'), dark: draw(it, 'dark') };
  };
  return Object.fromEntries(Object.entries<Block>(all).map(([name, it]) => [name, of(it)])) as Record<T, Drawn>;
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

/** The pictures of docs/entrance.md by their names, for each theme. */
export const entrancePictures = () => ({ light: entranceDiagrams('light'), dark: entranceDiagrams('dark') });
