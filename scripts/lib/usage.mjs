// What a script does first: it needs nothing that has to be installed.
import { fail } from '../../cli/terraform.mjs';

/** Prints the text of a script and ends, if that is asked for, and ends where no script runs. */
export function begin(usage) {
  if (process.argv.slice(2).some((it) => it === '--help' || it === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  if (process.platform === 'win32') {
    fail('The scripts of this repository do not run on Windows itself. Run them in WSL: https://learn.microsoft.com/windows/wsl/install');
  }
}
