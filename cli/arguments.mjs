// What a command is given.
import { parseArgs } from 'node:util';
import { fail } from './terraform.mjs';

/** Options by name, and what else is given; one that is not known ends the command with the usage, which `--help` prints. */
export function argumentsOf(args, usage, options) {
  let given;
  try {
    given = parseArgs({ args, allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    fail(`${error.message}\n\n${usage}`);
  }
  if (given.values.help) {
    console.log(usage);
    process.exit(0);
  }
  return given;
}
