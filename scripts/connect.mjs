// From the deployed example to a laptop that submits pipelines: the package's own command, with an environment in the repository.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, fail, pipelineVenv, root, run, stackFolder } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';

begin(`Usage: npm run connect [-- --stack NAME]

Logs ZenML's client on this machine in to the ZenML server of the deployed example, in examples/first-pipeline/.venv, which is created
if it does not exist.

  --stack NAME   the ZenML stack to set active (default: the one without a model deployer)
  --json         prints the result as JSON

All options: npx cdktf-zenml-aws help connect`);
if (!existsSync(join(stackFolder, 'cdk.tf.json'))) {
  fail('Nothing is deployed from this folder: npm run deploy first.');
}
ensureDependencies();
const { status } = run(process.execPath, [join(root, 'cli', 'cdktf-zenml-aws.mjs'), 'connect', stackFolder, ...pipelineVenv, ...process.argv.slice(2)]);
process.exit(status ?? 1);
