// terraform, or what TERRAFORM_BINARY_NAME says (the variable of the cdktf CLI), for example tofu.
import { spawnSync } from 'node:child_process';
import { withoutUserinfo } from './userinfo.mjs';

/** The oldest terraform or tofu that runs the stack. */
const OLDEST = '1.5.7';

export const lines = (text) => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Ends with a message for a person. */
export function fail(message) {
  console.error(`\n${withoutUserinfo(message)}`);
  process.exit(1);
}

function isOlder(version, than) {
  const parts = (text) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [a, b] = [parts(version), parts(than)];
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && a[at] < b[at];
}

/** The object in what terraform prints: wrappers of it may print more around it. */
export const jsonIn = (output) => output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1) || output;

/** The version that `version -json` tells; very old ones print it in words. */
function versionIn(output) {
  try {
    const { terraform_version: version } = JSON.parse(jsonIn(output));
    return typeof version === 'string' ? version : undefined;
  } catch {
    return /^(?:Terraform|OpenTofu) v(\d+\.\d+\.\S+)/m.exec(output)?.[1];
  }
}

/** The program and its version; without a version if it is not there. Ends if it is there, but cannot run the stack. */
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
      + `Set TERRAFORM_BINARY_NAME to a Terraform or OpenTofu of ${OLDEST} or newer, `
      + `and try: ${binary} version -json`);
  }
  if (isOlder(version, OLDEST)) {
    fail(`${binary} ${version} is too old: install ${OLDEST} or newer, then run the same command again.`);
  }
  return { binary, version };
}

/** The same, where there is nothing to do without it. */
export function requireTerraform() {
  const tool = terraform();
  if (!tool.version) {
    fail(`${tool.binary} is not on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install)
or OpenTofu (https://opentofu.org/docs/intro/install), and for OpenTofu set TERRAFORM_BINARY_NAME=tofu.`);
  }
  return tool;
}
