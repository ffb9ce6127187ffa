import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lastRelease, NOTICE, notices, notes, PAGES, problems, sectionOf, versionOf } from '../../scripts/lib/release';

// The checks of the release workflow before it publishes anything.

const ROOT = resolve(__dirname, '..', '..');
const CHANGELOG = `# Changelog

## [Unreleased]

## [0.2.0] - 2027-01-15

### Breaking

- \`Old\` is gone,
  take [\`New\`](docs/new.md).

### Added

- A thing.

## [0.1.0] - 2026-12-01

### Added

- Everything.
`;

const MARKS = '<!-- not released -->\n<!-- /not released -->\n';

test.each([
  ['v0.1.0', '0.1.0'], ['v10.20.30', '10.20.30'],
  ['0.1.0', undefined], ['v0.1', undefined], ['v0.1.0-rc.1', undefined], ['v00.1.0', undefined], ['v0.1.0\n', undefined],
])('the tag %j names the version %s', (tag, version) => {
  expect(versionOf(tag)).toBe(version);
});

test('the last release has the highest version number', () => {
  expect(lastRelease('0.11.0', ['v0.9.0', 'v0.10.0', 'v0.11.0', 'vault', 'v0.2.0'])).toBe('0.10.0');
  expect(lastRelease('0.1.0', ['v0.1.0', ''])).toBeUndefined();
});

test('a section ends where the next one begins', () => {
  expect(sectionOf(CHANGELOG, '0.1.0')).toEqual({
    date: '2026-12-01', text: '### Added\n\n- Everything.', groups: ['Added'],
  });
  expect(sectionOf(CHANGELOG, '0.2.0')).toMatchObject({ groups: ['Breaking', 'Added'] });
  expect(sectionOf(CHANGELOG, 'Unreleased')).toEqual({ date: undefined, text: '', groups: [] });
});

describe('a tag can be released', () => {
  test.each([
    ['v0.1.0', []], ['v0.1.0', ['v0.1.0']], ['v0.2.0', ['v0.1.0']],
  ])('%s after %j', (tag, tags) => {
    expect(problems(tag, CHANGELOG, tags)).toEqual([]);
  });
});

describe('a tag is refused', () => {
  test.each([
    ['that is no version', 'v0.1', CHANGELOG, [], '"v0.1" is not a version tag. Tags are vX.Y.Z, for example v0.1.0'],
    ['without a section', 'v0.3.0', CHANGELOG, [],
      'CHANGELOG.md has no section 0.3.0: rename "## [Unreleased]" to "## [0.3.0] - YYYY-MM-DD", and add an empty one above it'],
    ['without a date', 'v0.1.0', '## [0.1.0]\n\n- All\n', [],
      'section 0.1.0 of CHANGELOG.md has no date: write "## [0.1.0] - YYYY-MM-DD"'],
    ['with a word for a date', 'v0.1.0', '## [0.1.0] - soon\n\n- All\n', [],
      'section 0.1.0 of CHANGELOG.md has no date: write "## [0.1.0] - YYYY-MM-DD"'],
    ['with nothing to say', 'v0.1.0', '## [0.1.0] - 2026-12-01\n\n## [0.0.1] - 2026-11-01\n\n- All\n', [],
      'section 0.1.0 of CHANGELOG.md is empty: describe what changes'],
    ['with a group that nobody knows', 'v0.1.0', '## [0.1.0] - 2026-12-01\n\n### Braking\n\n- All\n', [],
      'section 0.1.0 of CHANGELOG.md has an unknown group "Braking". '
      + 'Allowed: Breaking, Added, Changed, Deprecated, Removed, Fixed, Security'],
    ['older than the last one', 'v0.1.0', CHANGELOG, ['v0.2.0'], '0.1.0 is older than 0.2.0, which is released'],
    ['that breaks in a patch of 0.x', 'v0.1.1', '## [0.1.1] - 2026-12-01\n\n### Breaking\n\n- All\n', ['v0.1.0'],
      '0.1.1 has a group Breaking: after 0.1.0 breaking changes need 0.2.0'],
    ['that breaks in a minor of 1.x', 'v1.3.0', '## [1.3.0] - 2026-12-01\n\n### Breaking\n\n- All\n', ['v1.2.0'],
      '1.3.0 has a group Breaking: after 1.2.0 breaking changes need 2.0.0'],
  ])('%s', (_what, tag, changelog, tags, message) => {
    expect(problems(tag, changelog, tags)).toEqual([message]);
  });
});

