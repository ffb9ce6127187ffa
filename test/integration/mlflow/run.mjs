// Runs a real MLflow, as the construct renders it, on a real MySQL-compatible server, behind a real NGINX, with a real
// client. Prints one line per check, and stops at the first failure. Needs root on Debian or Ubuntu if MariaDB or NGINX
// is missing.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nginxConfiguration, throughLoadBalancer } from './nginx.mjs';
import { freePort } from '../ports.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const work = mkdtempSync(join(tmpdir(), 'mlflow-test-'));
const env = { ...process.env, PATH: ['/usr/sbin', '/usr/local/sbin', process.env.PATH].join(delimiter) };
const HOST = 'mlflow.example.com';
const USER = 'alice';
const PASSWORD = 'correct horse battery staple';
// Every character that means something in a URI.
const MYSQL_PASSWORD = 'p@ss:w/o?r#d% +x&=\'"';
const ADMIN_PASSWORD = 'adm:in@/%';
/** What the certificate of the MySQL server is for, and what it is not. */
const OURS = 'IP:127.0.0.1';
const ANOTHER = 'DNS:another.example.com';
/** An artifact that no buffer holds. */
const LARGE_MIB = 1024;
const search = '/api/2.0/mlflow/experiments/search?max_results=10';

const running = new Map();
const started = Date.now();

/** Runs a program to its end; its output, or an error with all of it. */
function run(program, args, options = {}) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env, ...options });
  } catch (error) {
    throw new Error(`${program} ends with ${error.status ?? error.code}\n${error.stdout ?? ''}${(error.stderr ?? '').split('\n').slice(-30).join('\n')}`);
  }
}

/** Starts a long-running program in a separate process group. */
function start(name, program, args, environment = {}) {
  const log = openSync(join(work, `${name}.log`), 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log], env: { ...env, ...environment }, cwd: work, detached: true });
  closeSync(log);
  child.on('error', () => {});
  running.set(name, child);
}

