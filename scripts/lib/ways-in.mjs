// The pictures of docs/ways-in.md: who reaches what by which path, in the style of the architecture's.
import { canvas, THEMES } from '../../cli/diagram-shapes.mjs';

const APPS = ['ZenML server', 'NGINX, MLflow', 'Istio, models'];
const [TOP, STEP] = [62, 54];
/** Where people's line comes in, and where what is before the apps ends. */
const [MIDDLE, END] = [TOP + STEP + 22, TOP + 2 * STEP + 30];

/** Each by its name: its title, people, what is before the apps, how these are reached, and the pods' path. */
const PICTURES = {
  'way-in-domain': {
    title: 'Public, with a domain', people: 'in allowedCidrs', label: 'zenml.example.com', zone: true, pods: 'NAT gateway',
    entry: { title: 'Load balancer', details: ['internet-facing', '443; 80 redirects', 'certificate of ACM'], color: 'net' }, apps: (index) => `node port ${30080 + index}`,
  },
  'way-in-public': {
    title: 'Public, without a domain', people: 'in allowedCidrs', label: 'its own name', pods: 'NAT gateway',
    entry: { title: 'Load balancer', details: ['internet-facing', '443, 8443, 8444', 'own authority'], color: 'net' }, apps: (index) => `node port ${30080 + index}`,
  },
  'way-in-internal': {
    title: 'Internal', people: 'by VPN or peering', label: 'private address', pods: 'direct',
    entry: { title: 'Load balancer', details: ['internal', '443, 8443, 8444'], color: 'net' }, apps: (index) => `node port ${30080 + index}`,
  },
  'way-in-forward': {
    title: 'Port-forward', people: 'kubectl port-forward', label: 'localhost',
    entry: { title: 'Kubernetes API', details: ['IAM, access entry'], color: 'run' }, apps: () => 'Service, cluster IP',
  },
};

function draw({ title, people, label, zone, entry, apps, pods }, theme) {
  const { frame, box, write, arrow, service, svg } = canvas(THEMES[theme]);
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
  return svg(title, `${title}: ${entry.title} leads to ${APPS.join(', ')}.`, '');
}

/** All of them in a theme, by their names. */
export const waysIn = (theme) => Object.fromEntries(Object.entries(PICTURES).map(([name, it]) => [name, draw(it, theme)]));
