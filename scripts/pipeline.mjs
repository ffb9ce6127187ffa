// Runs examples/first-pipeline on the deployed example: trains, tracks, and where the stack has Seldon Core serves the model and asks it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputsOf } from '../cli/connect.mjs';
import { ensureVenv } from '../cli/python.mjs';
import { fail, pipelineFolder, pipelineVenv, run, stackFolder } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';

begin(`Usage: npm run pipeline [-- options]

Trains a model on the deployed example, tracks it in MLflow, serves it with Seldon Core, asks it and compares. Needs npm run connect
before it, and Docker.

  --no-deploy    trains and tracks; the model is not served
  --image IMAGE  an image that has all of examples/first-pipeline/requirements.txt: none is built`);
const DEPLOY_FIRST = 'Nothing is deployed: npm run deploy first, then npm run connect.';
const args = process.argv.slice(2);
const deploy = !args.includes('--no-deploy');
if (!existsSync(join(stackFolder, 'cdk.tf.json'))) {
  fail(DEPLOY_FIRST);
}
const outputs = outputsOf(stackFolder);
if (outputs['zenml-stack-name'] === undefined) {
  fail(Object.keys(outputs).length === 0 ? DEPLOY_FIRST
    : 'The stack is registered on no ZenML server: turn zenml on in examples/eks-s3-rds/config.ts, and deploy.');
}
const deployer = deploy ? outputs['zenml-seldon-stack-name'] : undefined;
const images = JSON.parse(outputs['model-server-images'] ?? '{}');
const [, venv, , requirements] = pipelineVenv;
const python = ensureVenv(venv, ['--requirement', requirements]);
const result = run(python, [
  join(pipelineFolder, 'run.py'),
  '--stack', deployer ?? outputs['zenml-stack-name'],
  ...(deployer ? ['--deploy', '--service-account', outputs['seldon-service-account']] : []),
  ...(deployer && images.SKLEARN_SERVER ? ['--model-server', images.SKLEARN_SERVER] : []),
  ...args.filter((arg) => arg !== '--no-deploy'),
], { cwd: pipelineFolder, env: { ZENML_ANALYTICS_OPT_IN: 'false' } });
process.exit(result.status ?? 1);
