// Runs a task of the project, on a fresh clone as well: what is not installed is installed first.
import { ensureDependencies, projen } from './lib/project.mjs';

ensureDependencies();
projen(...process.argv.slice(2));
