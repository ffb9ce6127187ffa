// Runs a task of the project, on a fresh clone as well: what is not installed or not compiled is so first.
import { compile, ensureDependencies, projen } from './lib/project.mjs';
import { begin } from './lib/usage.mjs';

begin(`Usage: npm test

Installs what is missing, compiles, lints and runs the unit tests. One file of them: npx jest test/x.test.ts --coverage=false`);
ensureDependencies();
compile();
projen(...process.argv.slice(2));
