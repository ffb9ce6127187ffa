// The AWS CLI, which is not this project's own.
import { spawnSync } from 'node:child_process';
import { fail, lines } from '../../cli/terraform.mjs';

/** How the AWS CLI tells of a network that leads nowhere. */
const UNREACHABLE = /Could not connect to the endpoint|[Cc]onnect timeout|Failed to connect to proxy|Connection was closed before|Read timeout on endpoint/;
const INSTALL_CLI = 'install version 2 (https://aws.amazon.com/cli/)';

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
  if (UNREACHABLE.test(stderr ?? '')) {
    fail(`AWS cannot be reached: ${lines(stderr).at(-1)} Check the network and the proxy (HTTPS_PROXY), then run the same command again.`);
  }
  if (error || status !== 0) {
    fail(`AWS does not know who asks: ${error?.message ?? lines(stderr).at(-1) ?? `aws ended with ${status}`} `
      + 'Give the AWS CLI credentials (aws configure, aws sso login or AWS_PROFILE), '
      + 'and try: aws sts get-caller-identity');
  }
  return stdout.trim();
}
