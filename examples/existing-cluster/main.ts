import { App } from 'cdktf';
import { build } from './app';
import { config, variants } from './config';

// node main.js [cloud | kind]
const [variant] = process.argv.slice(2);
try {
  const chosen = variant === undefined ? config : variants[variant];
  if (chosen === undefined) {
    throw new Error(`There is no variant "${variant}": ${Object.keys(variants).join(', ')}.`);
  }
  const app = new App();
  build(app, chosen);
  app.synth();
} catch (error) {
  // The message describes how to fix the config. A stack trace would hide it.
  console.error((error as Error).message);
  process.exitCode = 1;
}
