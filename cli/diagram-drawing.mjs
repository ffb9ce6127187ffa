// diagram: an architecture as a picture. From left to right: ways in, what runs in the cluster, data. What runs has a row, from which its lines
// leave to both sides, in an order in which they cross nothing: above those that go to the registry, below those to the bucket.
import { canvas, fitted, LINE, THEMES, widthOf, wrapped } from './diagram-shapes.mjs';

/** The cluster's rows: how wide one is, how wide one of two columns is, and what is between rows. */
const [WIDE, HALF, GAP] = [344, 152, 10];
/** How wide the box of nodes is that stands beside a row. */
const NODES = 104;
/** The columns of data: how wide the database is, and what is outside of the network. */
const [DATABASE, DATA] = [108, 150];
/** What a line with its label needs. */
const STEP = 26;

const sum = (list) => list.reduce((total, it) => total + it, 0);

/** What stands in a namespace's box: [text, kind]. */
const textsOf = ({ name, existing, runs, lines }, w) => [
  // Names that begin with a prefix may be longer than the box is wide.
  ...wrapped(existing ? `${name}, existing` : name, w - 18).map((text) => [text, 'q']), ...runs.map((run) => [fitted(run, w - 18, true), 'b']),
  ...lines.flatMap((line) => wrapped(line, w - 18)).map((text) => [text, 'q']),
];
const heightOf = (it, w) => 16 + Math.max(2, textsOf(it, w).length) * LINE;
/** Where lines from the left come in. */
const entryOf = ({ y, h }) => Math.round(y + Math.min(h / 2, 40));

/** Namespaces in rows of one or two columns: those that hand on to each other are beside each other. */
function rowsOf(namespaces) {
  const of = (...kinds) => kinds.flatMap((kind) => namespaces.filter((it) => it.kind === kind));
  const beside = (left, right) => left.length > 0 && right.length > 0 ? [[left, right]] : [...left, ...right].map((it) => [[it]]);
  const others = of('other');
  return [
    ...beside(of('pipelines', 'zenml'), []), ...beside(of('nginx'), of('mlflow')), ...beside(of('istio', 'seldon'), of('models')),
    ...others.flatMap((it, index) => index % 2 > 0 ? [] : beside([it], others.slice(index + 1, index + 2))), ...beside(of('system'), []),
  ];
}

/** Where everything in the cluster and behind it is, from above to below. */
function layOut({ namespaces, edges, stores, cluster, beside }, x0, top) {
  const places = new Map();
  const groups = [];
  const paths = [];
  const last = { registry: 0, bucket: 0 };
  const databaseHeight = 34 + LINE * sum((stores.database?.lines ?? []).map((it) => wrapped(it, DATABASE - 22, 2).length));
  let database;
  let y = top;
  // The only group of nodes has room beside what runs on all of them.
  const [only, ...more] = cluster.nodes;
  const isNarrow = only && more.length === 0 && widthOf(only.title, true) <= NODES - 16 && widthOf(only.text) <= NODES - 22;
  let besideNodes;
  for (const columns of rowsOf(namespaces)) {
    const isSystem = columns.length === 1 && columns[0][0].kind === 'system' && isNarrow;
    const w = columns.length > 1 ? HALF : isSystem ? WIDE - NODES - GAP : WIDE;
    const isHere = (name) => columns.flat().some((it) => it.name === name);
    const all = ['registry', 'database', 'bucket'].flatMap((to) => edges.filter((it) => it.to === to && isHere(it.from)));
    // Those that go to the same leave together.
    const leaving = all.filter(({ to, label }, index) => all.findIndex((it) => it.to === to && it.label === label) === index);
    const isGroup = leaving.length < all.length;
    let h = Math.max(...columns.map((column) => sum(column.map((it) => heightOf(it, w) + GAP)) - GAP), leaving.length * 34);
    leaving.forEach(({ to, label }, index) => {
      let at = Math.round(y + h * (index + 0.5) / leaving.length) + (leaving.length > 1 ? 4 : 0);
      if (to === 'database') {
        database ??= { y: Math.max(at - 20, last.bucket + 12) };
        database.h = Math.max(at + 16 - database.y, databaseHeight);
      } else if (database) {
        at = Math.max(at, database.y + database.h + STEP);
      }
      h = Math.max(h, at - y + 14);
      last[to] = at;
      paths.push({ to, label, at, from: x0 + WIDE + (isGroup ? 5 : 0) });
    });
    isGroup && groups.push({ x: x0 + WIDE - w - 5, y: y - 5, w: w + 10, h: h + 10 });
    columns.forEach((column, index) => {
      let from = y;
      column.forEach((it, number) => {
        const place = { x: x0 + index * (WIDE - HALF), y: from, w, h: it === column.at(-1) ? y + h - from : heightOf(it, w), it };
        places.set(it.name, place);
        from += place.h + GAP;
      });
    });
    isSystem && (besideNodes = { ...only, x: x0 + WIDE - NODES, y, w: NODES, h });
    // An arrow to the row below needs room.
    y += h + (edges.some(({ from, to }) => isHere(from) && !isHere(to) && namespaces.some(({ name }) => name === to)) ? STEP : GAP + 4);
  }
  if (stores.database) {
    database ??= { y: Math.max(last.bucket + 12, top), h: databaseHeight };
  }
  const below = Math.max(y - 110, last.bucket + 50, last.registry + 70, database ? database.y + database.h + 6 : 0);
  const besides = beside.map((it, index) => ({ ...it, edge: edges.find(({ from, to }) => from === it.id || to === it.id), y: below + index * 60 }));
  const w = cluster.nodes.length === 1 ? WIDE : WIDE / 2 - 5;
  const nodes = besideNodes ? [besideNodes]
    : cluster.nodes.map((it, index) => ({ ...it, x: x0 + (index % 2) * (w + 10), y: y + Math.floor(index / 2) * 50, w, h: 42 }));
  y += besideNodes ? 0 : Math.ceil(nodes.length / 2) * 50;
  const end = Math.max(y, ...besides.filter(({ edge }) => edge).map((it) => it.y + 44)) + 4;
  return { places, groups, paths, database, besides, nodes, bucketY: (paths.find(({ to }) => to === 'bucket')?.at ?? top + 60) - 16, last, end };
}

