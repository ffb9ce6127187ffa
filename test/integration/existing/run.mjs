// Deployments on an existing cluster, with real parts where possible: examples/existing-cluster by `npm run try`, and
// beside it two MLflow servers, first with an NGINX controller each, then with a shared one. Terraform deploys them
// with the lab's providers on the lab's cluster of one node, with real pods. Stand-ins are MinIO, the NGINX controller
// (images/) and charts (charts/, ../zenml/charts): Istio and Seldon Core have no pods. Prints one line per check, and
// stops at the first failure. Needs root and the lab (LAB, else ../shared/lab/lab). --keep leaves everything running.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../../scripts/lib/project.ts';

const here = dirname(fileURLToPath(import.meta.url));
const keep = process.argv.includes('--keep');
const lab = resolve(root, process.env.LAB ?? '../shared/lab/lab');
const labCluster = join(dirname(lab), 'cluster', 'cluster');
const kubeconfig = join(process.env.CLUSTER_DIR ?? join(process.env.TMPDIR ?? '/tmp', 'zenml-lab-cluster'), 'kubeconfig');
const CONTEXT = 'lab';
const NODE = '198.18.0.2';
const HOST = 'production.lab.test';
const IMAGES = ['mlflow', 'mariadb', 'busybox', 'minio', 'nginx-ingress'];
/** What the example makes; a person's own state there is not for a test to use. */
const example = join(root, 'examples', 'existing-cluster', 'cdktf.out', 'stacks', 'existing-cluster-kind');
const work = mkdtempSync(join(tmpdir(), 'existing.'));
const env = { ...process.env, LAB_IMAGES: join(here, 'images'), KUBECONFIG: kubeconfig };
const started = Date.now();
const seconds = (since = started) => Math.round((Date.now() - since) / 1000);

