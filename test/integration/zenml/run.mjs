// From an AWS account to a finished pipeline, with real parts where possible: Terraform deploys the stack, its AWS
// resources with the real provider on the lab's simulator, its Kubernetes resources on the lab's cluster of one node
// with real pods. Then connect and the first pipeline. Prints one line per check, and stops at the first failure. Needs
// root and the lab (LAB, else ../shared/lab/lab). --keep leaves everything running.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ensureVenv } from '../../../cli/python.ts';
import { packageCommand, pipelineFolder, root } from '../../../scripts/lib/project.ts';
import { startBalancer } from './balancer.mjs';
import { startGateway } from './gateway.mjs';
import { startSimulator } from '../../lab/lib/simulator.mjs';

const REGION = 'eu-central-1';
const CLUSTER = 'acme-eks';
const ZONE = 'ml.example.com';
const AWS_PORT = 5566; // where the lab's cluster leads pods that have a role
const IMAGES = ['mlflow', 'mariadb', 'busybox', 'zenml-server', 'zenml', 'zenml-pipeline'];
const PIPELINE_IMAGE = 'localhost/zenml-pipeline:0.98.0';

const keep = process.argv.includes('--keep');
const lab = resolve(root, process.env.LAB ?? '../shared/lab/lab');
const labCluster = join(dirname(lab), 'cluster', 'cluster');
const work = mkdtempSync(join(tmpdir(), 'zenml.'));
const kubeconfig = join(process.env.CLUSTER_DIR ?? join(process.env.TMPDIR ?? '/tmp', 'zenml-lab-cluster'), 'kubeconfig');
const started = Date.now();
const children = [];
const closing = [];

/** Runs a program to its end; its output, or an error with the end of it. */
function run(program, args, { env = {}, input, cwd = root, allow = [0] } = {}) {
  const done = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error || !allow.includes(done.status)) {
    throw new Error(`${program} ${args.slice(0, 4).join(' ')} ended with ${done.error?.message ?? done.status}\n`
      + `${done.stdout ?? ''}${done.stderr ?? ''}`.split('\n').slice(-40).join('\n'));
  }
  return done.stdout;
}

/** The same, beside what this process has to answer meanwhile. */
function runBeside(program, args, { env = {}, cwd = root } = {}) {
  return new Promise((fulfil, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('error', reject);
    child.on('close', (status) => status === 0 ? fulfil(output)
      : reject(new Error(`${program} ${args.slice(0, 4).join(' ')} ended with ${status}\n${output.split('\n').slice(-60).join('\n')}`)));
  });
}

const kubectl = (...args) => run('kubectl', ['--kubeconfig', kubeconfig, ...args]);
const objects = (...args) => JSON.parse(spawnSync('kubectl', ['--kubeconfig', kubeconfig, ...args, '-o', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);

let count = 0;
function check(what, got, wanted = true) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new Error(`not so: ${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  }
  count++;
  console.log(`ok    ${what} (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** An authority, and a certificate of it for the MySQL server's name, and for names in the zone. */
function makeCertificates() {
  const openssl = (...args) => run('openssl', args, { cwd: work });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=e2e',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=mysql');
  writeFileSync(join(work, 'san'), `subjectAltName=DNS:mysql.lab.svc.cluster.local,DNS:*.${ZONE}\n`);
  openssl('x509', '-req', '-in', 'tls.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san', '-out', 'tls.crt');
}

/** A MySQL server in the cluster that demands TLS and writes a binary log, as RDS does. */
function startMysql() {
  kubectl('create', 'namespace', 'lab');
  kubectl('-n', 'lab', 'create', 'secret', 'tls', 'mysql-tls', `--cert=${join(work, 'tls.crt')}`, `--key=${join(work, 'tls.key')}`);
  run('kubectl', ['--kubeconfig', kubeconfig, 'apply', '-f', '-'], { input: JSON.stringify({
    apiVersion: 'v1', kind: 'List', items: [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'mysql', namespace: 'lab' }, spec: { selector: { app: 'mysql' }, ports: [{ port: 3306 }] } },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'mysql', namespace: 'lab' }, spec: {
        selector: { matchLabels: { app: 'mysql' } },
        template: { metadata: { labels: { app: 'mysql' } }, spec: {
          securityContext: { runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
          containers: [{
            name: 'mysql', image: 'localhost/mysql:8.4', imagePullPolicy: 'IfNotPresent',
            args: ['--ssl-cert=/tls/tls.crt', '--ssl-key=/tls/tls.key', '--log-bin', '--server-id=1'],
            env: [{ name: 'ADMIN_USERNAME', value: 'root-admin' }, { name: 'ADMIN_PASSWORD', value: 'admin-pass$word' }, { name: 'REQUIRE_TLS', value: 'ON' }],
            readinessProbe: { tcpSocket: { port: 3306 }, periodSeconds: 2 },
            volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }, { name: 'run', mountPath: '/run/mysqld' }, { name: 'tls', mountPath: '/tls' }],
          }],
          volumes: [{ name: 'data', emptyDir: {} }, { name: 'run', emptyDir: {} }, { name: 'tls', secret: { secretName: 'mysql-tls' } }],
        } },
      } },
    ],
  }) });
  kubectl('-n', 'lab', 'rollout', 'status', 'deployment/mysql', '--timeout=120s');
}

