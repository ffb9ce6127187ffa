// connect: from the outputs of an apply to a laptop that can submit pipelines. The work is done by programs/connect.py.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { accessOf } from './access.mjs';
import { objectIn, readObject } from './files.mjs';
import { activePython, ensureVenv, requirePython } from './python.mjs';
import { configOf, onlyStack, terraformIn } from './synthesized.mjs';
import { fail, jsonIn } from './terraform.mjs';
import { withoutUserinfo } from './userinfo.mjs';

const PROGRAM = fileURLToPath(new URL('../programs/connect.py', import.meta.url));

/** What ZenML's client needs besides itself to submit pipelines to the stack: of its integrations' requirements those that are used. */
const CLIENT_PACKAGES = ['kubernetes>=21.7,<26', 'Jinja2', 's3fs!=2025.3.1', 'boto3', 'aws-profile-manager', 'mlflow>=2.1.1,<4', 'numpy'];

/** The outputs of a stack that was applied, by name. */
export function outputsOf(folder, program) {
  const { binary, terraform } = terraformIn(folder, program);
  const asked = terraform('output', '-json');
  if (asked.status !== 0) {
    fail(`${binary} cannot read the outputs of ${folder}:\n${asked.stderr}`);
  }
  return plain(objectIn(jsonIn(asked.stdout), `What ${binary} prints of the outputs`, `Try in ${folder}: ${binary} output -json`), binary);
}

const OUTPUTS_REMEDY = 'Give what terraform output -json prints.';

/** Outputs by name, of what `terraform output -json` prints. */
function plain(outputs, source) {
  const other = Object.entries(outputs).find(([, it]) => typeof it !== 'object' || it === null);
  return other === undefined ? Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))
    : fail(`${source} has no value for ${other[0]}. ${OUTPUTS_REMEDY}`);
}

/** A URL as it is. With a user in it, clients would send that instead of the key, and ZenML would keep it and show it. */
const withoutLogin = (url, source) => (withoutUserinfo(String(url)) === String(url) ? url
  : fail(`${source}: ${url} has a user or a password in it. Give the URL without them, and a key in ZENML_API_KEY.`));

function askedBy(options, folder) {
  if (options.url) {
    const { ZENML_API_KEY: key } = process.env;
    if (!key || !options.stack) {
      fail('With --url give --stack and, in the environment, ZENML_API_KEY: a key from zenml service-account create.');
    }
    return { url: withoutLogin(options.url, '--url'), stack: options.stack, api_key: key };
  }
  const synthesized = folder ?? (options.outputs ? undefined : onlyStack());
  const access = synthesized && accessOf(configOf(synthesized));
  const outputs = options.outputs ? plain(readObject(options.outputs, OUTPUTS_REMEDY), options.outputs) : outputsOf(synthesized);
  const url = outputs['zenml-server-url'];
  if (url === undefined) {
    fail(Object.keys(outputs).length === 0 ? 'There are no outputs yet: deploy the stack first.'
      : 'The stack has no ZenML server that is reached from outside the cluster (zenml of ZenmlAwsStack).');
  }
  const names = [outputs['zenml-stack-name'], outputs['zenml-seldon-stack-name']].filter((it) => it !== undefined);
  const stack = options.stack ?? names[0];
  const { ZENML_API_KEY: key } = process.env;
  if (!key && outputs['zenml-server-password'] === undefined) {
    fail('The stack does not know the password of the server\'s administrator: set ZENML_API_KEY to a key from zenml service-account create.');
  }
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

export function connect(folder, options) {
  const asked = askedBy(options, folder);
  const python = options.venv
    ? ensureVenv(options.venv, options.requirements ? ['--requirement', options.requirements] : [`zenml${asked.version ? `==${asked.version}` : ''}`, ...CLIENT_PACKAGES])
    : options.python ?? activePython();
  if (python === undefined) {
    fail('There is no Python on the PATH: install one (https://www.python.org/downloads/), or let --venv FOLDER make an environment with uv.');
  }
  // What is secret goes in by standard input: arguments and variables can be seen.
  const input = JSON.stringify({ ...asked, packages: CLIENT_PACKAGES, json: options.json ?? false });
  const { error, status } = spawnSync(requirePython(python), [PROGRAM], { input, stdio: ['pipe', 'inherit', 'inherit'] });
  // A program that ends before it has read what it is told leaves a broken pipe, and says itself what is wrong.
  if (error && error.code !== 'EPIPE') {
    fail(`${python} cannot be run: ${error.message}`);
  }
  return status ?? 1;
}
