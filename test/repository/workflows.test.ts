import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';

// The contract of GitHub's workflows: which jobs there are, and what is published in which order. Syntax, expressions,
// pinned actions, permissions and injections are checked by actionlint and zizmor: npm run check:workflows.

interface Step { readonly uses?: string; readonly run?: string; readonly env?: Record<string, string> }
interface Job {
  readonly 'needs'?: string | string[];
  readonly 'permissions'?: Record<string, string>;
  readonly 'environment'?: string;
  readonly 'strategy'?: { readonly matrix: { readonly node: string[] } };
  readonly 'timeout-minutes'?: number;
  readonly 'steps': Step[];
}
interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions?: Record<string, string>;
  readonly jobs: Record<string, Job>;
}

const ROOT = resolve(__dirname, '..', '..');
const FOLDER = join(ROOT, '.github', 'workflows');
const files = readdirSync(FOLDER).sort();
const text = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const workflows = new Map(files.map((file) => [file, load(text(file)) as Workflow]));
const build = workflows.get('build.yml')!;
const release = workflows.get('release.yml')!;

const jobs = [...workflows].flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([id, job]) => ({ id: `${file} ${id}`, job })));
const needsOf = (job: Job) => [job.needs ?? []].flat();
const runs = (job: Job) => job.steps.map(({ run }) => run ?? '').join('\n');

test('there are two workflows', () => {
  expect(files).toEqual(['build.yml', 'release.yml']);
});

test.each(files)('%s runs no program in the latest version', (file) => {
  expect(text(file)).not.toMatch(/@latest|node-version: (lts|latest|node)/);
  const commands = Object.values(workflows.get(file)!.jobs).flatMap(runs).flatMap((it) => it.split('\n'));
  expect(commands.filter((command) => /npx .*-p (?!\S+@\d+\.\d+\.\d+ )/.test(command))).toEqual([]);
});

test('only the jobs that publish may write or sign', () => {
  const more = jobs.filter(({ job }) => JSON.stringify(job.permissions) !== '{"contents":"read"}')
    .map(({ id, job }) => [id, job.permissions]);
  expect(Object.fromEntries(more)).toEqual({
    'release.yml npm': { 'id-token': 'write' },
    'release.yml pypi': { 'id-token': 'write' },
    'release.yml nuget': { 'id-token': 'write' },
    'release.yml maven': {},
    'release.yml go': {},
    'release.yml github': { contents: 'write' },
  });
});

test('only the jobs for Maven Central and Go read secrets, from the environment release', () => {
  const secret = jobs.filter(({ job }) => /\bsecrets\./.test(JSON.stringify(job)));
  expect(secret.map(({ id, job }) => [id, job.environment])).toEqual([
    ['release.yml maven', 'release'], ['release.yml go', 'release'],
  ]);
});

describe('the build workflow', () => {
  test('runs for pull requests and on main', () => {
    expect(build.on).toMatchObject({ pull_request: {}, push: { branches: ['main'] } });
  });

  test('tests on every supported version of Node', () => {
    expect(build.jobs.test.strategy?.matrix.node).toEqual(['20.x', '22.x', '24.x']);
    expect(runs(build.jobs.test)).toMatch(/^npm test$/m);
    expect(runs(build.jobs.test)).toMatch(/^node scripts\/run\.mjs test\/integration\/bindings\/run\.mjs javascript$/m);
  });

  test.each(['js', 'java', 'python', 'dotnet', 'go'])('packages for %s', (language) => {
    expect(runs(build.jobs[`package-${language}`])).toContain(`npx projen package:${language}`);
  });

  test('sets up the compilers of all languages for the examples', () => {
    const tools = build.jobs['test-bindings'].steps.map(({ uses }) => /setup-(\w+)@/.exec(uses ?? '')?.[1]).filter(Boolean);
    expect(tools.sort()).toEqual(['dotnet', 'go', 'java', 'node', 'python']);
  });

  test('checks the workflows themselves', () => {
    expect(runs(build.jobs['check-workflows'])).toContain('npx projen check:workflows');
  });
});

