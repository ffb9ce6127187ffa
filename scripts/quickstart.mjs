// From a fresh clone to a validated stack: installs, compiles, synthesizes the example, runs init and validate, and says what comes next.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { compile, ensureDependencies, fail, root, run, stackFolder, synthesize } from './lib/project.mjs';
import { costs, countByService, isClosed, OPEN_IT } from './lib/summary.mjs';
import { awsCliProblem } from './lib/tools.mjs';
import { terraform } from '../cli/terraform.mjs';

const total = 4;
let number = 0;
let started;
const begin = (title) => {
  number += 1;
  started = Date.now();
  console.log(`\n[${number}/${total}] ${title}`);
};
const done = (text) => console.log(`      ${text} (${((Date.now() - started) / 1000).toFixed(1)} s)`);

begin('Dependencies');
ensureDependencies();
done('there');

begin('Compile the library and the example');
compile();
done('compiled');

begin('Synthesize the example');
synthesize();
const stack = JSON.parse(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8'));
done(`${relative(root, stackFolder)}/cdk.tf.json`);

begin('Initialize and validate');
const { binary, version } = terraform();
let validated = false;
if (!version) {
  console.log(`      skipped: ${binary} is not on the PATH. The stack is synthesized, but not validated.
      Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install;
      then set TERRAFORM_BINARY_NAME=tofu) and run npm run quickstart again.`);
} else {
  console.log(`      ${binary} ${version}: downloads the providers the first time, about 700 MB …`);
  if (run(binary, ['init', '-backend=false', '-input=false', '-no-color'], { cwd: stackFolder, quiet: true }).status !== 0) {
    fail(`${binary} init failed, see above. Most often the provider registry cannot be reached: check the network and the proxy
(HTTPS_PROXY), or a provider mirror in your CLI configuration, then run npm run quickstart again.`);
  }
  if (run(binary, ['validate', '-no-color'], { cwd: stackFolder, quiet: true }).status !== 0) {
    fail('The stack is not valid, see above. This is a defect of the library: please report it with the text above.');
  }
  validated = true;
  done('valid');
}

console.log('\nWhat will be created:\n');
for (const [service, count, what] of countByService(stack)) {
  console.log(`  ${String(count).padStart(4)}  ${service.padEnd(16)} ${what}`);
}
console.log('\nWhat costs money by the hour, until you destroy it (docs/operations.md has an estimate):\n');
for (const line of costs(stack)) {
  console.log(`  - ${line}`);
}

const provider = stack.provider.aws[0];
// Looked for, not tried: quickstart asks nothing of AWS.
const { env } = process;
const profiles = [env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
  env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config')];
const credentials = env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE ? 'found in the environment'
  : profiles.some(existsSync) ? 'profiles found, of which AWS_PROFILE chooses one'
    : 'none found; for example aws configure, or AWS_PROFILE';
console.log(`
What it needs from you:

  - AWS credentials that may create all this: ${credentials}
  - the AWS CLI, version 2, which gives Terraform its token for the cluster: ${awsCliProblem() ?? 'found'}
  - region, names and sizes: region is ${provider.region}, names begin with "${provider.default_tags[0].tags.application}".
    Choose your own in examples/eks-s3-rds/config.ts: the bucket's name has to be unique in all of AWS.${isClosed(stack) ? `
  - whom to let in: ${OPEN_IT}` : ''}

Next:

  ${validated ? 'npm run plan      shows what would be made; costs nothing' : `install ${binary}, then npm run quickstart again`}
  npm run deploy    makes it, in 15 to 30 minutes
  npm run connect   logs this machine in to its ZenML server; needs Python 3.11 to 3.13
  npm run pipeline  trains a model, serves it and asks it; needs Docker
  npm run destroy   takes it away again
`);
