// diagram: texts, boxes and arrows as SVG.

/** Contrasts of texts are at least 4.5, of lines 3 (WCAG 2.2, AA); a test holds them. */
export const THEMES = {
  light: {
    page: '#ffffff', text: '#1f2328', quiet: '#59636e', line: '#57606a', box: '#ffffff', head: '#eff2f5', edge: '#848d97', outer: '#f6f8fa',
    net: '#8250df', run: '#bc4c00', data: '#0969da', keep: '#1a7f37', safe: '#bf3989',
  },
  dark: {
    page: '#0d1117', text: '#f0f6fc', quiet: '#9198a1', line: '#9198a1', box: '#151b23', head: '#212830', edge: '#656c76', outer: '#11161d',
    net: '#ab7df8', run: '#f0883e', data: '#4493f8', keep: '#3fb950', safe: '#f778ba',
  },
};
/** Height of a line of text, and of the strip that has a namespace's name. */
export const LINE = 15;
export const HEAD = 20;
const SIZE = 12;
const BOLD = 13;

/** Widths of Helvetica's letters in thousandths of its size, those that are not 556; Arial's are the same. */
const WIDTHS = [
  ['ijl\'', 222], [' ftI.,:;/!', 278], ['r-()[]{}"', 333], ['kcsvxyzJ', 500], ['+<=>×~', 584], ['FTZ', 611], ['ABEKPSVXY&', 667], ['CDHNRUw', 722],
  ['GOQ', 778], ['mM', 833], ['%W…—@', 1015],
];
/** What other fonts may be wider by. */
const ROOM = 1.03;
/** How wide a text is, in pixels. */
export function widthOf(text, bold = false) {
  const widths = [...text].map((letter) => WIDTHS.find(([letters]) => letters.includes(letter))?.[1] ?? (letter < '\u2e80' ? 556 : 1000));
  return widths.reduce((sum, it) => sum + it, 0) / 1000 * (bold ? BOLD * 1.06 : SIZE) * ROOM;
}

/** A text that is no wider than that. */
export function fitted(text, width, bold) {
  let short = text;
  while (short.length > 1 && widthOf(short, bold) > width) {
    short = `${short.slice(0, short.endsWith('…') ? -2 : -1)}…`;
  }
  return short;
}

/** Lines that are no wider than that, broken where a word or a part of a name ends. */
export function wrapped(text, width, most = 3) {
  const lines = [''];
  for (const word of text.match(/[^\s\-./,]*[\s\-./,]*/g)) {
    const last = lines.length - 1;
    if (lines[last] === '' || widthOf((lines[last] + word).trimEnd()) <= width) {
      lines[last] += word;
    } else {
      lines.push(word);
    }
  }
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join('')].filter(Boolean).map((line) => fitted(line.trim(), width));
}

export const escaped = (text) => String(text).replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);

/** Where shapes are drawn: frames are behind lines, lines behind boxes. */
export function canvas(colors) {
  const [frames, lines, boxes] = [[], [], []];
  let [right, bottom] = [0, 0];
  const rect = (into, { x, y, w, h, stroke, fill, dashed, radius = 6 }) => {
    [right, bottom] = [Math.max(right, x + w), Math.max(bottom, y + h)];
    into.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${radius}" fill="${colors[fill]}" stroke="${colors[stroke]}"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`);
  };
  const write = (text, x, y, kind = '', anchor = '') =>
    boxes.push(`<text x="${x}" y="${y}"${kind && ` class="${kind}"`}${anchor && ` text-anchor="${anchor}"`}>${escaped(text)}</text>`);
  return {
    write,
    frame: (place) => rect(frames, place),
    box: (place) => rect(boxes, place),
    shape: (svg) => boxes.push(svg),
    /** Along points to the last of them, with a label where it is told: [x, y, anchor]. */
    arrow: (points, label, [x, y, anchor] = []) => {
      const [[fromX, fromY], [toX, toY]] = points.slice(-2);
      const [dx, dy] = [Math.sign(toX - fromX), Math.sign(toY - fromY)];
      lines.push(`<path class="l" d="M${points.map((it) => it.join(' ')).join('L')}"/>`
        + `<path class="h" d="M${toX} ${toY}l${-7 * dx + 4 * dy} ${-7 * dy - 4 * dx}l${-8 * dy} ${8 * dx}z"/>`);
      label && write(label, x, y, 'q', anchor);
    },
    /** A box with a title and details; as high as they need, where no height is given. */
    service: ({ x, y, w, h, title, details = [], color, dashed }) => {
      const room = h === undefined ? 9 : Math.floor((h - 26) / LINE);
      const texts = room < 1 ? [] : details.flatMap((it) => wrapped(it, w - 22, details.length > 1 ? 2 : room)).slice(0, room);
      const place = { x, y, w, h: h ?? 28 + texts.length * LINE };
      rect(boxes, { ...place, fill: 'box', stroke: color, dashed });
      boxes.push(`<rect x="${x}" y="${y + 6}" width="4" height="${place.h - 12}" fill="${colors[color]}"/>`);
      write(fitted(title, w - 18, true), x + 13, y + 18, 'b');
      texts.forEach((it, index) => write(it, x + 13, y + 34 + index * LINE, 'q'));
    },
    svg: (title, description, legend) => {
      const [w, h] = [right, bottom].map((it) => Math.ceil(it + 8));
      legend && write(legend, w - 12, 22, 'q', 'end');
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="t d">
<title id="t">${escaped(title)}</title>
<desc id="d">${escaped(description)}</desc>
<style>text{font:${SIZE}px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:${colors.text}}.q{fill:${colors.quiet}}.b,.t{font-size:${BOLD}px;font-weight:600}.t{font-size:15px}.l{fill:none;stroke:${colors.line};stroke-width:1.4}.h{fill:${colors.line}}</style>
<rect width="${w}" height="${h}" rx="8" fill="${colors.page}"/>
${[...frames, ...lines, ...boxes].join('\n')}
</svg>
`;
    },
  };
}
