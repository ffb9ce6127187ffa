// AWS, asked by its CLI as Terraform's provider would ask.
import { spawn } from 'node:child_process';
import { fail, lines } from './terraform.mjs';

const TIMEOUTS = ['--cli-connect-timeout', '5', '--cli-read-timeout', '30'];
const MISSING = /NoSuchEntity|NotFound|not found|does not exist/i;

/** Tags by key, in whichever of its two forms a service gives them. */
export const tagsOf = (tags) => (Array.isArray(tags) ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : tags ?? {});

/** Asks the AWS CLI as a provider's block would, in the role that it assumes; undefined for what is not there. */
export async function cliOf({ region, profile, assume_role: roles }) {
  const common = [...(region ? ['--region', region] : []), '--output', 'json', ...TIMEOUTS];
  let ask = caller([...common, ...(profile ? ['--profile', profile] : [])]);
  for (const { role_arn: role, session_name: session = 'cdktf-zenml-aws', external_id: external } of [roles ?? []].flat()) {
    const { Credentials: it } = await ask(['sts', 'assume-role', '--role-arn', role, '--role-session-name', session,
      ...(external ? ['--external-id', external] : [])]) ?? fail(`There is no role ${role}.`);
    const env = { AWS_ACCESS_KEY_ID: it.AccessKeyId, AWS_SECRET_ACCESS_KEY: it.SecretAccessKey, AWS_SESSION_TOKEN: it.SessionToken };
    ask = caller(common, { ...process.env, AWS_PROFILE: undefined, AWS_DEFAULT_PROFILE: undefined, ...env });
  }
  return ask;
}

function caller(fixed, env = process.env) {
  return (args) => new Promise((done, failed) => {
    const child = spawn('aws', [...args, ...fixed], { stdio: ['ignore', 'pipe', 'pipe'], env });
    const said = { stdout: '', stderr: '' };
    Object.keys(said).forEach((stream) => child[stream].on('data', (data) => (said[stream] += data)));
    child.on('error', failed);
    child.on('close', (status) => {
      if (status === 0) {
        done(said.stdout.trim() === '' ? null : JSON.parse(said.stdout));
      } else if (MISSING.test(said.stderr)) {
        done(undefined);
      } else {
        failed(new Error(lines(said.stderr).join(' ') || `aws ${args[0]} ends with ${status}`));
      }
    });
  });
}
