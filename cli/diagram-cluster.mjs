// diagram: the namespaces of a stack's cluster, what runs in them, and what it may reach.
import { referred, unique } from './diagram-reading.mjs';

/** What a chart runs: the kind of its namespace, its name, and its version unless that is the chart's: in an image's tag, or not told. */
const CHARTS = {
  'zenml': ['zenml', 'ZenML server', 'tag'],
  'mlflow': ['mlflow', 'MLflow', 'tag'],
  'nginx-ingress': ['nginx', 'NGINX Ingress', ''],
  'gateway': ['istio', 'Istio gateway'],
  'istiod': ['istio', 'istiod'],
  'seldon-core-operator': ['seldon', 'Seldon Core'],
  'karpenter': ['system', 'Karpenter'],
  'cluster-autoscaler': ['system', 'Cluster Autoscaler', 'tag'],
  'nvidia-device-plugin': ['system', 'NVIDIA device plugin'],
};

/** Namespaces by name, and how to find one by its name, by what is in it, or by its kind; whose kind is not known is of others. */
export function namespacesOf({ config, blocks, plain, edge, releases }) {
  const all = new Map();
  const namespace = (name, kind) => {
    const it = all.get(name) ?? { name, kind: 'other', existing: true, runs: [], lines: [], roles: [], handsOut: [] };
    it.kind = kind && it.kind === 'other' ? kind : it.kind;
    return all.set(name, it).get(name);
  };
  const within = ({ metadata, namespace: name = metadata?.namespace ?? 'default' }, kind) => namespace(plain(name), kind);
  const ofKind = (kind) => [...all.values()].find((it) => it.kind === kind);
  const valuesOf = (chart) => releases.find((it) => it.chart === chart)?.text;

  for (const { metadata, depends_on: after = [] } of blocks('kubernetes_namespace_v1')) {
    const isOperated = after.some((address) => config.resource.helm_release?.[address.slice(13)]?.chart === 'seldon-core-operator');
    namespace(plain(metadata.name), isOperated && 'models').existing = false;
  }
  // Not those that run nothing: definitions, and charts of this package.
  for (const release of releases.filter(({ chart }) => !/^(base|karpenter-crd|assets\/.*)$/.test(chart))) {
    const [kind, name = release.name, version = release.version] = CHARTS[release.chart] ?? [];
    const it = within(release, kind);
    const tag = [...release.text.matchAll(/"image":\{"tag":"v?([^"]+)"/g)].at(-1)?.[1];
    it.runs.push([name, version === 'tag' ? tag : version].filter(Boolean).join(' '));
    it.existing &&= kind !== 'system';
  }
  blocks('kubernetes_role_v1').filter((block) => JSON.stringify(block).includes('"seldondeployments"')).forEach((block) => within(block, 'models'));
  blocks('kubernetes_role_binding_v1').filter(({ role_ref: role }) => role.kind === 'ClusterRole' && role.name === 'edit')
    .forEach((block) => (within(block, 'pipelines').runs[0] ??= 'Pipelines'));
  blocks('kubernetes_deployment_v1').forEach((block) => within(block).runs.push(plain(block.metadata.name)));
  blocks('kubernetes_job_v1').forEach((block) => (within(block).runs[0] ??= plain(block.metadata.name)));
  const addons = blocks('aws_eks_addon').map((it) => it.addon_name);
  if (addons.length > 0) {
    const it = namespace('kube-system', 'system');
    it.existing = false;
    it.lines.push(`EKS add-ons: ${addons.join(', ')}`);
  }
  const models = ofKind('models');
  models?.runs.unshift('Models');
  blocks('kubernetes_service_account_v1').filter(({ metadata }) => !/-create-database$/.test(metadata.name))
    .forEach((block) => within(block).lines.push(`service account ${plain(block.metadata.name)}`));
  const [, theirs, gateway] = /"gateway":"([^"/]+)\/([^"]+)"/.exec(valuesOf('seldon-core-operator')) ?? [];
  if (gateway && !ofKind('istio')) {
    namespace(theirs, 'istio').runs.push('Istio gateway');
    namespace(theirs).lines.push(gateway);
  }
  const ingresses = blocks('kubernetes_ingress_v1');
  if (ingresses.some(({ metadata }) => metadata.annotations?.['nginx.org/basic-auth-secret'])) {
    ofKind('nginx')?.lines.push('asks for a password');
  }

  // What talks to what inside.
  const between = (a, b, label) => a && b && a !== b && edge(a.name, b.name, label);
  const [, port] = /"service":\{[^}]*"port":(\d+)/.exec(valuesOf('mlflow')) ?? [];
  ingresses.map((block) => within(block)).filter(({ kind }) => kind === 'mlflow').forEach((it) => between(ofKind('nginx'), it, port));
  between(ofKind('istio'), models, 'HTTP');
  between(ofKind('seldon'), models, 'runs');
  const whole = JSON.stringify(config).replace(/\\+"/g, '"');
  const [, store] = /"ZENML_STORE_URL","value":"([^"]+)"/.exec(whole) ?? [];
  const zenml = ofKind('zenml');
  zenml && store?.includes(`.${zenml.name}.svc`) && between(ofKind('pipelines'), zenml, 'HTTP');
  const [, stacks] = /"stacks":(\{[^}]*\})/.exec(whole) ?? [];
  return {
    namespaces: all,
    namespace,
    within,
    ofKind,
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
    // What is allowed, a text a statement: expressions in it are no JSON.
    grants: blocks('aws_iam_role_policy').filter((it) => referred(it.role, 'aws_iam_role') === id || it.role === role.name)
      .flatMap(({ policy }) => policy.split('"Effect":').filter((it) => it.startsWith('"Allow"'))),
  }));
  for (const { id, name, accounts, grants } of roles) {
    const rights = (names) => Object.entries(names).filter(([action]) => grants.some((it) => it.includes(`"${action}"`))).map(([, right]) => right).join(', ');
    const [, path = ''] = /(?:arn\}|:s3:::[\w.-]+)\/([^"*]+)\*"/.exec(grants.find((it) => it.includes('"s3:GetObject"'))) ?? [];
    const objects = rights({ 's3:GetObject': 'read', 's3:PutObject': 'write' });
    const images = rights({ 'ecr:PutImage': 'push', 'ecr:BatchGetImage': 'pull' });
    for (const it of accounts.map((account) => namespace(account))) {
      it.roles.push(name);
      it.handsOut.push(...roles.filter(({ by }) => by === id).map((other) => {
        const services = unique([...other.grants.join().matchAll(/"(\w+):\w+"/g)].map(([, service]) => service.toUpperCase()));
        return `hands out IAM role ${other.name} (${services.join(', ')})`;
      }));
      grants.forEach((text) => [...text.matchAll(/\$\{[^}]*aws_s3_bucket\.[^}]+\}|arn:[^"]*:s3:::[\w.-]+/g)].forEach(([found]) => bucket(found)));
      objects && edge(it.name, 'bucket', path ? `${objects} ${path}*` : objects);
      images && edge(it.name, 'registry', images);
    }
  }
}
