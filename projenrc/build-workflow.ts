import { github } from 'projen';
import {
  BINDING_TOOLS, checkout, installDependencies, NODE_VERSION, READ_CONTENTS, readOnlyByDefault, TESTED_NODE_VERSIONS,
} from './workflow-steps';

const ON_UBUNTU = { runsOn: ['ubuntu-latest'], permissions: READ_CONTENTS };

/** Adds jobs that run in parallel to projen's own jobs. */
export function addBuildJobs(workflow: github.GithubWorkflow): void {
  readOnlyByDefault(workflow);
  workflow.addJobs({
    'test': {
      ...ON_UBUNTU,
      name: 'test on Node ${{ matrix.node }}',
      strategy: { failFast: false, matrix: { domain: { node: TESTED_NODE_VERSIONS } } },
      tools: { node: { version: '${{ matrix.node }}' } },
      timeoutMinutes: 30,
      steps: [
        checkout(), installDependencies,
        { name: 'test', run: 'npm test' },
        { name: 'README.md', run: 'node scripts/run.mjs test/integration/bindings/run.mjs javascript' },
      ],
    },
    'test-bindings': {
      ...ON_UBUNTU,
      tools: BINDING_TOOLS,
      timeoutMinutes: 30,
      steps: [
        checkout(), installDependencies,
        { name: 'compile', run: 'npx projen compile' },
        { name: 'test:bindings', run: 'npx projen test:bindings' },
      ],
    },
    'test-cdktn': {
      ...ON_UBUNTU,
      tools: { node: { version: NODE_VERSION } },
      timeoutMinutes: 20,
      steps: [checkout(), installDependencies, { name: 'test:cdktn', run: 'npx projen test:cdktn' }],
    },
    'check-workflows': {
      ...ON_UBUNTU,
      tools: { node: BINDING_TOOLS.node, python: BINDING_TOOLS.python, go: BINDING_TOOLS.go },
      timeoutMinutes: 10,
      steps: [checkout(), installDependencies, { name: 'check:workflows', run: 'npx projen check:workflows' }],
    },
    'test-mlflow': {
      ...ON_UBUNTU,
      tools: { node: { version: NODE_VERSION } },
      timeoutMinutes: 20,
      steps: [
        checkout(), installDependencies,
        { name: 'test:mlflow', run: 'sudo env "PATH=$PATH" npx projen test:mlflow' },
        { name: 'test:database', run: 'sudo env "PATH=$PATH" npx projen test:database' },
      ],
    },
  });
}
