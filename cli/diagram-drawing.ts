// diagram: an architecture as a picture. From left to right: access, workloads, data.
import { DATABASE, entryOf, HALF, Layout, layOut, textsOf, WIDE } from './diagram-layout';
import { Architecture } from './diagram-model';
import { describe } from './diagram-reading';
import { Canvas, canvas, Color, fitted, LINE, Rect, Service, Theme, THEMES, widthOf, wrapped } from './diagram-shapes';
import { Store } from './diagram-stores';

/** Width of the area outside the network. */
const DATA = 150;

/** Coordinates that several parts of the picture share. */
interface Sheet {
  /** The bottom of the band at the top. */
  readonly under: number;
  /** The top of the network. */
  readonly top: number;
  /** The top of the first row. */
  readonly start: number;
  /** The left and right edges of the rows. */
  readonly x0: number;
  readonly right: number;
  /** Whether there are boxes to the left of the cluster. */
  readonly hasStrip: boolean;
  /** The left edge of these boxes. */
  readonly inStrip: number;
  readonly balancerY: number;
  readonly networkEnd: number;
  readonly databaseX: number;
  /** The left edge of the data stores. */
  readonly dataX: number;
  /** Labels of lines to the right are behind the frames, or within the last one. */
  readonly labelX: number;
  readonly layout: Layout;
}

/** A box at the top: clients, and parts outside of the network. */
type Banner = Pick<Service, 'title' | 'dashed' | 'color'> & { readonly details: readonly string[] };

function bandOf({ clients, zone, server, mirror }: Architecture): Banner[] {
  return [
    ...(clients === undefined ? [] : [{ title: 'Clients', details: [clients], color: 'net' } as const]),
    ...(zone
      ? [{ title: 'Route 53', details: [zone.names, zone.name], color: 'net', dashed: zone.existing } as const] : []),
    ...(server ? [{ title: 'ZenML server', details: [server], color: 'run', dashed: true } as const] : []),
    ...(mirror ? [{ title: 'Registry mirror', details: [mirror], color: 'keep', dashed: true } as const] : []),
  ];
}

/** Draws the band. Returns its bottom. */
function drawBand({ write, service, arrow }: Canvas, { title, zone }: Architecture, band: readonly Banner[]): number {
  const w = Math.min(252, (860 - 40 * (band.length - 1)) / band.length);
  const lines = band.map(({ details }) => details.length > 1 ? details.length : wrapped(details[0], w - 22, 2).length);
  const h = 29 + LINE * Math.max(0, ...lines);
  band.forEach((it, index) => service({ ...it, x: 18 + index * (w + 40), y: 34, w, h }));
  if (zone) {
    arrow([[18 + w, 66], [58 + w, 66]], 'DNS', [36 + w, 62, 'middle']);
  }
  write(title, 18, 22, 't');
  return 34 + h;
}

function sheetOf(architecture: Architecture, under: number, hasBand: boolean): Sheet {
  const { balancer, exposed, network, stores } = architecture;
  const top = hasBand ? under + 32 : 34;
  const hasStrip = balancer !== undefined || exposed.length > 0 || network?.nat !== undefined;
  const x0 = hasStrip ? 206 : 60;
  const start = top + (network ? 76 : 28);
  const layout = layOut(architecture, x0, start);
  const right = x0 + WIDE;
  const isInside = network !== undefined && stores.database?.own === true;
  const isBehind = network !== undefined && !isInside;
  const networkEnd = right + (isInside ? 172 : 26);
  const databaseX = right + (isBehind ? 76 : 48);
  return {
    under,
    top,
    start,
    x0,
    right,
    hasStrip,
    inStrip: balancer ? 46 : 36,
    balancerY: start + 52,
    networkEnd,
    databaseX,
    dataX: isInside ? networkEnd + 14 : layout.database ? databaseX + DATABASE + 14 : networkEnd + 96,
    labelX: isBehind ? networkEnd + 6 : right + 12,
    layout,
  };
}

