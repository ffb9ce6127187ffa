#!/usr/bin/env node
// What comes before and after an apply, for those who run terraform, tofu or the cdktf CLI themselves, in any language.
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { connect } from './connect.mjs';
import { diagram } from './diagram.mjs';
import { THEMES } from './diagram-shapes.mjs';
import { reasonOf } from './files.mjs';
import { keepDataCommand } from './keep-data.mjs';
import { mirror } from './mirror.mjs';
import { policy } from './policy.mjs';
import { repairCommand } from './repair.mjs';
import { fail } from './terraform.mjs';
import { withoutUserinfo } from './userinfo.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** An option or argument with a value, which is not the empty text that an unset variable of a shell leaves. */
function filled(value) {
  if (value === '') {
    throw new InvalidArgumentError('It must not be empty.');
  }
  return value;
}

const program = new Command('cdktf-zenml-aws').version(version).helpCommand(false)
  .configureOutput({ writeErr: (text) => process.stderr.write(withoutUserinfo(text)) })
  .description('Commands for a synthesized stack of this library: before and after its apply and destroy.')
  .addHelpText('after', '\nEach command has its own text: cdktf-zenml-aws help COMMAND');

/** A command whose argument is the folder of a stack. */
const command = (name, summary, description) => program.command(name).summary(summary).description(description)
  .argument('[FOLDER]', 'folder of the synthesized stack, in which terraform runs (default: the only one in cdktf.out/stacks)', filled);

command('connect', 'log in to the ZenML server of a deployed stack',
  'Logs ZenML\'s client on this machine in to the ZenML server of a deployed stack, by an API key of a service account of its own, sets the '
  + 'stack active, and reports what is missing on this machine.')
  .option('--outputs <FILE>', 'output of "terraform output -json", instead of asking terraform; - is standard input', filled)
  .option('--stack <NAME>', 'ZenML stack to set active (default: the one without a model deployer)', filled)
  .option('--url <URL>', 'ZenML server, without access to Terraform\'s state; needs --stack and ZENML_API_KEY', filled)
  .option('--python <PROGRAM>', 'Python whose ZenML is connected (default: that of the active virtual environment, else python3)', filled)
  .option('--venv <FOLDER>', 'virtual environment to use, created if it does not exist', filled)
  .option('--requirements <FILE>', 'packages to install into it (default: ZenML of the server\'s version with the integrations it needs)', filled)
  .option('--json', 'print the result as JSON; messages go to standard error')
  .addHelpText('after', `
Without access to Terraform's state: ZENML_API_KEY=… cdktf-zenml-aws connect --url URL --stack NAME
with a key from: zenml service-account create <name>`)
  .action((folder, options) => {
    process.exitCode = connect(folder, options);
  });

command('repair', 'repair what an interrupted run has left, before the next one',
  'Repairs what a run that was killed has left half done in the cluster and in AWS, so that the next apply or destroy continues. Prints what it '
  + 'does, and changes nothing that does not belong to this stack\'s own state.')
  .option('--destroy',
    'the next run is a destroy: resources that it would miss are imported, and what GuardDuty has added to the network is deleted. After a '
    + 'destroy: log groups that AWS creates again are deleted')
  .option('--adopt', 'import data that an earlier deployment of the same names has kept, instead of refusing to continue')
  .option('--new-database', 'continue although a final snapshot of an earlier database of the same name exists')
  .option('--dry-run', 'only print what would be repaired')
  .option('--patience <SECONDS>',
    'minimum age of something half done, in case another run still works on it (default: 30); after a destroy, for how long AWS may create log '
    + 'groups again (default: 120)', filled)
  .option('--json', 'print the repairs as JSON')
  .action(async (folder, options) => {
    await repairCommand(folder, options);
    // Connections that never answered must not keep it.
    process.exit(0);
  });

command('keep-data', 'prepare a destroy of everything but the data',
  'Prepares a destroy that deletes everything but the data of a stack with DataRetention.KEEP: bucket and repositories leave Terraform\'s state, '
  + 'the database loses its deletion protection, so that it leaves a final snapshot, and what refuses the destroy is removed. Deletes nothing. '
  + 'The password of the database and the key of ZenML\'s secrets are written to kept-data.json in FOLDER.')
  .option('--dry-run', 'only print what would be done')
  .addHelpText('after', '\nThen: terraform destroy, in the same folder. Not with "repair --destroy" in between, which imports the bucket again.')
  .action(keepDataCommand);

command('policy', 'print the IAM policy that a deploy requires',
  'Prints the IAM policy that a role requires to apply, update, repair and destroy the synthesized stack: JSON documents, one after the other, '
  + 'each within the limit of a managed policy. Does not call AWS. Unknown resource types are listed.')
  .option('--account <ID>', 'AWS account (default: any)', filled)
  .option('--region <REGION>', 'AWS region (default: the one in the configuration)', filled)
  .option('--out <FOLDER>', 'write policy-1.json and so on into this folder, instead of printing them', filled)
  .option('--json', 'print one JSON document: the policies, and the addresses of unknown resources')
  .action(policy);

command('mirror', 'print the commands that fill a registry mirror',
  'Prints the commands that copy images (crane) and charts (helm) to the stack\'s registry mirror, for a machine that reaches both: '
  + 'cdktf-zenml-aws mirror | sh')
  .option('--model-servers', 'also copy images that serve models of kinds that deployments may name')
  .option('--skopeo', 'copy images by skopeo')
  .option('--json', 'print sources and targets as JSON, instead of commands')
  .action(mirror);

command('diagram', 'draw the synthesized stack',
  'Draws the synthesized stack as SVG: what runs where, and what connects to what. FOLDER may be a cdk.tf.json. Does not call AWS; no secret is '
  + 'in the picture.')
  .option('--out <FILE>', 'file to write, instead of printing the picture', filled)
  .addOption(new Option('--theme <THEME>', 'colours').choices(Object.keys(THEMES)).default('light'))
  .action(diagram);

program.command('help').argument('[COMMAND]').description('print the text of a command').action((name) => {
  const found = name === undefined ? program : program.commands.find((it) => it.name() === name);
  found ? found.outputHelp() : program.error(`error: unknown command '${name}'. Commands: ${program.commands.map((it) => it.name()).join(', ')}`);
});

const args = process.argv.slice(2);
const name = args.find((it) => !it.startsWith('-'));
const isKnown = name === undefined || program.commands.some((it) => it.name() === name);
if (args.length === 0) {
  program.outputHelp();
} else {
  // With --help commander prints the general help for a command that does not exist.
  await program.parseAsync(isKnown ? args : [name], { from: 'user' }).catch((error) => {
    // A file that nobody expected to be missing; everything else is a defect, whose stack trace is needed.
    fail(error.syscall === undefined ? error.stack : `${error.path ?? error.syscall} ${reasonOf(error)}.`);
  });
}
