// diagram: layout of the cluster and of the boxes to its right. Workloads are in rows. The lines of a row leave it on
// both sides without crossing others: above those to the registry, below those to the bucket.
import { Namespace, NamespaceKind } from './diagram-cluster';
import { Architecture, Beside, Nodes } from './diagram-model';
import { Edge } from './diagram-reading';
import { fitted, LINE, Rect, TextKind, widthOf, wrapped } from './diagram-shapes';

/** Widths of a row and of one of two columns, and the distance between rows. */
export const [WIDE, HALF, GAP] = [344, 152, 10];
/** Width of the nodes' box beside a row. */
const NODES = 104;
/** Width of the database. */
export const DATABASE = 108;
/** Height of a line with its label. */
const STEP = 26;

/** Targets of lines. */
type Target = 'registry' | 'database' | 'bucket';
const TARGETS: readonly Target[] = ['registry', 'database', 'bucket'];

export interface Place extends Rect { readonly it: Namespace }
export interface Path { readonly to: Target; readonly label: string; readonly at: number; readonly from: number }
export interface Span { readonly y: number; readonly h: number }

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  /** Frames around columns whose lines leave together. */
  readonly groups: readonly Rect[];
  readonly paths: readonly Path[];
  readonly database?: Span;
  readonly besides: ReadonlyArray<Beside & { readonly edge?: Edge; readonly y: number }>;
  readonly nodes: ReadonlyArray<Nodes & Rect>;
  readonly bucketY: number;
  /** Where the last lines to registry and bucket are. */
  readonly last: { readonly registry: number; readonly bucket: number };
  /** The bottom of the cluster. */
  readonly end: number;
}

const sum = (list: readonly number[]): number => list.reduce((total, it) => total + it, 0);

/** The texts in a namespace's box. */
export function textsOf({ name, existing, runs, lines }: Namespace, w: number): Array<readonly [string, TextKind]> {
  // Names with a prefix may be longer than the box is wide.
  const title = wrapped(existing ? `${name}, existing` : name, w - 18);
  return [
    ...title.map((text) => [text, 'q'] as const),
    ...runs.map((run) => [fitted(run, w - 18, true), 'b'] as const),
    ...lines.flatMap((line) => wrapped(line, w - 18)).map((text) => [text, 'q'] as const),
  ];
}

const heightOf = (it: Namespace, w: number): number => 16 + Math.max(2, textsOf(it, w).length) * LINE;

/** End points of lines from the left. */
export const entryOf = ({ y, h }: Span): number => Math.round(y + Math.min(h / 2, 40));

type Columns = readonly Namespace[][];

/** Namespaces in rows of one or two columns; connected ones are beside each other. */
function rowsOf(namespaces: readonly Namespace[]): Columns[] {
  const of = (...kinds: readonly NamespaceKind[]) =>
    kinds.flatMap((kind) => namespaces.filter((it) => it.kind === kind));
  const beside = (left: Namespace[], right: Namespace[]): Columns[] =>
    left.length > 0 && right.length > 0 ? [[left, right]] : [...left, ...right].map((it) => [[it]]);
  const others = of('other');
  return [
    ...beside(of('pipelines', 'zenml'), []),
    ...beside(of('nginx'), of('mlflow')),
    ...beside(of('istio', 'seldon'), of('models')),
    ...others.flatMap((it, index) => index % 2 > 0 ? [] : beside([it], others.slice(index + 1, index + 2))),
    ...beside(of('system'), []),
  ];
}

/** The rows of a cluster, laid out one by one. */
class Rows {
  public readonly places = new Map<string, Place>();
  public readonly groups: Rect[] = [];
  public readonly paths: Path[] = [];
  public readonly last = { registry: 0, bucket: 0 };
  public database?: { readonly y: number; h: number };
  public besideNodes?: Nodes & Rect;
  /** The nodes that fit beside a row: those of the only group. */
  private readonly onlyNodes?: Nodes;
  private readonly databaseHeight: number;

  public constructor(private readonly architecture: Architecture, private readonly x0: number, public y: number) {
    const [only, ...more] = architecture.cluster.nodes;
    const isNarrow = only && more.length === 0
      && widthOf(only.title, true) <= NODES - 16 && widthOf(only.text) <= NODES - 22;
    this.onlyNodes = isNarrow ? only : undefined;
    const lines = architecture.stores.database?.lines ?? [];
    this.databaseHeight = 34 + LINE * sum(lines.map((it) => wrapped(it, DATABASE - 22, 2).length));
  }

