import nodeModule from 'node:module';
// Before cdktf is loaded: Node 22 and newer keep what they have compiled, in the folder for temporary files, and
// the next synthesis takes a tenth less. Node 20 has none of it: https://nodejs.org/api/module.html#module-compile-cache
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
import { App } from 'cdktf';
import { build } from './app';
import { explain } from './errors';

try {
  // Not imported above: what config.ts itself throws is told like all else.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { config } = require('./config') as typeof import('./config');
  const app = new App();
  build(app, config);
  app.synth();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
