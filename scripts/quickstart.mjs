// From a fresh clone to a validated stack: installs, compiles, synthesizes the example, says what it holds and costs, runs init and validate.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { priceLines } from './lib/prices.mjs';
import { compile, ensureDependencies, fail, root, run, stackFolder, synthesize } from './lib/project.mjs';
import { countByService, isClosed, OPEN_IT } from './lib/summary.mjs';
import { initialize } from './lib/terraform.mjs';
import { awsCliProblem } from './lib/tools.mjs';
import { begin as start } from './lib/usage.mjs';
import { terraform } from '../cli/terraform.mjs';

start(`Usage: npm run quickstart

Installs the dependencies, compiles, synthesizes examples/eks-s3-rds, prints what it would create and what that costs, and lets
Terraform validate it. Calls nothing of AWS, and deploys nothing.`);

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
const text = readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8');
const stack = JSON.parse(text);
done(`${relative(root, stackFolder)}/cdk.tf.json`);

// Before Terraform, which downloads for minutes, and may fail.
console.log('\nWhat will be created:\n');
for (const [service, count, what] of countByService(stack)) {
  console.log(`  ${String(count).padStart(4)}  ${service.padEnd(16)} ${what}`);
}
console.log('\nWhat costs money by the hour, in USD, until you destroy it:\n');
console.log(priceLines(stack).join('\n'));

begin('Initialize and validate');
const { binary, version } = terraform();
if (!version) {
  console.log(`      skipped: ${binary} is not on the PATH. The stack is synthesized, but not validated.
      Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install;
      then set TERRAFORM_BINARY_NAME=tofu) and run npm run quickstart again.`);
} else {
  // The same stack is not validated a second time.
  const stamp = join(root, 'build', 'validated');
  const mine = createHash('sha256').update(`${binary} ${version} ${text}`).digest('hex');
  const isValid = existsSync(join(stackFolder, '.terraform', 'providers')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === mine;
  console.log(`      ${binary} ${version}`);
  if (!isValid) {
    initialize(binary, stackFolder, '-backend=false');
    if (run(binary, ['validate', '-no-color'], { cwd: stackFolder, quiet: true }).status !== 0) {
      fail('The stack is not valid, see above. This is a defect of the library: please report it with the text above.');
    }
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(stamp, mine);
  }
  done(isValid ? 'valid, as the last time: nothing has changed' : 'valid');
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

  ${version ? 'npm run plan      shows what would be made; costs nothing' : `install ${binary}, then npm run quickstart again`}
  npm run deploy    makes it, in 15 to 30 minutes
  npm run connect   logs this machine in to its ZenML server; needs Python 3.11 to 3.13
  npm run pipeline  trains a model, serves it and asks it; needs Docker
  npm run destroy   takes it away again
`);
