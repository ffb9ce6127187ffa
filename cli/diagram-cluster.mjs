// diagram: the namespaces of a stack's cluster, what runs in them, and what it may reach.
import { allowed, referred, unique } from './diagram-reading.mjs';

/** What a chart runs: the kind of its namespace, its name, and where its version is: its own, or in an image's tag. */
const CHARTS = {
  'zenml': ['zenml', 'ZenML server', 'tag'],
  'mlflow': ['mlflow', 'MLflow', 'tag'],
  'nginx-ingress': ['nginx', 'NGINX Ingress', 'none'],
  'gateway': ['istio', 'Istio gateway'],
  'istiod': ['istio', 'istiod'],
  'seldon-core-operator': ['seldon', 'Seldon Core'],
  'karpenter': ['system', 'Karpenter'],
  'cluster-autoscaler': ['system', 'Cluster Autoscaler', 'tag'],
  'nvidia-device-plugin': ['system', 'NVIDIA device plugin'],
};
/** Charts that run nothing: definitions, and those of this package. */
const SILENT = /^(base|karpenter-crd|assets\/.*)$/;

/** Releases with all their values as one text. */
export const releasesOf = ({ blocks }) => blocks('helm_release').map((block) => ({ ...block, text: (block.values ?? []).join('\n') }));

function versionOf({ chart, version, text }) {
  const [, , where] = CHARTS[chart] ?? [];
  return where === undefined ? version : where === 'tag' ? [...text.matchAll(/"image":\{"tag":"v?([^"]+)"/g)].at(-1)?.[1] : undefined;
}

/** Namespaces by name. Whose kind is not known is of another's. */
export function namespacesOf(read) {
  const { config, blocks, plain, edge } = read;
  const all = new Map();
  const namespace = (name, kind) => {
    const it = all.get(name) ?? { name, kind: 'other', existing: true, runs: [], lines: [], roles: [], handsOut: [] };
    it.kind = kind && it.kind === 'other' ? kind : it.kind;
    return all.set(name, it).get(name);
  };
  const within = ({ metadata, namespace: name = metadata?.namespace ?? 'default' }, kind) => namespace(plain(name), kind);
  const ofKind = (kind) => [...all.values()].find((it) => it.kind === kind);
  const releases = releasesOf(read);

  for (const { metadata, depends_on: after = [] } of blocks('kubernetes_namespace_v1')) {
    const operated = after.some((address) => config.resource.helm_release?.[address.split('.')[1]]?.chart === 'seldon-core-operator');
    namespace(plain(metadata.name), operated && 'models').existing = false;
  }
  for (const release of releases.filter(({ chart }) => !SILENT.test(chart))) {
    const [kind, name = release.name] = CHARTS[release.chart] ?? [];
    const it = within(release, kind);
    it.runs.push([name, versionOf(release)].filter(Boolean).join(' '));
    it.existing &&= kind !== 'system';
  }
  blocks('kubernetes_role_v1').filter(({ rule }) => [rule].flat().some(({ resources }) => resources?.includes('seldondeployments')))
    .forEach((block) => within(block, 'models'));
  blocks('kubernetes_role_binding_v1').filter(({ role_ref: role }) => role.kind === 'ClusterRole' && role.name === 'edit')
    .forEach((block) => (within(block, 'pipelines').runs[0] ??= 'Pipelines'));
  blocks('kubernetes_deployment_v1').forEach((block) => within(block).runs.push(plain(block.metadata.name)));
  blocks('kubernetes_job_v1').map((block) => [within(block), block]).filter(([it]) => it.runs.length === 0)
    .forEach(([it, { metadata }]) => it.runs.push(plain(metadata.name)));
  const addons = blocks('aws_eks_addon').map((it) => it.addon_name);
  if (addons.length > 0) {
    const it = namespace('kube-system', 'system');
    it.existing = false;
    it.lines.push(`EKS add-ons: ${addons.join(', ')}`);
  }
  const models = ofKind('models');
  models?.runs.unshift('Models');
  models?.lines.push('SeldonDeployments');
  blocks('kubernetes_service_account_v1').filter(({ metadata: { name } }) => !/-create-database$/.test(name))
    .forEach((block) => within(block).lines.push(`service account ${plain(block.metadata.name)}`));
  const [, gatewayNamespace, gateway] = /"gateway":"([^"/]+)\/([^"]+)"/.exec(releases.find(({ chart }) => chart === 'seldon-core-operator')?.text) ?? [];
  if (gateway && !ofKind('istio')) {
    const it = namespace(gatewayNamespace, 'istio');
    it.runs.push('Istio gateway');
    it.lines.push(gateway);
  }
  if (blocks('kubernetes_ingress_v1').some(({ metadata }) => metadata.annotations?.['nginx.org/basic-auth-secret'])) {
    ofKind('nginx')?.lines.push('asks for a password');
  }

  // What talks to what inside.
  const mlflow = ofKind('mlflow');
  const between = (a, b, label) => a && b && a !== b && edge(a.name, b.name, label);
  if (blocks('kubernetes_ingress_v1').some((block) => within(block) === mlflow)) {
    between(ofKind('nginx'), mlflow, /"service":\{[^}]*"port":(\d+)/.exec(releases.find(({ chart }) => chart === 'mlflow')?.text)?.[1]);
  }
  between(ofKind('istio'), models, 'HTTP');
  between(ofKind('seldon'), models, 'runs');
  const registration = JSON.stringify(config).replace(/\\+"/g, '"');
  const [, store] = /"ZENML_STORE_URL","value":"([^"]+)"/.exec(registration) ?? [];
  const zenml = ofKind('zenml');
  if (zenml && /^https?:\/\/[\w-]+\.([\w-]+)\.svc/.exec(store)?.[1] === zenml.name) {
    between(ofKind('pipelines'), zenml, 'HTTP');
  }
  const [, stacks] = /"stacks":(\{[^}]*\})/.exec(registration) ?? [];
  return {
    namespaces: all,
    namespace,
    within,
    stacks: stacks ? Object.keys(JSON.parse(stacks)) : [],
    // Where the stack is registered, if it has no server.
    server: zenml || !store ? undefined : plain(store).replace(/^https?:\/\//, ''),
  };
}

