import { github } from 'projen';

type JobStep = github.workflows.JobStep;
type Permissions = github.workflows.JobPermissions;
type Tools = github.workflows.Tools;

/** Node on which everything is built: the newest with long-term support. */
export const NODE_VERSION = '24.x';
/** The oldest Node that `engines` and the docs promise. The docs recommend 22: test/repository/node.test.ts. */
export const OLDEST_NODE = '20.9.0';
/** Nodes on which the tests run: https://nodejs.org/en/about/previous-releases. */
export const TESTED_NODE_VERSIONS = ['20.x', '22.x', '24.x'];

/** What jsii-pacmak needs for a package of each language; the example in Java wants 17. */
export const BINDING_TOOLS: Tools = {
  node: { version: NODE_VERSION },
  java: { version: '17', distribution: 'corretto' },
  python: { version: '3.13' },
  go: { version: '^1.18.0' },
  dotnet: { version: '6.x' },
};

export const READ_CONTENTS: Permissions = { contents: github.workflows.JobPermission.READ };

/** No step needs git's credentials, and none finds them in .git. */
export function checkout(options: Record<string, unknown> = {}): JobStep {
  return { name: 'Checkout', uses: 'actions/checkout', with: { 'persist-credentials': false, ...options } };
}

export const installDependencies: JobStep = { name: 'Install dependencies', run: 'npm ci' };

/** What nobody named in a job may do: nothing but read. */
export function readOnlyByDefault(workflow: github.GithubWorkflow): void {
  workflow.file!.addOverride('permissions', { contents: 'read' });
}
