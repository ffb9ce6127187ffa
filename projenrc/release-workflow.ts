import { github } from 'projen';
import {
  BINDING_TOOLS, checkout, installDependencies, NODE_VERSION, READ_CONTENTS, readOnlyByDefault,
} from './workflow-steps';

type Job = github.workflows.Job;
type JobStep = github.workflows.JobStep;
const { JobPermission } = github.workflows;

/** Publishes packages to each registry: https://www.npmjs.com/package/publib. */
const PUBLIB = 'publib@0.2.1061';
/** Folders of the packages in the artifact, with a subfolder per language. cdktf's package is published first. */
const PACKAGES = ['dist', 'dist/cdktn'];
const TRUSTED = { idToken: JobPermission.WRITE };
/** Environment with the publishing secrets. Only these jobs have access to it, after an approval if it requires one. */
const ENVIRONMENT = 'release';

/**
 * Releases a tag vX.Y.Z: builds it, tests it, compares it with the previous release, publishes one language after the
 * other, and creates a GitHub release. Started by hand, it does the same for the given tag, but publishes nothing.
 */
export function addReleaseWorkflow(gitHub: github.GitHub): void {
  const workflow = new github.GithubWorkflow(gitHub, 'release', {
    limitConcurrency: true,
    env: {
      TAG: '${{ inputs.tag || github.ref_name }}',
      DRY_RUN: "${{ github.event_name != 'push' }}",
    },
  });
  readOnlyByDefault(workflow);
  workflow.runName = "${{ inputs.tag && format('dry run of {0}', inputs.tag) || github.ref_name }}";
  workflow.on({
    push: { tags: ['v*'] },
    workflowDispatch: {
      inputs: { tag: { description: 'vX.Y.Z, as if it had been pushed; nothing is published', required: true } },
    },
  });
  const registries = {
    npm: publishToNpm(), pypi: publishToPypi(), maven: publishToMaven(), nuget: publishToNuget(),
  };
  workflow.addJobs({
    build: build(),
    ...registries,
    // Proxies of Go modules keep a tag for ever, so Go is last, after all other registries have accepted the version.
    go: { ...publishToGo(), needs: ['build', ...Object.keys(registries)] },
    github: { ...releaseOnGitHub(), needs: ['build', ...Object.keys(registries), 'go'] },
  });
}

function build(): Job {
  return {
    runsOn: ['ubuntu-latest'],
    permissions: READ_CONTENTS,
    timeoutMinutes: 60,
    tools: BINDING_TOOLS,
    steps: [
      checkout({ 'fetch-depth': 0 }), // all tags, to find the previous release
      installDependencies,
      { name: 'Check the tag against CHANGELOG.md', run: 'node scripts/run.mjs release check "$TAG"' },
      { name: 'Test', run: 'npm test' },
      { name: 'Take the version from the tag', run: 'node scripts/run.mjs release version "$TAG"' },
      { name: 'Compile', run: 'npx projen compile\nnpx projen rosetta' },
      { name: 'Compare with the last release', run: 'node scripts/run.mjs release compare "$TAG"' },
      { name: 'Package for all languages', run: 'npx projen package-all' },
      {
        name: 'Package for all languages, for cdktn',
        run: 'npx projen cdktn\nnpx jsii-pacmak --outdir dist/cdktn build/cdktn',
      },
      { name: 'Text of the release', run: 'node scripts/run.mjs release notes "$TAG" > dist/notes.md' },
      {
        name: 'Keep the packages',
        uses: 'actions/upload-artifact',
        with: { 'name': 'packages', 'path': 'dist', 'if-no-files-found': 'error' },
      },
    ],
  };
}

function publishToNpm(): Job {
  // With a trusted publisher npm signs where the package was built: https://docs.npmjs.com/trusted-publishers
  return publish('npm', 'js', { permissions: TRUSTED }, {
    NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true', NPM_ACCESS_LEVEL: 'public',
  });
}

function publishToPypi(): Job {
  return publish('pypi', 'python', { permissions: TRUSTED, tools: { python: BINDING_TOOLS.python } }, {
    PYPI_TRUSTED_PUBLISHER: 'true',
    // A signature is public immediately, so a dry run does not sign.
    PYPI_DISABLE_ATTESTATIONS: "${{ github.event_name != 'push' && 'true' || '' }}",
  });
}

function publishToMaven(): Job {
  // Maven Central does not support trusted publishers.
  return publish('maven', 'java', { permissions: {}, tools: { java: BINDING_TOOLS.java } }, {
    MAVEN_SERVER_ID: 'central-ossrh',
    ...secrets('MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE'),
  });
}

function publishToNuget(): Job {
  return publish('nuget', 'dotnet', { permissions: TRUSTED, tools: { dotnet: BINDING_TOOLS.dotnet } }, {
    NUGET_TRUSTED_PUBLISHER: 'true', NUGET_USERNAME: '${{ vars.NUGET_USERNAME }}',
  });
}

function publishToGo(): Job {
  // A token with write access to the two repositories of the Go modules, and to nothing else.
  return publish('golang', 'go', { permissions: {}, tools: { go: BINDING_TOOLS.go } }, {
    GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
    GIT_USER_NAME: 'github-actions[bot]',
    GIT_USER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  });
}

function releaseOnGitHub(): Job {
  return {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.WRITE },
    timeoutMinutes: 10,
    steps: [
      downloadPackages(),
      {
        name: 'Release',
        if: "env.DRY_RUN == 'false'",
        env: { GH_TOKEN: '${{ github.token }}', GH_REPO: '${{ github.repository }}' },
        // A second attempt finds the release of the first.
        run: 'gh release view "$TAG" \\\n'
          + '  || gh release create "$TAG" --verify-tag --title "$TAG" --notes-file dist/notes.md',
      },
    ],
  };
}

/** A job that publishes the packages of one language. publib skips versions that the registry already has. */
function publish(publisher: string, folder: string, job: Partial<Job>, env: Record<string, string>): Job {
  return {
    runsOn: ['ubuntu-latest'],
    permissions: {},
    environment: ENVIRONMENT,
    needs: ['build'],
    timeoutMinutes: 30,
    ...job,
    tools: { node: { version: NODE_VERSION }, ...job.tools },
    steps: [
      downloadPackages(),
      ...PACKAGES.map((packages) => ({
        name: `Publish ${packages}/${folder}`,
        env: { PUBLIB_DRYRUN: '${{ env.DRY_RUN }}', ...env },
        run: `npx --yes -p ${PUBLIB} publib-${publisher} ${packages}/${folder}`,
      })),
    ],
  };
}

function downloadPackages(): JobStep {
  return {
    name: 'Download the packages', uses: 'actions/download-artifact', with: { name: 'packages', path: 'dist' },
  };
}

function secrets(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
}
