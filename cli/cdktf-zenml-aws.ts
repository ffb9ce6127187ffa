#!/usr/bin/env node
// Commands to run before and after an apply with terraform, tofu or the cdktf CLI, in any language.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { connect, ConnectFlags } from './connect';
import { diagram } from './diagram';
import { THEMES } from './diagram-shapes';
import { reasonOf } from './files';
import { keepDataCommand } from './keep-data';
import { mirror } from './mirror';
import { policy } from './policy';
import { repairCommand, RepairFlags } from './repair';
import { fail } from './terraform';
import { withoutUserinfo } from './userinfo';

/** The value of an option or argument. Refuses an empty text, the value of an unset shell variable. */
function filled(value: string): string {
  if (value === '') {
    throw new InvalidArgumentError('It must not be empty.');
  }
  return value;
}

/** Adds a command whose argument is the folder of a stack. */
const addCommand = (program: Command, name: string, summary: string, description: string) =>
  program.command(name).summary(summary).description(description).argument('[FOLDER]',
    'folder of the synthesized stack, in which terraform runs (default: the only one in cdktf.out/stacks)', filled);

function addConnect(program: Command): void {
  addCommand(program, 'connect', 'log in to the ZenML server of a deployed stack',
    'Logs ZenML\'s client on this machine in to the ZenML server of a deployed stack, with an API key of a '
    + 'dedicated service account, sets the stack active, and reports what is missing on this machine.')
    .option('--outputs <FILE>', 'output of "terraform output -json", instead of asking terraform; - is standard input',
      filled)
    .option('--stack <NAME>', 'ZenML stack to set active (default: the one without a model deployer)', filled)
    .option('--url <URL>',
      'ZenML server, without access to Terraform\'s state; requires --stack and ZENML_API_KEY', filled)
    .option('--python <PROGRAM>',
      'Python whose ZenML is connected (default: the one of the active virtual environment, else python3)', filled)
    .option('--venv <FOLDER>', 'virtual environment to use, created if it does not exist', filled)
    .option('--requirements <FILE>',
      'packages to install into it (default: ZenML of the server\'s version with the integrations it needs)', filled)
    .option('--json', 'print the result as JSON; messages go to standard error')
    .addHelpText('after', `
Without access to Terraform's state: ZENML_API_KEY=… cdktf-zenml-aws connect --url URL --stack NAME
with a key from: zenml service-account create <name>`)
    .action((folder: string | undefined, options: ConnectFlags) => {
      process.exitCode = connect(folder, options);
    });
}

function addRepair(program: Command): void {
  addCommand(program, 'repair', 'repair what an interrupted run has left, before the next one',
    'Repairs what a killed run has left incomplete in the cluster and in AWS, so that the next apply or destroy '
    + 'continues. Prints each repair, and changes nothing that does not belong to this stack\'s own state.')
    .option('--destroy',
      'the next run is a destroy: resources that it would miss are imported, and what GuardDuty has added to the '
      + 'network is deleted. After a destroy: log groups that AWS creates again are deleted')
    .option('--adopt',
      'import data that an earlier deployment of the same names has kept, instead of refusing to continue')
    .option('--new-database', 'continue although a final snapshot of an earlier database of the same name exists')
    .option('--dry-run', 'only print what would be repaired')
    .option('--patience <SECONDS>',
      'minimum age of an incomplete release, in case another run still works on it (default: 30); after a destroy, '
      + 'for how long AWS may create log groups again (default: 120)', filled)
    .option('--json', 'print the repairs as JSON')
    .action(async (folder: string | undefined, options: RepairFlags) => {
      await repairCommand(folder, options);
      // Open connections to a cluster that does not respond must not keep the process running.
      process.exit(0);
    });
}

