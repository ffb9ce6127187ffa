#!/usr/bin/env node
// What comes before and after an apply, for those who run terraform, tofu or the cdktf CLI themselves, in any language.
import { connect } from './connect.mjs';
import { diagram } from './diagram.mjs';
import { mirror } from './mirror.mjs';
import { policyCommand } from './policy.mjs';
import { repairCommand } from './repair.mjs';
import { fail } from './terraform.mjs';

const USAGE = `Usage: cdktf-zenml-aws connect [FOLDER] [options]
       cdktf-zenml-aws repair [FOLDER] [options]
       cdktf-zenml-aws policy [FOLDER] [options]
       cdktf-zenml-aws mirror [FOLDER] [options]
       cdktf-zenml-aws diagram [FOLDER] [options]

  FOLDER             the folder of the synthesized stack, in which terraform runs
                     (default: the only one in cdktf.out/stacks)

connect logs ZenML's client on this machine in to the ZenML server of a deployed stack, by an API key of a service account
of its own, sets the stack active, and says what is missing on this machine.

  --outputs FILE     what terraform output -json printed, instead of asking terraform; - is standard input
  --stack NAME       the ZenML stack to set active (default: the one without a model deployer)
  --python PROGRAM   the Python whose ZenML is connected (default: that of the active virtual environment, else python3)
  --venv FOLDER      a virtual environment to be used, and to be made if it is not there
  --requirements FILE  what to install into it (default: ZenML of the server's version with the integrations it needs)

Without access to Terraform's state: ZENML_API_KEY=… cdktf-zenml-aws connect --url URL --stack NAME
with a key from: zenml service-account create <name>

repair is for before an apply or a destroy: what a run that was killed has left half done in the cluster is repaired, so
that the next run can go on. It says what it does, and touches nothing that is not of this stack's own state.

  --destroy          the next run is a destroy: what it would miss is made known to Terraform, and what GuardDuty has added
                     to the network is deleted. After a destroy: log groups that AWS brings back are deleted
  --adopt            takes up data that an earlier deployment of the same names has kept, instead of refusing to go on
  --new-database     goes on though there is a final snapshot of an earlier database of the same name
  --dry-run          only says what is to be repaired
  --patience SECONDS how old something half done has to be, in case somebody still works on it (default: 30);
                     after a destroy, for how long AWS may bring log groups back (default: 120)

policy prints the IAM policy that a role needs to apply, change, repair and destroy the synthesized stack: JSON documents,
one after the other, of which each fits a managed policy. Nothing is asked of AWS. What is not known is told.

  --account ID       the AWS account (default: any)
  --region REGION    the region (default: the one in the configuration)
  --out FOLDER       writes policy-1.json and so on into it, instead of printing them

mirror prints the commands that copy to the stack's registry mirror what it takes from there, images by crane and charts
by helm, for a machine that reaches both: cdktf-zenml-aws mirror | sh

  --model-servers    images that serve models of kinds that deployments may name, too
  --skopeo           images by skopeo

diagram draws the synthesized stack as SVG: what runs where, and who talks to whom. FOLDER may be a cdk.tf.json. Nothing is
asked of AWS, and no secret is in the picture.

  --out FILE         where to write it, instead of printing it
  --theme THEME      light or dark (default: light)`;

const [command, ...args] = process.argv.slice(2);
if (command === 'connect') {
  process.exitCode = await connect(args, USAGE);
} else if (command === 'repair') {
  // Connections that never answered must not keep it.
  process.exit(await repairCommand(args, USAGE));
} else if (command === 'policy') {
  process.exitCode = policyCommand(args, USAGE);
} else if (command === 'mirror') {
  mirror(args, USAGE);
} else if (command === 'diagram') {
  diagram(args, USAGE);
} else if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
  console.log(USAGE);
} else {
  fail(`There is no command ${command}.\n\n${USAGE}`);
}