/** The picture of what `architectureOf` has found. */
export function draw(architecture, theme) {
  const { title, clients, balancer, ways, zone, server, mirror, network, cluster, namespaces, stores, beside, edges } = architecture;
  const { write, frame, box, arrow, service, svg } = canvas(THEMES[theme]);

  // Above: people, and what is elsewhere.
  const band = [
    clients !== undefined && { title: 'You and your programs', details: [clients], color: 'net' },
    zone && { title: 'Route 53', details: [zone.names, zone.name], color: 'net', dashed: zone.existing },
    server && { title: 'ZenML server', details: [server], color: 'run', dashed: true },
    mirror && { title: 'Registry mirror', details: [mirror], color: 'keep', dashed: true },
  ].filter(Boolean);
  const bandHeight = 29 + LINE * Math.max(0, ...band.map(({ details }) => details.length > 1 ? details.length : wrapped(details[0], 160, 2).length));
  const w = Math.min(252, (860 - 40 * (band.length - 1)) / band.length);
  band.forEach((it, index) => service({ ...it, x: 18 + index * (w + 40), y: 34, w, h: bandHeight }));
  zone && arrow([[18 + w, 66], [58 + w, 66]], 'DNS', [36 + w, 62, 'middle']);
  write(title, 18, 22, 't');

  // Places of the columns.
  const under = 34 + bandHeight;
  const top = band.length > 0 ? under + 32 : 34;
  const hasStrip = balancer || ways.length > 0 || network?.nat;
  const x0 = hasStrip ? 206 : 60;
  const start = top + (network ? 76 : 28);
  const { places, groups, paths, database, besides, nodes, bucketY, last, end } = layOut(architecture, x0, start);
  const right = x0 + WIDE;
  const isInside = network && stores.database?.own;
  const networkEnd = right + (isInside ? 172 : 26);
  const databaseX = right + (network && !isInside ? 76 : 48);
  const dataX = isInside ? networkEnd + 14 : database ? databaseX + DATABASE + 14 : networkEnd + 96;
  // Labels of lines to the right: behind the frames, or within the last of them.
  const labelX = network && !isInside ? networkEnd + 6 : right + 12;
  // People's line, and what is on its right.
  const inStrip = balancer ? 46 : 36;
  const balancerY = start + 52;

  // Frames.
  if (network) {
    const dashed = network.existing;
    const [y, bottom] = [top + 28, end + 10];
    const subnets = (place) => frame({ ...place, fill: 'page', stroke: 'edge', dashed });
    frame({ x: 8, y: top, w: networkEnd - 8, h: end + 20 - top, fill: 'outer', stroke: 'net', dashed });
    write(network.title, hasStrip ? inStrip : 20, top + 18, 'b');
    const left = hasStrip ? 190 : 18;
    subnets({ x: left, y, w: networkEnd - 8 - left, h: bottom - y });
    write(network.privateSubnets, left + 10, y + 15, 'q');
    if (hasStrip) {
      const isPrivate = balancer?.internal ?? (ways.length > 0 && ways.every(({ internal }) => internal));
      if (network.publicSubnets) {
        subnets({ x: 18, y, w: 134, h: (isPrivate ? balancerY - 4 : bottom) - y });
        write(network.publicSubnets, inStrip, y + 15, 'q');
      }
      const from = network.publicSubnets || network.nat ? balancerY : y;
      isPrivate && subnets({ x: 18, y: from, w: 134, h: bottom - from });
    }
  }
  frame({ x: x0 - 8, y: start - 26, w: WIDE + 16, h: end - start + 26, fill: 'outer', stroke: 'run', dashed: cluster.existing });
  const { api = '' } = cluster;
  write(fitted(cluster.title, WIDE - widthOf(api) - 10, true), x0, start - 9, 'b');
  write(api, right, start - 9, 'q', 'end');

  groups.forEach((it) => frame({ ...it, fill: 'outer', stroke: 'edge' }));

  // What runs.
  for (const { it, ...place } of places.values()) {
    const { x, y, w: width, h } = place;
    box({ ...place, fill: 'head', stroke: 'edge', dashed: it.existing });
    box({ x: x + 1, y: y + 20, w: width - 2, h: h - 21, stroke: 'box', radius: 4 });
    textsOf(it, width).forEach(([text, kind], index) => write(text, x + 9, y + 14 + index * LINE + (index > 0 ? 7 : 0), kind));
  }
  nodes.forEach(({ text, ...it }) => service({ ...it, details: [text], color: 'run' }));

  // Data, and who reaches it.
  const store = ({ title: name, lines, existing }, color, place) => service({ ...place, title: name, details: lines, color, dashed: existing });
  const { registry, bucket } = stores;
  registry && store(registry, 'keep', { x: dataX, y: top, w: DATA, h: bucket ? bucketY - 8 - top : Math.max(last.registry + 20 - top, 90) });
  bucket && store(bucket, 'keep', { x: dataX, y: bucketY, w: DATA, h: Math.max(last.bucket + 18 - bucketY, 62) });
  database && store(stores.database, 'data', { ...database, x: databaseX, w: DATABASE });
  for (const { to, label, at, from } of paths) {
    const toDatabase = to === 'database';
    const middle = (labelX - 8 + databaseX) / 2;
    const [first, second = ''] = toDatabase ? label.split(' ') : [label];
    arrow([[from, at], [toDatabase ? databaseX : dataX, at]], first, toDatabase ? [middle, at - 4, 'middle'] : [labelX, at - 4]);
    second && write(second, middle, at + 13, 'q', 'middle');
  }
  for (const { id, y, title: name, text, existing, edge } of besides) {
    store({ title: name, lines: [text], existing }, 'run', { x: dataX, y, w: DATA, h: 44 });
    const ends = [[right + 8, y + 22], [dataX, y + 22]];
    edge && arrow(edge.to === id ? ends : ends.reverse(), edge.label, [labelX + 10, y + 18]);
  }

  // Who talks to whom in the cluster, and the ways in.
  for (const { from, to, label } of edges) {
    const [a, b] = [places.get(from), places.get(to)];
    if (a && b && a.x < b.x) {
      // Of two that are as high as one, each has its own line.
      const at = entryOf(a.h > b.h ? b : a);
      arrow([[a.x + HALF, at], [b.x, at]], label, [a.x + HALF + 18, at - 4, 'middle']);
    } else if (a && b) {
      arrow([[x0 + 40, a.y + a.h], [x0 + 40, b.y]], label, [x0 + 50, a.y + a.h + 17]);
    } else if (b) {
      arrow([[balancer ? 144 : 148, entryOf(b)], [b.x, entryOf(b)]], from === 'balancer' && label, [171, entryOf(b) - 4, 'middle']);
    }
  }
  if (balancer) {
    const listed = balancer.listeners.map((it) => ({ ...it, at: entryOf(places.get(it.namespace)) }));
    const bottom = Math.max(...listed.map(({ at }) => at)) + 60;
    const y = balancerY + 6;
    service({ x: 26, y, w: 118, h: bottom - y, title: 'Load balancer', details: [balancer.internal ? 'internal' : 'internet-facing'], color: 'net' });
    for (const { port, name, at } of listed) {
      write(port, 39, at);
      write(fitted(name, 96), 39, at + LINE, 'q');
    }
    wrapped(balancer.tls, 96, 2).forEach((it, index) => write(it, 39, bottom - 22 + index * LINE, 'q'));
    arrow([[36, under], [36, y]], edges.find(({ to }) => to === 'balancer').label, [46, under + 20]);
    edges.some(({ from }) => from === 'nat') && arrow([[80, top + 94], [80, y]], 'own pods', [88, top + 109]);
  }
  for (const it of ways) {
    const at = entryOf(places.get(it.namespace));
    arrow([[26, under], [26, at], [inStrip, at]]);
    const details = [it.title === 'Load balancer' && (it.internal ? 'internal' : 'internet-facing'), `port ${it.port}`].filter(Boolean);
    service({ x: inStrip, y: at - 22, w: 112, h: 29 + details.length * LINE, title: it.title, details, color: 'net' });
  }
  network?.nat && service({ x: inStrip, y: top + 54, w: 102, h: 40, title: network.nat.title, color: 'net', dashed: network.nat.existing });
  const out = edges.find(({ to }) => to === 'nat');
  out && arrow([[x0, top + 86], [inStrip + 102, top + 86]], out.label, [171, top + 82, 'middle']);

  const hasDashed = [network, cluster, ...band, ...namespaces, ...Object.values(stores), ...beside].some((it) => it?.existing || it?.dashed);
  return svg(`Architecture of ${title}`, `Who talks to whom: ${edges.map(({ from, to, label }) => `${from} to ${to}${label && ` (${label})`}`).join(', ')}.`,
    hasDashed ? 'dashed: there already, not of this stack' : '');
}
