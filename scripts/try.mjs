// npm run try: examples/existing-cluster on a cluster of kind on this machine, or with KUBE_CONTEXT on a cluster that there is. No account
// anywhere is needed. npm run try -- destroy takes it away again; what else follows goes to terraform apply or destroy.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile, ensureDependencies, fail, pipelineFolder, root, run, runToItsEnd } from './lib/project.mjs';
import { colour, initialize, outputsOf } from './lib/terraform.mjs';
import { begin } from './lib/usage.mjs';
import { refuseLocked, repair } from '../cli/repair.mjs';
import { lines, requireTerraform } from '../cli/terraform.mjs';

begin(`Usage: npm run try [-- arguments for terraform apply]
       npm run try -- destroy

Creates a cluster of kind on this machine, and MLflow, Seldon Core and MinIO on it. Needs Docker, kind and Terraform, and no account.

  KUBE_CONTEXT=NAME   an existing cluster instead; Terraform asks before it creates anything
  NODE_HOST=ADDRESS   address of one of its nodes, if it is not the one that kubectl prints`);
const example = join(root, 'examples', 'existing-cluster');
const folder = join(example, 'cdktf.out', 'stacks', 'existing-cluster-kind');
const KIND = 'zenml-try';
const { KUBE_CONTEXT: ownContext } = process.env;
const context = ownContext ?? `kind-${KIND}`;
const [command, ...args] = ['destroy'].includes(process.argv[2]) ? process.argv.slice(2) : ['apply', ...process.argv.slice(2)];

const ask = (program, ...asked) => spawnSync(program, asked, { encoding: 'utf8' });
const missing = ({ error }) => error?.code === 'ENOENT';

const { binary } = requireTerraform();
let host = process.env.NODE_HOST;
if (ownContext) {
  host ??= addressOfNode();
} else {
  requireKind();
  if (command === 'destroy') {
    removeKind();
  }
  makeKind();
}

ensureDependencies();
compile();
const env = { KUBE_CONTEXT: context, ...(host && { NODE_HOST: host }) };
if (run(process.execPath, [join(root, 'build', 'examples', 'existing-cluster', 'main.js'), 'kind'], { cwd: example, env }).status !== 0) {
  fail('Nothing was synthesized: fix the errors above, then run the same command again.');
}
initialize(binary, folder);
await repair(folder, { binary, destroying: command === 'destroy' });
// On a cluster that was made for this there is nothing to lose; on another one Terraform asks.
const { status, stderr } = await runToItsEnd(binary, [command, ...colour, ...(ownContext ? [] : ['-auto-approve']), ...args], folder);
refuseLocked(stderr);
if (status !== 0) {
  fail(`${binary} ${command} failed, see above. The same command again goes on where it stopped; what the pods say: kubectl --context ${context} get pods -A`);
}
if (command === 'apply') {
  explain(outputsOf(binary, folder));
}

/** Ends without kind: what to do instead. */
function requireKind() {
  const version = ask('kind', 'version');
  if (missing(version)) {
    fail(`kind is not on the PATH. It makes a cluster on this machine, and needs Docker or Podman:
https://kind.sigs.k8s.io/docs/user/quick-start/#installation

With a cluster that you have, whose nodes this machine reaches, name its context; Terraform asks before it makes anything:
  KUBE_CONTEXT=<context> npm run try        (kubectl config get-contexts lists them)`);
  }
}

function hasKind() {
  const { status, stdout, stderr } = ask('kind', 'get', 'clusters');
  if (status !== 0) {
    fail(`kind does not answer: ${lines(stderr)[0] ?? `it ended with ${status}`}. Is Docker, or Podman, running?`);
  }
  return lines(stdout).includes(KIND);
}

function makeKind() {
  if (hasKind()) {
    console.log(`The cluster ${KIND} is there.`);
    return;
  }
  // A state is of no use without the cluster that it tells about.
  removeState();
  if (run('kind', ['create', 'cluster', '--name', KIND, '--config', join(example, 'kind.yaml'), '--wait', '5m']).status !== 0) {
    fail(`kind made no cluster, see above. What is left of it: kind delete cluster --name ${KIND}`);
  }
}

function removeKind() {
  if (run('kind', ['delete', 'cluster', '--name', KIND]).status !== 0) {
    fail('kind has not removed the cluster, see above.');
  }
  removeState();
  process.exit(0);
}

function removeState() {
  ['terraform.tfstate', 'terraform.tfstate.backup'].forEach((name) => rmSync(join(folder, name), { force: true }));
}

/** The address of a node: its ports are open there. */
function addressOfNode() {
  const nodes = ask('kubectl', '--context', ownContext, 'get', 'nodes', '-o', 'json');
  if (missing(nodes)) {
    fail('kubectl is not on the PATH (https://kubernetes.io/docs/tasks/tools/): it tells the address of a node. Or say it: NODE_HOST=<address>');
  }
  if (nodes.status !== 0) {
    fail(`The cluster of the context ${ownContext} does not answer: ${lines(nodes.stderr).at(-1) ?? `kubectl ended with ${nodes.status}`}`);
  }
  const addresses = JSON.parse(nodes.stdout).items.flatMap(({ status }) => status.addresses);
  const found = ['ExternalIP', 'InternalIP'].map((type) => addresses.find((it) => it.type === type)?.address).find(Boolean);
  return found ?? fail('No node tells its address. Say it: NODE_HOST=<address>');
}

function explain(outputs) {
  const value = (name) => outputs[name].value;
  const secret = (name) => `"$(${binary} -chdir=${folder} output -raw ${name})"`;
  const remove = `${ownContext ? `KUBE_CONTEXT=${ownContext} ` : ''}npm run try -- destroy`;
  console.log(`
It runs:

  MLflow    ${value('mlflow-tracking-url')}
            user ${value('mlflow-tracking-username')}, password ${secret('mlflow-tracking-password')}
  models    ${value('seldon-base-url')}/seldon/${value('seldon-core-workload-namespace')}/<name>/api/v0.1/predictions
  MinIO     ${value('s3-endpoint-url')}, bucket ${value('s3-bucket-uri')}
            key ${value('s3-access-key')}, secret ${secret('s3-secret-key')}
  pods      kubectl --context ${context} get pods -A

Use it from ZenML, in an environment with Python 3.11 to 3.13 and the packages of the first pipeline (zenml integration install breaks ZenML):

  uv venv --python 3.12 && source .venv/bin/activate && uv pip install --requirement ${join(pipelineFolder, 'requirements.txt')}

  zenml artifact-store register try --flavor=s3 -- --path=${value('s3-bucket-uri')} \\
    --key=${value('s3-access-key')} --secret=${secret('s3-secret-key')} \\
    --client_kwargs='{"endpoint_url": "${value('s3-endpoint-url')}"}'
  zenml experiment-tracker register try --flavor=mlflow --tracking_uri=${value('mlflow-tracking-url')} \\
    --tracking_username=${value('mlflow-tracking-username')} --tracking_password=${secret('mlflow-tracking-password')}
  zenml model-deployer register try --flavor=seldon -- --kubernetes_context=${context} \\
    --kubernetes_namespace=${value('seldon-core-workload-namespace')} --base_url=${value('seldon-base-url')} \\
    --kubernetes_secret_name=${value('seldon-model-secret')} --secret=''
  zenml stack register try -o default -a try -e try -d try --set

MLflow's client fetches artifacts from MinIO itself, by its name inside the cluster, unless it is told to ask the server:

  export MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD=false MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD=false

Remove it all:

  ${remove}
`);
}
