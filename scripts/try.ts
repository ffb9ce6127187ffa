// examples/existing-cluster on a cluster of kind on this machine, or on an existing one.
import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Block } from './lib/graph';
import { helpIfAsked } from './lib/help';
import { compile, fail, pipelineVenv, root, run, runExample, runToItsEnd } from './lib/project';
import { colour, initialize } from './lib/terraform';
import { Outputs } from '../cli/documents';
import { outputsOf } from '../cli/outputs';
import { refuseLocked, repair } from '../cli/repair';
import { lines, requireTerraform } from '../cli/terraform';

const USAGE = `Usage: npm run try [-- arguments for terraform apply]
       npm run try -- destroy

Creates a cluster of kind on this machine, and MLflow, Seldon Core and MinIO on it. Needs Docker, kind and Terraform,
and no account.

  KUBE_CONTEXT=NAME   an existing cluster instead; Terraform asks before it creates anything
  NODE_HOST=ADDRESS   address of one of its nodes, if it is not the one that kubectl prints`;
const KIND = 'zenml-try';
const folder = join(root, 'examples', 'existing-cluster', 'cdktf.out', 'stacks', 'existing-cluster-kind');
const { KUBE_CONTEXT: ownContext } = process.env;
const context = ownContext ?? `kind-${KIND}`;

const ask = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' });
const isMissing = ({ error }: SpawnSyncReturns<string>) =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';

async function main(): Promise<void> {
  helpIfAsked(USAGE);
  const given = process.argv.slice(2);
  const [command, ...args] = given[0] === 'destroy' ? given : ['apply', ...given];
  const { binary } = requireTerraform();
  if (!ownContext) {
    requireKind();
    if (command === 'destroy') {
      removeKind();
      return;
    }
    createKind();
  }
  const host = process.env.NODE_HOST ?? (ownContext ? addressOfNode() : undefined);
  compile();
  runExample('existing-cluster', ['kind'], { KUBE_CONTEXT: context, ...(host && { NODE_HOST: host }) });
  initialize(binary, folder);
  await repair(folder, { binary, destroying: command === 'destroy' });
  // Terraform asks for confirmation, except on the cluster that was created for this.
  const approve = ownContext ? [] : ['-auto-approve'];
  const { status, stderr } = await runToItsEnd(binary, [command, ...colour, ...approve, ...args], folder);
  refuseLocked(stderr);
  if (status !== 0) {
    fail(`${binary} ${command} failed, see above. The same command continues where it stopped; `
      + `for the state of the pods: kubectl --context ${context} get pods -A`);
  }
  if (command === 'apply') {
    explain(binary, outputsOf(folder, binary));
  }
}

/** Fails without kind, with an alternative. */
function requireKind(): void {
  if (isMissing(ask('kind', 'version'))) {
    fail(`kind is not on the PATH. It creates a cluster on this machine, and needs Docker or Podman:
https://kind.sigs.k8s.io/docs/user/quick-start/#installation

With an existing cluster whose nodes this machine reaches, give its context; Terraform asks before it creates anything:
  KUBE_CONTEXT=<context> npm run try        (kubectl config get-contexts lists them)`);
  }
}

function hasKind(): boolean {
  const { status, stdout, stderr } = ask('kind', 'get', 'clusters');
  if (status !== 0) {
    fail(`kind get clusters failed: ${lines(stderr)[0] ?? `status ${status}`}. Is Docker, or Podman, running?`);
  }
  return lines(stdout).includes(KIND);
}

function createKind(): void {
  if (hasKind()) {
    console.log(`The cluster ${KIND} exists.`);
    return;
  }
  // A state is of no use without the cluster that it describes.
  removeState();
  const config = join(root, 'examples', 'existing-cluster', 'kind.yaml');
  if (run('kind', ['create', 'cluster', '--name', KIND, '--config', config, '--wait', '5m']).status !== 0) {
    fail(`kind created no cluster, see above. To delete what is left of it: kind delete cluster --name ${KIND}`);
  }
}

function removeKind(): void {
  if (run('kind', ['delete', 'cluster', '--name', KIND]).status !== 0) {
    fail('kind did not delete the cluster, see above.');
  }
  removeState();
}

function removeState(): void {
  ['terraform.tfstate', 'terraform.tfstate.backup'].forEach((name) => rmSync(join(folder, name), { force: true }));
}

/** The address of a node, whose ports are open there. */
function addressOfNode(): string {
  const nodes = ask('kubectl', '--context', context, 'get', 'nodes', '-o', 'json');
  if (isMissing(nodes)) {
    fail('kubectl is not on the PATH (https://kubernetes.io/docs/tasks/tools/). It is asked for the address of a node; '
      + 'without it, give that: NODE_HOST=<address>');
  }
  if (nodes.status !== 0) {
    const reason = lines(nodes.stderr).at(-1) ?? `kubectl failed with ${nodes.status}`;
    fail(`The cluster of the context ${context} does not answer: ${reason}`);
  }
  const items: Block[] = JSON.parse(nodes.stdout).items;
  const addresses: Block[] = items.flatMap(({ status }) => status.addresses);
  const addressOf = (type: string): string | undefined => addresses.find((it) => it.type === type)?.address;
  return addressOf('ExternalIP') ?? addressOf('InternalIP')
    ?? fail('No node has an address. Give one: NODE_HOST=<address>');
}

/** Prints where everything is, and how to use it from ZenML. */
function explain(binary: string, outputs: Outputs): void {
  const value = (name: string) => outputs[name];
  const secret = (name: string) => `"$(${binary} -chdir=${folder} output -raw ${name})"`;
  const { requirements } = pipelineVenv;
  const remove = `${ownContext ? `KUBE_CONTEXT=${ownContext} ` : ''}npm run try -- destroy`;
  console.log(`
It is running:

  MLflow    ${value('mlflow-tracking-url')}
            user ${value('mlflow-tracking-username')}, password ${secret('mlflow-tracking-password')}
  models    ${value('seldon-base-url')}/seldon/${value('seldon-core-workload-namespace')}/<name>/api/v0.1/predictions
  MinIO     ${value('s3-endpoint-url')}, bucket ${value('s3-bucket-uri')}
            key ${value('s3-access-key')}, secret ${secret('s3-secret-key')}
  pods      kubectl --context ${context} get pods -A

Use it from ZenML, in an environment with Python 3.11 to 3.13 and the packages of the first pipeline
(zenml integration install breaks ZenML):

  uv venv --python 3.12 && source .venv/bin/activate && uv pip install --requirement ${requirements}

  zenml artifact-store register try --flavor=s3 -- --path=${value('s3-bucket-uri')} \\
    --key=${value('s3-access-key')} --secret=${secret('s3-secret-key')} \\
    --client_kwargs='{"endpoint_url": "${value('s3-endpoint-url')}"}'
  zenml experiment-tracker register try --flavor=mlflow --tracking_uri=${value('mlflow-tracking-url')} \\
    --tracking_username=${value('mlflow-tracking-username')} --tracking_password=${secret('mlflow-tracking-password')}
  zenml model-deployer register try --flavor=seldon -- --kubernetes_context=${context} \\
    --kubernetes_namespace=${value('seldon-core-workload-namespace')} --base_url=${value('seldon-base-url')} \\
    --kubernetes_secret_name=${value('seldon-model-secret')} --secret=''
  zenml stack register try -o default -a try -e try -d try --set

MLflow's client fetches artifacts from MinIO by its name inside the cluster, unless these variables send it to the
server:

  export MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD=false MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD=false

Delete everything:

  ${remove}
`);
}

void main();
