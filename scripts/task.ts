// Runs a task of the project. Compiles first if necessary.
import { helpIfAsked } from './lib/help';
import { compile, runTool } from './lib/project';

helpIfAsked(`Usage: npm test

Installs what is missing, compiles, lints and runs the unit tests.
One file of them: npx jest test/x.test.ts --coverage=false`);
compile();
process.exit(runTool('projen/bin/projen', process.argv.slice(2)).status ?? 1);