function drawNetwork({ frame, write }: Canvas, { network, balancer, exposed }: Architecture, sheet: Sheet): void {
  if (!network) {
    return;
  }
  const { top, hasStrip, inStrip, balancerY, networkEnd, layout: { end } } = sheet;
  const dashed = network.existing;
  const [y, bottom] = [top + 28, end + 10];
  const subnets = (place: Rect) => frame({ ...place, fill: 'page', stroke: 'edge', dashed });
  frame({ x: 8, y: top, w: networkEnd - 8, h: end + 20 - top, fill: 'outer', stroke: 'net', dashed });
  write(network.title, hasStrip ? inStrip : 20, top + 18, 'b');
  const left = hasStrip ? 190 : 18;
  subnets({ x: left, y, w: networkEnd - 8 - left, h: bottom - y });
  write(network.privateSubnets, left + 10, y + 15, 'q');
  if (!hasStrip) {
    return;
  }
  const isPrivate = balancer?.internal ?? (exposed.length > 0 && exposed.every(({ internal }) => internal));
  if (network.publicSubnets) {
    subnets({ x: 18, y, w: 134, h: (isPrivate ? balancerY - 4 : bottom) - y });
    write(network.publicSubnets, inStrip, y + 15, 'q');
  }
  if (isPrivate) {
    const from = network.publicSubnets || network.nat ? balancerY : y;
    subnets({ x: 18, y: from, w: 134, h: bottom - from });
  }
}

function drawCluster({ frame, box, write, service }: Canvas, { cluster }: Architecture, sheet: Sheet): void {
  const { x0, start, right, layout: { end, groups, places, nodes } } = sheet;
  const around = { x: x0 - 8, y: start - 26, w: WIDE + 16, h: end - start + 26 };
  frame({ ...around, fill: 'outer', stroke: 'run', dashed: cluster.existing });
  const { api = '' } = cluster;
  write(fitted(cluster.title, WIDE - widthOf(api) - 10, true), x0, start - 9, 'b');
  write(api, right, start - 9, 'q', 'end');
  groups.forEach((it) => frame({ ...it, fill: 'outer', stroke: 'edge' }));
  for (const { it, x, y, w, h } of places.values()) {
    box({ x, y, w, h, fill: 'head', stroke: 'edge', dashed: it.existing });
    box({ x: x + 1, y: y + 20, w: w - 2, h: h - 21, stroke: 'box', radius: 4 });
    textsOf(it, w).forEach(([text, kind], index) =>
      write(text, x + 9, y + 14 + index * LINE + (index > 0 ? 7 : 0), kind));
  }
  nodes.forEach(({ text, more, ...it }) => service({ ...it, details: more ? [text, more] : [text], color: 'run' }));
}

function drawData({ write, arrow, service }: Canvas, { stores }: Architecture, sheet: Sheet): void {
  const { top, right, databaseX, dataX, labelX, layout: { last, bucketY, database, paths, besides } } = sheet;
  const store = ({ title, lines, existing }: Store, color: Color, place: Rect) =>
    service({ ...place, title, details: lines, color, dashed: existing });
  const { registry, bucket } = stores;
  if (registry) {
    const h = bucket ? bucketY - 8 - top : Math.max(last.registry + 20 - top, 90);
    store(registry, 'keep', { x: dataX, y: top, w: DATA, h });
  }
  if (bucket) {
    store(bucket, 'keep', { x: dataX, y: bucketY, w: DATA, h: Math.max(last.bucket + 18 - bucketY, 62) });
  }
  if (database && stores.database) {
    store(stores.database, 'data', { ...database, x: databaseX, w: DATABASE });
  }
  for (const { to, label, at, from } of paths) {
    if (to === 'database') {
      const middle = (labelX - 8 + databaseX) / 2;
      const [first, second] = label.split(' ');
      arrow([[from, at], [databaseX, at]], first, [middle, at - 4, 'middle']);
      write(second, middle, at + 13, 'q', 'middle');
    } else {
      arrow([[from, at], [dataX, at]], label, [labelX, at - 4]);
    }
  }
  for (const { id, y, title, text, existing, edge } of besides) {
    store({ title, lines: [text], existing }, 'run', { x: dataX, y, w: DATA, h: 44 });
    if (edge) {
      const [cluster, beside] = [[right + 8, y + 22], [dataX, y + 22]] as const;
      arrow(edge.to === id ? [cluster, beside] : [beside, cluster], edge.label, [labelX + 10, y + 18]);
    }
  }
}

