// From the deployed example to a laptop that submits pipelines: the package's own command, with an environment in the repository.
import { join } from 'node:path';
import { pipelineVenv, root, run, stackFolder } from './lib/project.mjs';

const { status } = run(process.execPath, [join(root, 'cli', 'cdktf-zenml-aws.mjs'), 'connect', stackFolder, ...pipelineVenv, ...process.argv.slice(2)]);
process.exit(status ?? 1);
