// Calls to AWS with its CLI, with the same settings as Terraform's provider.
import { spawn } from 'node:child_process';
import { AwsBlock, listOf } from './documents';
import { fail, lines } from './terraform';

const TIMEOUTS = ['--cli-connect-timeout', '5', '--cli-read-timeout', '30'];
const MISSING = /NoSuchEntity|NotFound|not found|does not exist/i;

/**
 * Calls the AWS CLI and returns the JSON that it prints, whose shape the caller names: null if it prints nothing,
 * undefined if what was asked for does not exist. Throws any other error.
 */
export type Ask = <Answer>(args: readonly string[]) => Promise<Answer | null | undefined>;

/** Tags, in either of the two forms that services return. */
export type Tags = Readonly<Record<string, string>> | ReadonlyArray<{ readonly Key: string; readonly Value: string }>;

interface AssumedCredentials {
  readonly Credentials: {
    readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string;
  };
}

/** Tags by key. */
export const tagsOf = (tags: Tags | null | undefined): Readonly<Record<string, string>> =>
  isList(tags) ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : tags ?? {};

const isList = (tags: Tags | null | undefined): tags is Extract<Tags, readonly unknown[]> => Array.isArray(tags);

/** The AWS CLI with the settings of a provider block, and the role that the block assumes. */
export async function cliOf({ region, profile, assume_role: roles }: AwsBlock): Promise<Ask> {
  const common = [...(region ? ['--region', region] : []), '--output', 'json', ...TIMEOUTS];
  let ask = caller([...common, ...(profile ? ['--profile', profile] : [])]);
  for (const { role_arn: role, session_name: session = 'cdktf-zenml-aws', external_id: external } of listOf(roles)) {
    const assume = ['sts', 'assume-role', '--role-arn', role, '--role-session-name', session];
    const answer = await ask<AssumedCredentials>([...assume, ...(external ? ['--external-id', external] : [])]);
    const { Credentials: it } = answer ?? fail(`The role ${role} does not exist.`);
    ask = caller(common, {
      ...process.env,
      AWS_PROFILE: undefined,
      AWS_DEFAULT_PROFILE: undefined,
      AWS_ACCESS_KEY_ID: it.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: it.SecretAccessKey,
      AWS_SESSION_TOKEN: it.SessionToken,
    });
  }
  return ask;
}

function caller(fixed: readonly string[], env: NodeJS.ProcessEnv = process.env): Ask {
  return async <Answer>(args: readonly string[]) => new Promise<Answer | null | undefined>((done, failed) => {
    const child = spawn('aws', [...args, ...fixed], { stdio: ['ignore', 'pipe', 'pipe'], env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', failed);
    child.on('close', (status) => {
      if (status === 0) {
        done(stdout.trim() === '' ? null : JSON.parse(stdout) as Answer);
      } else if (MISSING.test(stderr)) {
        done(undefined);
      } else {
        failed(new Error(lines(stderr).join(' ') || `aws ${args[0]} ended with status ${status}`));
      }
    });
  });
}
