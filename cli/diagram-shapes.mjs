// diagram: texts, boxes and arrows as SVG.

/** Contrasts of texts are at least 4.5, of lines 3 (WCAG 2.2, AA); a test holds them. */
export const THEMES = {
  light: {
    page: '#ffffff', outer: '#f6f8fa', box: '#ffffff', head: '#eaeef2',
    text: '#1f2328', quiet: '#59636e', edge: '#818b98', net: '#8250df', run: '#bc4c00', data: '#0969da', keep: '#1a7f37',
  },
  dark: {
    page: '#0d1117', outer: '#161b22', box: '#11161d', head: '#21262d',
    text: '#f0f6fc', quiet: '#9198a1', edge: '#656c76', net: '#ab7df8', run: '#f0883e', data: '#4493f8', keep: '#3fb950',
  },
};
/** Height of a line of text. */
export const LINE = 15;

/** Widths of Helvetica's letters in thousandths of its size, those that are not 556; Arial's are the same. */
const WIDTHS = [
  ['ijl\'', 222], [' ftI.,:;/!', 278], ['r-()[]{}"', 333], ['kcsvxyzJ', 500], ['+<=>×~', 584], ['FTZ', 611], ['ABEKPSVXY&', 667], ['CDHNRUw', 722], ['GOQ', 778],
  ['mM', 833], ['%W…—@', 1015],
];
/** How wide a text is in pixels, and a little more, for fonts that are wider; in bold a size larger. */
export function widthOf(text, bold) {
  const widths = [...text].map((letter) => WIDTHS.find(([letters]) => letters.includes(letter))?.[1] ?? (letter < '\u2e80' ? 556 : 1000));
  return widths.reduce((sum, it) => sum + it, 0) * (bold ? 0.0142 : 0.01236);
}

/** How wide a text is drawn, in whatever font there is: as wide as in Helvetica. */
const lengthOf = (text, kind) => Math.round(widthOf(text, 'bt'.includes(kind)) / 1.03 * (kind === 't' ? 15 / 13 : 1));

/** A text that is no wider than that. */
export function fitted(text, width, bold) {
  let short = text;
  for (let end = text.length - 1; end > 0 && widthOf(short, bold) > width; end -= 1) {
    short = `${text.slice(0, end)}…`;
  }
  return short;
}

/** Lines that are no wider than that, broken where a word or a part of a name ends. */
export function wrapped(text, width, most = 3) {
  const lines = [];
  for (const word of text.match(/[^\s\-./,]*[\s\-./,]*/g)) {
    const longer = `${lines.at(-1) ?? ''}${word}`;
    lines.length > 0 && (lines.length === most || widthOf(longer.trimEnd()) <= width) ? lines.splice(-1, 1, longer) : lines.push(word);
  }
  return lines.map((line) => fitted(line.trim(), width)).filter(Boolean);
}

const escaped = (text) => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);

/** Where shapes are drawn: frames are behind lines, lines behind boxes. */
export function canvas(colors) {
  const [frames, lines, boxes] = [[], [], []];
  let [right, bottom] = [0, 0];
  const rect = (into) => ({ x, y, w, h, stroke, fill = 'box', dashed, radius = 6 }) => {
    [right, bottom] = [Math.max(right, x + w), Math.max(bottom, y + h)];
    into.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${radius}" fill="${colors[fill]}" stroke="${colors[stroke]}"`
      + `${dashed ? ' stroke-dasharray="5 4"' : ''}/>`);
  };
  const [frame, box] = [rect(frames), rect(boxes)];
  /** Kinds: bold, title, quiet; quiet ones may be anchored. */
  const write = (text, x, y, kind = 'n', anchor = 'start') => text && boxes.push(
    `<text x="${x}" y="${y}" class="${kind} ${anchor}" textLength="${lengthOf(text, kind)}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`);
  return {
    frame,
    box,
    write,
    /** Along points to the last of them, with a label where it is told: [x, y, anchor]. */
    arrow: (points, label, [x, y, anchor] = []) => {
      lines.push(`<path d="M${points.join('L')}"/>`);
      label && write(label, x, y, 'q', anchor);
    },
    /** A box with a title and as many details as it has room for. */
    service: ({ x, y, w, h, title, details = [], color, dashed }) => {
      const room = Math.floor((h - 26) / LINE);
      box({ x, y, w, h, stroke: color, dashed });
      box({ x, y: y + 6, w: 4, h: h - 12, fill: color, stroke: color, radius: 0 });
      write(fitted(title, w - 16, true), x + 13, y + 18, 'b');
      room > 0 && details.flatMap((it) => wrapped(it, w - 22, details.length > 1 ? 2 : room)).slice(0, room)
        .forEach((it, index) => write(it, x + 13, y + 34 + index * LINE, 'q'));
    },
    svg: (title, description, legend) => {
      const [w, h] = [right + 8, bottom + 8];
      write(legend, w - 12, 22, 'q', 'end');
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="t d">
<title id="t">${escaped(title)}</title>
<desc id="d">${escaped(description)}</desc>
<style>text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:${colors.text}}.q{fill:${colors.quiet}}
.b,.t{font-size:13px;font-weight:600}.t{font-size:15px}.middle{text-anchor:middle}.end{text-anchor:end}
path{fill:none;stroke:${colors.quiet};stroke-width:1.4;marker-end:url(#a)}</style>
<marker id="a" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
<polygon points="0,0 8,4 0,8" fill="${colors.quiet}"/></marker>
<rect width="${w}" height="${h}" rx="8" fill="${colors.page}"/>
${[...frames, ...lines, ...boxes].join('\n')}
</svg>
`;
    },
  };
}
