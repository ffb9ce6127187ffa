// synth, plan, deploy, destroy, output: terraform (or tofu) on the synthesized example.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compile, ensureDependencies, fail, isOlder, OLDEST_TERRAFORM, run, stackFolder, synthesize, terraform } from './lib/project.mjs';

const commands = {
  synth: [],
  plan: ['plan'],
  deploy: ['apply'],
  destroy: ['destroy'],
  output: ['output'],
};
const [command, ...args] = process.argv.slice(2);
if (!(command in commands)) {
  fail(`usage: npm run <${Object.keys(commands).join('|')}> [-- arguments for terraform]`);
}

// Outputs come from the state: they need no synthesis, unless nothing was synthesized yet.
if (command !== 'output' || !existsSync(join(stackFolder, 'cdk.tf.json'))) {
  ensureDependencies();
  compile();
  synthesize();
}
if (command === 'synth') {
  console.log(`Synthesized to ${stackFolder}`);
  process.exit(0);
}

const { binary, version } = terraform();
if (!version) {
  fail(`${binary} is not on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu
(https://opentofu.org/docs/intro/install), and for OpenTofu set TERRAFORM_BINARY_NAME=tofu.`);
}
if (isOlder(version, OLDEST_TERRAFORM)) {
  fail(`${binary} ${version} is too old: install ${OLDEST_TERRAFORM} or newer.`);
}
const init = run(binary, ['init', '-input=false', '-no-color'], { cwd: stackFolder, quiet: true });
if (init.status !== 0) {
  fail(`${binary} init failed, see above. Most often the provider registry cannot be reached, or the state's backend cannot be read.`);
}
const result = run(binary, [...commands[command], ...args], { cwd: stackFolder });
process.exit(result.status ?? 1);
