import './compile-cache';
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
