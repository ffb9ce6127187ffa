// Runs a task of the project, on a fresh clone as well: what is not installed or not compiled is so first.
import { compile, ensureDependencies, projen } from './lib/project.mjs';

ensureDependencies();
compile();
projen(...process.argv.slice(2));
