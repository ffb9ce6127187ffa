// connect: configures a laptop to submit pipelines, from the outputs of an apply. Runs programs/connect.py.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Access, accessOf } from './access';
import { readObject } from './files';
import { outputsOf, OUTPUTS_REMEDY, valuesOf } from './outputs';
import { activePython, ensureVenv, requirePython } from './python';
import { configOf, onlyStack } from './synthesized';
import { codeOf, fail } from './terraform';
import { withoutUserinfo } from './userinfo';

const PROGRAM = join(__dirname, '..', 'programs', 'connect.py');

/** Packages that ZenML's client needs to submit pipelines to the stack: the used ones of its integrations. */
const CLIENT_PACKAGES = [
  'kubernetes>=21.7,<26', 'Jinja2', 's3fs!=2025.3.1', 'boto3', 'aws-profile-manager', 'mlflow>=2.1.1,<4', 'numpy',
];

/** Options of the command. */
export interface ConnectFlags {
  readonly outputs?: string;
  readonly stack?: string;
  readonly url?: string;
  readonly python?: string;
  readonly venv?: string;
  readonly requirements?: string;
  readonly json?: boolean;
}

/** The input of programs/connect.py, in addition to the packages. */
interface Request {
  readonly url: unknown;
  readonly stack: unknown;
  readonly api_key?: string;
  readonly other_stacks?: readonly unknown[];
  readonly version?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
  readonly certificate_authority?: unknown;
  readonly access?: Access;
}

/**
 * A URL, if it has no user and no password: clients would send them instead of the key, and ZenML would store and show
 * them.
 */
const withoutLogin = (url: unknown, source: string): unknown => withoutUserinfo(`${url}`) === `${url}` ? url
  : fail(`${source}: ${url} contains a user or a password. Give the URL without them, and a key in ZENML_API_KEY.`);

function requestByUrl({ url, stack }: ConnectFlags): Request {
  const { ZENML_API_KEY: key } = process.env;
  if (!key || !stack) {
    fail('With --url give --stack and, in the environment, ZENML_API_KEY: a key from zenml service-account create.');
  }
  return { url: withoutLogin(url, '--url'), stack, api_key: key };
}

function requestByOutputs(folder: string | undefined, options: ConnectFlags): Request {
  const synthesized = folder ?? (options.outputs ? undefined : onlyStack());
  const access = synthesized === undefined ? undefined : accessOf(configOf(synthesized));
  const outputs = options.outputs ? valuesOf(readObject(options.outputs, OUTPUTS_REMEDY), options.outputs)
    : outputsOf(synthesized!);
  const url = outputs['zenml-server-url'];
  if (url === undefined) {
    fail(Object.keys(outputs).length === 0 ? 'There are no outputs yet: deploy the stack first.'
      : 'The stack has no ZenML server that can be reached from outside the cluster (zenml of ZenmlAwsStack).');
  }
  const { ZENML_API_KEY: key } = process.env;
  if (!key && outputs['zenml-server-password'] === undefined) {
    fail('The outputs lack the password of the server\'s administrator: set ZENML_API_KEY to a key from '
      + 'zenml service-account create.');
  }
  const names = [outputs['zenml-stack-name'], outputs['zenml-seldon-stack-name']].filter((it) => it !== undefined);
  const stack = options.stack ?? names[0];
  return {
    url: withoutLogin(url, 'zenml-server-url'),
    stack,
    other_stacks: names.filter((name) => name !== stack),
    version: outputs['zenml-version'],
    ...(key && { api_key: key }),
    username: outputs['zenml-server-username'],
    password: outputs['zenml-server-password'],
    certificate_authority: outputs['certificate-authority'],
    access,
  };
}

/** The Python to connect: that of a virtual environment, created if needed, the given one, or the active one. */
function pythonFor({ venv, requirements, python }: ConnectFlags, { version }: Request): string {
  const packages = requirements ? ['--requirement', requirements]
    : [`zenml${version ? `==${version}` : ''}`, ...CLIENT_PACKAGES];
  return (venv ? ensureVenv(venv, packages) : python ?? activePython())
    ?? fail('Python is not on the PATH: install it (https://www.python.org/downloads/), or let --venv FOLDER '
      + 'create an environment with uv.');
}

/** The command. Returns the exit status. */
export function connect(folder: string | undefined, options: ConnectFlags): number {
  const request = options.url ? requestByUrl(options) : requestByOutputs(folder, options);
  const python = pythonFor(options, request);
  // Secrets are passed on standard input: other users can see arguments and environment variables.
  const input = JSON.stringify({ ...request, packages: CLIENT_PACKAGES, json: options.json ?? false });
  const program = requirePython(python);
  const { error, status } = spawnSync(program, [PROGRAM], { input, stdio: ['pipe', 'inherit', 'inherit'] });
  // A program that exits before it has read its input causes a broken pipe, and reports the error itself.
  if (error && codeOf(error) !== 'EPIPE') {
    fail(`${python} cannot be run: ${error.message}`);
  }
  return status ?? 1;
}
