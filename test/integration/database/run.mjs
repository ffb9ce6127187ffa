// The program of the job that creates databases, against a real MySQL server (MariaDB). cases.py describes what it
// reuses, and what it does not change. Installs MariaDB if it is missing (Debian and Ubuntu, root). MYSQL_PORT and
// MYSQL_PASSWORD select another server, which is emptied.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureVenv } from '../../../cli/python.ts';
import { freePort } from '../ports.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ADMIN_PASSWORD = 'admin-password-1';
// What ZenML's image has; PyMySQL in both images.
const PACKAGES = ['PyMySQL==1.2.4', 'cryptography>=46', 'bcrypt==4.0.1', 'sqlalchemy>=2,<2.1', 'sqlalchemy-utils==0.42.1'];

const env = { ...process.env, PATH: [process.env.PATH, '/usr/sbin'].join(delimiter) };

function run(program, args, options = {}) {
  const { error, status } = spawnSync(program, args, { stdio: 'inherit', env, ...options });
  if (error || status !== 0) {
    throw new Error(`${program} ended with ${error?.message ?? status}`);
  }
}

/** A server with an administrator, on a port of this machine. */
async function startMysql(work) {
  const missing = ['mariadbd', 'mariadb-install-db', 'mariadb'].filter((program) => !env.PATH.split(delimiter).some((folder) => existsSync(join(folder, program))));
  if (missing.length > 0) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'mariadb-server-core', 'mariadb-client-core'], { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  const [data, socket, port] = [join(work, 'mysql'), join(work, 'mysql.sock'), await freePort()];
  run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--user=root', '--skip-test-db', '--auth-root-authentication-method=socket'], { stdio: 'ignore' });
  const server = spawn('mariadbd', ['--no-defaults', `--datadir=${data}`, '--user=root', `--socket=${socket}`, '--bind-address=127.0.0.1', `--port=${port}`,
    '--skip-name-resolve'], { stdio: 'ignore', env });
  const sql = (text) => spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '-e', text], { env }).status === 0;
  for (let tries = 0; !sql('SELECT 1'); tries++) {
    if (tries > 200) {
      throw new Error('MariaDB does not answer');
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  sql(`CREATE USER admin@'%' IDENTIFIED BY '${ADMIN_PASSWORD}'; GRANT ALL ON *.* TO admin@'%' WITH GRANT OPTION`);
  return { server, port };
}

const work = mkdtempSync(join(tmpdir(), 'database.'));
let server;
try {
  let settings = {};
  if (!process.env.MYSQL_PORT) {
    const started = await startMysql(work);
    server = started.server;
    settings = { MYSQL_PORT: `${started.port}`, MYSQL_PASSWORD: ADMIN_PASSWORD };
  }
  const python = ensureVenv(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdktf-zenml-aws', 'database'), PACKAGES);
  run(python, [join(here, 'cases.py')], { env: { ...env, ...settings } });
} catch (error) {
  console.error(`FAIL  ${error.message}`);
  process.exitCode = 1;
} finally {
  if (server) {
    const ended = new Promise((done) => server.on('exit', done));
    server.kill();
    await ended;
  }
  rmSync(work, { recursive: true, force: true });
}
