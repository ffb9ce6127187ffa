import { github } from 'projen';

type JobStep = github.workflows.JobStep;
type Permissions = github.workflows.JobPermissions;
type Tools = github.workflows.Tools;

/** Node version of all builds: the newest with long-term support. */
export const NODE_VERSION = '24.x';
/** Oldest Node version in `engines` and the docs. The docs recommend 22: test/repository/node.test.ts. */
export const OLDEST_NODE = '20.9.0';
/** Node versions of the tests: https://nodejs.org/en/about/previous-releases. */
export const TESTED_NODE_VERSIONS = ['20.x', '22.x', '24.x'];

/** Tools that jsii-pacmak needs for each language. The Java example needs JDK 17. */
export const BINDING_TOOLS: Tools = {
  node: { version: NODE_VERSION },
  java: { version: '17', distribution: 'corretto' },
  python: { version: '3.13' },
  go: { version: '^1.18.0' },
  dotnet: { version: '6.x' },
};

export const READ_CONTENTS: Permissions = { contents: github.workflows.JobPermission.READ };

/** Checks out without git's credentials, which no step needs. */
export function checkout(options: Record<string, unknown> = {}): JobStep {
  return { name: 'Checkout', uses: 'actions/checkout', with: { 'persist-credentials': false, ...options } };
}

export const installDependencies: JobStep = { name: 'Install dependencies', run: 'npm ci' };

/** Permissions of a job by default: read only. */
export function readOnlyByDefault(workflow: github.GithubWorkflow): void {
  workflow.file!.addOverride('permissions', { contents: 'read' });
}
