// The AWS CLI, which the scripts require but do not install.
import { spawnSync } from 'node:child_process';
import { fail } from './project';
import { lines } from '../../cli/terraform';

/** How the AWS CLI reports a network without a connection to AWS. */
const UNREACHABLE = new RegExp([
  'Could not connect to the endpoint', '[Cc]onnect timeout', 'Failed to connect to proxy',
  'Connection was closed before', 'Read timeout on endpoint',
].join('|'));
const INSTALL = 'install version 2 (https://aws.amazon.com/cli/)';

/** The problem with the AWS CLI, if there is one. Terraform gets its token for the cluster from it. */
export function awsCliProblem(): string | undefined {
  const { error, stdout, stderr } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  if (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing ? `The AWS CLI is not on the PATH: ${INSTALL}.`
      : `The AWS CLI cannot be run (${error.message}): ${INSTALL}.`;
  }
  const [, version, major] = /\baws-cli\/((\d+)\.\S+)/.exec(`${stdout}${stderr}`) ?? [];
  if (version === undefined) {
    return `The aws on the PATH does not print its version: ${INSTALL}, and try: aws --version`;
  }
  return Number(major) < 2 ? `AWS CLI ${version} is too old: ${INSTALL}.` : undefined;
}

/**
 * The ARN of the caller; fails if AWS rejects the credentials. The CLI is asked, because it supports all sources:
 * environment, profiles, SSO, roles.
 *
 * @param region region of the stack, whose partition may have separate credentials
 */
export function requireCredentials(region: string): string {
  const { error, status, stdout, stderr } = spawnSync('aws', [
    'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--region', region,
    '--cli-connect-timeout', '10',
    // A profile may prompt for an MFA code.
  ], { encoding: 'utf8', env: { ...process.env, AWS_PAGER: '' }, stdio: ['inherit', 'pipe', 'pipe'] });
  if (UNREACHABLE.test(stderr ?? '')) {
    fail(`AWS cannot be reached: ${lines(stderr).at(-1)} `
      + 'Check the network and the proxy (HTTPS_PROXY), then run the same command again.');
  }
  if (error || status !== 0) {
    const reason = error?.message ?? lines(stderr).at(-1) ?? `aws failed with ${status}`;
    fail(`AWS does not accept the credentials: ${reason} `
      + 'Give the AWS CLI credentials (aws configure, aws sso login or AWS_PROFILE), '
      + 'and try: aws sts get-caller-identity');
  }
  return stdout.trim();
}
