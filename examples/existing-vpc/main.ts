import { App } from 'cdktf';
import { build } from './app';
import { config } from './config';

try {
  const app = new App();
  build(app, config);
  app.synth();
} catch (error) {
  // A wrong config is the user's to mend: the message says how, a stack trace would hide it.
  console.error((error as Error).message);
  process.exitCode = 1;
}
