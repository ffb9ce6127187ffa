#!/usr/bin/env node
// What comes after an apply, for those who run terraform, tofu or the cdktf CLI themselves, in any language.
import { connect } from './lib/connect.mjs';
import { fail } from './lib/terraform.mjs';

const USAGE = `Usage: cdktf-zenml-aws connect [FOLDER] [options]

connect logs ZenML's client on this machine in to the ZenML server of a deployed stack, by an API key of a service account
of its own, sets the stack active, and says what is missing on this machine.

  FOLDER             the folder of the synthesized stack, in which terraform apply ran
                     (default: the only one in cdktf.out/stacks)
  --outputs FILE     what terraform output -json printed, instead of asking terraform; - is standard input
  --stack NAME       the ZenML stack to set active (default: the one without a model deployer)
  --python PROGRAM   the Python whose ZenML is connected (default: that of the active virtual environment, else python3)
  --venv FOLDER      a virtual environment to be used, and to be made if it is not there
  --requirements FILE  what to install into it (default: ZenML of the server's version with the integrations it needs)

Without access to Terraform's state: ZENML_API_KEY=… cdktf-zenml-aws connect --url URL --stack NAME
with a key from: zenml service-account create <name>`;

const [command, ...args] = process.argv.slice(2);
if (command === 'connect') {
  process.exitCode = await connect(args, USAGE);
} else if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
  console.log(USAGE);
} else {
  fail(`There is no command ${command}.\n\n${USAGE}`);
}
