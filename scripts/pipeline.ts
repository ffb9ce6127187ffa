// Runs examples/first-pipeline on the deployed example.
import { join } from 'node:path';
import { helpIfAsked } from './lib/help';
import { fail, pipelineFolder, pipelineVenv, requireSynthesized, run, stackFolder } from './lib/project';
import { Outputs } from '../cli/documents';
import { outputsOf } from '../cli/outputs';
import { ensureVenv } from '../cli/python';

const USAGE = `Usage: npm run pipeline [-- options]

Trains a model on the deployed example, tracks it in MLflow, serves it with Seldon Core, asks it and compares. Needs
npm run connect before it, and Docker.

  --no-deploy    trains and tracks; the model is not served
  --image IMAGE  an image that has all of examples/first-pipeline/requirements.txt: none is built`;
const DEPLOY_FIRST = 'Nothing is deployed: npm run deploy first, then npm run connect.';

/** The arguments of run.py for the ZenML stack with or without a model deployer. */
function argumentsFor(outputs: Outputs, deploys: boolean): string[] {
  const deployer = deploys ? outputs['zenml-seldon-stack-name'] : undefined;
  if (deployer === undefined) {
    return ['--stack', `${outputs['zenml-stack-name']}`];
  }
  const { SKLEARN_SERVER: image } = JSON.parse(`${outputs['model-server-images'] ?? '{}'}`);
  return [
    '--stack', `${deployer}`, '--deploy', '--service-account', `${outputs['seldon-service-account']}`,
    ...(image ? ['--model-server', image] : []),
  ];
}

function main(): void {
  helpIfAsked(USAGE);
  requireSynthesized(DEPLOY_FIRST);
  const args = process.argv.slice(2);
  const outputs = outputsOf(stackFolder);
  if (outputs['zenml-stack-name'] === undefined) {
    fail(Object.keys(outputs).length === 0 ? DEPLOY_FIRST
      : 'The stack is not registered on a ZenML server: use zenml: ZenmlServerSource.create() in '
        + 'examples/eks-s3-rds/config.ts, and deploy.');
  }
  const python = ensureVenv(pipelineVenv.venv, ['--requirement', pipelineVenv.requirements]);
  const { status } = run(python, [
    join(pipelineFolder, 'run.py'), ...argumentsFor(outputs, !args.includes('--no-deploy')),
    ...args.filter((arg) => arg !== '--no-deploy'),
  ], { cwd: pipelineFolder, env: { ZENML_ANALYTICS_OPT_IN: 'false' } });
  process.exit(status ?? 1);
}

main();
