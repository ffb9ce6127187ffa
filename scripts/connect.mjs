// From the deployed example to a laptop that submits pipelines: the package's own command, with an environment in the repository.
import { connect } from '../cli/connect.mjs';
import { pipelineVenv, stackFolder } from './lib/project.mjs';

process.exitCode = await connect([stackFolder, ...pipelineVenv, ...process.argv.slice(2)], 'Usage: npm run connect [-- --stack NAME]');
