// A stack that is deployed with the package for cdktf moves to the package for cdktn: created with the one, planned and
// destroyed with the other, on stand-ins of both versions of each provider. The lab has those of cdktf; a copy of it
// has those of cdktn, with the schemas of cdktn's bindings. LAB=<the lab's entry script> node scripts/run.mjs
// test/lab/cdktn.mjs, after node scripts/run.mjs cdktn test.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fail, root } from '../../scripts/lib/project.ts';

/** What moves: the folder of what an app writes, and the stack in it. */
const STACKS = [['eks-s3-rds', 'eks-s3-rds'], ['existing-cluster-kind', 'existing-cluster-kind']];
const PROVIDERS = ['aws', 'helm', 'kubernetes', 'random', 'tls'];

const first = resolve(root, process.env.LAB ?? '../shared/lab/lab');
const made = join(root, 'build', 'cdktn');
const work = mkdtempSync(join(tmpdir(), 'zenml-lab-cdktn.'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
if (!existsSync(join(made, 'synthesized', 'cdktn'))) {
  fail('Nothing is synthesized with cdktn: node scripts/run.mjs cdktn test');
}

const CONTEXT = 'kind-zenml-try';
const HOME = { HOME: work, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache') };

const started = Date.now();
let passed = 0;
let failed = 0;
function check(name, ok, detail) {
  passed += ok ? 1 : 0;
  failed += ok ? 0 : 1;
  console.log(`${ok ? 'ok   ' : 'FAIL '} ${name}${ok ? '' : `\n${detail}`}`);
}

const second = labForCdktn();
writeKubeconfig();
for (const [app, stack] of STACKS) {
  move(app, stack);
}
console.log(`${passed} passed, ${failed} failed (${Math.round((Date.now() - started) / 1000)} s)`);
process.exitCode = failed === 0 ? 0 : 1;

/** The cluster that the example for an existing one looks for. */
function writeKubeconfig() {
  mkdirSync(join(work, '.kube'));
  writeFileSync(join(work, '.kube', 'config'), JSON.stringify({
    'apiVersion': 'v1', 'kind': 'Config', 'current-context': CONTEXT,
    'clusters': [{ name: CONTEXT, cluster: { server: 'https://127.0.0.1:6443' } }],
    'users': [{ name: CONTEXT, user: { token: 'token' } }],
    'contexts': [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT } }],
  }));
}

/** A copy of the lab whose stand-ins are the providers of cdktn's bindings. */
function labForCdktn() {
  const copy = join(work, 'lab');
  cpSync(dirname(first), copy, { recursive: true });
  const extract = join(copy, 'schemas', 'extract.mjs');
  writeFileSync(extract, readFileSync(extract, 'utf8').replaceAll('cdktf', 'cdktn'));
  const versions = PROVIDERS.map((name) => {
    const bindings = join(made, 'node_modules', '@cdktn', `provider-${name}`);
    const { version } = JSON.parse(readFileSync(join(bindings, 'package.json'), 'utf8')).cdktn.provider;
    // Of types that are not used, the lab does not read all.
    const used = join(work, 'bindings', name, 'lib');
    mkdirSync(used, { recursive: true });
    usedTypes(name).forEach((type) => symlinkSync(join(bindings, 'lib', type), join(used, type)));
    const schema = join(copy, 'schemas', `${name}.json.gz`);
    rmSync(schema);
    const { status, stderr } = spawnSync(process.execPath, [extract, dirname(used), schema], { encoding: 'utf8' });
    if (status !== 0) {
      fail(`The schema of ${name} ${version} cannot be read from its bindings:\n${stderr}`);
    }
    return `${name}/${version}`;
  });
  const script = join(copy, 'lab');
  // What it does not replace (time, null, local) is in no stack.
  writeFileSync(script, readFileSync(script, 'utf8').replace(/^STAND_INS="(.*)"$/m, `STAND_INS="${versions.join(' ')}"`));
  console.log(`moves to ${versions.join(', ')}`);
  return script;
}

/** The types of a provider that the library and the examples import, by the folders of the bindings. */
function usedTypes(name) {
  const files = ['src', 'examples'].flatMap((folder) => readdirSync(join(made, folder), { recursive: true }).map((file) => join(made, folder, file)))
    .filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(new RegExp(`@cdktn/provider-${name}/lib/([\\w-]+)`, 'g'))]);
  return new Set(found.map(([, type]) => type));
}

function move(app, stack) {
  const folder = join(work, app);
  const store = join(work, `${app}-store`);
  const run = (lab, command) => {
    const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1; eval "$('${lab}' env)"; ${command}`], {
      cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, ...HOME, LAB_STATE: store, LAB_ENDPOINT: undefined, TF_IN_AUTOMATION: '1' },
    });
    return { status, stdout };
  };
  const lay = (library) => cpSync(join(made, 'synthesized', library, app, 'stacks', stack), folder, { recursive: true });
  lay('cdktf');
  // The state beside the stack, wherever the example would have it.
  writeFileSync(join(folder, 'backend_override.tf.json'), JSON.stringify({ terraform: { backend: { local: {} } } }));
  const applied = run(first, 'terraform init -input=false -no-color && terraform apply -auto-approve -input=false -no-color');
  check(`${app}: apply with cdktf`, applied.status === 0, applied.stdout);
  lay('cdktn');
  const refused = run(second, 'terraform plan -input=false -no-color');
  check(`${app}: without init -upgrade Terraform refuses the new versions`, refused.status === 1 && refused.stdout.includes('init -upgrade'), refused.stdout);
  const planned = run(second, 'terraform init -upgrade -input=false -no-color && terraform plan -detailed-exitcode -input=false -no-color');
  check(`${app}: plan with cdktn has no changes`, planned.status === 0 && planned.stdout.includes('No changes.'), planned.stdout);
  const destroyed = run(second, 'terraform destroy -auto-approve -input=false -no-color');
  check(`${app}: destroy with cdktn`, destroyed.status === 0, destroyed.stdout);
}
