import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { FILES, Link, Page, PAGES, ROOT } from '../support/markdown';

/** Full URLs, which the npm page needs, for files of this repository. */
const OWN = /^https:\/\/(?:raw\.githubusercontent\.com|github\.com)\/cdktf-zenml-aws\/cdktf-zenml-aws\/(?:(?:blob|tree|raw)\/)?main\//;
const FOLDERS = new Set(FILES.flatMap((file) => {
  const parents: string[] = ['.'];
  for (let at = posix.dirname(file); at !== '.'; at = posix.dirname(at)) {
    parents.push(at);
  }
  return parents;
}));
const BY_PATH = new Map(PAGES.map((page) => [page.path, page]));

/** The problem of a link's target, or undefined. */
function problem(page: string, target: string): string | undefined {
  if (/^(https?|mailto):/.test(target) && !OWN.test(target)) {
    return /^https:\/\/[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)[^\s]*$/.test(target) || /^http:\/\/localhost[:/]/.test(target) || target.startsWith('mailto:')
      ? undefined : 'is no address of the form https://…';
  }
  const [path, anchor] = target.replace(OWN, '/').split('#');
  const file = path === '' ? page : posix.normalize(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(page), decodeURI(path)));
  if (!FILES.includes(file) && !FOLDERS.has(file.replace(/\/$/, ''))) {
    return `leads to ${file}, which is not in the repository`;
  }
  if (anchor !== undefined && !BY_PATH.get(file)?.anchors.has(anchor)) {
    return `leads to ${file}, which has no heading #${anchor}`;
  }
  return undefined;
}

const broken = (links: Link[]) => links.flatMap(({ page, line, target }) => {
  const wrong = problem(page, target);
  return wrong ? [`${page}:${line}: ${target} ${wrong}`] : [];
});

test('every link of every page has a target', () => {
  expect(broken(PAGES.flatMap((page) => page.links))).toEqual([]);
});

test('every page that sources, scripts and messages name exists', () => {
  const named = FILES.filter((file) => /^(src|cli|scripts|bin|programs|examples)\/.*\.(ts|mjs|cjs|py)$/.test(file)).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8').split('\n').flatMap((text, index) =>
      [...text.matchAll(/(?<![\w/.])(?:docs|examples)\/[\w./-]+\.md(?:#[\w-]+)?/g)]
        .map(([target]) => ({ page: file, line: index + 1, target: `/${target}` }))));
  expect(named.length).toBeGreaterThan(5);
  expect(broken(named)).toEqual([]);
});

test('every file and folder of the repository that a page names is there', () => {
  const named = PAGES.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:src|test|scripts|cli|programs|projenrc)\/[\w./-]*)`/g)].map(([, name]) => ({ path, name })));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => !FILES.includes(name) && !FOLDERS.has(name.replace(/\/$/, '')))).toEqual([]);
});

test('every page of docs/ is reached from the README', () => {
  const reached = new Set<string>();
  const todo = ['README.md'];
  while (todo.length > 0) {
    const at = todo.pop()!;
    if (!reached.has(at) && BY_PATH.has(at)) {
      reached.add(at);
      todo.push(...BY_PATH.get(at)!.links.map(({ target }) => posix.join(dirname(at), target.replace(OWN, '').split('#')[0])));
    }
  }
  expect(PAGES.map(({ path }) => path).filter((path) => /^(docs|examples)\//.test(path) && !reached.has(path))).toEqual([]);
});

test('every picture is used', () => {
  const shown = new Set(PAGES.flatMap(({ path, links }) => links.map(({ target }) =>
    OWN.test(target) ? target.replace(OWN, '') : posix.join(dirname(path), target))));
  expect(FILES.filter((file) => /^docs\/.*\.(svg|png)$/.test(file) && !shown.has(file))).toEqual([]);
});

describe('the link checker finds', () => {
  const page = new Page('docs/made-up.md', [
    '# A `title`: of_two words, «and» more', '## Same', '## Same', '<a name="by-hand"></a>',
    'To [a](zenml.md), [b](none.md#x) and ![c](pictures/d.svg "title"), `[no](link.md)`.',
    '```ts', 'const text = \'[no](link.md)\';', '```',
    '<img src="e.png"> https://example.com/f. <https://example.com/g>', '[h]: i.md',
  ].join('\n'));
  test('anchors', () => expect([...page.anchors]).toEqual(['a-title-of_two-words-and-more', 'same', 'same-1', 'by-hand']));
  test('links', () => expect(page.links.map(({ line, target }) => `${line} ${target}`)).toEqual([
    '5 zenml.md', '5 none.md#x', '5 pictures/d.svg', '9 e.png', '9 https://example.com/f', '9 https://example.com/g', '10 i.md',
  ]));
  test.each([
    ['none.md', 'leads to docs/none.md, which is not in the repository'],
    ['zenml.md#none', 'leads to docs/zenml.md, which has no heading #none'],
    ['#none', 'leads to docs/seldon.md, which has no heading #none'],
    ['../src', undefined],
    ['../lib/index.js', 'leads to lib/index.js, which is not in the repository'],
    ['https://raw.githubusercontent.com/cdktf-zenml-aws/cdktf-zenml-aws/main/docs/none.svg', 'leads to docs/none.svg, which is not in the repository'],
    ['http://example.com', 'is no address of the form https://…'],
  ])('%s', (target, message) => expect(problem('docs/seldon.md', target)).toBe(message));
});