  public add(columns: Columns): void {
    const { x0, y } = this;
    const isSystem = columns.length === 1 && columns[0][0].kind === 'system' && this.onlyNodes !== undefined;
    const w = columns.length > 1 ? HALF : isSystem ? WIDE - NODES - GAP : WIDE;
    const isHere = (name: string) => columns.flat().some((it) => it.name === name);
    const { edges, namespaces } = this.architecture;
    const all = TARGETS.flatMap((to) =>
      edges.filter((it) => it.to === to && isHere(it.from)).map(({ label }) => ({ to, label })));
    // Lines to the same target leave together.
    const leaving = all.filter(({ to, label }, index) =>
      all.findIndex((it) => it.to === to && it.label === label) === index);
    const isGroup = leaving.length < all.length;
    const heights = columns.map((column) => sum(column.map((it) => heightOf(it, w) + GAP)) - GAP);
    const h = this.leave(leaving, Math.max(...heights, leaving.length * 34), isGroup);
    if (isGroup) {
      this.groups.push({ x: x0 + WIDE - w - 5, y: y - 5, w: w + 10, h: h + 10 });
    }
    columns.forEach((column, index) => this.place(column, x0 + index * (WIDE - HALF), w, h));
    if (isSystem) {
      this.besideNodes = { ...this.onlyNodes!, x: x0 + WIDE - NODES, y, w: NODES, h };
    }
    // An arrow to the row below needs room.
    const leadsDown = edges.some(({ from, to }) =>
      isHere(from) && !isHere(to) && namespaces.some(({ name }) => name === to));
    this.y += h + (leadsDown ? STEP : GAP + 4);
  }

  /** The database, even if no line leads to it. */
  public finish(top: number): void {
    if (this.architecture.stores.database) {
      this.database ??= { y: Math.max(this.last.bucket + 12, top), h: this.databaseHeight };
    }
  }

  /** Lines that leave a row. Returns the row's height. */
  private leave(leaving: ReadonlyArray<Pick<Path, 'to' | 'label'>>, height: number, isGroup: boolean): number {
    let h = height;
    leaving.forEach(({ to, label }, index) => {
      let at = Math.round(this.y + h * (index + 0.5) / leaving.length) + (leaving.length > 1 ? 4 : 0);
      if (to === 'database') {
        this.database ??= { y: Math.max(at - 20, this.last.bucket + 12), h: 0 };
        this.database.h = Math.max(at + 16 - this.database.y, this.databaseHeight);
      } else {
        at = this.database ? Math.max(at, this.database.y + this.database.h + STEP) : at;
        this.last[to] = at;
      }
      h = Math.max(h, at - this.y + 14);
      this.paths.push({ to, label, at, from: this.x0 + WIDE + (isGroup ? 5 : 0) });
    });
    return h;
  }

  /** A column of a row; its last namespace takes the remaining height. */
  private place(column: readonly Namespace[], x: number, w: number, h: number): void {
    let from = this.y;
    column.forEach((it, index) => {
      const place = { x, y: from, w, h: index === column.length - 1 ? this.y + h - from : heightOf(it, w), it };
      this.places.set(it.name, place);
      from += place.h + GAP;
    });
  }
}

/** Places of everything in the cluster and to its right, from top to bottom. */
export function layOut(architecture: Architecture, x0: number, top: number): Layout {
  const { namespaces, edges, cluster, beside } = architecture;
  const rows = new Rows(architecture, x0, top);
  rowsOf(namespaces).forEach((columns) => rows.add(columns));
  rows.finish(top);
  const { places, groups, paths, last, database, besideNodes } = rows;
  const underDatabase = database ? database.y + database.h + 6 : 0;
  const below = Math.max(rows.y - 110, last.bucket + 50, last.registry + 70, underDatabase);
  const besides = beside.map((it, index) => ({
    ...it, edge: edges.find(({ from, to }) => from === it.id || to === it.id), y: below + index * 60,
  }));
  const w = cluster.nodes.length === 1 ? WIDE : WIDE / 2 - 5;
  const h = cluster.nodes.some(({ more }) => more) ? 42 + LINE : 42;
  const nodes = besideNodes ? [besideNodes] : cluster.nodes.map((it, index) =>
    ({ ...it, x: x0 + (index % 2) * (w + 10), y: rows.y + Math.floor(index / 2) * (h + 8), w, h }));
  const nodesEnd = rows.y + (besideNodes ? 0 : Math.ceil(nodes.length / 2) * (h + 8));
  const end = Math.max(nodesEnd, ...besides.filter(({ edge }) => edge).map((it) => it.y + 44)) + 4;
  const bucketY = (paths.find(({ to }) => to === 'bucket')?.at ?? top + 60) - 16;
  return { places, groups, paths, database, besides, nodes, bucketY, last, end };
}