/** Ends a program and what it has started, and waits until it is gone. */
async function stop(name) {
  const child = running.get(name);
  running.delete(name);
  if (!child || child.exitCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      return;
    }
    if (await Promise.race([gone.then(() => true), pause(20_000)])) {
      return;
    }
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

async function waitFor(name, answers, seconds = 90) {
  for (let left = seconds * 4; left > 0; left--) {
    if (await Promise.resolve().then(answers).catch(() => false)) {
      return;
    }
    if (running.get(name)?.exitCode !== null) {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${name} does not answer`);
}

/** The status of a request made by curl: fetch() sets its own Host. */
function status(url, ...args) {
  return Number(run('curl', ['-s', '-o', join(work, 'body'), '-w', '%{http_code}', '--max-time', '60', ...args, url]));
}

/** Where curl ends up. Sent from port 80 to port 443, it takes the password along, as Python's requests does. */
function follow(url, ...args) {
  const { status: exit, stdout } = spawnSync('curl', ['-s', '-k', '-L', '--location-trusted', '--max-redirs', '5',
    '--noproxy', '*', '--max-time', '60', '-o', join(work, 'body'), '-w', '%{http_code} %{scheme} %{num_redirects}',
    ...args, url], { encoding: 'utf8', env });
  const [code, scheme, redirects] = stdout.split(' ');
  return `${exit === 7 ? 'no connection' : `${code} over ${scheme.toLowerCase()}`}, redirects: ${redirects}`;
}

/** The message of the error that something throws. */
function failure(action) {
  try {
    action();
  } catch (error) {
    return error.message;
  }
  return '';
}

let count = 0;
function check(what, got, wanted = true) {
  if (got !== wanted) {
    throw new Error(`not so: ${what}: expected ${wanted}, got ${got}`);
  }
  count++;
  console.log(`ok    ${what}`);
}

/** Installs what is missing; a virtual environment is kept for every text of requirements.txt. */
function install() {
  const missing = [['mariadbd', 'mariadb-server-core'], ['mariadb-install-db', 'mariadb-server-core'], ['mariadb', 'mariadb-client-core'],
    ['nginx', 'nginx-light'], ['openssl', 'openssl'], ['curl', 'curl']]
    .filter(([program]) => !env.PATH.split(delimiter).some((folder) => existsSync(join(folder, program)))).map(([, pkg]) => pkg);
  if (missing.length > 0) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...new Set(missing)], { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  const requirements = join(here, 'requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const venv = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-zenml-aws', `mlflow-${hash}`);
  if (!existsSync(join(venv, 'complete'))) {
    mkdirSync(dirname(venv), { recursive: true });
    run('python3', ['-m', 'venv', '--clear', venv]);
    run(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', '-r', requirements]);
    writeFileSync(join(venv, 'complete'), '');
  }
  return join(venv, 'bin');
}

/** An authority, and what it has signed for a name or address. */
function makeAuthority(name, ...subjects) {
  const file = (end) => join(work, `${name}${end}`);
  run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-keyout', file('.key'), '-out', file('.pem')]);
  for (const subject of subjects) {
    run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=mysql', '-addext', `subjectAltName=${subject}`,
      '-addext', 'basicConstraints=critical,CA:FALSE', '-CA', file('.pem'), '-CAkey', file('.key'),
      '-keyout', file(`-${subject}.key`), '-out', file(`-${subject}.pem`)]);
  }
  return readFileSync(file('.pem'), 'utf8');
}

/** MariaDB with TLS required and a binary log, as RDS has them. */
async function startDatabase(port, tls = [`--ssl-cert=${join(work, `authority-${OURS}.pem`)}`, `--ssl-key=${join(work, `authority-${OURS}.key`)}`,
  '--require-secure-transport=ON']) {
  const data = join(work, 'mysql');
  const socket = join(work, 'mysql.sock');
  if (!existsSync(data)) {
    run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--user=root', '--skip-test-db', '--auth-root-authentication-method=socket']);
  }
  start('mariadbd', 'mariadbd', ['--no-defaults', `--datadir=${data}`, '--user=root', `--socket=${socket}`, '--bind-address=127.0.0.1', `--port=${port}`,
    ...tls, '--character-set-server=utf8mb4', '--log-bin', '--server-id=1']);
  const sql = (text) => run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '-N', '-e', text]);
  await waitFor('mariadbd', () => sql('SELECT 1') !== '');
  return sql;
}

/**
 * The Kubernetes API with the job's Secrets, where that looks for it. Returns what runs the job, and what reads a
 * Secret.
 */
async function startKubernetes(python, { job, secrets }) {
  const folder = join(work, 'kubernetes');
  const port = await freePort();
  mkdirSync(folder);
  run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=kubernetes', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]);
  writeFileSync(join(folder, 'ca.crt'), readFileSync(join(folder, 'cert.pem')));
  writeFileSync(join(folder, 'namespace'), 'mlflow');
  writeFileSync(join(folder, 'token'), 'a-token');
  const file = join(folder, 'secrets.json');
  const read = () => JSON.parse(readFileSync(file, 'utf8'));
  const verdict = join(folder, 'verdict.json');
  const fill = (uid = 'first', more = {}) => writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries({ ...secrets, ...more })
    .map(([name, data]) => [name, { uid, data: data ?? {} }]))));
  fill();
  start('kubernetes', process.execPath, [join(here, 'kubernetes.mjs'), port, folder]);
  await waitFor('kubernetes', () => status(`https://localhost:${port}/`, '-k') === 401);
  const program = job.command[2].replaceAll('$${', '${').replace('/var/run/secrets/kubernetes.io/serviceaccount', folder)
    .replace('https://kubernetes.default.svc', `https://localhost:${port}`);
  const valueOf = ({ value, value_from: from }) => value?.replace(/\$\{.*\}/, 'first') ?? read()[from.secret_key_ref.name].data[from.secret_key_ref.key];
  return {
    fill,
    dataOf: (name) => read()[name].data,
    // Its verdict is the error, as it is Terraform's; a job that stopped is removed, so that it runs again.
    job: (more = {}) => {
      rmSync(verdict, { force: true });
      const output = run(python, ['-c', program], {
        env: { ...env, ...Object.fromEntries(job.env.map((it) => [it.name, valueOf(it)]).filter(([, value]) => value !== undefined)), ...more },
      });
      const { text, removed } = JSON.parse(readFileSync(verdict, 'utf8'));
      if (text !== '') {
        throw new Error(removed ? text : `the job stays, although it stopped: ${text}`);
      }
      return output;
    },
  };
}

/** What the chart makes of the values: templates/deployment.yaml, templates/configmap.yaml of mlflow 1.11.5. */
function chart({ values, secrets }) {
  const { mysql, existingDatabaseSecret: user } = values.backendStore;
  const { s3, proxiedArtifactStorage } = values.artifactRoot;
  const credentials = secrets[user.name];
  const keys = secrets[s3.existingSecret.name];
  const inPod = { MYSQL_USERNAME: credentials[user.usernameKey], MYSQL_PWD: credentials[user.passwordKey] };
  const expand = (text) => text.replace(/\$\((\w+)\)/g, (_, name) => inPod[name]);
  const [volume] = values.extraVolumes ?? [];
  const [mount] = values.extraVolumeMounts ?? [];
  const [migration] = values.initContainers ?? [];
  // Files of the pod are in the test's own folder.
  const mounted = (text) => mount ? text.replaceAll(mount.mountPath, join(work, mount.name)) : text;
  if (volume) {
    const { secretName, items: [{ key, path }] } = volume.secret;
    mkdirSync(join(work, volume.name), { recursive: true });
    writeFileSync(join(work, volume.name, path), secrets[secretName][key]);
  }
  const uri = mounted( `mysql+${mysql.driver}://${credentials[user.usernameKey]}:${credentials[user.passwordKey]}@${mysql.host}:${mysql.port}/${mysql.database}`);
  return {
    uri,
    migration: migration && {
      program: migration.command[2],
      env: Object.fromEntries(migration.env.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, mounted(expand(value))])),
    },
    args: ['server', `--backend-store-uri=${uri}`,
      `--${proxiedArtifactStorage ? 'artifacts-destination' : 'default-artifact-root'}=s3://${s3.bucket}/${s3.path}`,
      ...(proxiedArtifactStorage ? ['--serve-artifacts'] : []),
      '--uvicorn-opts=--log-level=info',
      ...Object.entries(values.extraArgs).map(([name, value]) => `--${name}=${value}`)],
    env: {
      ...values.extraEnvVars,
      AWS_ACCESS_KEY_ID: keys[s3.existingSecret.keyOfAccessKeyId],
      AWS_SECRET_ACCESS_KEY: keys[s3.existingSecret.keyOfSecretAccessKey],
      MLFLOW_SERVER_ALLOWED_HOSTS: values.serverAllowedHosts.join(','),
      MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: values.corsAllowedOrigins.join(','),
      MLFLOW_DISABLE_TELEMETRY: 'true',
      DO_NOT_TRACK: 'true',
    },
  };
}

/** NGINX as controller and load balancer of an Ingress, in place of the one before. */
async function startNginx(ingress, ports, upstream) {
  await stop('nginx');
  const { htpasswd } = ingress.secrets[ingress.annotations['nginx.org/basic-auth-secret']];
  writeFileSync(join(work, 'htpasswd'), htpasswd);
  writeFileSync(join(work, 'nginx.conf'), nginxConfiguration(ingress, { work, ports, upstream }));
  if (!existsSync(join(work, 'cert.pem'))) {
    run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=nginx', '-keyout', join(work, 'key.pem'), '-out', join(work, 'cert.pem')]);
  }
  start('nginx', 'nginx', ['-e', join(work, 'nginx.log'), '-c', join(work, 'nginx.conf')]);
  await waitFor('nginx', () => status(`http://127.0.0.1:${ports.http}`) > 0);
}

/** Whether the tracking URL, with its standard port, leads to the server, wherever TLS terminates. */
async function checkIngresses({ noHost, host, controllerTls, loadBalancerTls, upstreamTls, entrance }, ports, upstream) {
  const password = ['-u', `${USER}:${PASSWORD}`];
  const ask = (ingress, url, ...args) => follow(url + search, ...throughLoadBalancer(ingress, HOST, ports), ...args);
  const checkUrl = async (what, ingress, scheme) => {
    await startNginx(ingress, ports, upstream);
    const { url } = ingress;
    check(`${what}: the tracking URL answers`, ask(ingress, url, ...password), `200 over ${scheme}, redirects: 0`);
    check(`${what}: 401 without password`, ask(ingress, url), `401 over ${scheme}, redirects: 0`);
  };
  const plain = `http://${HOST}`;
  await checkUrl('no host, no TLS', noHost, 'http');
  await checkUrl('host, no TLS', host, 'http');
  await checkUrl('TLS on the controller', controllerTls, 'https');
  check('and port 80 redirects there, once', ask(controllerTls, plain, ...password), '200 over https, redirects: 1');
  await checkUrl('TLS on the load balancer', loadBalancerTls, 'https');
  check('and port 80 is closed', ask(loadBalancerTls, plain, ...password), 'no connection, redirects: 0');
  await checkUrl('TLS on a proxy before the load balancer', { ...upstreamTls, proxy: true }, 'https');
  await checkUrl('TLS on the stack\'s load balancer, node port', { ...entrance, proxy: true }, 'https');
  check('and what came to it by plain HTTP is sent to HTTPS', ask({ ...entrance, proxy: true }, `https://${HOST}`, ...password), '200 over https, redirects: 0');
  check('said by its header', status(`http://127.0.0.1:${ports.http}${search}`, '-H', 'X-Forwarded-Proto: http', ...password), 301);
  const dead = { ...noHost, annotations: { ...noHost.annotations, 'nginx.org/ssl-redirect': 'true' } };
  await startNginx(dead, ports, upstream);
  check('no host, no TLS: a redirect would be dead', ask(dead, dead.url, ...password), 'no connection, redirects: 1');
}

/** Whether the job and MLflow connect only to the server with the expected certificate. */
async function checkTls(python, { values, unverified, secrets }, { job, fill }, port) {
  const open = (uri) => failure(() => run(python, ['-c', 'import sqlalchemy, sys\nsqlalchemy.create_engine(sys.argv[1]).connect()', uri])) || 'in';
  const certificates = 'mlflow-tracking-database-certificates';
  const wrong = { [certificates]: { ...secrets[certificates], 'ca.pem': makeAuthority('wrong') } };
  const uri = () => chart({ values, secrets }).uri;
  const refused = (text) => /CERTIFICATE_VERIFY_FAILED/.test(text);

  await startDatabase(port);
  check('MLflow enters with the right authority', open(uri()), 'in');
  check('not with a wrong one', refused(open(chart({ values, secrets: { ...secrets, ...wrong } }).uri)));
  check('whatever the server shows, where nothing is verified', open(chart({ values: unverified, secrets }).uri), 'in');
  fill('first', wrong);
  check('nor does the job', refused(failure(job)));
  await stop('mariadbd');
  const file = (end) => join(work, `authority-${ANOTHER}${end}`);
  await startDatabase(port, [`--ssl-cert=${file('.pem')}`, `--ssl-key=${file('.key')}`]);
  check('MLflow does not enter a server of another name', refused(open(uri())));
  fill();
  check('nor does the job', refused(failure(job)));
  await stop('mariadbd');
  await startDatabase(port, ['--skip-ssl']);
  check('nor one without TLS', /SSL is required/.test(open(uri())));
  check('not even where nothing is verified', /SSL is required/.test(open(chart({ values: unverified, secrets }).uri)));
  check('nor does the job', failure(job) !== '');
  await stop('mariadbd');
  chart({ values, secrets }); // The right authority is in its file again.
}

async function main() {
  const bin = install();
  const python = join(bin, 'python');
  const [mysqlPort, s3Port, mlflowPort] = [await freePort(), await freePort(), await freePort()];
  const nginxPorts = { http: await freePort(), https: await freePort(), loadBalancer: await freePort() };

  const hash = run(python, ['-c', 'import bcrypt, sys; print(bcrypt.hashpw(sys.argv[1].encode(), bcrypt.gensalt(10, b"2a")).decode())', PASSWORD]).trim();
  const rendered = JSON.parse(run('npx', ['ts-node', '-T', '-P', 'test/tsconfig.json', join(here, 'render.ts'), JSON.stringify({
    certificates: makeAuthority('authority', OURS, ANOTHER), mysqlPort, mysqlPassword: MYSQL_PASSWORD, adminPassword: ADMIN_PASSWORD, s3Endpoint: `http://127.0.0.1:${s3Port}`, host: HOST, htpasswd: `${USER}:${hash}\n`,
  })], { cwd: root }).replaceAll('mysql.test', '127.0.0.1'));
  const server = chart(rendered);

  const sql = await startDatabase(mysqlPort);
  sql(`CREATE USER 'admin'@'%' IDENTIFIED BY '${ADMIN_PASSWORD}'; GRANT ALL ON *.* TO 'admin'@'%' WITH GRANT OPTION; `
    + 'CREATE DATABASE zenml; CREATE TABLE zenml.secret (a INT); CREATE DATABASE mlxflow; CREATE TABLE mlxflow.secret (a INT);');
  const { job, fill, dataOf } = await startKubernetes(python, rendered);
  const administrator = () => dataOf('mlflow-tracking-database-admin');
  check('the job says what the server lacks for MLflow\'s trigger', failure(job).includes('parameter log_bin_trust_function_creators to 1'));
  sql('SET GLOBAL log_bin_trust_function_creators = 1');
  check('and keeps the administrator for the next attempt', administrator().username, 'admin');
  fill('second');
  check('the job of a Secret that is not there any more leaves the new one alone', failure(job).includes('HTTPError: HTTP Error 409') && administrator().username, 'admin');
  fill();
  check('the job creates database and user', job().startsWith('database ml_flow is ready'));
  check('and the administrator is gone', JSON.stringify(administrator()), '{}');
  check('a pod that comes after that has nothing to do', job().startsWith('database ml_flow and user mlflow were created by an earlier run'));
  check('unless the user cannot log in', failure(() => job({ DB_PASSWORD: 'other' })).includes('terraform apply -replace'));
  fill();
  check('the job may run again', job().startsWith('database ml_flow is ready'));
  const connect = (database, options = '') => run(python, ['-c', 'import pymysql, sys\n'
    + 'try:\n  pymysql.connect(host="127.0.0.1", port=int(sys.argv[1]), user="mlflow", password=sys.argv[2], database=sys.argv[3] or None'
    + `${options})\n  print("in")\nexcept pymysql.err.OperationalError as error:\n  print(error.args[0])`, `${mysqlPort}`, MYSQL_PASSWORD, database]).trim();
  check('the user enters its database with the password as given', connect('ml_flow'), 'in');
  check('the user does not enter ZenML\'s database', connect('zenml'), '1044');
  check('the underscore of the database\'s name is no wildcard', connect('mlxflow'), '1044');
  check('the user does not enter without TLS', connect('ml_flow', ', ssl_disabled=True') !== 'in');

  start('moto', join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', `${s3Port}`]);
  await waitFor('moto', () => status(`http://127.0.0.1:${s3Port}/moto-api/`) === 200);
  check('the store has a bucket', status(`http://127.0.0.1:${s3Port}/models`, '-X', 'PUT'), 200);

  const { program, env: migrationEnv } = server.migration;
  run(python, ['-c', program], { env: { ...env, ...migrationEnv } });
  check('the migrations run with the user\'s rights', Number(sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'ml_flow'")) > 20);
  const direct = `http://127.0.0.1:${mlflowPort}`;
  const startServer = async () => {
    start('mlflow', join(bin, 'mlflow'), [...server.args, '--host=127.0.0.1', `--port=${mlflowPort}`], { ...server.env, PATH: `${bin}${delimiter}${env.PATH}` });
    await waitFor('mlflow', () => status(`${direct}/health`) === 200);
  };
  await startServer();
  await startNginx(rendered.ingresses.host, nginxPorts, mlflowPort);
  const url = `http://${HOST}:${nginxPorts.http}`;
  const through = ['--resolve', `${HOST}:${nginxPorts.http}:127.0.0.1`];

  check('401 without password', status(url + search, ...through), 401);
  check('401 with a wrong password', status(url + search, ...through, '-u', `${USER}:${PASSWORD}x`), 401);
  check('200 with the password', status(url + search, ...through, '-u', `${USER}:${PASSWORD}`), 200);
  const times = (...args) => [1, 2, 3, 4, 5].map(() => Number(run('curl', ['-s', '-o', join(work, 'body'), '-w', '%{time_total}', ...args]))).sort();
  console.log(`info  a request takes ${Math.round(times(...through, '-u', `${USER}:${PASSWORD}`, url + search)[2] * 1000)} ms with the password, `
    + `${Math.round(times(direct + search)[2] * 1000)} ms inside the cluster`);
  const { values } = rendered;
  const inCluster = 'mlflow-tracking.mlflow.svc.cluster.local:5000';
  check('the name inside the cluster is admitted', status(direct + search, '-H', `Host: ${inCluster}`), 200);
  check('the ingress\'s name is admitted', status(direct + search, '-H', `Host: ${HOST}`), 200);
  check('another name is not', status(direct + search, '-H', 'Host: evil.example.com'), 403);
  const post = (origin) => status(`${url}/ajax-api/2.0/mlflow/experiments/search`, ...through, '-u', `${USER}:${PASSWORD}`, '-H', `Origin: ${origin}`,
    '-H', 'Content-Type: application/json', '-d', '{"max_results": 1}');
  check('MLflow\'s own pages may change things', post(values.corsAllowedOrigins[0]), 200);
  check('pages from elsewhere may not', post('http://evil.example.com'), 403);

  const clientEnv = { ...env, TEST_HOST: HOST, MLFLOW_TRACKING_URI: url, MLFLOW_TRACKING_USERNAME: USER, MLFLOW_TRACKING_PASSWORD: PASSWORD,
    MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false' };
  const client = (...args) => run(python, [join(here, 'client.py'), ...args], { env: clientEnv });
  const [runId = ''] = /^[0-9a-f]{32}$/m.exec(client('log')) ?? [];
  check('a client logs a run with 50 MiB of artifact', runId.length, 32);
  check('and gets both back', client('check', runId).includes('run and artifact are there'));
  check('the artifact lies in the bucket, below the path', run(python, ['-c', 'import boto3, sys\n'
    + 'print(boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")'
    + '.list_objects_v2(Bucket="models", Prefix="runs/")["Contents"][0]["Size"])', `http://127.0.0.1:${s3Port}`]).trim(), `${50 * 2 ** 20}`);
  console.log(`info  server and ${values.extraArgs.workers} workers take ${memory(running.get('mlflow').pid)} MiB`);

  // Memory and temporary files of NGINX during the transfer of a large artifact.
  const watched = async (...args) => {
    const child = spawn(python, [join(here, 'client.py'), ...args], { env: { ...clientEnv, TEST_SIZE_MIB: `${LARGE_MIB}` }, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const most = { mib: 0, files: 0 };
    while (!(await Promise.race([ended.then(() => true), pause(100)]))) {
      most.mib = Math.max(most.mib, memory(running.get('nginx').pid));
      most.files = Math.max(most.files, readdirSync(work, { recursive: true }).filter((name) => /^nginx-(client_body|proxy)\/./.test(name)).length);
    }
    return { output, ...most };
  };
  const up = await watched('log');
  const down = await watched('check', /^[0-9a-f]{32}$/m.exec(up.output)?.[0] ?? '');
  check(`${LARGE_MIB} MiB go up and come back`, down.output.includes('run and artifact are there'));
  check('NGINX writes nothing of it to its disk', up.files + down.files, 0);
  check('and holds nothing of it', up.mib < 64 && down.mib < 64);
  console.log(`info  NGINX takes at most ${up.mib} MiB while ${LARGE_MIB} MiB go up, ${down.mib} MiB while they come down`);

  await stop('mlflow');
  await stop('mariadbd');
  await checkTls(python, rendered, { job, fill }, mysqlPort);
  await startDatabase(mysqlPort);
  await startServer();
  check('after a restart of server and database nothing is lost', client('check', runId).includes('run and artifact are there'));
  await checkIngresses(rendered.ingresses, nginxPorts, mlflowPort);
  console.log(`${count} checks in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Proportional memory of a process group in MiB: workers share pages. */
function memory(group) {
  const members = run('ps', ['-eo', 'pid=,pgid=']).trim().split('\n').map((line) => line.trim().split(/\s+/)).filter(([, pgid]) => Number(pgid) === group);
  const kib = members.map(([pid]) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0));
  return Math.round(kib.reduce((sum, one) => sum + one, 0) / 1024);
}

let failed = false;
try {
  await main();
} catch (error) {
  failed = true;
  console.error(`FAIL  ${error.message}`);
  for (const name of ['mlflow', 'mariadbd', 'moto', 'nginx']) {
    const log = join(work, `${name}.log`);
    if (existsSync(log)) {
      console.error(`--- ${name}\n${readFileSync(log, 'utf8').split('\n').slice(-30).join('\n')}`);
    }
  }
} finally {
  await Promise.all([...running.keys()].map(stop));
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
