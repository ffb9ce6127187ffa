// What a synthesized stack holds, in a person's words.
import { accessOf } from '../../cli/access.mjs';

/** Services by the beginning of the resource type; the first that fits counts. */
const services = [
  [/^aws_eks_|^aws_launch_template/, 'EKS', 'cluster, nodes, add-ons, access'],
  [/^aws_iam_/, 'IAM', 'roles, each for one purpose'],
  [/^aws_db_/, 'RDS', 'MySQL server'],
  [/^aws_s3_/, 'S3', 'artifact bucket'],
  [/^aws_ecr_/, 'ECR', 'container registry'],
  [/^aws_kms_/, 'KMS', 'key for Kubernetes secrets'],
  [/^aws_cloudwatch_/, 'CloudWatch Logs', 'log groups with retention'],
  [/^aws_/, 'VPC', 'subnets, routes, NAT, security groups'],
  [/^helm_/, 'Helm', 'releases'],
  [/^kubernetes_/, 'Kubernetes', 'namespaces, Services, jobs, service accounts, roles, Secrets, Ingress'],
  [/^/, 'Terraform', 'generated passwords and the like; exist in the state only'],
];

const blocks = (stack, type) => Object.values(stack.resource?.[type] ?? {});

/** [service, number of resources, what they are], the service with most resources first. */
export function countByService(stack) {
  const counts = new Map();
  for (const [type, byName] of Object.entries(stack.resource ?? {})) {
    const [, service, what] = services.find(([pattern]) => pattern.test(type));
    const releases = service === 'Helm' ? blocks(stack, type).map((release) => release.name).join(', ') : undefined;
    const before = counts.get(service)?.[1] ?? 0;
    counts.set(service, [service, before + Object.keys(byName).length, releases ?? what]);
  }
  return [...counts.values()].sort((a, b) => b[1] - a[1]);
}

/** Whether nobody but the stack's own pods is let in. */
export function isClosed(stack) {
  const access = accessOf(stack);
  return access !== undefined && access.isWhole && access.allowed.length === 0;
}

/** What to do about it. */
export const OPEN_IT = `allowedCidrs is empty: nobody but the stack's own pods reaches ZenML, MLflow and the models.
    curl https://checkip.amazonaws.com tells your address; put it in, as ['203.0.113.7/32']`;

/** What is printed after a deploy: where everything is, and how to go on. */
export function closing(outputs) {
  const password = (name) => `npm run --silent output -- -raw ${name}`;
  const rows = [
    ['ZenML', outputs['zenml-server-url'], outputs['zenml-server-username'], 'zenml-server-password'],
    ['MLflow', outputs['mlflow-tracking-url'], outputs['mlflow-tracking-username'], 'mlflow-tracking-password'],
  ].filter(([, url]) => url);
  const models = outputs['seldon-base-url'];
  const lines = [
    'The stack is deployed.',
    '',
    ...rows.flatMap(([name, url, user, secret]) => [`  ${name.padEnd(8)} ${url}`,
      ...(user ? [`           user ${user}, password: ${secret in outputs ? password(secret) : 'the one that you have given'}`] : [])]),
    ...(models ? [`  ${'models'.padEnd(8)} ${models}/seldon/${outputs['seldon-core-workload-namespace']}/NAME/api/v0.1/predictions`] : []),
    ...(outputs['kubeconfig-command'] ? [`  ${'kubectl'.padEnd(8)} ${outputs['kubeconfig-command']}`] : []),
    '',
    '  All outputs: npm run output',
    ...(outputs['certificate-authority'] ? ['  Browsers warn: the certificates are of the stack\'s own authority, docs/ways-in.md'] : []),
    `  Next:        ${outputs['zenml-server-url'] ? 'npm run connect' : 'npm run destroy, when you no longer need it'}`,
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const bar = '\u2500'.repeat(Math.min(width, 100));
  return [bar, ...lines, bar].join('\n');
}

/** All outputs, one a line: of a long one how to read it, of a secret none of it. */
export function outputLines(outputs) {
  return Object.entries(outputs).map(([name, { value, sensitive }]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const isLong = text.includes('\n');
    return `${name} = ${sensitive || isLong ? `<${sensitive ? 'sensitive' : `${text.trimEnd().split('\n').length} lines`}: npm run --silent output -- -raw ${name}>` : `"${text}"`}`;
  });
}
