// synth, plan, deploy, destroy, output: terraform (or tofu) on the synthesized example.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, ensureDependencies, fail, run, runToItsEnd, stackFolder, synthesize } from './lib/project.mjs';
import { isClosed, OPEN_IT } from './lib/summary.mjs';
import { awsCliProblem, requireCredentials } from './lib/tools.mjs';
import { refuseLocked, repair } from '../cli/repair.mjs';
import { requireTerraform } from '../cli/terraform.mjs';

const commands = {
  synth: [],
  plan: ['plan'],
  deploy: ['apply'],
  destroy: ['destroy'],
  output: ['output'],
};
const [command, ...given] = process.argv.slice(2);
// What repair takes, and what terraform takes.
const [adopt, newDatabase] = ['--adopt', '--new-database'].map((it) => given.includes(it));
const args = given.filter((it) => !['--adopt', '--new-database'].includes(it));
if (!(command in commands)) {
  fail(`usage: npm run <${Object.keys(commands).join('|')}> [-- arguments for terraform]`);
}
const asksAws = ['plan', 'deploy', 'destroy'].includes(command);
const synthesized = join(stackFolder, 'cdk.tf.json');

// What is missing is told at once, not after a minute of compiling.
const tool = command === 'synth' ? undefined : requireTerraform();
const problem = asksAws ? awsCliProblem() : undefined;
if (problem) {
  fail(problem);
}

// Outputs come from the state: they need no synthesis, unless nothing was synthesized yet.
if (command !== 'output' || !existsSync(synthesized)) {
  ensureDependencies();
  compile();
  synthesize();
}
if (!tool) {
  console.log(`Synthesized to ${stackFolder}`);
  process.exit(0);
}

if (asksAws) {
  const stack = JSON.parse(readFileSync(synthesized, 'utf8'));
  const { region } = stack.provider.aws[0];
  console.log(`AWS: ${requireCredentials(region)} in ${region}`);
  if (command !== 'destroy' && isClosed(stack)) {
    console.log(`In examples/eks-s3-rds/config.ts ${OPEN_IT}`);
  }
}
const init = run(tool.binary, ['init', '-input=false', '-no-color'], { cwd: stackFolder, quiet: true });
if (init.status !== 0) {
  fail(`${tool.binary} init failed, see above.
Most often the provider registry cannot be reached, or the state's backend cannot be read.`);
}
const options = { binary: tool.binary, destroying: command === 'destroy' };
const terraform = () => runToItsEnd(tool.binary, [...commands[command], ...args], stackFolder);
const known = command === 'deploy' || command === 'destroy' ? await repair(stackFolder, { ...options, adopt, newDatabase, lateSeconds: 0 }) : 0;
let { status, stderr } = await terraform();
refuseLocked(stderr);
if (command === 'destroy' && /DependencyViolation/.test(stderr)) {
  // Something may have been added to the network while its nodes were on their way out.
  let repaired = 0;
  const say = (line) => {
    repaired += /^Repaired:/.test(line) ? 1 : 0;
    console.log(line);
  };
  await repair(stackFolder, { ...options, lateSeconds: 0, say });
  if (repaired > 0) {
    console.log('The same command again, since that is gone:');
    ({ status, stderr } = await terraform());
  }
}
if (command === 'destroy' && status === 0 && known > 0) {
  await repair(stackFolder, options);
}
process.exit(status ?? 1);
