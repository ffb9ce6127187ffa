// Logs in to the deployed example by the package's own command, with an environment in the repository.
import { helpIfAsked } from './lib/help';
import { packageCommand, pipelineVenv, requireSynthesized, run, stackFolder } from './lib/project';

helpIfAsked(`Usage: npm run connect [-- --stack NAME]

Logs ZenML's client on this machine in to the ZenML server of the deployed example, in examples/first-pipeline/.venv,
which is created if it does not exist.

  --stack NAME   the ZenML stack to set active (default: the one without a model deployer)
  --json         prints the result as JSON

All options: npx cdktf-zenml-aws help connect`);
requireSynthesized('Nothing is deployed from this folder: npm run deploy first.');
const { status } = run(process.execPath, [
  ...packageCommand, 'connect', stackFolder, '--venv', pipelineVenv.venv, '--requirements', pipelineVenv.requirements,
  ...process.argv.slice(2),
]);
process.exit(status ?? 1);
