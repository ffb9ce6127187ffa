import { cdk, javascript } from 'projen';
import { pinActions } from './projenrc/actions';
import { addBuildJobs } from './projenrc/build-workflow';
import { addReleaseWorkflow } from './projenrc/release-workflow';
import { RENOVATE } from './projenrc/renovate';
import { NODE_VERSION, OLDEST_NODE, READ_CONTENTS } from './projenrc/workflow-steps';

const repository = 'https://github.com/cdktf-zenml-aws/cdktf-zenml-aws';

const project = new cdk.JsiiProject({
  name: 'cdktf-zenml-aws',
  description: 'CDK for Terraform constructs that deploy the ZenML MLOps stack on AWS: '
    + 'EKS, S3, RDS MySQL, Seldon Core with Istio, MLflow behind NGINX',
  repositoryUrl: `${repository}.git`,
  homepage: repository,
  bugsUrl: `${repository}/issues`,
  author: 'cdktf-zenml-aws contributors',
  authorAddress: repository,
  authorOrganization: true,
  license: 'Apache-2.0',
  copyrightOwner: 'cdktf-zenml-aws contributors',
  keywords: ['cdk', 'cdktf', 'terraform', 'aws', 'eks', 'zenml', 'mlops', 'mlflow', 'seldon', 'istio', 'kubernetes'],
  defaultReleaseBranch: 'main',
  stability: 'experimental',

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: OLDEST_NODE,
  workflowNodeVersion: NODE_VERSION,
  // jsii and TypeScript stay on the minor that cdktf 0.21's own assemblies were built for.
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  projenrcTs: true,
  projenVersion: '0.103.25',

  peerDependencyOptions: { pinnedDevDependency: true },
  peerDeps: [
    'cdktf@^0.21.0',
    'constructs@^10.4.2',
    '@cdktf/provider-aws@^21.22.1',
    '@cdktf/provider-helm@^12.1.2',
    '@cdktf/provider-kubernetes@^12.1.1',
    '@cdktf/provider-random@^12.0.1',
    '@cdktf/provider-tls@^11.0.1', // the certificate authority of an entrance without a domain
  ],
  devDeps: [
    'jsii-rosetta@~5.9.0',
    'commander@14.0.3', // arguments and help of the command, into which it is bundled; 15 needs Node 22
    'esbuild@0.25.12', // bundles the published JavaScript into one file, which loads faster
    'tsx@4.20.6', // runs cli/ and scripts/ as they are; newer ones bring a second esbuild
    'dts-bundle-generator@9.5.1', // does the same for its declarations
    'fast-check@4.10.2', // property-based tests of the props
    'js-yaml@4.3.2', // parses the rendered chart values in tests
    '@types/js-yaml@4.0.9',
    'ajv@8.20.0', // checks rendered chart values against the charts' own schemas
    'ajv-formats@3.0.1',
  ],

  // Maps inside the JavaScript were a third of the package; the sources they name are not published.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^cdktf-zenml-aws$': '<rootDir>/src' },
      modulePathIgnorePatterns: ['<rootDir>/build/'], // what is packed there has the package's name, too
      collectCoverage: false,
      testTimeout: 30_000,
      setupFiles: ['<rootDir>/test/support/jest-setup.ts'],
      globalSetup: '<rootDir>/test/support/temporary-folder.ts',
      maxWorkers: '100%', // by default jest leaves a core free: of two it uses one
    },
    junitReporting: false,
  },

  docgen: false, // a custom task, below
  npmignoreEnabled: false,
  autoDetectBin: false,
  depsUpgrade: false, // Renovate proposes upgrades.
  renovatebot: true,
  renovatebotOptions: RENOVATE,
  autoMerge: false,
  buildWorkflow: true,
  buildWorkflowOptions: {
    workflowTriggers: { pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} },
    mutableBuild: false, // Generated files are committed with the change; no job may write here.
    permissions: READ_CONTENTS,
  },
  // Pushing a tag publishes a version, with its section of CHANGELOG.md: projenrc/release-workflow.ts.
  release: false,
  githubOptions: { pullRequestLint: false }, // Titles do not determine versions.
  publishToPypi: { distName: 'cdktf-zenml-aws', module: 'cdktf_zenml_aws' },
  publishToMaven: {
    javaPackage: 'io.github.cdktfzenmlaws',
    mavenGroupId: 'io.github.cdktf-zenml-aws',
    mavenArtifactId: 'cdktf-zenml-aws',
  },
  publishToNuget: { dotNetNamespace: 'CdktfZenmlAws', packageId: 'CdktfZenmlAws' },
  publishToGo: { moduleName: 'github.com/cdktf-zenml-aws/cdktf-zenml-aws-go', packageName: 'cdktfzenmlaws' },

  gitignore: [
    '/build/', '/cdktf.out/', '/examples/**/cdktf.out/',
    '.jsii.tabl.json',
    '/.npmignore', // jsii-pacmak writes it, `files` below decides what is packed, a new file fails the workflow
    '/examples/first-pipeline/.venv/', '__pycache__/', '/examples/first-pipeline/.zen/',
    '/examples/python/.venv/', '/examples/java/target/', '/examples/csharp/bin/', '/examples/csharp/obj/',
    '*.tfstate', '*.tfstate.*', '.terraform/', '.terraform.lock.hcl',
    '.DS_Store',
  ],
  sampleCode: false,
  pullRequestTemplateContents: [
    '<!-- Describe what changes for users, and why. -->',
    '',
    '- [ ] `npm test` passes, and a new test fails without the change',
    '- [ ] README, docs and the Unreleased section of CHANGELOG.md describe the change',
    '- [ ] Generated files are committed: run `npx projen`, `npx projen compile` and `npx projen docgen`',
    '',
    'By submitting this pull request, you license your contribution under the terms of Apache-2.0.',
  ],
});

