// diagram: an architecture as a picture. From left to right: ways in, what runs in the cluster, data. What runs has a row, from which its lines
// leave to both sides, in an order in which they cross nothing: above those that go to the registry, below those to the bucket.
import { canvas, fitted, HEAD, LINE, THEMES, widthOf, wrapped } from './diagram-shapes.mjs';

/** The cluster's rows: how wide one is, how wide one of two columns is, and what is between rows. */
const [WIDE, HALF, GAP] = [352, 156, 10];
/** The columns of data: how wide the database is, and what is outside of the network. */
const [DATABASE, DATA] = [112, 150];
/** What a line needs below and above it. */
const STEP = 26;
/** Names in the description; a namespace has its own. */
const NAMES = { clients: 'you', balancer: 'load balancer', nat: 'NAT', registry: 'ECR', bucket: 'S3', key: 'KMS', logs: 'CloudWatch Logs', queue: 'SQS' };

const sum = (list) => list.reduce((total, it) => total + it, 0);

/** What stands in a namespace's box. */
const textsOf = ({ runs, lines }, w) => [
  ...runs.map((run) => [fitted(run, w - 18, true), 'b']), ...lines.flatMap((line) => wrapped(line, w - 18)).map((text) => [text, 'q']),
];
const heightOf = (it, w) => HEAD + 12 + Math.max(1, textsOf(it, w).length) * LINE;
/** Where lines from the left come in. */
const entryOf = ({ y, h }) => Math.round(y + Math.min(h / 2, 40));

/** Namespaces in rows of one or two columns: those that hand on to each other are beside each other. */
function rowsOf(namespaces) {
  const of = (...kinds) => kinds.flatMap((kind) => namespaces.filter((it) => it.kind === kind));
  const beside = (left, right) => left.length > 0 && right.length > 0 ? [[left, right]] : [...left, ...right].map((it) => [[it]]);
  const others = of('other');
  return [
    ...of('pipelines', 'zenml').map((it) => [[it]]), ...beside(of('nginx'), of('mlflow')), ...beside(of('istio', 'seldon'), of('models')),
    ...others.flatMap((it, index) => index % 2 > 0 ? [] : beside([it], others.slice(index + 1, index + 2))), ...of('system').map((it) => [[it]]),
  ];
}

/** Where everything in the cluster and behind it is, from above to below. */
function layOut({ namespaces, edges, stores, cluster, beside }, x0, top) {
  const places = new Map();
  const paths = [];
  const last = { registry: 0, bucket: 0, database: 0 };
  const databaseHeight = stores.database ? 34 + LINE * sum(stores.database.lines.map((it) => wrapped(it, DATABASE - 22, 2).length)) : 0;
  let database;
  let y = top;
  for (const columns of rowsOf(namespaces)) {
    const w = columns.length > 1 ? HALF : WIDE;
    const names = columns.flat().map(({ name }) => name);
    const leaving = ['registry', 'database', 'bucket'].flatMap((to) => edges.filter((it) => it.to === to && names.includes(it.from)));
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
      paths.push({ to, label, at });
    });
    columns.forEach((column, index) => {
      let from = y;
      column.forEach((it, number) => {
        const place = { x: x0 + index * (WIDE - HALF), y: from, w, h: number === column.length - 1 ? y + h - from : heightOf(it, w), it };
        places.set(it.name, place);
        from += place.h + GAP;
      });
    });
    // An arrow to the row below needs room.
    y += h + (edges.some(({ from, to }) => names.includes(from) && namespaces.some((it) => it.name === to && it.kind === 'zenml')) ? STEP : GAP + 4);
  }
  if (stores.database) {
    database ??= { y: Math.max(last.bucket + 12, top), h: databaseHeight };
  }
  const below = Math.max(y - 70, last.bucket + 50, last.registry + 70, database ? database.y + database.h + 6 : 0);
  const besides = beside.map((it, index) => ({ ...it, y: below + index * 60 }));
  const nodes = cluster.nodes.map((it, index) => ({
    ...it, x: x0 + (index % 2) * (WIDE / 2 + 5), y: y + Math.floor(index / 2) * 50, w: cluster.nodes.length === 1 ? WIDE : WIDE / 2 - 5,
  }));
  y += Math.ceil(nodes.length / 2) * 50;
  return {
    places, paths, database, besides, nodes, firstBucket: paths.find(({ to }) => to === 'bucket')?.at ?? top + 60, last, end: Math.max(y, ...besides.filter(({ id }) => edges.some(({ from, to }) => from === id || to === id)).map((it) => it.y + 44)) + 4,
  };
}

