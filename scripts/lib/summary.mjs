// What a synthesized stack holds, in a person's words.

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

/** What is paid by the hour. */
export function costs(stack) {
  const nodeGroups = blocks(stack, 'aws_eks_node_group').map((group) =>
    `${group.scaling_config.desired_size} x ${group.instance_types.join('/')} as nodes, up to ${group.scaling_config.max_size}`);
  const databases = blocks(stack, 'aws_db_instance').map((instance) =>
    `RDS MySQL ${instance.instance_class}${instance.multi_az ? ', in two zones' : ''}, ${instance.allocated_storage} GiB`);
  const nats = blocks(stack, 'aws_nat_gateway').length;
  const balancers = blocks(stack, 'aws_lb').length + blocks(stack, 'kubernetes_service_v1').filter((service) => service.spec.type === 'LoadBalancer').length;
  return [
    ...blocks(stack, 'aws_eks_cluster').map((cluster) => `EKS control plane ${cluster.version}`),
    ...nodeGroups,
    ...databases,
    ...(nats ? [`${nats} NAT gateway${nats > 1 ? 's' : ''}, and the traffic through ${nats > 1 ? 'them' : 'it'}`] : []),
    ...(balancers ? [`${balancers} load balancer${balancers > 1 ? 's' : ''}, and the traffic through ${balancers > 1 ? 'them' : 'it'}`] : []),
  ];
}

/** Whether nobody but the stack's own pods is let in. */
export function isClosed(stack) {
  return blocks(stack, 'aws_lb').length > 0 && blocks(stack, 'aws_ec2_managed_prefix_list').length === 0
    && !blocks(stack, 'aws_vpc_security_group_ingress_rule').some((rule) => rule.description === 'Allowed' || rule.prefix_list_id !== undefined);
}

/** What to do about it. */
export const OPEN_IT = `allowedCidrs is empty: nobody but the stack's own pods reaches ZenML, MLflow and the models.
    curl https://checkip.amazonaws.com tells your address; put it in, as ['203.0.113.7/32']`;