describe('the release workflow', () => {
  const publishers = {
    npm: ['publib-npm', 'js'],
    pypi: ['publib-pypi', 'python'],
    maven: ['publib-maven', 'java'],
    nuget: ['publib-nuget', 'dotnet'],
    go: ['publib-golang', 'go'],
  };

  test('runs for a tag, or as a dry run by hand', () => {
    expect(release.on).toMatchObject({ push: { tags: ['v*'] }, workflow_dispatch: { inputs: { tag: { required: true } } } });
    expect(Object.keys(release.on)).toEqual(['push', 'workflow_dispatch']);
  });

  test('checks the tag first, and tests and compares before it packages', () => {
    const order = ['npm ci', 'release check', 'npm test', 'release version', 'projen compile', 'release compare',
      'projen package-all', 'projen cdktn', 'release notes'];
    const commands = runs(release.jobs.build);
    expect(order.filter((command) => !commands.includes(command))).toEqual([]);
    expect([...order].sort((a, b) => commands.indexOf(a) - commands.indexOf(b))).toEqual(order);
  });

  test.each(Object.entries(publishers))('publishes with %s what the build has packaged, for cdktf and then for cdktn', (id, [publisher, folder]) => {
    const job = release.jobs[id];
    expect(needsOf(job)).toContain('build');
    expect(job.environment).toBe('release');
    expect(job.steps.filter(({ run }) => run !== undefined).map(({ run }) => run!.replace(/@[\d.]+/, ''))).toEqual([
      `npx --yes -p publib ${publisher} dist/${folder}`, `npx --yes -p publib ${publisher} dist/cdktn/${folder}`,
    ]);
  });

  test('has no other publisher', () => {
    expect(Object.keys(release.jobs)).toEqual(['build', ...Object.keys(publishers), 'github']);
  });

  test('publishes nothing in a dry run', () => {
    expect(text('release.yml')).toContain("DRY_RUN: ${{ github.event_name != 'push' }}");
    for (const id of Object.keys(publishers)) {
      const steps = release.jobs[id].steps.filter(({ run }) => run !== undefined);
      expect(steps.map(({ env }) => env?.PUBLIB_DRYRUN)).toEqual(steps.map(() => '${{ env.DRY_RUN }}'));
    }
    expect(JSON.stringify(release.jobs.github.steps.filter(({ run }) => run !== undefined))).toContain("env.DRY_RUN == 'false'");
  });

  test('publishes with provenance to npm, and as a trusted publisher to npm, PyPI and NuGet', () => {
    expect(release.jobs.npm.steps.at(-1)?.env).toMatchObject({ NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true' });
    expect(release.jobs.pypi.steps.at(-1)?.env).toMatchObject({ PYPI_TRUSTED_PUBLISHER: 'true' });
    expect(release.jobs.nuget.steps.at(-1)?.env).toMatchObject({ NUGET_TRUSTED_PUBLISHER: 'true' });
  });

  test('publishes for Go last of the languages, and on GitHub last of all', () => {
    expect(needsOf(release.jobs.go)).toEqual(['build', 'npm', 'pypi', 'maven', 'nuget']);
    expect(needsOf(release.jobs.github)).toEqual(['build', 'npm', 'pypi', 'maven', 'nuget', 'go']);
  });

  test('limits the time of every job', () => {
    expect(Object.entries(release.jobs).filter(([, job]) => job['timeout-minutes'] === undefined)).toEqual([]);
  });
});

test('every script and every task that they run exists', () => {
  const commands = jobs.map(({ job }) => runs(job)).join('\n');
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')) as { tasks: object };
  const named = (pattern: RegExp) => [...commands.matchAll(pattern)].map(([, name]) => name);
  const scripts = named(/node scripts\/run\.mjs ([a-z-]+)(?:\s|$)/gm);
  expect(scripts).toContain('release');
  expect(scripts.filter((script) => !existsSync(join(ROOT, 'scripts', `${script}.ts`)))).toEqual([]);
  expect(named(/npx projen (\S+)/g).filter((task) => !(task in tasks))).toEqual([]);
});
