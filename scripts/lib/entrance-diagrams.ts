// The pictures of docs/entrance.md: the paths from clients to services, in the style of the architecture diagram.
import { canvas, THEMES } from '../../cli/diagram-shapes';

const APPS = ['ZenML server', 'NGINX, MLflow', 'Istio, models'];
const [TOP, STEP] = [62, 54];
/** Left side, width and middle of the entry point. */
const [LEFT, WIDTH] = [312, 162];
const CENTER = LEFT + WIDTH / 2;
/** The y of the clients' line, and the bottom of the entry point. */
const [MIDDLE, END] = [TOP + STEP + 22, TOP + 2 * STEP + 30];

type Theme = keyof typeof THEMES;
type Canvas = ReturnType<typeof canvas>;

interface Picture {
  readonly title: string;
  /** For readers who cannot see the picture; the page has the same text. */
  readonly description: string;
  /** How clients connect. */
  readonly clients: string;
  /** Name or address to which they connect. */
  readonly label: string;
  /** Whether a zone in Route 53 resolves the name. */
  readonly zone?: boolean;
  /** The service in front of the apps. */
  readonly entry: { readonly title: string; readonly details: string[]; readonly color: 'net' | 'run' };
  /** How it reaches the apps. */
  readonly apps: (index: number) => string;
  /** The path of pods to the load balancer. */
  readonly pods?: 'NAT gateway' | 'direct';
}

const nodePort = (index: number) => `node port ${30080 + index}`;

/** By file name, without the theme. */
const PICTURES: Readonly<Record<string, Picture>> = {
  'entrance-domain': {
    title: 'Public, with a domain',
    description: 'A Route 53 name for a load balancer with an ACM certificate',
    clients: 'from allowedCidrs',
    label: 'zenml.example.com',
    zone: true,
    pods: 'NAT gateway',
    entry: {
      title: 'Load balancer',
      details: ['internet-facing', 'HTTPS 443', 'HTTP 80 redirects', 'ACM certificate'],
      color: 'net',
    },
    apps: nodePort,
  },
  'entrance-public': {
    title: 'Public, without a domain',
    description: 'A load balancer with one port per service, and the stack\'s CA',
    clients: 'from allowedCidrs',
    label: 'public DNS name',
    pods: 'NAT gateway',
    entry: {
      title: 'Load balancer',
      details: ['internet-facing', 'HTTPS 443, 8443, 8444', 'certificate from the stack\'s CA'],
      color: 'net',
    },
    apps: nodePort,
  },
  'entrance-internal': {
    title: 'Internal',
    description: 'Clients reach an internal load balancer over a VPN or VPC peering',
    clients: 'over VPN or peering',
    label: 'private IP address',
    pods: 'direct',
    entry: { title: 'Load balancer', details: ['internal', 'HTTPS 443, 8443, 8444'], color: 'net' },
    apps: nodePort,
  },
  'port-forwarding': {
    title: 'Port forwarding',
    description: 'Clients reach the services through the Kubernetes API',
    clients: 'kubectl port-forward',
    label: 'localhost',
    entry: { title: 'Kubernetes API', details: ['IAM authentication', 'EKS access entry'], color: 'run' },
    apps: () => 'ClusterIP Service',
  },
};

function draw({ title, description, clients, label, zone, entry, apps, pods }: Picture, theme: Theme): string {
  const shapes = canvas(THEMES[theme]);
  const { frame, write, arrow, service, svg } = shapes;
  const bottom = pods ? TOP + 4 * STEP + 6 : TOP + 3 * STEP + 6;
  frame({ x: 292, y: 10, w: 560, h: bottom + 10, fill: 'outer', stroke: 'net' });
  write('VPC', 304, 28, 'b');
  frame({ x: 506, y: 34, w: 334, h: bottom - 24, fill: 'page', stroke: 'edge' });
  write('private subnets', 516, 50, 'q');
  service({ x: 8, y: MIDDLE - 26, w: 150, h: 52, title: 'Clients', details: [clients], color: 'net' });
  if (zone) {
    service({ x: 8, y: 16, w: 150, h: 46, title: 'Route 53', details: ['hosted zone'], color: 'net' });
    arrow([[83, MIDDLE - 26], [83, 62]], 'DNS', [92, 82]);
  }
  service({ x: LEFT, y: TOP, w: WIDTH, h: END - TOP, ...entry });
  arrow([[158, MIDDLE], [LEFT, MIDDLE]], label, [225, MIDDLE - 6, 'middle']);
  APPS.forEach((app, index) => {
    const y = TOP + index * STEP;
    service({ x: 524, y, w: 146, h: 44, title: app, details: [apps(index)], color: 'run' });
    arrow([[LEFT + WIDTH, y + 22], [524, y + 22]]);
  });
  const database = { x: 718, y: TOP, w: 110, h: 2 * STEP - 10 };
  service({ ...database, title: 'RDS', details: ['MySQL'], color: 'data' });
  [0, 1].forEach((index) => arrow([[670, TOP + index * STEP + 22], [database.x, TOP + index * STEP + 22]]));
  if (pods) {
    drawPods(shapes, pods);
  }
  return svg(title, description, '');
}

/** Pods of pipelines, and their path to the load balancer. */
function drawPods({ service, arrow }: Canvas, pods: 'NAT gateway' | 'direct'): void {
  const y = TOP + 3 * STEP;
  service({ x: 524, y, w: 146, h: 44, title: 'Pipelines', details: ['always allowed'], color: 'run' });
  if (pods === 'direct') {
    arrow([[524, y + 22], [CENTER, y + 22], [CENTER, END]], 'from the VPC', [CENTER + 9, y + 16]);
  } else {
    service({ x: LEFT, y, w: WIDTH, h: 44, title: pods, details: ['public IP allowed'], color: 'net' });
    arrow([[524, y + 22], [LEFT + WIDTH, y + 22]]);
    arrow([[CENTER, y], [CENTER, END]]);
  }
}

/** All pictures in a theme, by file name without the theme. */
export const entranceDiagrams = (theme: Theme): Record<string, string> =>
  Object.fromEntries(Object.entries(PICTURES).map(([name, it]) => [name, draw(it, theme)]));