test('the text for GitHub has one line per paragraph, and links to the files of the tag', () => {
  const text = 'One\nparagraph, [here](https://a.b) and [there](#top).\n\n### Added\n\n- A [page](docs/a.md),\n  and more.\n- Next.';
  expect(notes(text, 'v0.1.0', 'https://github.com/o/r')).toBe(
    'One paragraph, [here](https://a.b) and [there](#top).\n\n### Added\n\n'
    + '- A [page](https://github.com/o/r/blob/v0.1.0/docs/a.md), and more.\n- Next.');
});

test('the changelog of this repository is valid', () => {
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  expect(sectionOf(changelog, 'Unreleased')).toBeDefined();
  const versions = [...changelog.matchAll(/^## \[(\d.*?)\]/gm)].map(([, version]) => version);
  expect(versions.flatMap((version) => problems(`v${version}`, changelog, []))).toEqual([]);
});

describe('the notice that nothing is released', () => {
  const withNotice = PAGES.filter((page) => NOTICE.test(readFileSync(join(ROOT, page), 'utf8')));

  test('is on all pages with an installation, or after the release on none', () => {
    expect([[], PAGES]).toContainEqual(withNotice);
  });

  test('keeps a version from being released', () => {
    expect(notices({ 'README.md': 'Before.\n' })).toEqual([]);
    expect(notices({ 'README.md': MARKS, 'docs/cdktn.md': MARKS })).toEqual([expect.stringContaining('README.md, docs/cdktn.md say that nothing is released')]);
  });

  test('is removed with its marks', () => {
    expect(`Before.\n\n${MARKS}\nAfter.\n`.replace(NOTICE, '')).toBe('Before.\n\nAfter.\n');
  });
});

describe('the script', () => {
  let root: string;
  const write = (page: string, text: string) => {
    mkdirSync(dirname(join(root, page)), { recursive: true });
    writeFileSync(join(root, page), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'release-'));
    cpSync(join(ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
    cpSync(join(ROOT, 'cli'), join(root, 'cli'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, 'CHANGELOG.md'), CHANGELOG);
    PAGES.forEach((page) => write(page, '# A page\n'));
    writeFileSync(join(root, 'package.json'), '{\n  "name": "a",\n  "version": "0.0.0",\n  "homepage": "https://a.b"\n}\n');
    ['init -q -b main', 'add CHANGELOG.md', 'commit -qm first', 'update-ref refs/remotes/origin/main HEAD'].forEach(git);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function git(command: string): void {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false'];
    expect(spawnSync('git', [...identity, ...command.split(' ')], { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 });
  }

  function release(...args: string[]) {
    const run = join(root, 'scripts', 'run.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [run, 'release', ...args], { encoding: 'utf8' });
    return { status, stdout, error: stderr.trim() };
  }

  /** A compiled assembly with an interface of these members. */
  function assembly(folder: string, ...members: string[]): string {
    const url = 'https://a.b';
    const docs = { stability: 'experimental' };
    const manifest = { name: 'a', version: '0.1.0', description: 'a', license: 'Apache-2.0', homepage: url };
    const thing = { assembly: 'a', fqn: 'a.Thing', kind: 'class', name: 'Thing', docs };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, jsii: { outdir: 'dist', targets: {} } }));
    writeFileSync(join(folder, '.jsii'), JSON.stringify({
      ...manifest,
      docs,
      schema: 'jsii/0.10.0',
      jsiiVersion: '5.9.0',
      fingerprint: '-',
      repository: { type: 'git', url },
      author: { name: 'a', roles: ['author'] },
      types: { 'a.Thing': { ...thing, methods: members.map((name) => ({ name, docs })) } },
    }));
    return folder;
  }

  test('refuses an unknown command', () => {
    expect(release('publish', 'v0.1.0')).toMatchObject({
      status: 1, error: expect.stringMatching(/^Usage: node scripts\/run\.mjs release check\|version\|compare\|notes\|pages vX\.Y\.Z\n/),
    });
  });

  test('lists all obstacles', () => {
    git('tag v0.3.0');
    expect(release('check', 'v0.2.1')).toMatchObject({
      status: 1,
      error: 'v0.2.1 may not be released:\n  - 0.2.1 is older than 0.3.0, which is released\n  - CHANGELOG.md has no section 0.2.1: '
        + 'rename "## [Unreleased]" to "## [0.2.1] - YYYY-MM-DD", and add an empty one above it',
    });
  });

  test('allows a tag of main', () => {
    git('tag v0.1.0');
    git('tag v0.2.0');
    expect(release('check', 'v0.2.0')).toEqual({
      status: 0, error: '', stdout: 'v0.2.0 may be released: its section exists, and the last release is 0.1.0.\n',
    });
  });

  test('fails while a page has the notice', () => {
    PAGES.forEach((page) => write(page, `# A page\n\n${MARKS}\nAfter.\n`));
    expect(release('check', 'v0.2.0')).toMatchObject({ status: 1, error: expect.stringContaining('say that nothing is released') });
    expect(release('pages')).toMatchObject({ status: 0 });
    expect(release('check', 'v0.2.0')).toMatchObject({ status: 0 });
  });

  test('refuses a tag of another branch', () => {
    git('commit -q --allow-empty -m second');
    git('tag v0.2.0');
    expect(release('check', 'v0.2.0')).toMatchObject({
      status: 1,
      error: 'v0.2.0 may not be released:\n  - v0.2.0 is not on a commit of main: '
        + 'delete it (git push --delete origin v0.2.0), and tag one that is',
    });
  });

  test('sets the version from the tag', () => {
    expect(release('version', 'v0.2.0')).toMatchObject({ status: 0 });
    expect(readFileSync(join(root, 'package.json'), 'utf8'))
      .toBe('{\n  "name": "a",\n  "version": "0.2.0",\n  "homepage": "https://a.b"\n}\n');
    expect(release('version', '0.2.0')).toMatchObject({
      status: 1, error: '"0.2.0" is not a version tag. Tags are vX.Y.Z, for example v0.1.0',
    });
  });

  test('prints the text for GitHub', () => {
    expect(release('notes', 'v0.2.0')).toMatchObject({
      status: 0,
      stdout: '### Breaking\n\n- `Old` is gone, take [`New`](https://a.b/blob/v0.2.0/docs/new.md).\n\n### Added\n\n- A thing.\n',
    });
  });

  test('compares the first release with nothing', () => {
    expect(release('compare', 'v0.1.0')).toMatchObject({
      status: 0, stdout: 'There is no release before 0.1.0: nothing to compare with.\n',
    });
  });

  describe('compares', () => {
    let before: string;
    beforeEach(() => {
      before = assembly(join(root, 'before'), 'one', 'two');
    });

    test('reports additions', () => {
      assembly(root, 'one', 'two', 'three');
      expect(release('compare', 'v0.1.0', '--before', before)).toMatchObject({
        status: 0, stdout: `The API is compatible with ${before}.\n`,
      });
    });

    test('fails for breaking changes that are not in the changelog', () => {
      assembly(root, 'one');
      const { status, error } = release('compare', 'v0.1.0', '--before', before);
      expect(status).toBe(1);
      expect(error).toMatch(/METHOD a\.Thing\.two: has been removed/);
      expect(error).toMatch(/Revert that, or describe what users have to change under "### Breaking" in section 0\.1\.0 of CHANGELOG\.md\.$/);
    });

    test('allows breaking changes that are in the changelog', () => {
      assembly(root, 'one');
      expect(release('compare', 'v0.2.0', '--before', before)).toMatchObject({
        status: 0, stdout: 'CHANGELOG.md describes it under Breaking.\n',
      });
    });
  });
});
