// DataRetention.KEEP with real Terraform on the lab's stand-ins: `destroy` refuses and changes nothing, and succeeds
// after the steps that it prints. LAB=<the lab's entry script> node scripts/run.mjs test/lab/keep.mjs, after the
// examples are compiled.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageCommand, root } from '../../scripts/lib/project.ts';

const lab = process.env.LAB || join(root, '..', 'shared', 'lab', 'lab');
const require = createRequire(import.meta.url);
const { App } = require('cdktf');
const { DataRetention } = require('../../lib');
const { build } = require('../../build/examples/eks-s3-rds/app.js');
const { config } = require('../../build/examples/eks-s3-rds/config.js');

const work = mkdtempSync(join(tmpdir(), 'keep-'));
const store = join(work, 'state');
const stack = join(work, 'out', 'stacks', 'eks-s3-rds');
const started = Date.now();
let failed = 0;

function check(name, passed, detail = '') {
  failed += passed ? 0 : 1;
  console.log(`${passed ? 'ok   ' : 'FAIL '} ${name}${passed ? '' : `\n${detail}`}`);
}

/** Runs a command with the lab's variables; errors go where the output goes. */
function run(command, { cwd = stack, store: state = store } = {}) {
  const result = spawnSync('bash', ['-c', `eval "$('${lab}' env)"; ${command} 2>&1`], {
    cwd, encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, LAB_STATE: state, LAB_ENDPOINT: undefined, TF_IN_AUTOMATION: '1' },
  });
  return { ended: result.status === 0, output: result.stdout };
}

/** The resources in the simulated world, as `type/id`. */
function objects() {
  return readdirSync(store, { recursive: true }).map(String).filter((file) => file.endsWith('.json')).map((file) => file.split(/[/\\]/).slice(-2).join('/'));
}