function addKeepData(program: Command): void {
  addCommand(program, 'keep-data', 'prepare a destroy of everything but the data',
    'Prepares a destroy that deletes everything but the data of a stack with DataRetention.KEEP: bucket and '
    + 'repositories leave Terraform\'s state, the database loses its deletion protection, so that it leaves a final '
    + 'snapshot, and what refuses the destroy is removed. Deletes nothing. The password of the database and the key of '
    + 'ZenML\'s secrets are written to kept-data.json in FOLDER.')
    .option('--dry-run', 'only print what would be done')
    .addHelpText('after', '\nThen run terraform destroy in the same folder. Do not run "repair --destroy" in between: '
      + 'it imports the bucket again.')
    .action(keepDataCommand);
}

function addPolicy(program: Command): void {
  addCommand(program, 'policy', 'print the IAM policy that a deploy requires',
    'Prints the IAM policy that a role requires to apply, update, repair and destroy the synthesized stack: JSON '
    + 'documents, one after the other, each within the limit of a managed policy. Does not call AWS. Unknown resource '
    + 'types are listed.')
    .option('--account <ID>', 'AWS account (default: any)', filled)
    .option('--region <REGION>', 'AWS region (default: the one in the configuration)', filled)
    .option('--out <FOLDER>', 'write policy-1.json and so on into this folder, instead of printing them', filled)
    .option('--json', 'print one JSON document: the policies, and the addresses of unknown resources')
    .action(policy);
}

function addMirror(program: Command): void {
  addCommand(program, 'mirror', 'print the commands that fill a registry mirror',
    'Prints the commands that copy images (crane) and charts (helm) to the stack\'s registry mirror, for a machine '
    + 'that can reach both: cdktf-zenml-aws mirror | sh')
    .option('--model-servers', 'also copy images of model servers that deployments may name')
    .option('--skopeo', 'copy images with skopeo')
    .option('--json', 'print sources and targets as JSON, instead of commands')
    .action(mirror);
}

function addDiagram(program: Command): void {
  addCommand(program, 'diagram', 'draw the synthesized stack',
    'Draws the synthesized stack as SVG: what runs where, and what connects to what. FOLDER may be a cdk.tf.json. '
    + 'Does not call AWS; the picture contains no secret.')
    .option('--out <FILE>', 'file to write, instead of printing the picture', filled)
    .addOption(new Option('--theme <THEME>', 'colours').choices(Object.keys(THEMES)).default('light'))
    .action(diagram);
}

function addHelp(program: Command): void {
  program.command('help').argument('[COMMAND]').description('print the help of a command').action((name?: string) => {
    const found = name === undefined ? program : program.commands.find((it) => it.name() === name);
    const names = program.commands.map((it) => it.name());
    (found ?? program.error(`error: unknown command '${name}'. Commands: ${names.join(', ')}`)).outputHelp();
  });
}

function programOf(): Command {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  const program = new Command('cdktf-zenml-aws').version(version).helpCommand(false)
    .configureOutput({ writeErr: (text) => process.stderr.write(withoutUserinfo(text)) })
    .description('Commands for a synthesized stack of this library: before and after its apply and destroy.')
    .addHelpText('after', '\nHelp for a command: cdktf-zenml-aws help COMMAND');
  [addConnect, addRepair, addKeepData, addPolicy, addMirror, addDiagram, addHelp].forEach((add) => add(program));
  return program;
}

/** Reports a file or a system call that failed in one line; any other error is a defect, and keeps its stack trace. */
function reportError(error: Error & { readonly syscall?: string; readonly path?: string }): never {
  fail(error.syscall === undefined ? `${error.stack}` : `${error.path ?? error.syscall} ${reasonOf(error)}.`);
}

async function main(): Promise<void> {
  const program = programOf();
  const args = process.argv.slice(2);
  const name = args.find((it) => !it.startsWith('-'));
  const isKnown = name === undefined || program.commands.some((it) => it.name() === name);
  if (args.length === 0) {
    program.outputHelp();
    return;
  }
  // With --help commander prints the general help for a command that does not exist.
  await program.parseAsync(isKnown ? args : [name], { from: 'user' }).catch(reportError);
}

void main();
