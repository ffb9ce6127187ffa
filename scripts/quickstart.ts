// From a fresh clone to a validated stack.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { awsCliProblem } from './lib/aws-cli';
import { Block } from './lib/graph';
import { helpIfAsked } from './lib/help';
import { priceLines } from './lib/prices';
import { compile, fail, readJson, root, run, runExample, stackFile, stackFolder, stackName } from './lib/project';
import { countByService, isClosed, OPEN_IT } from './lib/summary';
import { initialize } from './lib/terraform';
import { terraform } from '../cli/terraform';

const USAGE = `Usage: npm run quickstart

Installs the dependencies, compiles, synthesizes examples/eks-s3-rds, prints what it would create and what that costs,
and lets Terraform validate it. Calls nothing of AWS, and deploys nothing.`;

/** Runs a step and prints its result. */
function step(number: number, title: string, work: () => string | undefined): void {
  const started = Date.now();
  console.log(`\n[${number}/3] ${title}`);
  const text = work();
  if (text !== undefined) {
    console.log(`      ${text} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}

/** Lets Terraform validate the stack, unless it is the same as the last time. */
function validate(binary: string, version: string): string {
  const stamp = join(root, 'build', 'validated');
  const text = readFileSync(stackFile, 'utf8');
  const hash = createHash('sha256').update(`${binary} ${version} ${text}`).digest('hex');
  const isInitialized = existsSync(join(stackFolder, '.terraform', 'providers'));
  console.log(`      ${binary} ${version}`);
  if (isInitialized && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return 'valid, and unchanged since the last time';
  }
  initialize(binary, stackFolder, '-backend=false');
  if (run(binary, ['validate', '-no-color'], { cwd: stackFolder, quiet: true }).status !== 0) {
    fail('The stack is not valid, see above. This is a defect of the library: please report it with the text above.');
  }
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(stamp, hash);
  return 'valid';
}

/** Looks for credentials without using them: quickstart calls nothing of AWS. */
function credentials(): string {
  const { env } = process;
  const profiles = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
    env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'),
  ];
  if (env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE) {
    return 'found in the environment';
  }
  return profiles.some((file) => existsSync(file)) ? 'profiles found; select one with AWS_PROFILE'
    : 'none found; for example aws configure, or AWS_PROFILE';
}

function printContents(stack: Block): void {
  console.log('\nResources to create:\n');
  for (const [service, count, text] of countByService(stack)) {
    console.log(`  ${String(count).padStart(4)}  ${service.padEnd(16)} ${text}`);
  }
  console.log('\nHourly costs in USD, until you destroy the stack:\n');
  console.log(priceLines(stack).join('\n'));
}

function printNextSteps(stack: Block, binary: string, isInstalled: boolean): void {
  const first = isInstalled ? 'npm run plan      prints what would be created; costs nothing'
    : `install ${binary}, then npm run quickstart again`;
  const { region, default_tags: [{ tags: { application } }] } = stack.provider.aws[0];
  const access = isClosed(stack) ? `\n  - access: ${OPEN_IT}` : '';
  console.log(`
What you need:

  - AWS credentials that may create all this: ${credentials()}
  - the AWS CLI, version 2, which gives Terraform its token for the cluster: ${awsCliProblem() ?? 'found'}
  - region, names and sizes: region is ${region}, names begin with "${application}".
    Choose your own in examples/eks-s3-rds/config.ts: the bucket's name must be unique in all of AWS.${access}

Next:

  ${first}
  npm run deploy    deploys the stack in 15 to 30 minutes
  npm run connect   logs this machine in to its ZenML server; needs Python 3.11 to 3.13
  npm run pipeline  trains a model, serves it and checks its predictions; requires Docker
  npm run destroy   deletes the stack
`);
}

function main(): void {
  helpIfAsked(USAGE);
  step(1, 'Compile the library and the example', () => {
    compile();
    return 'compiled';
  });
  step(2, 'Synthesize the example', () => {
    runExample(stackName);
    return relative(root, stackFile);
  });
  const stack = readJson(stackFile);
  // Before Terraform, whose downloads take minutes and may fail.
  printContents(stack);
  const { binary, version } = terraform();
  step(3, 'Initialize and validate', () => {
    if (version) {
      return validate(binary, version);
    }
    console.log(`      skipped: ${binary} is not on the PATH. The stack is synthesized, but not validated.
      Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu
      (https://opentofu.org/docs/intro/install; then set TERRAFORM_BINARY_NAME=tofu), and repeat npm run quickstart.`);
    return undefined;
  });
  printNextSteps(stack, binary, version !== undefined);
}

main();
