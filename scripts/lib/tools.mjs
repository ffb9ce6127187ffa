// The tools that are not this project's own: Terraform or OpenTofu, and the AWS CLI.
import { spawnSync } from 'node:child_process';
import { fail } from './project.mjs';

/** The oldest terraform or tofu that runs the stack. */
const OLDEST_TERRAFORM = '1.5.7';
const INSTALL_CLI = 'install version 2 (https://aws.amazon.com/cli/)';

const lines = (text) => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

function isOlder(version, than) {
  const parts = (text) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [a, b] = [parts(version), parts(than)];
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && a[at] < b[at];
}

/** The version that `version -json` tells. Wrappers may print more around it, and very old ones print it in words. */
function versionIn(output) {
  try {
    const { terraform_version: version } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
    return typeof version === 'string' ? version : undefined;
  } catch {
    return /^(?:Terraform|OpenTofu) v(\d+\.\d+\.\S+)/m.exec(output)?.[1];
  }
}

/**
 * terraform, or what TERRAFORM_BINARY_NAME says (the variable of the cdktf CLI), for example tofu; without a version if
 * it is not there. Ends if it is there, but cannot run the stack.
 */
export function terraform() {
  const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
  const { error, stdout, stderr } = spawnSync(binary, ['version', '-json'], { encoding: 'utf8' });
  if (error?.code === 'ENOENT') {
    return { binary };
  }
  const version = versionIn(stdout ?? '');
  if (version === undefined) {
    const said = error?.message ?? lines(stdout)[0] ?? lines(stderr)[0] ?? 'nothing';
    fail(`${binary} does not tell its version, but: ${said}. `
      + `Set TERRAFORM_BINARY_NAME to a Terraform or OpenTofu of ${OLDEST_TERRAFORM} or newer, `
      + `and try: ${binary} version -json`);
  }
  if (isOlder(version, OLDEST_TERRAFORM)) {
    fail(`${binary} ${version} is too old: install ${OLDEST_TERRAFORM} or newer, then run the same command again.`);
  }
  return { binary, version };
}

/** What is wrong with the AWS CLI, if anything is. Terraform gets its token for the cluster from it. */
export function awsCliProblem() {
  const { error, stdout, stderr } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  if (error) {
    return error.code === 'ENOENT' ? `The AWS CLI is not on the PATH: ${INSTALL_CLI}.`
      : `The AWS CLI cannot be run (${error.message}): ${INSTALL_CLI}.`;
  }
  const [, version, major] = /\baws-cli\/((\d+)\.\S+)/.exec(`${stdout}${stderr}`) ?? [];
  if (version === undefined) {
    return `The aws on the PATH does not tell its version: ${INSTALL_CLI}, and try: aws --version`;
  }
  return Number(major) < 2 ? `AWS CLI ${version} is too old: ${INSTALL_CLI}.` : undefined;
}

/**
 * Who asks, by ARN. Ends if AWS does not know. The CLI is asked, because it knows all ways: environment, profiles, SSO,
 * roles.
 *
 * @param region where the stack is, whose partition may be one of its own
 */
export function requireCredentials(region) {
  const { error, status, stdout, stderr } = spawnSync('aws', [
    'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--region', region,
    '--cli-connect-timeout', '10',
    // A profile may ask for the code of a device.
  ], { encoding: 'utf8', env: { ...process.env, AWS_PAGER: '' }, stdio: ['inherit', 'pipe', 'pipe'] });
  if (error || status !== 0) {
    fail(`AWS does not know who asks: ${error?.message ?? lines(stderr).at(-1) ?? `aws ended with ${status}`} `
      + 'Give the AWS CLI credentials (aws configure, aws sso login or AWS_PROFILE), '
      + 'and try: aws sts get-caller-identity');
  }
  return stdout.trim();
}
