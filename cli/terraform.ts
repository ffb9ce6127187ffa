// terraform, or the program in TERRAFORM_BINARY_NAME (the variable of the cdktf CLI), for example tofu.
import { spawnSync } from 'node:child_process';
import { withoutUserinfo } from './userinfo';

/** The maximum output of programs, in bytes. */
export const MAX_OUTPUT = 256 * 1024 * 1024;

/** The minimum version of terraform or tofu. */
const OLDEST = '1.5.7';

export interface Program {
  readonly binary: string;
  /** Undefined if the program is not on the PATH. */
  readonly version?: string;
}

export const lines = (text: string | null | undefined): string[] =>
  (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Prints a message and ends the process with status 1. */
export function fail(message: string): never {
  console.error(`\n${withoutUserinfo(message)}`);
  process.exit(1);
}

function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [a, b] = [parts(version), parts(than)];
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && a[at] < b[at];
}

/** The object in terraform's output: wrappers may print other text around it. */
export const jsonIn = (output: string): string =>
  output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1) || output;

/** The version in the output of `version -json`; very old programs print it as text. */
function versionIn(output: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(jsonIn(output)) as { terraform_version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return /^(?:Terraform|OpenTofu) v(\d+\.\d+\.\S+)/m.exec(output)?.[1];
  }
}

/** The program and its version. Ends the process if the program exists but cannot run the stack. */
export function terraform(): Program {
  const binary = process.env.TERRAFORM_BINARY_NAME || 'terraform';
  const { error, stdout, stderr } = spawnSync(binary, ['version', '-json'], { encoding: 'utf8' });
  if (codeOf(error) === 'ENOENT') {
    return { binary };
  }
  const version = versionIn(stdout ?? '');
  if (version === undefined) {
    const said = error?.message ?? lines(stdout)[0] ?? lines(stderr)[0] ?? 'nothing';
    fail(`${binary} prints no version, but: ${said}. `
      + `Set TERRAFORM_BINARY_NAME to a Terraform or OpenTofu of ${OLDEST} or newer, `
      + `and try: ${binary} version -json`);
  }
  if (isOlder(version, OLDEST)) {
    fail(`${binary} ${version} is too old: install ${OLDEST} or newer, then run the same command again.`);
  }
  return { binary, version };
}

/** The program and its version. Ends the process if the program is not on the PATH. */
export function requireTerraform(): Required<Program> {
  const { binary, version } = terraform();
  if (!version) {
    fail(`${binary} is not on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install)
or OpenTofu (https://opentofu.org/docs/intro/install), and for OpenTofu set TERRAFORM_BINARY_NAME=tofu.`);
  }
  return { binary, version };
}

/** The code of an error of the operating system, the network or an API; undefined for any other error. */
export const codeOf = (error: unknown): string | number | undefined =>
  (error as { readonly code?: string | number } | null | undefined)?.code;

/** The message of a thrown value. */
export const messageOf = (error: unknown): string => error instanceof Error ? error.message : `${error}`;
