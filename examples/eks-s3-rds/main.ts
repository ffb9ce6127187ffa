import nodeModule from 'node:module';
// Before cdktf is loaded: Node 22 and newer cache compiled code in the folder for temporary files, which makes the next
// synthesis 10 % faster. Node 20 does not support it: https://nodejs.org/api/module.html#module-compile-cache
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
import { App } from 'cdktf';
import { build } from './app';
import { explain } from './errors';

try {
  // Required here instead of imported above, so that errors in config.ts are reported like all others.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { config } = require('./config') as typeof import('./config');
  const app = new App();
  build(app, config);
  app.synth();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
