// The pictures of docs/ways-in.md: which clients reach which service by which path, in the style of the architecture's.
import { canvas, THEMES } from '../../cli/diagram-shapes';

const APPS = ['ZenML server', 'NGINX, MLflow', 'Istio, models'];
const [TOP, STEP] = [62, 54];
/** Height of the clients' line, and of the end of the entry point. */
const [MIDDLE, END] = [TOP + STEP + 22, TOP + 2 * STEP + 30];

type Theme = keyof typeof THEMES;
type Canvas = ReturnType<typeof canvas>;

interface Picture {
  readonly title: string;
  /** Who connects. */
  readonly people: string;
  /** Name or address to which they connect. */
  readonly label: string;
  /** Whether a zone in Route 53 resolves the name. */
  readonly zone?: boolean;
  /** The service before the apps. */
  readonly entry: { readonly title: string; readonly details: string[]; readonly color: 'net' | 'run' };
  /** Where it finds the apps. */
  readonly apps: (index: number) => string;
  /** The path of the stack's own pods, if it is another one. */
  readonly pods?: 'NAT gateway' | 'direct';
}

const nodePort = (index: number) => `node port ${30080 + index}`;

/** By file name, without the theme. */
const PICTURES: Readonly<Record<string, Picture>> = {
  'way-in-domain': {
    title: 'Public, with a domain',
    people: 'in allowedCidrs',
    label: 'zenml.example.com',
    zone: true,
    pods: 'NAT gateway',
    entry: {
      title: 'Load balancer', details: ['internet-facing', '443; 80 redirects', 'certificate of ACM'], color: 'net',
    },
    apps: nodePort,
  },
  'way-in-public': {
    title: 'Public, without a domain',
    people: 'in allowedCidrs',
    label: 'its own name',
    pods: 'NAT gateway',
    entry: {
      title: 'Load balancer', details: ['internet-facing', '443, 8443, 8444', 'own authority'], color: 'net',
    },
    apps: nodePort,
  },
  'way-in-internal': {
    title: 'Internal',
    people: 'by VPN or peering',
    label: 'private address',
    pods: 'direct',
    entry: { title: 'Load balancer', details: ['internal', '443, 8443, 8444'], color: 'net' },
    apps: nodePort,
  },
  'way-in-forward': {
    title: 'Port-forward',
    people: 'kubectl port-forward',
    label: 'localhost',
    entry: { title: 'Kubernetes API', details: ['IAM, access entry'], color: 'run' },
    apps: () => 'Service, cluster IP',
  },
};

function draw({ title, people, label, zone, entry, apps, pods }: Picture, theme: Theme): string {
  const shapes = canvas(THEMES[theme]);
  const { frame, write, arrow, service, svg } = shapes;
  const bottom = pods ? TOP + 4 * STEP + 6 : TOP + 3 * STEP + 6;
  frame({ x: 292, y: 10, w: 560, h: bottom + 10, fill: 'outer', stroke: 'net' });
  write('VPC', 304, 28, 'b');
  frame({ x: 506, y: 34, w: 334, h: bottom - 24, fill: 'page', stroke: 'edge' });
  write('private subnets', 516, 50, 'q');
  service({ x: 8, y: MIDDLE - 26, w: 150, h: 52, title: 'You', details: [people], color: 'net' });
  if (zone) {
    service({ x: 8, y: 16, w: 150, h: 46, title: 'Route 53', details: ['your zone'], color: 'net' });
    arrow([[83, MIDDLE - 26], [83, 62]], 'DNS', [92, 82]);
  }
  service({ x: 312, y: TOP, w: 150, h: END - TOP, ...entry });
  arrow([[158, MIDDLE], [312, MIDDLE]], label, [225, MIDDLE - 6, 'middle']);
  APPS.forEach((app, index) => {
    const y = TOP + index * STEP;
    service({ x: 524, y, w: 146, h: 44, title: app, details: [apps(index)], color: 'run' });
    arrow([[462, y + 22], [524, y + 22]]);
  });
  const database = { x: 718, y: TOP, w: 110, h: 2 * STEP - 10 };
  service({ ...database, title: 'RDS', details: ['MySQL'], color: 'data' });
  [0, 1].forEach((index) => arrow([[670, TOP + index * STEP + 22], [database.x, TOP + index * STEP + 22]]));
  if (pods) {
    drawPods(shapes, pods);
  }
  return svg(title, `${title}: ${entry.title} leads to ${APPS.join(', ')}.`, '');
}

/** How the stack's own pods reach the entry point. */
function drawPods({ service, arrow }: Canvas, pods: 'NAT gateway' | 'direct'): void {
  const y = TOP + 3 * STEP;
  service({ x: 524, y, w: 146, h: 44, title: 'Pipelines', details: ['pods, always allowed'], color: 'run' });
  if (pods === 'direct') {
    arrow([[524, y + 22], [387, y + 22], [387, END]], 'from the VPC', [396, y + 16]);
  } else {
    service({ x: 312, y, w: 150, h: 44, title: pods, details: ['its address is allowed'], color: 'net' });
    arrow([[524, y + 22], [462, y + 22]]);
    arrow([[387, y], [387, END]]);
  }
}

/** All pictures in a theme, by file name without the theme. */
export const waysIn = (theme: Theme): Record<string, string> =>
  Object.fromEntries(Object.entries(PICTURES).map(([name, it]) => [name, draw(it, theme)]));
