import { App } from 'cdktf';
import { build } from './app';
import { config } from './config';

try {
  const app = new App();
  build(app, config);
  app.synth();
} catch (error) {
  // The message describes how to fix the config. A stack trace would hide it.
  console.error((error as Error).message);
  process.exitCode = 1;
}