// 1.13.0's optional native bindings are missing from some registry mirrors.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

// What is published, and nothing else. `exports` lets the examples import the package by its name from inside.
// `cdktf-zenml-aws repair` asks the cluster by it. The library never loads it: jsii takes no dependency that is no
// module of jsii's own. 1.x runs on Node 20.
project.package.addField('optionalDependencies', { '@kubernetes/client-node': '^1.4.0' });
project.package.addField('files', [
  'lib/**/*.js', 'lib/**/*.d.ts', '.jsii', 'bin', 'charts', 'programs', 'README.md', 'LICENSE',
]);
// Built from cli/ before it is packed.
project.addBins({ 'cdktf-zenml-aws': 'bin/cdktf-zenml-aws.mjs' });
project.gitignore.exclude('/bin/');
project.setScript('prepack', 'node scripts/run.mjs slim');
project.setScript('postpack', 'node scripts/run.mjs slim --restore');
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});

// The providers' root modules cost a second and 550 MB each; their deep modules cost milliseconds.
const providerRoots = ['aws', 'kubernetes', 'helm', 'random', 'tls'].map((name) => ({
  name: `@cdktf/provider-${name}`,
  message: `Import from '@cdktf/provider-${name}/lib/<resource>': the root import is slow and large.`,
}));
project.eslint?.addRules({
  'no-restricted-imports': ['error', {
    paths: providerRoots,
    patterns: [{ group: ['cdktf/lib/*'], message: 'cdktf internals are not a contract.' }],
  }],
});
// Every line counts, comments and texts too; only a link may be as long as it is. `test` follows when it is wrapped.
const programFolders = ['cli', 'scripts'];
const narrowFolders = ['src', 'examples', 'projenrc', ...programFolders];
project.eslint?.addOverride({
  files: [...narrowFolders.map((folder) => `${folder}/**/*.ts`), '.projenrc.ts'],
  rules: { '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true }] },
});
project.eslint?.addOverride({
  files: programFolders.map((folder) => `${folder}/**/*.ts`),
  rules: {
    'max-lines': ['error', 250],
    'max-lines-per-function': ['error', 60],
    '@typescript-eslint/no-explicit-any': 'error',
  },
});
project.eslint?.addIgnorePattern('build/');
for (const folder of ['examples', ...programFolders]) {
  project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);
  project.eslint?.allowDevDeps(`${folder}/**`);
  project.eslint?.addLintPattern(folder);
}

// The examples: compiled to build/, run from there.
const examples = project.addTask('examples', {
  description: 'Compile the examples to build/', exec: 'tsc -p examples/tsconfig.json',
});
project.compileTask.spawn(examples);