/** The file of the only object of a type. */
function fileOf(type) {
  const file = readdirSync(store, { recursive: true }).map(String).find((name) => name.includes(join(type, '/')) && name.endsWith('.json'));
  return join(store, file);
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const left = (pattern) => objects().filter((object) => pattern.test(object));

function synthesize(out, dataRetention) {
  const app = new App({ outdir: join(work, out) });
  build(app, { ...config, dataRetention });
  app.synth();
}
synthesize('out', DataRetention.KEEP);

// The state beside the stack, wherever cdktf would have it.
writeFileSync(join(stack, 'backend_override.tf.json'), JSON.stringify({ terraform: { backend: { local: {} } } }));
const applied = run('terraform init -input=false -no-color && terraform apply -auto-approve -input=false -no-color');
check('apply', applied.ended, applied.output);
if (!applied.ended) {
  process.exit(1);
}

const key = run('terraform output -raw zenml-server-encryption-key').output;

// Somebody has used the stack: there is an artifact in the bucket.
const bucketFile = fileOf('aws_s3_bucket');
const { state: { bucket } } = read(bucketFile);
const objectFolder = join(dirname(dirname(bucketFile)), 'aws_s3_object');
mkdirSync(objectFolder);
writeFileSync(join(objectFolder, 'artifact.json'), JSON.stringify({ id: 'artifact', name: 'artifact', state: { bucket, key: 'artifact' } }));
const database = read(fileOf('aws_db_instance'));
const snapshot = database.state.final_snapshot_identifier;

const world = () => readdirSync(store, { recursive: true }).map(String).filter((file) => file.endsWith('.json')).sort()
  .map((file) => `${file} ${readFileSync(join(store, file), 'utf8')}`).join('\n');
const before = world();
const outputs = run('terraform output -json').output;
const stopped = run('terraform destroy -auto-approve -input=false -no-color');
check('destroy refuses in its plan', !stopped.ended && /Instance cannot be destroyed/.test(stopped.output) && stopped.output.includes('terraform_data.KeptData'), stopped.output);
const said = run('terraform output -raw kept-data').output;
check('an output says what is kept', said.includes(`MySQL server ${database.name}`) && said.includes(`S3 bucket ${bucket}`)
  && said.includes(snapshot) && said.includes('ECR repository'), said);
check('nothing has changed', world() === before && run('terraform output -json').output === outputs, objects().join('\n'));
const replanned = run('terraform plan -detailed-exitcode -input=false -no-color');
check('and nothing is to be done after it', replanned.ended, replanned.output);

// A copy of this world, in which nothing is to be kept any more.
const copy = { cwd: join(work, 'copy'), store: join(work, 'copied-state') };
cpSync(stack, copy.cwd, { recursive: true });
cpSync(store, copy.store, { recursive: true });
synthesize('delete', DataRetention.DELETE);
cpSync(join(work, 'delete', 'stacks', 'eks-s3-rds'), copy.cwd, { recursive: true });
const deleting = run('terraform apply -auto-approve -input=false -no-color && terraform destroy -auto-approve -input=false -no-color', copy);
check('with DELETE and an apply destroy takes all', deleting.ended, deleting.output);

// Another one, in which keep-data does what was said. There is no AWS CLI here: this one does to the database what
// Terraform reads of it then.
const kept = { cwd: join(work, 'kept'), store: join(work, 'kept-state') };
cpSync(stack, kept.cwd, { recursive: true });
cpSync(store, kept.store, { recursive: true });
mkdirSync(join(work, 'tools'));
writeFileSync(join(work, 'tools', 'aws'), `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const file = ${JSON.stringify(join(kept.cwd, 'terraform.tfstate'))};
if (process.argv.includes('--no-deletion-protection')) {
  const state = JSON.parse(readFileSync(file, 'utf8'));
  state.resources.find(({ type }) => type === 'aws_db_instance').instances[0].attributes.deletion_protection = false;
  writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
}
console.log('null');
`, { mode: 0o755 });
const keeping = run(`PATH='${join(work, 'tools')}':"$PATH" node ${packageCommand.map((it) => `'${it}'`).join(' ')} keep-data .`, kept);
check('keep-data ends', keeping.ended && keeping.output.includes(`takes the final snapshot ${snapshot}`), keeping.output);
check('and keeps password and key', read(join(kept.cwd, 'kept-data.json'))['zenml-server-encryption-key'] === key);
const keptDestroy = run('terraform destroy -auto-approve -input=false -no-color', kept);
check('a destroy after it ends', keptDestroy.ended, keptDestroy.output);
const keptObjects = readdirSync(kept.store, { recursive: true }).map(String).filter((file) => file.endsWith('.json'))
  .map((file) => file.split(/[/\\]/).slice(-2).join('/')).sort();
check('and leaves bucket with its settings and artifacts, and repositories', keptObjects.every((it) => /^aws_(s3_|ecr_)/.test(it))
  && keptObjects.includes(`aws_s3_bucket/${bucket}.json`) && keptObjects.some((it) => it.startsWith('aws_ecr_repository/')), keptObjects.join('\n'));
check('with an empty state', run('terraform state list', kept).output.trim() === '');

// As it said.
const command = (pattern) => said.split('\n').map((line) => line.trim()).find((line) => pattern.test(line));
const unprotect = command(/^aws rds modify-db-instance .*--no-deletion-protection/);
const shown = run(command(/^echo .*terraform console$/)).output.trim();
check('the key of ZenML\'s secrets is still to be read as it has said', key.length === 64 && shown === `"${key}"`, shown);
check('it has said how to turn the protection off', unprotect?.includes(` --db-instance-identifier ${database.name} `), said);
// There is no AWS CLI here. What Terraform reads of the database after that command:
const stateFile = join(stack, 'terraform.tfstate');
const state = read(stateFile);
state.resources.find(({ type }) => type === 'aws_db_instance').instances[0].attributes.deletion_protection = false;
writeFileSync(stateFile, JSON.stringify({ ...state, serial: state.serial + 1 }));
const forget = run(command(/^terraform state rm aws_s3_bucket\./));
check('the bucket is taken out of the state as it has said', forget.ended, forget.output);
const unguarded = run(command(/^terraform state rm terraform_data\./));
check('the guard is taken out of the state as it has said', unguarded.ended, unguarded.output);
const ended = run('terraform destroy -auto-approve -input=false -no-color');
check('destroy ends', ended.ended, ended.output);
check('and leaves the artifacts alone', objects().sort().join() === [`aws_s3_bucket/${bucket}.json`, 'aws_s3_object/artifact.json'].join(), objects().join('\n'));
check('with an empty state', run('terraform state list').output.trim() === '');

console.log(`${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`);
rmSync(work, { recursive: true });
process.exit(failed === 0 ? 0 : 1);