/** Connections within and into the cluster. */
function drawEdges({ arrow }: Canvas, { edges, balancer }: Architecture, { x0, layout: { places } }: Sheet): void {
  for (const { from, to, label } of edges) {
    const [a, b] = [places.get(from), places.get(to)];
    if (a && b && a.x < b.x) {
      // Two namespaces beside a higher one have a line each.
      const at = entryOf(a.h > b.h ? b : a);
      arrow([[a.x + HALF, at], [b.x, at]], label, [a.x + HALF + 18, at - 4, 'middle']);
    } else if (a && b) {
      arrow([[x0 + 40, a.y + a.h], [x0 + 40, b.y]], label, [x0 + 50, a.y + a.h + 17]);
    } else if (b) {
      const at = entryOf(b);
      const left = balancer ? 144 : 148;
      arrow([[left, at], [b.x, at]], from === 'balancer' ? label : undefined, [171, at - 4, 'middle']);
    }
  }
}

const exposureOf = (isInternal: boolean) => isInternal ? 'internal' : 'internet-facing';

function drawBalancer({ write, arrow, service }: Canvas, { balancer, edges }: Architecture, sheet: Sheet): void {
  if (!balancer) {
    return;
  }
  const { under, top, balancerY, layout: { places } } = sheet;
  const listed = balancer.listeners.map((it) => ({ ...it, at: entryOf(places.get(it.namespace)!) }));
  const bottom = Math.max(...listed.map(({ at }) => at)) + 60;
  const y = balancerY + 6;
  const details = [exposureOf(balancer.internal)];
  service({ x: 26, y, w: 118, h: bottom - y, title: 'Load balancer', details, color: 'net' });
  for (const { port, name, at } of listed) {
    write(port, 39, at);
    write(fitted(name ?? '', 96), 39, at + LINE, 'q');
  }
  wrapped(balancer.tls, 96, 2).forEach((it, index) => write(it, 39, bottom - 22 + index * LINE, 'q'));
  arrow([[36, under], [36, y]], edges.find(({ to }) => to === 'balancer')?.label, [46, under + 20]);
  const pods = edges.find(({ from }) => from === 'nat');
  if (pods) {
    arrow([[80, top + 94], [80, y]], pods.label, [88, top + 109]);
  }
}

/** Services with their own load balancer or node port, and the NAT gateway. */
function drawStrip({ arrow, service }: Canvas, { exposed, network, edges }: Architecture, sheet: Sheet): void {
  const { under, top, x0, inStrip, layout: { places } } = sheet;
  for (const { namespace, title, internal, port } of exposed) {
    const at = entryOf(places.get(namespace)!);
    arrow([[26, under], [26, at], [inStrip, at]]);
    const details = [...(title === 'Load balancer' ? [exposureOf(internal)] : []), `port ${port}`];
    service({ x: inStrip, y: at - 22, w: 112, h: 29 + details.length * LINE, title, details, color: 'net' });
  }
  if (network?.nat) {
    const { title, existing } = network.nat;
    service({ x: inStrip, y: top + 54, w: 102, h: 40, title, color: 'net', dashed: existing });
  }
  const out = edges.find(({ to }) => to === 'nat');
  if (out) {
    arrow([[x0, top + 86], [inStrip + 102, top + 86]], out.label, [171, top + 82, 'middle']);
  }
}

/** The picture of an architecture as SVG. */
export function draw(architecture: Architecture, theme: Theme): string {
  const { title, network, cluster, namespaces, stores, beside, edges } = architecture;
  const shapes = canvas(THEMES[theme]);
  const band = bandOf(architecture);
  const sheet = sheetOf(architecture, drawBand(shapes, architecture, band), band.length > 0);
  [drawNetwork, drawCluster, drawData, drawEdges, drawBalancer, drawStrip]
    .forEach((part) => part(shapes, architecture, sheet));
  const isExisting = [network, cluster, ...namespaces, ...Object.values(stores) as Array<Store | undefined>, ...beside]
    .some((it) => it?.existing) || band.some(({ dashed }) => dashed);
  return shapes.svg(`Architecture of ${title}`, describe(edges), isExisting ? 'Dashed: existing resources' : '');
}
