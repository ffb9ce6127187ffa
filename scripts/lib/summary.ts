// The contents of a synthesized stack, and the outputs of a deployed one, as text.
import { Block, resourcesOf } from './graph';
import { accessOf } from '../../cli/access';
import { Outputs, OutputsDocument } from '../../cli/documents';

/** [pattern, service, description] by the beginning of the resource type; the first match counts. */
const SERVICES: [RegExp, string, string][] = [
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
  [/^/, 'Terraform', 'generated passwords and other values, stored only in the state'],
];

/** [service, number of resources, description], the service with most resources first. */
export function countByService(stack: Block): [string, number, string][] {
  const counts = new Map<string, [string, number, string]>();
  for (const [type, byName] of Object.entries<Block>(stack.resource ?? {})) {
    const [, service, description] = SERVICES.find(([pattern]) => pattern.test(type))!;
    const releases = resourcesOf(stack, type).map((release) => release.name).join(', ');
    const before = counts.get(service)?.[1] ?? 0;
    const text = service === 'Helm' ? releases : description;
    counts.set(service, [service, before + Object.keys(byName).length, text]);
  }
  return [...counts.values()].sort((a, b) => b[1] - a[1]);
}

/** Whether only the stack's own pods can reach its services. */
export function isClosed(stack: Block): boolean {
  const access = accessOf(stack);
  return access !== undefined && access.isWhole && access.allowed.length === 0;
}

/** How to change that. */
export const OPEN_IT = `entrance.allowedCidrs is empty: only the stack's own pods reach ZenML, MLflow and the models.
    curl https://checkip.amazonaws.com prints your address; add it, as ['203.0.113.7/32']`;

/** A service with a web interface, and how to log in to it. */
function loginLines(outputs: Outputs, name: string, output: string, urlOutput: string): string[] {
  const [url, user, secret] = [outputs[urlOutput], outputs[`${output}-username`], `${output}-password`];
  const password = secret in outputs ? `npm run --silent output -- -raw ${secret}` : 'the one that you have given';
  return url === undefined ? [] : [
    `  ${name.padEnd(8)} ${url}`, ...(user ? [`           user ${user}, password: ${password}`] : []),
  ];
}

/** The text after a deploy: URLs and next steps. */
export function closing(outputs: Outputs): string {
  const models = outputs['seldon-base-url'];
  const path = `${models}/seldon/${outputs['seldon-core-workload-namespace']}/NAME/api/v0.1/predictions`;
  const kubectl = outputs['kubeconfig-command'];
  const lines = [
    'The stack is deployed.',
    '',
    ...loginLines(outputs, 'ZenML', 'zenml-server', 'zenml-server-url'),
    ...loginLines(outputs, 'MLflow', 'mlflow-tracking', 'mlflow-tracking-url'),
    ...(models ? [`  ${'models'.padEnd(8)} ${path}`] : []),
    ...(kubectl ? [`  ${'kubectl'.padEnd(8)} ${kubectl}`] : []),
    '',
    '  All outputs: npm run output',
    ...(outputs['certificate-authority']
      ? ['  Browsers show a warning: the stack\'s own CA signs the certificates, see docs/entrance.md'] : []),
    `  Next:        ${outputs['zenml-server-url'] ? 'npm run connect' : 'npm run destroy, when you no longer need it'}`,
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const bar = '\u2500'.repeat(Math.min(width, 100));
  return [bar, ...lines, bar].join('\n');
}

/** All outputs, one a line; for a long or sensitive one, how to read it instead of its value. */
export function outputLines(outputs: OutputsDocument): string[] {
  return Object.entries(outputs).map(([name, { value, sensitive }]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const lines = text.trimEnd().split('\n').length;
    const hidden = sensitive ? 'sensitive' : text.includes('\n') ? `${lines} lines` : undefined;
    return `${name} = ${hidden ? `<${hidden}: npm run --silent output -- -raw ${name}>` : `"${text}"`}`;
  });
}
