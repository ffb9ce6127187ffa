// synth, plan, deploy, destroy, output: terraform (or tofu) on the synthesized example.
import { existsSync } from 'node:fs';
import { awsCliProblem, requireCredentials } from './lib/aws-cli';
import { helpIfAsked } from './lib/help';
import { fail, readJson, run, runToItsEnd, stackFile, stackFolder, synthesized } from './lib/project';
import { closing, isClosed, OPEN_IT, outputLines } from './lib/summary';
import { colour, initialize, requireAnswer, withoutOutputs } from './lib/terraform';
import { keepData } from '../cli/keep-data';
import { outputsIn, outputsOf } from '../cli/outputs';
import { refuseLocked, repair } from '../cli/repair';
import { requireTerraform } from '../cli/terraform';

/** The description of each command, and Terraform's name for it. */
const COMMANDS = {
  synth: ['writes the example\'s Terraform configuration', ''],
  plan: ['prints what a deploy would create, change and delete; costs nothing', 'plan'],
  deploy: ['deploys the example in 15 to 30 minutes; it then costs about 0.50 USD an hour', 'apply'],
  destroy: ['destroys the deployed example', 'destroy'],
  output: ['prints the outputs of the deployed example', 'output'],
};
type Command = keyof typeof COMMANDS;

const OPTIONS: Partial<Record<Command, string>> = {
  deploy: `
  -auto-approve     does not ask: needed where standard input is not a terminal
  --adopt           imports data that an earlier deployment of the same names has kept
  --new-database    continues although a final snapshot of an earlier database exists`,
  destroy: `
  --keep-data       destroys everything but the data of a stack with DataRetention.KEEP: docs/operations.md
  -auto-approve     does not ask: needed where standard input is not a terminal`,
  output: `
  -raw NAME         one output as it is, also a sensitive one: npm run --silent output -- -raw zenml-server-password
  -json             all of them`,
};

function usageOf(command: Command): string {
  const [summary, verb] = COMMANDS[command];
  return [
    `Usage: npm run ${command}${verb === '' ? '' : ` -- [arguments for terraform ${verb}]`}`,
    '',
    `${command} ${summary}. It is described in examples/eks-s3-rds/config.ts.`,
    ...(command in OPTIONS ? [OPTIONS[command]] : []),
  ].join('\n');
}

/** Options of these scripts; all others are terraform's. */
const OWN = ['--adopt', '--new-database', '--keep-data'];

/** The requested command and options. */
interface Call {
  readonly command: Exclude<Command, 'synth'>;
  readonly binary: string;
  readonly given: string[];
  /** Those of them for terraform. */
  readonly args: string[];
}

async function main(): Promise<void> {
  const [command, ...given] = process.argv.slice(2) as [Command, ...string[]];
  if (!(command in COMMANDS)) {
    const usage = `Usage: npm run ${Object.keys(COMMANDS).join('|')} [-- arguments for terraform]`;
    helpIfAsked(usage);
    fail(usage);
  }
  helpIfAsked(usageOf(command));
  if (command === 'synth') {
    synthesized();
    console.log(`Synthesized to ${stackFolder}`);
    return;
  }
  const call = { command, given, args: given.filter((it) => !OWN.includes(it)), binary: requireTerraform().binary };
  await (command === 'output' ? output(call) : onAws(call));
}

function output({ binary, args }: Call): void {
  // Outputs are in the state: they need no synthesis, unless nothing was synthesized yet.
  if (!existsSync(stackFile)) {
    synthesized();
  }
  initialize(binary, stackFolder);
  const outputs = outputsIn(stackFolder, binary);
  if (Object.keys(outputs).length === 0) {
    fail('There are no outputs: nothing is deployed. Deploy first: npm run deploy');
  }
  if (args.length > 0) {
    process.exit(run(binary, ['output', ...colour, ...args], { cwd: stackFolder }).status ?? 1);
  }
  console.log(outputLines(outputs).join('\n'));
}

/** Checks the AWS CLI and the credentials, before the minute that compiling takes where that is possible. */
function synthesizedFor({ command, args }: Call): void {
  const problem = awsCliProblem();
  if (problem) {
    fail(problem);
  }
  if (command !== 'plan') {
    requireAnswer(command, args);
  }
  const regionOf = () => readJson(stackFile).provider.aws[0].region as string;
  const last = existsSync(stackFile) ? regionOf() : undefined;
  const caller = last && requireCredentials(last);
  const stack = synthesized();
  const region = regionOf();
  console.log(`AWS: ${caller && region === last ? caller : requireCredentials(region)} in ${region}`);
  if (command !== 'destroy' && isClosed(stack)) {
    console.log(`In examples/eks-s3-rds/config.ts ${OPEN_IT}`);
  }
}

async function onAws(call: Call): Promise<void> {
  const { command, binary, given } = call;
  synthesizedFor(call);
  initialize(binary, stackFolder);
  const options = { binary, destroying: command === 'destroy' };
  const [adopt, newDatabase, keepsData] = OWN.map((it) => given.includes(it));
  const known = command === 'plan' ? 0
    : await repair(stackFolder, { ...options, adopt, newDatabase, lateSeconds: 0 });
  if (command !== 'destroy') {
    process.exit(await planOrDeploy(call));
  }
  if (keepsData) {
    await keepData(stackFolder, options);
  }
  const status = await destroy(call);
  if (status === 0 && known > 0) {
    await repair(stackFolder, { ...options, keepsData });
  }
  process.exit(status);
}

async function terraform(
  { command, binary, args }: Call, out?: (text: string) => void,
): Promise<{ status: number; stderr: string }> {
  const { status, stderr } = await runToItsEnd(binary, [COMMANDS[command][1], ...colour, ...args], stackFolder, out);
  refuseLocked(stderr);
  return { status: status ?? 1, stderr };
}

async function planOrDeploy(call: Call): Promise<number> {
  const { command, binary } = call;
  console.log(`${binary} ${COMMANDS[command][1]}: the plan takes about a minute …`);
  if (command === 'plan') {
    return (await terraform(call)).status;
  }
  const { status } = await terraform(call, withoutOutputs((text) => process.stdout.write(text)));
  if (status === 0) {
    console.log(`\n${closing(outputsOf(stackFolder, binary))}`);
  }
  return status;
}

async function destroy(call: Call): Promise<number> {
  const { binary } = call;
  console.log(`${binary} destroy: reading the resources takes about a minute …`);
  let { status, stderr } = await terraform(call);
  if (/DependencyViolation/.test(stderr) && await removedLeftovers(binary)) {
    console.log('They are deleted, so the same command runs again:');
    ({ status, stderr } = await terraform(call));
  }
  if (status !== 0 && /Instance cannot be destroyed/.test(stderr)) {
    const { 'kept-data': kept = '' } = outputsOf(stackFolder, binary);
    fail(`${kept}
Nothing was destroyed. Next, one of:
  npm run destroy -- --keep-data    destroys everything but the data
  dataRetention: DataRetention.DELETE in examples/eks-s3-rds/config.ts, then npm run deploy and npm run destroy:
                                    destroys the data too`);
  }
  return status;
}

/** Deletes resources that others added to the network while its nodes were deleted. Returns whether there were any. */
async function removedLeftovers(binary: string): Promise<boolean> {
  let repaired = 0;
  const say = (line: string) => {
    repaired += /^Repaired:/.test(line) ? 1 : 0;
    console.log(line);
  };
  await repair(stackFolder, { binary, destroying: true, lateSeconds: 0, say });
  return repaired > 0;
}

void main();