function synthesize(name, repositoryNames, zoneName, small) {
  const out = join(work, name);
  run(process.execPath, [join(root, 'node_modules', 'ts-node', 'dist', 'bin.js'), '-T', '-P', 'test/tsconfig.json', 'test/integration/zenml/stack.ts', out,
    JSON.stringify({ certificates: join(work, 'ca.pem'), repositoryNames, zoneName, small })]);
  return join(out, 'stacks', 'e2e');
}

/** Lets this machine know a name. */
function knowName(name, address) {
  appendFileSync('/etc/hosts', `${address} ${name}\n`);
  closing.push(() => writeFileSync('/etc/hosts', readFileSync('/etc/hosts', 'utf8').split('\n').filter((line) => !line.endsWith(` ${name}`)).join('\n')));
}

/** Lets pods know it. */
function tellPods(name, address) {
  const { data: { Corefile: corefile } } = objects('-n', 'kube-system', 'get', 'configmap', 'coredns');
  kubectl('-n', 'kube-system', 'patch', 'configmap', 'coredns', '--patch',
    JSON.stringify({ data: { Corefile: corefile.replace('hosts {', `hosts {\n            ${address} ${name}`) } }));
  kubectl('-n', 'kube-system', 'rollout', 'restart', 'deployment/coredns');
  kubectl('-n', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=60s');
}

const stateOf = (folder) => JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8'));

/** What the registration said, line by line. */
const registered = () => kubectl('-n', 'zenml-server', 'logs', 'job/zenml-registration').split('\n').filter((line) => /^\w+ \S+: \w+$/.test(line));
const unlike = (lines, word) => lines.filter((line) => !line.endsWith(`: ${word}`));

async function main() {
  // The cluster's network plugin calls it, and its own list of what it needs leaves it out.
  if (spawnSync('iptables', ['--version']).error) {
    run('apt-get', ['install', '-y', '-q', 'iptables']);
  }
  makeCertificates();

  // The cluster, whose API server asks the gateway who has a token of EKS.
  run(labCluster, ['down'], { allow: [0, 1] });
  const webhook = join(work, 'webhook.yaml');
  writeFileSync(webhook, JSON.stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': 'w', contexts: [{ name: 'w', context: { cluster: 'w', user: 'w' } }],
    clusters: [{ name: 'w', cluster: { server: `http://198.18.0.1:${AWS_PORT}/authenticate` } }], users: [{ name: 'w', user: {} }],
  }));
  chmodSync(work, 0o755);
  run(labCluster, ['up'], { env: { CLUSTER_APISERVER_ARGS: `--authentication-token-webhook-config-file ${webhook} --authentication-token-webhook-version v1 --authentication-token-webhook-cache-ttl 10s` } });
  closing.push(() => run(labCluster, ['down'], { allow: [0, 1] }));
  run(labCluster, ['images', ...IMAGES]);
  check('a cluster with real pods', kubectl('get', 'nodes', '-o', 'name').trim(), 'node/lab');
  startMysql();

  // AWS.
  const { url: simulator, child: aws } = await startSimulator();
  children.push(aws);
  const gateway = await startGateway({
    port: AWS_PORT, simulator, cluster: CLUSTER, region: REGION,
    api: { url: 'https://198.18.0.2:6443', authority: readFileSync(join(dirname(kubeconfig), 'pki', 'ca.crt')) },
  });
  closing.push(() => gateway.close());
  run(labCluster, ['expose', `${AWS_PORT}`]);

  // One apply, an empty plan.
  const runFolder = join(work, 'run');
  const env = {
    LAB_KUBECONFIG: kubeconfig, LAB_CHARTS: join(root, 'test', 'integration', 'zenml', 'charts'), LAB_ENDPOINT: simulator, LAB_WORK: runFolder, LAB_STATE: join(work, 'state'), LAB_WORST_CASE: '',
  };
  const applied = await runBeside(lab, ['run', synthesize('first', ['acme-zenml', 'acme-models']), '--aws', 'real', '--cluster', '--keep'], { env });
  console.log(applied.split('\n').filter((line) => /^ok/.test(line)).map((line) => `      ${line}`).join('\n'));
  check('one apply, and the plan after it is empty', /^ok +replan/m.test(applied));

  const first = registered();
  check('the registration made all there is', unlike(first, 'created'), []);
  check('of it two stacks', first.filter((line) => line.startsWith('stack ')), ['stack acme: created', 'stack acme-seldon: created']);
  const secrets = objects('get', 'pods', '-A').items.flatMap(({ spec }) => spec.containers).flatMap(({ env: variables = [] }) => variables)
    .filter(({ name, value }) => value !== undefined && /PASSWORD|_KEY$|REGISTRATION/.test(name) && name !== 'ADMIN_PASSWORD' && !value.startsWith('/'));
  check('no pod has a secret in plain', secrets, []);
  const sql = (text) => kubectl('-n', 'lab', 'exec', 'deploy/mysql', '--', 'mariadb', '--socket=/run/mysqld/mysqld.sock', '-uroot-admin', '-padmin-pass$word', '-N', '-e', text).trim();
  check('the server is connected to its database with TLS, as a dedicated user',
    sql("SELECT COUNT(*) > 0 FROM information_schema.processlist WHERE user = 'acme_zenml' AND db = 'acme_zenml'") === '1' && sql("SHOW GRANTS FOR 'acme_zenml'@'%'").includes('REQUIRE SSL'));

  // Terraform as a person runs it from here on.
  const tf = join(runFolder, 'tf');
  const shell = spawnSync('bash', ['-c', `eval "$(${lab} env)"; env -0`], { env: { ...process.env, LAB_KUBECONFIG: kubeconfig }, encoding: 'utf8' }).stdout;
  const labEnv = Object.fromEntries(shell.split('\0').filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const tfEnv = { ...labEnv, ...env, AWS_ENDPOINT_URL: simulator, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', TF_IN_AUTOMATION: '1' };
  const terraform = (...args) => runBeside(process.env.TERRAFORM_BINARY_NAME || 'terraform', [...args, '-no-color'], { cwd: tf, env: tfEnv });

  const boto = (service, call) => JSON.parse(run('python3', ['-c', `import boto3, json
client = boto3.client("${service}", endpoint_url="${simulator}", region_name="${REGION}", aws_access_key_id="test", aws_secret_access_key="test")
print(json.dumps(client.${call}, default=str))`]));

  // The load balancer, whose name this machine and pods know.
  let balancer = await startBalancer(stateOf(tf), { address: '198.18.0.1', node: '198.18.0.2' });
  closing.push(() => balancer.close());
  knowName(balancer.name, '198.18.0.1');
  tellPods(balancer.name, '198.18.0.1');

  // This machine: no kubeconfig, no AWS keys.
  const python = ensureVenv(join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME, '.cache'), 'cdktf-zenml-aws', 'first-pipeline'),
    ['--requirement', join(pipelineFolder, 'requirements.txt')]);
  const laptop = {
    ...Object.fromEntries(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_DEFAULT_REGION', 'KUBECONFIG', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'].map((name) => [name, undefined])),
    HOME: join(work, 'home'), ZENML_CONFIG_PATH: join(work, 'zenml'), AWS_ENDPOINT_URL: `http://127.0.0.1:${AWS_PORT}`, ZENML_ANALYTICS_OPT_IN: 'false',
    TF_CLI_CONFIG_FILE: tfEnv.TF_CLI_CONFIG_FILE, NO_COLOR: '1', COLUMNS: '200', AWS_EC2_METADATA_DISABLED: 'true',
  };
  mkdirSync(laptop.HOME);
  const connect = (env = {}) => runBeside(process.execPath, [...packageCommand, 'connect', tf, '--python', python], { env: { ...laptop, ...env } });
  const connected = await connect();
  check('connect logs in by a new key, and the stack is active', /with a new key/.test(connected) && /The stack acme is active/.test(connected));
  check('a second time by the same key', /with the stored key/.test(await connect()));
  const outputs = JSON.parse(await terraform('output', '-json'));
  const password = outputs['zenml-server-password'].value;
  const [, authority] = /MLFLOW_TRACKING_SERVER_CERT_PATH=(\S+)/.exec(connected);
  const [, bundle] = /REQUESTS_CA_BUNDLE=(\S+)/.exec(connected);
  check('connect keeps the certificate of the stack\'s authority', readFileSync(authority, 'utf8'), outputs['certificate-authority'].value);
  // What it says, also where it fails.
  const client = (program, env) => runBeside(python, ['-c', program], { env: {
    ...laptop, MLFLOW_TRACKING_URI: outputs['mlflow-tracking-url'].value, MLFLOW_TRACKING_USERNAME: outputs['mlflow-tracking-username'].value,
    MLFLOW_TRACKING_PASSWORD: outputs['mlflow-tracking-password'].value, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0', ...env,
  } }).catch(({ message }) => message);
  const experiment = 'import mlflow; print("made", mlflow.create_experiment("by-a-laptop"))';
  check('MLflow\'s client is refused without it', /CERTIFICATE_VERIFY_FAILED/.test(await client(experiment, {})));
  check('and answered with it, by the load balancer and the node port', /made \d+/.test(await client(experiment, { MLFLOW_TRACKING_SERVER_CERT_PATH: authority })));
  const asks = `import requests; print(requests.get("${outputs['zenml-server-url'].value}/health").status_code)`;
  check('so are requests, and ZenML\'s server', [(await client(asks, {})).includes('CERTIFICATE_VERIFY_FAILED'), (await client(asks, { REQUESTS_CA_BUNDLE: bundle })).trim()],
    [true, '200']);
  // By default uvicorn closes an idle connection after 5 s.
  const kept = run('python3', ['-c', `import http.client, time
connection = http.client.HTTPConnection("198.18.0.2", 30080)
sockets = set()
for pause in (8, 0):
    connection.request("GET", "/health")
    connection.getresponse().read()
    sockets.add(connection.sock)
    time.sleep(pause)
print(len(sockets))`]).trim();
  check('ZenML\'s server keeps an idle connection for the load balancer', kept, '1');
  const written = readdirSync(work, { recursive: true }).filter((file) => /^(home|zenml)\//.test(file) && !file.includes('local_stores'))
    .filter((file) => { try { return readFileSync(join(work, file), 'utf8').includes(password); } catch { return false; } });
  check('the administrator\'s password is written nowhere', written, []);

  const zenml = (...args) => runBeside(join(dirname(python), 'zenml'), args, { env: laptop });
  const described = [await zenml('stack', 'describe', 'acme'), await zenml('stack', 'describe', 'acme-seldon')];
  check('the client describes both stacks, one with a model deployer', described.map((it) => /MODEL_DEPLOYER/i.test(it)), [false, true]);

  // The first pipeline.
  const pipeline = runBeside(python, [join(pipelineFolder, 'run.py'), '--stack', 'acme', '--image', PIPELINE_IMAGE], { cwd: pipelineFolder, env: laptop });
  let over = false;
  pipeline.then(() => { over = true; }, () => { over = true; });
  let job;
  while (job === undefined && !over) {
    await new Promise((done) => setTimeout(done, 1000));
    [job] = objects('-n', 'zenml', 'get', 'jobs').items;
  }
  const output = await pipeline;
  const { serviceAccountName, containers: [{ image, env: variables }] } = job.spec.template.spec;
  const names = variables.map(({ name }) => name);
  check('the pipeline\'s job runs as its service account, from its image, knows the server',
    [serviceAccountName, image, names.includes('ZENML_STORE_URL')], ['zenml-runner', PIPELINE_IMAGE, true]);
  check('and reaches it inside the cluster', variables.findLast(({ name }) => name === 'ZENML_STORE_URL').value, 'http://zenml-server.zenml-server.svc.cluster.local');
  check('the pipeline is completed', /is completed\.\nAccuracy: 0\.9\d\d|is completed\.\nAccuracy: 1\.000/.test(output));
  const pods = objects('-n', 'zenml', 'get', 'pods').items;
  check('each step was a pod of the same account', pods.length >= 4 && pods.every(({ spec }) => spec.serviceAccountName === 'zenml-runner'));
  check('the laptop came by the connector\'s role', [...gateway.seen], ['arn:aws:iam::123456789012:role/acme-zenml-connector']);
  const bucket = boto('s3', 'list_objects_v2(Bucket="acme-zenml-artifact-store").get("Contents", [])').map(({ Key: key }) => key);
  check('artifacts are in the bucket', bucket.some((key) => key.startsWith('zenml/train/model/')) || bucket.filter((key) => key.startsWith('zenml/')).length > 4);
  const ask = (path) => JSON.parse(kubectl('-n', 'mlflow', 'exec', 'deploy/mlflow-tracking', '--', 'python', '-c',
    `from urllib.request import urlopen; print(urlopen("http://mlflow-tracking.mlflow.svc.cluster.local:5000${path}").read().decode())`));
  const [model] = ask('/api/2.0/mlflow/registered-models/search').registered_models ?? [];
  check('the run is in MLflow, and the model registered', [model?.name, model?.latest_versions?.[0]?.version], ['first-pipeline', '1']);

  // Again, and with a changed value.
  const [registration] = Object.keys(JSON.parse(readFileSync(join(tf, 'cdk.tf.json'), 'utf8')).resource.kubernetes_job_v1).filter((name) => /Registration/.test(name));
  await terraform('apply', '-auto-approve', `-replace=kubernetes_job_v1.${registration}`);
  check('a second registration changes nothing', unlike(registered(), 'unchanged'), []);
  // Keys and components that people add in ZenML, and a key of the stack that they edit.
  const inZenml = (program) => runBeside(python, ['-c', `import os
from zenml.client import Client
from zenml.enums import StackComponentType as Type
from zenml.models import StackUpdate
from zenml.utils.source_utils import set_custom_source_root
# ZenML looks up the folder of the main program, which "python -c" does not have.
set_custom_source_root(os.getcwd())
client = Client()
get = lambda kind: client.get_stack_component(kind, "acme")
${program}`], { env: laptop });
  await inZenml(`client.update_stack_component("acme", Type.ORCHESTRATOR, configuration={"max_parallelism": 7})
client.update_stack_component("acme", Type.CONTAINER_REGISTRY, configuration={"default_repository": "other"})
mine = client.create_stack_component(name="mine", flavor="kubernetes", component_type=Type.STEP_OPERATOR, configuration={"kubernetes_context": "mine"})
stack = client.get_stack("acme")
components = {kind: [it.id for it in those] for kind, those in stack.components.items()}
client.zen_store.update_stack(stack.id, StackUpdate(components={**components, Type.STEP_OPERATOR: [mine.id]}))`);
  await terraform('apply', '-auto-approve', `-replace=kubernetes_job_v1.${registration}`);
  check('an edited key of the stack is set back, and reported', [unlike(registered(), 'unchanged'), /^container_registry acme: WARNING: default_repository was edited in ZenML/m.test(
    kubectl('-n', 'zenml-server', 'logs', 'job/zenml-registration'))], [['container_registry acme: updated'], true]);
  check('a key and a component that others have added are kept', (await inZenml(`print(get(Type.ORCHESTRATOR).configuration["max_parallelism"],
    get(Type.CONTAINER_REGISTRY).configuration["default_repository"], [it.name for it in client.get_stack("acme").components[Type.STEP_OPERATOR]])`)).trim().split('\n').at(-1),
  "7 acme-zenml ['mine']");
  const configure = (folder) => {
    const { terraform: settings } = JSON.parse(readFileSync(join(tf, 'cdk.tf.json'), 'utf8'));
    writeFileSync(join(tf, 'cdk.tf.json'), JSON.stringify({ ...JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')), terraform: settings }));
    // The provider of the simulator lacks arguments, which `lab run` leaves out by the same program.
    run('python3', [join(dirname(lab), 'bin', 'pin-aws.py'), join(tf, 'cdk.tf.json'), settings.required_providers.aws.version]);
  };
  configure(synthesize('second', ['acme-images', 'acme-models']));
  await terraform('apply', '-auto-approve');
  check('only a changed value is registered again', unlike(registered(), 'unchanged'), ['container_registry acme: updated']);

  // Names in a zone in place of ports.
  const zone = boto('route53', `create_hosted_zone(Name="${ZONE}", CallerReference="e2e")["HostedZone"]["Id"]`);
  configure(synthesize('third', ['acme-images', 'acme-models'], ZONE));
  await terraform('apply', '-auto-approve');
  check('a domain is registered again', unlike(registered(), 'unchanged'), ['orchestrator acme', 'experiment_tracker acme', 'model_deployer acme'].map((it) => `${it}: updated`));
  await balancer.close();
  balancer = await startBalancer(stateOf(tf), {
    address: '198.18.0.1', node: '198.18.0.2', certificate: { key: readFileSync(join(work, 'tls.key')), cert: readFileSync(join(work, 'tls.crt')) },
  });
  const hosts = ['zenml', 'mlflow', 'models', 'other'].map((label) => `${label}.${ZONE}`);
  hosts.forEach((host) => knowName(host, '198.18.0.1'));
  const trusting = { REQUESTS_CA_BUNDLE: join(work, 'ca.pem') };
  const status = async (url) => (await client(`import requests; it = requests.get("${url}", allow_redirects=False); print(it.status_code, it.headers.get("location", ""))`, trusting)).trim();
  check('HTTP is redirected, each name has its service, another one has none',
    [await status(`http://${hosts[1]}/`), await status(`https://${hosts[0]}/health`), await status(`https://${hosts[1]}/`), await status(`https://${hosts[3]}/`)],
    [`301 https://${hosts[1]}:443/`, '200', '200', '404']);
  check('MLflow\'s client is answered at its name', /made \d+/.test(await client('import mlflow; print("made", mlflow.create_experiment("by-name"))',
    { ...trusting, MLFLOW_TRACKING_URI: `https://${hosts[1]}` })));
  check('connect follows to the server\'s name', (await connect(trusting)).includes(`https://${hosts[0]}`));

  if (keep) {
    console.log(`kept  ${work}`);
    return;
  }
  await terraform('destroy', '-auto-approve');
  boto('route53', `delete_hosted_zone(Id="${zone}")`); // refused while it has records
  const left = Object.entries(await fetch(`${simulator}/lab/leftovers`).then((it) => it.json())).filter(([kind]) => kind !== 'scheduled');
  check('destroy leaves nothing in AWS', left, []);
  const strangers = () => objects('get', 'namespaces').items.map(({ metadata }) => metadata.name).filter((name) => !/^(kube-|default$|lab$)/.test(name));
  check('and no namespace in the cluster', strangers(), []);

  // Once more, with what the first deployment has left on the MySQL server: new passwords, a new state.
  const key = outputs['zenml-server-encryption-key'].value;
  check('the databases stay, and no key in the clear', sql(`SELECT COUNT(*) FROM acme_zenml.user WHERE is_service_account = 0; SELECT COUNT(*) FROM acme_zenml.alembic_cdktf_zenml_aws WHERE content LIKE '%${key}%'`), '1\n0');
  rmSync(join(tf, 'terraform.tfstate'));
  configure(synthesize('fourth', ['acme-images', 'acme-models'], undefined, true));
  await terraform('apply', '-auto-approve');
  const second = JSON.parse(await terraform('output', '-json'));
  check('a second deployment takes them up: the key is the old one, the administrator\'s password is new',
    [second['zenml-server-encryption-key'].value === key, second['zenml-server-password'].value !== password], [true, true]);
  check('its registration reads what the first one had encrypted, and finds its components',
    registered().filter((line) => /^(secret|artifact_store) /.test(line)), ['secret acme-mlflow: updated', 'artifact_store acme: unchanged']);
  check('the plan after it is empty', /No changes/.test(await terraform('plan')));
  check('MLflow has its model, with a new password', ask('/api/2.0/mlflow/registered-models/search').registered_models?.[0]?.name, 'first-pipeline');

  // A job that stops says why in Terraform's own error, and runs again without a word.
  const [generation] = Object.keys(JSON.parse(readFileSync(join(tf, 'cdk.tf.json'), 'utf8')).resource.terraform_data).filter((name) => /Mlflow_Database_Generation/.test(name));
  const own = sql("SELECT content FROM acme_mlflow.alembic_cdktf_zenml_aws WHERE name = 'owner'");
  const setOwner = (owner) => sql(`UPDATE acme_mlflow.alembic_cdktf_zenml_aws SET content = '${owner}' WHERE name = 'owner'`);
  const users = () => sql("SELECT user, authentication_string FROM mysql.user ORDER BY user");
  setOwner('999999999999/other');
  const before = users();
  const stopped = (await terraform('apply', '-auto-approve', `-replace=terraform_data.${generation}`).catch(({ message }) => message)).replace(/[\s│]+/g, ' ');
  check('a database of another stack stops the apply, with a remedy', /job mlflow-tracking-create-database in namespace mlflow stopped: Database acme_mlflow on \S+ belongs to 999999999999\/other, and this stack is \d+\/acme\..*mlflowDatabaseName/.test(stopped));
  check('and no user was touched', users(), before);
  setOwner(own);
  await new Promise((done) => setTimeout(done, 8000));
  await terraform('apply', '-auto-approve');
  check('the next apply runs the job again', /No changes/.test(await terraform('plan')));
  await terraform('destroy', '-auto-approve');
  check('the second destroy leaves no namespace either', strangers(), []);
}

let failed = false;
try {
  await main();
  console.log(`${count} passed, 0 failed (${Math.round((Date.now() - started) / 1000)} s)`);
} catch (error) {
  failed = true;
  console.error(`FAIL  ${error.message}`);
  if (existsSync(kubeconfig)) {
    console.error(spawnSync('bash', ['-c', 'kubectl get pods -A | grep -v Running; for n in zenml-server mlflow zenml; do for p in $(kubectl -n $n get pods -o name); do echo "--- $n $p"; kubectl -n $n logs $p --all-containers --tail 15 | grep -v INFO; done; done'],
      { env: { ...process.env, KUBECONFIG: kubeconfig }, encoding: 'utf8' }).stdout.slice(-6000));
  }
  console.log(`${count} passed, 1 failed`);
} finally {
  if (!keep) {
    children.forEach((child) => child.kill());
    closing.reverse().forEach((close) => { try { close(); } catch { /* it is gone */ } });
    if (!failed) {
      rmSync(work, { recursive: true, force: true });
    }
  }
}
process.exit(failed ? 1 : 0);