/** Roles of service accounts: tells their namespaces, and who reaches bucket and registry; `bucket` takes down what it is given. */
export function identities({ named, blocks, plain, short, edge }, namespace, bucket) {
  const roles = named('aws_iam_role').map(([id, role]) => ({
    id,
    name: short(plain(role.name ?? role.name_prefix)),
    accounts: unique([...role.assume_role_policy.matchAll(/system:serviceaccount:([^:"]+):/g)].map(([, name]) => plain(name))),
    by: referred(role.assume_role_policy, 'aws_iam_role'),
    grants: blocks('aws_iam_role_policy').filter((it) => referred(it.role, 'aws_iam_role') === id || it.role === role.name).flatMap(({ policy }) => allowed(policy)),
  }));
  const rights = (grants, names) => Object.entries(names)
    .filter(([action]) => grants.some(({ actions }) => actions.some((it) => it === action || it === `${action.split(':')[0]}:*`))).map(([, name]) => name).join(', ');
  for (const { id, name, accounts, grants } of roles) {
    const objects = grants.filter(({ resources }) => resources.some((it) => /:s3:::|aws_s3_bucket/.test(it)));
    const paths = objects.filter(({ actions }) => actions.includes('s3:GetObject')).flatMap(({ resources }) => resources.map((it) => /\/([^*/]+\/)\*$/.exec(it)?.[1]));
    const can = rights(objects, { 's3:GetObject': 'read', 's3:PutObject': 'write' });
    const images = rights(grants, { 'ecr:PutImage': 'push', 'ecr:BatchGetImage': 'pull' });
    for (const it of accounts.map((account) => namespace(account))) {
      it.roles.push(name);
      it.handsOut.push(...roles.filter(({ by }) => by === id).map((other) => {
        const services = unique(other.grants.flatMap(({ actions }) => actions.map((action) => action.split(':')[0].toUpperCase())));
        return `hands out IAM role ${other.name} (${services.join(', ')})`;
      }));
      objects.flatMap(({ resources }) => resources).forEach(bucket);
      can && edge(it.name, 'bucket', paths.every(Boolean) && paths[0] ? `${can} ${paths[0]}*` : can);
      images && edge(it.name, 'registry', images);
    }
  }
}