/** Runs a program to its end; its output, or an error with the end of it. */
function run(program, args, { more = {}, input, cwd = root, allow = [0] } = {}) {
  const done = spawnSync(program, args, { cwd, env: { ...env, ...more }, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error || !allow.includes(done.status)) {
    throw new Error(`${program} ${args.slice(0, 4).join(' ')} ended with ${done.error?.message ?? done.status}\n`
      + `${done.stdout ?? ''}${done.stderr ?? ''}`.split('\n').slice(-40).join('\n'));
  }
  return done.stdout;
}
const kubectl = (...args) => run('kubectl', args);
const objects = (...args) => JSON.parse(kubectl('get', ...args, '-o', 'json')).items;

let count = 0;
function check(what, got, wanted = true) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new Error(`not so: ${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  }
  count++;
  console.log(`ok    ${what} (${seconds()} s)`);
}

/** What is there beside namespaces' contents, but for what the cluster itself makes and for CRDs. */
const inventory = () => kubectl('get', 'namespaces,clusterroles,clusterrolebindings,ingressclasses,persistentvolumes,mutatingwebhookconfigurations,validatingwebhookconfigurations',
  '-o', 'name').trim().split('\n').sort();

/** A MySQL server that demands TLS, and a pod to ask from. */
function startNeighbours() {
  run('kubectl', ['apply', '-f', join(dirname(labCluster), 'test', 'mysql.yaml')]);
  run('kubectl', ['apply', '-f', '-'], { input: JSON.stringify({
    apiVersion: 'v1', kind: 'List', items: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'client', namespace: 'lab' }, data: { 'client.py': readFileSync(join(here, 'client.py'), 'utf8') } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: 'lab' }, spec: {
        containers: [{
          name: 'client', image: 'burakince/mlflow:3.15.1', command: ['sleep', '3600'],
          env: Object.entries({ NODE, HOME: '/tmp', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0', MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false' })
            .map(([name, value]) => ({ name, value })),
          volumeMounts: [{ name: 'client', mountPath: '/client' }],
        }],
        volumes: [{ name: 'client', configMap: { name: 'client' } }],
      } },
    ],
  }) });
  kubectl('-n', 'lab', 'rollout', 'status', 'deployment/mysql', '--timeout=120s');
  kubectl('-n', 'lab', 'wait', 'pod/client', '--for=condition=Ready', '--timeout=120s');
}

/** What the client says. */
function client(variables, ...args) {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return JSON.parse(kubectl('-n', 'lab', 'exec', 'client', '--', 'env', ...set, 'python', '/client/client.py', ...args).trim().split('\n').at(-1));
}

const sql = (text, user = 'admin', password = 'admin-password') => spawnSync('kubectl', ['-n', 'lab', 'exec', 'deploy/mysql', '--', 'mariadb', '-h127.0.0.1', '--ssl',
  `-u${user}`, `-p${password}`, '-N', '-e', text], { env, encoding: 'utf8' });

const status = (url, ...args) => Number(run('curl', ['-s', '-o', join(work, 'body'), '-w', '%{http_code}', '--noproxy', '*', '--max-time', '20', ...args,
  `${url}/api/2.0/mlflow/experiments/search?max_results=10`]));

/** The variables with which Terraform uses the lab's providers on the cluster. */
function labEnvironment() {
  const charts = join(work, 'charts');
  [join(here, '..', 'zenml', 'charts'), join(here, 'charts')].forEach((folder) => cpSync(folder, charts, { recursive: true }));
  const own = { LAB_KUBECONFIG: kubeconfig, LAB_CHARTS: process.env.LAB_CHARTS ?? charts, LAB_STATE: join(work, 'state'), LAB_WORST_CASE: '', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  const text = run('bash', ['-c', `eval "$(${lab} env)"; env -0`], { more: own });
  return { ...Object.fromEntries(text.split('\0').filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])), ...own };
}

async function main() {
  if (existsSync(join(example, 'terraform.tfstate'))) {
    throw new Error(`${example} has a state: npm run try -- destroy, then this again`);
  }
  run(labCluster, ['down'], { allow: [0, 1] });
  run(labCluster, ['up']);
  run(labCluster, ['images', ...IMAGES]);
  check('a cluster with real pods', kubectl('get', 'nodes', '-o', 'name').trim(), 'node/lab');
  startNeighbours();
  const before = inventory();
  const more = labEnvironment();
  const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
  const terraform = (cwd, ...args) => run(binary, [...args, '-no-color'], { cwd, more });
  const outputsOf = (folder) => Object.fromEntries(Object.entries(JSON.parse(terraform(folder, 'output', '-json'))).map(([name, { value }]) => [name, value]));
  const replan = (folder) => spawnSync(binary, ['plan', '-detailed-exitcode', '-no-color'], { cwd: folder, env: { ...env, ...more } }).status;

  // The example, by the command of its README.
  const trying = (...args) => run(process.execPath, [join(root, 'scripts', 'run.mjs'), 'try', ...args, '-auto-approve'], { more: { ...more, KUBE_CONTEXT: CONTEXT } });
  let since = Date.now();
  const said = trying();
  console.log(`info  npm run try: ${seconds(since)} s`);
  const outputs = outputsOf(example);
  const { 'mlflow-tracking-url': url, 'mlflow-tracking-username': user, 'mlflow-tracking-password': password } = outputs;
  check('npm run try finds the node\'s address', url, `http://${NODE}:30081`);
  check('it says where to look, and no password', said.includes(url) && said.includes(outputs['seldon-base-url']) && !said.includes(password));
  check('the plan after it is empty', replan(example), 0);
  check('NGINX asks for the password', status(url), 401);
  check('and lets in who has it', status(url, '-u', `${user}:${password}`), 200);
  const minio = { S3_ENDPOINT: outputs['s3-endpoint-url'], AWS_ACCESS_KEY_ID: outputs['s3-access-key'], AWS_SECRET_ACCESS_KEY: outputs['s3-secret-key'] };
  const example1 = { MLFLOW_TRACKING_URI: url, MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password };
  const tried = client(example1, 'round', 'try');
  check('a run with an artifact is logged, and comes back', tried.read, ['try']);
  // Else MLflow's client downloads from where the server has its artifacts, at an address that only pods know.
  const outside = { ...example1, OUTSIDE: '1', MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: 'false', MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false' };
  check('outside of the cluster, too, as npm run try says', client(outside, 'check', `${tried.run}=try`), ['try']);
  check('its artifact is in the bucket', client(minio, 'keys', 'mlflow'), [['model.txt']]);
  check('the buckets are there, others can be made', client(minio, 'buckets', 'research', 'production'), ['mlflow', 'production', 'research', 'zenml']);
  const [gateway] = objects('services', '-n', 'istio-system', '--field-selector', 'metadata.name=istio-ingressgateway');
  check('the gateway has its port of the node', gateway.spec.ports.find((port) => port.port === 80).nodePort, 30082);
  const secret = JSON.parse(kubectl('get', 'secret', outputs['seldon-model-secret'], '-n', outputs['seldon-core-workload-namespace'], '-o', 'json'));
  check('models are fetched from MinIO', Buffer.from(secret.data.RCLONE_CONFIG_S3_ENDPOINT, 'base64').toString(), 'http://minio.minio.svc.cluster.local:9000');

  // Two servers beside it: a controller each.
  const two = join(work, 'two');
  const synthesize = (shared) => {
    const out = join(work, `synth-${shared}`);
    run(process.execPath, [join(root, 'node_modules', 'ts-node', 'dist', 'bin.js'), '-T', '-P', 'test/tsconfig.json', join(here, 'stack.ts'), out, JSON.stringify({
      kubeconfig, context: CONTEXT, node: NODE, shared,
      s3: { endpoint: 'http://minio.minio.svc.cluster.local:9000', accessKey: outputs['s3-access-key'], secretKey: outputs['s3-secret-key'] },
    })]);
    mkdirSync(two, { recursive: true });
    cpSync(join(out, 'stacks', 'two', 'cdk.tf.json'), join(two, 'cdk.tf.json'));
  };
  const apply = (what) => {
    since = Date.now();
    terraform(two, 'apply', '-auto-approve');
    console.log(`info  ${what}: ${seconds(since)} s`);
    check(`${what}: the plan after it is empty`, replan(two), 0);
    const all = outputsOf(two);
    return Object.fromEntries(['research', 'production'].map((team) => [team, { url: all[`${team}-url`], username: all[`${team}-username`], password: all[`${team}-password`] }]));
  };
  const of = ({ url: uri, username, password: word }) => ({ MLFLOW_TRACKING_URI: uri, MLFLOW_TRACKING_USERNAME: username, MLFLOW_TRACKING_PASSWORD: word });
  const logged = {};
  const logAndCompare = (what, servers) => {
    for (const [team, server] of Object.entries(servers)) {
      const before = logged[team] ?? [];
      const name = `${team} ${before.length + 1}`;
      const { run: id, read, experiments } = client(of(server), 'round', name, ...before.map((it) => `${it.id}=${it.name}`));
      logged[team] = [...before, { name, id }];
      const names = logged[team].map((it) => it.name);
      check(`${what}: ${team} logs a run, and reads back all of its runs`, read, names);
      check(`${what}: ${team} sees no other's experiments`, experiments, ['Default', ...names]);
    }
    check(`${what}: each bucket has its own artifacts only`, client(minio, 'keys', ...Object.keys(servers)), Object.values(logged).map((runs) => runs.map(() => 'model.txt')));
  };
  synthesize(false);
  terraform(two, 'init');
  const each = apply('a controller each');
  check('three controllers of three names', objects('clusterroles').map(({ metadata: { name } }) => name).filter((name) => /^nginx/.test(name)).sort(),
    ['nginx-controller', 'nginx-production', 'nginx-research']);
  check('and of three classes', objects('ingressclasses').map(({ metadata: { name } }) => name).sort(), ['nginx', 'nginx-production', 'nginx-research']);
  check('separate URLs', [each.research.url, each.production.url], [`http://${NODE}:30091`, `http://${NODE}:30092`]);
  logAndCompare('a controller each', each);
  check('one\'s password is of no use at the other', status(each.production.url, '-u', `mlflow:${each.research.password}`), 401);
  check('a database each', sql('SHOW DATABASES').stdout.split('\n').filter((name) => ['research', 'production'].includes(name)), ['production', 'research']);
  const grants = sql("SHOW GRANTS FOR 'research'@'%'").stdout;
  check('whose user has no rights on the other', grants.includes('`research`.*') && !grants.includes('production'));

  // The same servers, one controller for both.
  synthesize(true);
  const both = apply('one controller for both');
  check('the other two controllers are gone', objects('ingressclasses').map(({ metadata: { name } }) => name).sort(), ['nginx', 'nginx-both']);
  check('the URLs differ by the host', [both.research.url, both.production.url], [`http://${NODE}:30095`, `http://${HOST}:30095`]);
  logAndCompare('one controller for both', both);
  const asHost = ['-H', `Host: ${HOST}`];
  const { password: word } = both.research;
  check('one\'s password is of no use at the other\'s host', [
    status(both.research.url, '-u', `mlflow:${word}`), status(both.research.url, ...asHost, '-u', `mlflow:${word}`),
    status(both.research.url, ...asHost, '-u', `mlflow:${both.production.password}`),
  ], [200, 401, 200]);
  check('the example\'s server has seen nothing of it', client(example1, 'round', 'end').experiments, ['Default', 'end', 'try']);

  if (keep) {
    return;
  }
  since = Date.now();
  terraform(two, 'destroy', '-auto-approve');
  console.log(`info  destroy of the two: ${seconds(since)} s`);
  check('the example continues', status(url, '-u', `${user}:${password}`), 200);
  since = Date.now();
  trying('destroy');
  console.log(`info  npm run try -- destroy: ${seconds(since)} s`);
  check('nothing is left but CRDs', inventory(), before);
}

let failed = false;
try {
  await main();
  console.log(`info  ${seconds()} s`);
} catch (error) {
  failed = true;
  console.error(`FAIL  ${error.message}`);
  if (existsSync(kubeconfig)) {
    console.error(spawnSync('bash', ['-c', 'kubectl get pods -A | grep -v Running; for n in mlflow mlflow-research mlflow-production minio; do for p in $(kubectl -n $n get pods -o name); do echo "--- $n $p"; kubectl -n $n logs $p --all-containers --tail 15 | grep -v INFO; done; done'],
      { env, encoding: 'utf8' }).stdout.slice(-6000));
  }
} finally {
  if (!keep) {
    spawnSync(labCluster, ['down'], { env });
    rmSync(example, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
}
console.log(`${count} passed, ${failed ? 1 : 0} failed`);
process.exit(failed ? 1 : 0);
