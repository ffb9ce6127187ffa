// Terraform, as the scripts run it and show its output.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, run } from './project';

const isSet = (name: string) => !['', '0', 'false'].includes(process.env[name] ?? '');

/** Disables colours in files, in logs of CI jobs, and if NO_COLOR is set (https://no-color.org). */
export const colour = process.stdout.isTTY && !process.env.NO_COLOR && !isSet('CI') ? [] : ['-no-color'];

/** Errors of Terraform, with those of the same title shown once. */
export function condensed(text: string): string {
  const errors = text.split(/^(?=Error: )/m).filter((it) => it.startsWith('Error: ')).map((it) => it.trim());
  if (errors.length < 2) {
    return text;
  }
  const titleOf = (error: string) => error.split('\n')[0];
  return `${[...new Set(errors.map(titleOf))].map((title) => {
    const [first, ...others] = errors.filter((it) => titleOf(it) === title);
    return others.length === 0 ? first : `${first}\n\n(${others.length} more with the same title)`;
  }).join('\n\n')}\n`;
}

/** Initializes a stack's folder; Terraform's output is shown only if it fails. */
export function initialize(binary: string, folder: string, ...args: string[]): void {
  if (!existsSync(join(folder, '.terraform', 'providers'))) {
    console.log(`${binary} init downloads the providers, about 700 MB: one to five minutes …`);
  }
  const command = ['init', '-input=false', '-no-color', ...args];
  if (run(binary, command, { cwd: folder, quiet: true, shown: condensed }).status !== 0) {
    fail(`${binary} init failed, see above. The most frequent cause is a provider registry that cannot be reached: check
the network and the proxy (HTTPS_PROXY), or a provider mirror in your CLI configuration. Another one is a backend of the
state that cannot be read. Then run the same command again.`);
  }
}

/** Fails early if Terraform would ask for confirmation without a terminal. */
export function requireAnswer(command: string, args: string[]): void {
  if (!process.stdin.isTTY && !args.some((it) => /^--?auto-approve(=true)?$/.test(it))) {
    fail('Standard input is not a terminal, so nobody can answer Terraform\'s question: '
      + `npm run ${command} -- -auto-approve`);
  }
}

/** Passes on the output of `apply` up to its outputs: certificate and YAML among them would fill a screen. */
export function withoutOutputs(write: (text: string) => void): (data: string) => void {
  const START = /^(?:\x1b\[[\d;]*m)*Outputs:/m;
  let rest = '';
  let isOver = false;
  return (data) => {
    rest += data;
    const at = isOver ? 0 : rest.search(START);
    if (at >= 0) {
      write(isOver ? '' : rest.slice(0, at));
      [rest, isOver] = ['', true];
      return;
    }
    // The line may be incomplete.
    const last = rest.slice(rest.lastIndexOf('\n') + 1);
    const bare = last.replace(/\x1b(?:\[[\d;]*m?)?/g, '');
    const kept = last !== '' && 'Outputs:'.startsWith(bare) ? last.length : 0;
    write(rest.slice(0, rest.length - kept));
    rest = rest.slice(rest.length - kept);
  };
}
