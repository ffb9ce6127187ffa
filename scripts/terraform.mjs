// synth, plan, deploy, destroy, output: terraform (or tofu) on the synthesized example.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, ensureDependencies, example, fail, run, runToItsEnd, stackFolder, synthesize } from './lib/project.mjs';
import { closing, isClosed, OPEN_IT, outputLines } from './lib/summary.mjs';
import { colour, initialize, outputsOf, requireAnswer, withoutOutputs } from './lib/terraform.mjs';
import { awsCliProblem, requireCredentials } from './lib/tools.mjs';
import { begin } from './lib/usage.mjs';
import { keepData } from '../cli/keep-data.mjs';
import { refuseLocked, repair } from '../cli/repair.mjs';
import { requireTerraform } from '../cli/terraform.mjs';

/** What each does, and Terraform's name for it. */
const commands = {
  synth: ['writes the example\'s Terraform configuration'],
  plan: ['prints what a deploy would create, change and delete; costs nothing', 'plan'],
  deploy: ['deploys the example, in 15 to 30 minutes; from then on about 0.50 USD an hour', 'apply'],
  destroy: ['destroys the deployed example', 'destroy'],
  output: ['prints the outputs of the deployed example', 'output'],
};
const usageOf = (command) => [
  `Usage: npm run ${command}${command === 'synth' ? '' : ` -- [arguments for terraform ${commands[command][1]}]`}`,
  '',
  `${command} ${commands[command][0]}. It is described in examples/eks-s3-rds/config.ts.`,
  ...({
    deploy: ['',
      '  -auto-approve     does not ask: needed where standard input is no terminal',
      '  --adopt           imports data that an earlier deployment of the same names has kept',
      '  --new-database    continues although a final snapshot of an earlier database exists'],
    destroy: ['',
      '  --keep-data       destroys everything but the data of a stack with DataRetention.KEEP: docs/operations.md',
      '  -auto-approve     does not ask: needed where standard input is no terminal'],
    output: ['',
      '  -raw NAME         one output as it is, also a sensitive one: npm run --silent output -- -raw zenml-server-password',
      '  -json             all of them'],
  }[command] ?? []),
].join('\n');

const [command, ...given] = process.argv.slice(2);
if (!(command in commands)) {
  begin(`Usage: npm run ${Object.keys(commands).join('|')} [-- arguments for terraform]`);
  fail(`usage: npm run <${Object.keys(commands).join('|')}> [-- arguments for terraform]`);
}
begin(usageOf(command));
// What repair takes, and what terraform takes.
const OWN = ['--adopt', '--new-database', '--keep-data'];
const [adopt, newDatabase, keepsData] = OWN.map((it) => given.includes(it));
const args = given.filter((it) => !OWN.includes(it));
const asksAws = ['plan', 'deploy', 'destroy'].includes(command);
const synthesized = join(stackFolder, 'cdk.tf.json');

// What is missing is told at once, not after a minute of compiling.
const tool = command === 'synth' ? undefined : requireTerraform();
const problem = asksAws ? awsCliProblem() : undefined;
if (problem) {
  fail(problem);
}
if (['deploy', 'destroy'].includes(command)) {
  requireAnswer(command, args);
}
const [, early] = /^ {2}region: '([a-z0-9-]+)'/m.exec(readFileSync(join(example, 'config.ts'), 'utf8')) ?? [];
const caller = asksAws && early ? requireCredentials(early) : undefined;

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
  console.log(`AWS: ${caller && region === early ? caller : requireCredentials(region)} in ${region}`);
  if (command !== 'destroy' && isClosed(stack)) {
    console.log(`In examples/eks-s3-rds/config.ts ${OPEN_IT}`);
  }
}
initialize(tool.binary, stackFolder);

if (command === 'output') {
  const outputs = outputsOf(tool.binary, stackFolder);
  if (Object.keys(outputs).length === 0) {
    fail('There are no outputs: nothing is deployed. Deploy first: npm run deploy');
  }
  if (args.length > 0) {
    process.exit(run(tool.binary, ['output', ...colour, ...args], { cwd: stackFolder }).status ?? 1);
  }
  console.log(outputLines(outputs).join('\n'));
  process.exit(0);
}

const options = { binary: tool.binary, destroying: command === 'destroy' };
const isDeploy = command === 'deploy';
const terraform = () => runToItsEnd(tool.binary, [commands[command][1], ...colour, ...args], stackFolder,
  isDeploy ? withoutOutputs((text) => process.stdout.write(text)) : undefined);
const known = asksAws && command !== 'plan' ? await repair(stackFolder, { ...options, adopt, newDatabase, lateSeconds: 0 }) : 0;
if (command === 'destroy' && keepsData) {
  await keepData(stackFolder, options);
}
console.log(`${tool.binary} ${commands[command][1]}: ${isDeploy || command === 'plan' ? 'the plan takes' : 'reading what there is takes'} about a minute …`);
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
  await repair(stackFolder, { ...options, keepsData });
}
if (command === 'destroy' && status !== 0 && /Instance cannot be destroyed/.test(stderr)) {
  const { 'kept-data': kept } = outputsOf(tool.binary, stackFolder);
  fail(`${kept?.value ?? ''}
Nothing was destroyed. Next, one of:
  npm run destroy -- --keep-data    destroys everything but the data
  dataRetention: DataRetention.DELETE in examples/eks-s3-rds/config.ts, npm run deploy, npm run destroy    the data too`);
}
if (isDeploy && status === 0) {
  const outputs = Object.entries(outputsOf(tool.binary, stackFolder));
  console.log(`\n${closing(Object.fromEntries(outputs.map(([name, { value }]) => [name, value])))}`);
}
process.exit(status ?? 1);