// API.md and the pages that it is the index of.
const docgen = project.addTask('docgen', {
  description: 'Generate API.md and docs/api/ from the assembly', exec: 'node scripts/run.mjs docgen',
});
project.postCompileTask.spawn(docgen);
project.annotateGenerated('/API.md');
project.annotateGenerated('/docs/api/**');

const rosetta = project.addTask('rosetta', {
  description: 'Compile every documentation snippet', exec: 'jsii-rosetta extract --strict --compile',
});
project.postCompileTask.spawn(rosetta);

// Jest takes the types away without looking at them: the compiler looks here.
project.testTask.exec('tsc --noEmit -p test/tsconfig.json');
// A real MLflow on a real database behind a real NGINX, as rendered; it installs MariaDB and NGINX where it lacks them.
project.addTask('test:mlflow', {
  description: 'Run a real MLflow as the construct renders it',
  exec: 'node scripts/run.mjs test/integration/mlflow/run.mjs',
});
// The program of the job that creates databases against a real MySQL server; it installs MariaDB where it lacks it.
project.addTask('test:database', {
  description: 'Run the program that creates databases against a real MySQL server',
  exec: 'node scripts/run.mjs test/integration/database/run.mjs',
});
// The stack's objects on a cluster with real pods, up to a finished pipeline. It needs the lab: no job of the workflow.
project.addTask('test:zenml', {
  description: 'Run ZenML and a pipeline for real, as the stack renders them',
  exec: 'node scripts/run.mjs test/integration/zenml/run.mjs',
});
// What examples/existing-cluster makes of kinds of Kubernetes' own, and two MLflow servers side by side, in real pods.
project.addTask('test:existing', {
  description: 'Run the example for an existing cluster, and two MLflow servers, for real',
  exec: 'node scripts/run.mjs test/integration/existing/run.mjs',
});
// The examples and snippets of all other languages, each compiled and run with what is made for it of the package.
project.addTask('test:bindings', {
  description: 'Run the examples of all languages, and compare what they synthesize',
  exec: 'node scripts/run.mjs test/integration/bindings/run.mjs',
});

// The same source for cdktn, the community's fork of cdktf: docs/cdktn.md.
project.addTask('cdktn', {
  description: 'Make and compile the package for cdktn in build/cdktn', exec: 'node scripts/run.mjs cdktn build',
});
project.addTask('test:cdktn', {
  description: 'The package for cdktn: what is packed, and that it synthesizes the same',
  exec: 'node scripts/run.mjs cdktn test',
});

pinActions(project.github!);
addBuildJobs(project.buildWorkflow!.workflow);
addReleaseWorkflow(project.github!);

// The two commands of the README work on a fresh clone, so they install what is missing first.
project.setScript('test', 'node scripts/run.mjs task test');
project.setScript('quickstart', 'node scripts/run.mjs quickstart');
for (const command of ['synth', 'plan', 'deploy', 'destroy', 'output']) {
  project.setScript(command, `node scripts/run.mjs terraform ${command}`);
}
// No account anywhere: a cluster of kind, or one that there is.
project.setScript('try', 'node scripts/run.mjs try');
project.setScript('test:kills', 'node scripts/run.mjs test/lab/kills.mjs');
project.setScript('diagram', 'node scripts/run.mjs diagram');
project.setScript('connect', 'node scripts/run.mjs connect');
project.setScript('pipeline', 'node scripts/run.mjs pipeline');
project.addTask('bench', {
  description: 'Time and memory of loading and synthesizing beside bare cdktf',
  receiveArgs: true,
  exec: 'node scripts/run.mjs bench',
});

// Both look at what is compiled.
project.addTask('check:go', {
  description: 'Generate the bindings of all languages; Go has no two imports of one name in a file',
  exec: 'node scripts/run.mjs check-go',
});
project.addTask('check:package', {
  description: 'What the tarball holds, and how large it is', exec: 'node scripts/run.mjs check-package',
});

project.addTask('check:workflows', {
  description: 'Check the workflows of GitHub with actionlint and zizmor', exec: 'node scripts/run.mjs check-workflows',
});

project.synth();
