// diagram: texts, boxes and arrows as SVG.

/** Contrasts are at least 4.5 for texts and 3 for lines (WCAG 2.2, AA). */
export const THEMES = {
  light: {
    page: '#ffffff',
    outer: '#f6f8fa',
    box: '#ffffff',
    head: '#eaeef2',
    text: '#1f2328',
    quiet: '#59636e',
    edge: '#818b98',
    net: '#8250df',
    run: '#bc4c00',
    data: '#0969da',
    keep: '#1a7f37',
  },
  dark: {
    page: '#0d1117',
    outer: '#161b22',
    box: '#11161d',
    head: '#21262d',
    text: '#f0f6fc',
    quiet: '#9198a1',
    edge: '#656c76',
    net: '#ab7df8',
    run: '#f0883e',
    data: '#4493f8',
    keep: '#3fb950',
  },
};

export type Theme = keyof typeof THEMES;
export type Colors = typeof THEMES.light;
export type Color = keyof Colors;

/** Kinds of text: bold, title, quiet, normal. */
export type TextKind = 'b' | 't' | 'q' | 'n';
export type Anchor = 'start' | 'middle' | 'end';
export type Point = readonly [number, number];
/** Where a label stands. */
export type LabelPlace = readonly [number, number, Anchor?];

export interface Rect { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export interface Shape extends Rect {
  readonly stroke: Color;
  /** Default: box. */
  readonly fill?: Color;
  readonly dashed?: boolean;
  readonly radius?: number;
}

/** A box with a title and as many details as fit. */
export interface Service extends Rect {
  readonly title: string;
  readonly details?: readonly string[];
  readonly color: Color;
  readonly dashed?: boolean;
}

/** Height of a line of text. */
export const LINE = 15;

/** Widths of Helvetica's letters in thousandths of its size, where they are not 556; Arial's are the same. */
const WIDTHS: ReadonlyArray<readonly [string, number]> = [
  ['ijl\'', 222], [' ftI.,:;/!', 278], ['r-()[]{}"', 333], ['kcsvxyzJ', 500], ['+<=>×~', 584], ['FTZ', 611],
  ['ABEKPSVXY&', 667], ['CDHNRUw', 722], ['GOQ', 778], ['mM', 833], ['%W…—@', 1015],
];

/** The width of a text in pixels, with some room for wider fonts; bold text is a size larger. */
export function widthOf(text: string, bold = false): number {
  const widths = [...text].map((letter) =>
    WIDTHS.find(([letters]) => letters.includes(letter))?.[1] ?? (letter < '\u2e80' ? 556 : 1000));
  return widths.reduce((sum, it) => sum + it, 0) * (bold ? 0.0142 : 0.01236);
}

/** The width at which a text is drawn, regardless of the font: that of Helvetica. */
const lengthOf = (text: string, kind: TextKind): number =>
  Math.round(widthOf(text, 'bt'.includes(kind)) / 1.03 * (kind === 't' ? 15 / 13 : 1));

/** A text, truncated to a width. */
export function fitted(text: string, width: number, bold = false): string {
  let short = text;
  for (let end = text.length - 1; end > 0 && widthOf(short, bold) > width; end -= 1) {
    short = `${text.slice(0, end)}…`;
  }
  return short;
}

/** A text, wrapped to a width after words or parts of names. */
export function wrapped(text: string, width: number, most = 3): string[] {
  const lines: string[] = [];
  for (const word of text.match(/[^\s\-./,]*[\s\-./,]*/g) ?? []) {
    const longer = `${lines[lines.length - 1] ?? ''}${word}`;
    if (lines.length > 0 && (lines.length === most || widthOf(longer.trimEnd()) <= width)) {
      lines.splice(-1, 1, longer);
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => fitted(line.trim(), width)).filter(Boolean);
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);

/** A picture to draw on: frames are behind lines, lines behind boxes. */
export interface Canvas {
  readonly frame: (shape: Shape) => void;
  readonly box: (shape: Shape) => void;
  /** Only quiet texts are anchored. */
  readonly write: (text: string | undefined, x: number, y: number, kind?: TextKind, anchor?: Anchor) => void;
  /** A line along points with an arrow at the last one. */
  readonly arrow: (points: readonly Point[], label?: string, place?: LabelPlace) => void;
  readonly service: (service: Service) => void;
  /** The picture. */
  readonly svg: (title: string, description: string, legend: string) => string;
}

/** A picture in the colours of a theme. */
export function canvas(colors: Colors): Canvas {
  const [frames, lines, boxes]: [string[], string[], string[]] = [[], [], []];
  let [right, bottom] = [0, 0];
  const rectInto = (into: string[]) => (shape: Shape) => {
    [right, bottom] = [Math.max(right, shape.x + shape.w), Math.max(bottom, shape.y + shape.h)];
    into.push(rect(shape, colors));
  };
  const [frame, box] = [rectInto(frames), rectInto(boxes)];
  const write: Canvas['write'] = (text, x, y, kind = 'n', anchor = 'start') => {
    if (text) {
      boxes.push(`<text x="${x}" y="${y}" class="${kind} ${anchor}" textLength="${lengthOf(text, kind)}" `
        + `lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`);
    }
  };
  return {
    frame,
    box,
    write,
    arrow: (points, label, place = [0, 0]) => {
      const [x, y, anchor] = place;
      lines.push(`<path d="M${points.join('L')}"/>`);
      write(label, x, y, 'q', anchor);
    },
    service: ({ x, y, w, h, title, details = [], color, dashed }) => {
      const room = Math.max(0, Math.floor((h - 26) / LINE));
      box({ x, y, w, h, stroke: color, dashed });
      box({ x, y: y + 6, w: 4, h: h - 12, fill: color, stroke: color, radius: 0 });
      write(fitted(title, w - 16, true), x + 13, y + 18, 'b');
      details.flatMap((it) => wrapped(it, w - 22, details.length > 1 ? 2 : room)).slice(0, room)
        .forEach((it, index) => write(it, x + 13, y + 34 + index * LINE, 'q'));
    },
    svg: (title, description, legend) => {
      const [w, h] = [right + 8, bottom + 8];
      write(legend, w - 12, 22, 'q', 'end');
      return svgOf({ title, description, w, h, shapes: [...frames, ...lines, ...boxes], colors });
    },
  };
}

function rect({ x, y, w, h, stroke, fill = 'box', dashed, radius = 6 }: Shape, colors: Colors): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${radius}" fill="${colors[fill]}" `
    + `stroke="${colors[stroke]}"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`;
}

interface Picture {
  readonly title: string;
  readonly description: string;
  readonly w: number;
  readonly h: number;
  readonly shapes: readonly string[];
  readonly colors: Colors;
}

function svgOf({ title, description, w, h, shapes, colors }: Picture): string {
  const size = `width="${w}" height="${h}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="t d">
<title id="t">${escaped(title)}</title>
<desc id="d">${escaped(description)}</desc>
<style>text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:${colors.text}}.q{fill:${colors.quiet}}
.b,.t{font-size:13px;font-weight:600}.t{font-size:15px}.middle{text-anchor:middle}.end{text-anchor:end}
path{fill:none;stroke:${colors.quiet};stroke-width:1.4;marker-end:url(#a)}</style>
<marker id="a" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
<polygon points="0,0 8,4 0,8" fill="${colors.quiet}"/></marker>
<rect ${size} rx="8" fill="${colors.page}"/>
${shapes.join('\n')}
</svg>
`;
}