/** The picture of what `architectureOf` has found. */
export function draw(architecture, theme = 'light') {
  const { title, clients, balancer, ways, zone, server, mirror, network, cluster, namespaces, stores, beside, edges } = architecture;
  const { write, frame, box, shape, arrow, service, svg } = canvas(THEMES[theme]);

  // Above: people and what is elsewhere.
  const band = [
    clients && { title: 'You and your programs', details: clients.closed ? ['nobody is let in yet: allowedCidrs is empty'] : clients.ranges.length > 0 ? [`from ${clients.ranges.join(', ')}`] : [], color: 'net' },
    zone && { title: 'Route 53', details: [zone.names.join(', '), zone.name].filter(Boolean), color: 'net', dashed: zone.existing },
    server && { title: 'ZenML server', details: [server], color: 'run', dashed: true },
    mirror && { title: 'Registry mirror', details: [mirror], color: 'keep', dashed: true },
  ].filter(Boolean);
  const bandWidth = Math.min(252, (860 - 40 * (band.length - 1)) / band.length);
  const bandHeight = band.some(({ details }) => details.length > 0) ? 58 : 30;
  band.forEach((it, index) => service({ ...it, x: 18 + index * (bandWidth + 40), y: 34, w: bandWidth, h: bandHeight }));
  const bandEnd = 34 + bandHeight;
  zone && clients && arrow([[18 + bandWidth, 70], [58 + bandWidth, 70]], 'DNS', [36 + bandWidth, 66, 'middle']);
  write(title, 18, 22, 't');

  // Places of the columns.
  const top = band.length > 0 ? bandEnd + 32 : 34;
  const hasStrip = Boolean(balancer || ways.length > 0 || network?.nat);
  const x0 = hasStrip ? 210 : 60;
  const start = top + (network ? 76 : 28);
  const { places, paths, database, besides, nodes, firstBucket, last, end } = layOut(architecture, x0, start);
  const isInside = Boolean(network && stores.database?.own);
  const networkEnd = x0 + WIDE + (isInside ? 184 : 30);
  const databaseX = x0 + WIDE + (network && !isInside ? 90 : 52);
  const dataX = isInside ? networkEnd + 16 : stores.database ? databaseX + DATABASE + 20 : networkEnd + 96;
  // Labels of lines to the right: behind the frames, or within the last of them.
  const labelX = network && !isInside ? networkEnd + 6 : x0 + WIDE + 14;

  // Frames.
  const inStrip = ways.length > 0 ? 36 : 26;
  const balancerY = start + 52;
  if (network) {
    const of = { stroke: 'edge', fill: 'page', dashed: network.existing };
    frame({ ...of, x: 8, y: top, w: networkEnd - 8, h: end + 20 - top, fill: 'outer', stroke: 'net', radius: 10 });
    write(network.existing ? `${network.title}, existing` : network.title, hasStrip ? 160 : 20, top + 18, 'b');
    const left = hasStrip ? 192 : 18;
    const [y, bottom] = [top + 28, end + 10];
    frame({ ...of, x: left, y, w: networkEnd - 10 - left, h: bottom - y });
    write(network.privateSubnets, left + 10, y + 15, 'q');
    if (hasStrip) {
      const isPrivate = balancer ? balancer.internal : ways.length > 0 && ways.every(({ internal }) => internal);
      frame({ ...of, x: 18, y, w: 134, h: (isPrivate ? balancerY : bottom) - y });
      write(network.publicSubnets, inStrip, y + 15, 'q');
      isPrivate && frame({ ...of, x: 18, y: balancerY + 8, w: 134, h: bottom - balancerY - 8 });
    }
  }
  frame({ x: x0 - 10, y: start - 26, w: WIDE + 20, h: end - start + 26, fill: 'outer', stroke: 'run', dashed: cluster.existing, radius: 8 });
  const named = [cluster.title, cluster.version && `Kubernetes ${cluster.version}`, cluster.existing && 'existing'].filter(Boolean).join(', ');
  const { api = '' } = cluster;
  write(fitted(named, WIDE - widthOf(api) - 10, true), x0, start - 9, 'b');
  api && write(api, x0 + WIDE, start - 9, 'q', 'end');

  // What runs.
  for (const { it, ...place } of places.values()) {
    const { x, y, w } = place;
    box({ ...place, fill: 'box', stroke: 'edge', dashed: it.existing });
    shape(`<path d="M${x + 1} ${y + HEAD}v${6 - HEAD}q0 -5 5 -5h${w - 12}q5 0 5 5v${HEAD - 6}z" fill="${THEMES[theme].head}"/>`);
    write(fitted(it.existing ? `${it.name}, existing` : it.name, w - 18), x + 9, y + 14, 'q');
    textsOf(it, w).forEach(([text, kind], index) => write(text, x + 9, y + HEAD + 16 + index * LINE, kind));
  }
  nodes.forEach(({ text, ...it }) => service({ ...it, h: 42, details: [text], color: 'run' }));

  // Data, and who reaches it.
  const { registry, bucket } = stores;
  const bucketY = firstBucket - 16;
  registry && service({ x: dataX, y: top, w: DATA, h: bucket ? bucketY - 8 - top : Math.max(last.registry + 20 - top, 90), title: registry.title, details: registry.lines, color: 'keep' });
  bucket && service({
    x: dataX, y: bucketY, w: DATA, h: Math.max(last.bucket + 18 - bucketY, 62), title: bucket.title, details: bucket.lines, color: 'keep', dashed: bucket.existing,
  });
  database && service({ ...database, x: databaseX, w: DATABASE, title: stores.database.title, details: stores.database.lines, color: 'data', dashed: stores.database.existing });
  for (const { to, label, at } of paths) {
    const isDatabase = to === 'database';
    const [first, ...more] = isDatabase ? label.split(' ') : [label];
    const middle = (labelX - 8 + databaseX) / 2;
    arrow([[x0 + WIDE, at], [isDatabase ? databaseX : dataX, at]], first, isDatabase ? [middle, at - 4, 'middle'] : [labelX, at - 4]);
    more.forEach((it) => write(it, middle, at + 13, 'q', 'middle'));
  }
  for (const { id, y, text, ...it } of besides) {
    service({ x: dataX, y, w: DATA, h: 44, title: it.title, details: [text], color: id === 'key' ? 'safe' : 'run', dashed: it.existing });
    const ends = [[x0 + WIDE + 10, y + 22], [dataX, y + 22]];
    const edge = edges.find(({ from, to }) => from === id || to === id);
    edge && arrow(edge.to === id ? ends : ends.reverse(), edge.label, [labelX + 10, y + 18]);
  }

  // Who talks to whom in the cluster, and the ways in.
  for (const { from, to, label } of edges) {
    const [a, b] = [places.get(from), places.get(to)];
    if (a && b && a.x < b.x) {
      arrow([[a.x + a.w, entryOf(a)], [b.x, entryOf(a)]], label, [a.x + a.w + 18, entryOf(a) - 4, 'middle']);
    } else if (a && b) {
      arrow([[x0 + 40, a.y + a.h], [x0 + 40, b.y]], label, [x0 + 50, a.y + a.h + 17]);
    } else if (b) {
      arrow([[144, entryOf(b)], [b.x, entryOf(b)]], from === 'balancer' && label, [172, entryOf(b) - 4, 'middle']);
    }
  }
  if (balancer) {
    const listed = balancer.listeners.map((it) => ({ ...it, at: entryOf(places.get(it.namespace)) }));
    const bottom = Math.max(...listed.map(({ at }) => at)) + 60;
    const y = balancerY + (balancer.internal ? 14 : 6);
    service({ x: 26, y, w: 118, h: bottom - y, title: 'Load balancer', details: [balancer.internal ? 'internal' : 'internet-facing'], color: 'net' });
    listed.forEach(({ protocol, port, host, name, at }) => {
      write(`${protocol} ${port}`, 39, at);
      write(fitted(host ? `${host.split('.')[0]}.` : name, 96), 39, at + LINE, 'q');
    });
    wrapped(balancer.tls, 96, 2).forEach((it, index) => write(it, 39, bottom - 22 + index * LINE, 'q'));
    arrow([[138, bandEnd], [138, y]], edges.find(({ to }) => to === 'balancer').label, [148, bandEnd + 20]);
    edges.some(({ from }) => from === 'nat') && arrow([[60, top + 88], [60, y]], 'own pods', [68, top + 104]);
  }
  for (const it of ways) {
    const at = entryOf(places.get(it.namespace));
    arrow([[26, bandEnd], [26, at], [inStrip, at]]);
    service({ x: inStrip, y: at - 22, w: 112, h: 44, title: it.title, details: [`port ${it.port}`], color: 'net' });
  }
  network?.nat && service({ x: inStrip, y: top + 54, w: 104, h: 34, title: network.nat.title, color: 'net', dashed: network.nat.existing });
  const out = edges.find(({ to }) => to === 'nat');
  out && arrow([[x0, top + 81], [inStrip + 104, top + 81]], out.label, [172, top + 77, 'middle']);

  const isThere = [network, cluster, ...band, ...namespaces, ...Object.values(stores), ...beside].some((it) => it?.existing || it?.dashed);
  const told = edges.map(({ from, to, label }) => `${NAMES[from] ?? from} → ${NAMES[to] ?? to}${label && ` (${label})`}`).join(', ');
  return svg(`Architecture of ${title}`, `Who talks to whom: ${told}.`, isThere && 'dashed: not of this stack, but there already');
}
