// Terraform, as the scripts run it and show what it prints.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, run } from './project.mjs';
import { jsonIn } from '../../cli/terraform.mjs';

const isSet = (name) => !['', '0', 'false'].includes(process.env[name] ?? '');

/** No colours in a file or in the log of a CI job, and where nobody wants them: https://no-color.org */
export const colour = process.stdout.isTTY && !process.env.NO_COLOR && !isSet('CI') ? [] : ['-no-color'];

/** Errors of Terraform, of which those with the same title are one. */
export function condensed(text) {
  const errors = text.split(/^(?=Error: )/m).filter((it) => it.startsWith('Error: ')).map((it) => it.trim());
  if (errors.length < 2) {
    return text;
  }
  const titleOf = (error) => error.split('\n')[0];
  return `${[...new Set(errors.map(titleOf))].map((title) => {
    const [first, ...others] = errors.filter((it) => titleOf(it) === title);
    return others.length === 0 ? first : `${first}\n\n(${others.length} more with the same title)`;
  }).join('\n\n')}\n`;
}

/** Initializes a stack's folder; what Terraform prints is shown only if it fails. */
export function initialize(binary, folder, ...args) {
  if (!existsSync(join(folder, '.terraform', 'providers'))) {
    console.log(`${binary} init downloads the providers, about 700 MB: one to five minutes …`);
  }
  if (run(binary, ['init', '-input=false', '-no-color', ...args], { cwd: folder, quiet: true, shown: condensed }).status !== 0) {
    fail(`${binary} init failed, see above. Most often the provider registry cannot be reached: check the network and the proxy
(HTTPS_PROXY), or a provider mirror in your CLI configuration; or the state's backend cannot be read. Then run the same command again.`);
  }
}

/** The outputs of a deployed stack, each with its value; none before a deploy. */
export function outputsOf(binary, folder) {
  const { status, stdout } = run(binary, ['output', '-json', '-no-color'], { cwd: folder, quiet: true });
  return status === 0 ? JSON.parse(jsonIn(stdout) || '{}') : fail(`${binary} cannot read the outputs, see above.`);
}

/** Ends before anything is done, if Terraform is about to ask and nobody can answer. */
export function requireAnswer(command, args) {
  if (!process.stdin.isTTY && !args.some((it) => /^--?auto-approve(=true)?$/.test(it))) {
    fail(`Standard input is no terminal, so nobody can answer Terraform's question: npm run ${command} -- -auto-approve`);
  }
}

/** Passes on what `apply` prints, up to its outputs: certificate and YAML among them would fill a screen. */
export function withoutOutputs(write) {
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
    // The beginning of that line may have come alone.
    const last = rest.slice(rest.lastIndexOf('\n') + 1);
    const bare = last.replace(/\x1b(?:\[[\d;]*m?)?/g, '');
    const kept = last !== '' && 'Outputs:'.startsWith(bare) ? last.length : 0;
    write(rest.slice(0, rest.length - kept));
    rest = rest.slice(rest.length - kept);
  };
}
