import nodeModule from 'node:module';
// Before cdktf is loaded: Node 22 and newer cache compiled code in the folder for temporary files, which makes the next
// synthesis 10 % faster. Node 20 does not support it: https://nodejs.org/api/module.html#module-compile-cache
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
import { App } from 'cdktf';
import { build } from './app';

const FILE = 'examples/eks-s3-rds/config.ts';

try {
  // Required here instead of imported above, so that errors in config.ts are reported like all others.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { config } = require('./config') as typeof import('./config');
  const app = new App();
  build(app, config);
  app.synth();
} catch (error) {
  console.error(explain(error as NodeJS.ErrnoException));
  process.exitCode = 1;
}

/** Returns what to print for an error: only the message if the user can fix it, because a stack trace would hide it. */
function explain({ name, message, stack, syscall }: NodeJS.ErrnoException): string {
  if (syscall !== undefined) {
    return `The stack cannot be written in ${process.cwd()} (${message}): make the folder writable, or free disk `
      + 'space.';
  }
  // The library throws plain errors for invalid props; ts-node's own error contains the compiler's message.
  return name === 'Error' || name === 'TSError' ? `${FILE}: ${message}`
    : `This is a defect of the library or of app.ts, please report it: ${stack}`;
}
