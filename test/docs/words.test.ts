import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { FILES, Page, ROOT } from '../support/markdown';

// Plain technical English in pages, docstrings, comments, messages and test names, and lines of at most 120 characters.

const WIDTH = 120;

/** What is not written, and what is written in its place. */
const WORDS: [RegExp, string][] = [
  [/\bwhat can be chosen\b/, 'options for'],
  [/\banew\b/, 'replaced, re-created, again'],
  [/\bwhoever\b|\bwho (?:deploys|applies)\b|\bthe one who\b/, 'the deployer, you, they'],
  [/\b(?:he|him|his|himself)\b/, 'they, them, their'],
  // 'The chart of its own release' is no hit, 'a chart of its own' is one.
  [
    /\bof (?:yours|ours|theirs|(?:one's|its|their|your|the \w+'s) own(?=\W*$|[^\w\s]| (?:and|or|for|in|on|at|with|by|to|that|which|as|is|are|has|have|so|from|if|when|where|than|before|after|beside)\b))/,
    'your, custom, dedicated',
  ],
  [/\bends? (?:of )?TLS\b|\bTLS ends\b/, 'terminates TLS, where TLS terminates'],
  [/\blet go on\b|\bgoes? on\b(?! (?:the|a|an|top)\b)/, 'continue'],
  [/\bis well\b(?! known)/, 'is healthy when'],
  [/\bstands? beside\b/, 'conflicts with'],
  [/\b(?:names?|words?|ones?) that (?:is|are) known\b|\bmust be a name that\b/, 'one of: …'],
  [/\b(?:the|one|a|its|this|each|every|another) way in\b(?! (?:which|all|every))|\bways in\b(?! which)/, 'access, exposure, entry points'],
  [/\bmend(?:s|ed|ing)?\b|\bheal(?:s|ed|ing)?\b/, 'fix, repair'],
  [/\btold\b|\btells\b/, 'reported, listed, prints, fails with'],
  [/\b(?:go|goes|going|went|gone) away\b/, 'is deleted'],
  [/\b(?:what|that|which) exists? already\b|\bwhat exists\b/, 'existing resources'],
  [/\bis off\b|\bare off\b|\b(?:switched|turned) (?:off|on)\b/, 'disabled, enabled'],
  [/(?<![\w`'"$/.-])addons?(?![\w`=(-])/, 'add-on'],
  [/\bin comes?\b/, 'subject first'],
  [/\b(?:can|does|will) not be is\b|\bwhat cannot be\b/, 'name the thing that is refused'],
  [
    new RegExp(`\\b(?!make a release)(?:makes?|made|making) (?:(?:a|an|the|its|their|no|one|new|own|all|more|another) )*(?:${[
      'resources?', 'buckets?', 'clusters?', 'databases?', 'users?', 'roles?', 'keys?', 'secrets?', 'namespaces?', 'services?', 'load balancers?',
      'node groups?', 'nodes?', 'repositor(?:y|ies)', 'certificates?', 'releases?', 'jobs?', 'pods?', 'networks?', 'access entr(?:y|ies)', 'tables?', 'stacks?',
    ].join('|')})\\b`),
    'creates, created',
  ],
];

/** A copy of the same length in which a part is blank, so that places stay what they are. */
const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const blankAt = (text: string, from: number, to: number) => text.slice(0, from) + blank(text.slice(from, to)) + text.slice(to);

/** Text that wraps, as one: without the marks before each line of a comment, and between parts of a string. */
const joined = (text: string) => text
  .replace(/(?<=\n\s*)(?:\*|\/\/|#|>)(?= |\n)/g, ' ')
  .replace(/['"`]\s*\+?\s*\n\s*\+?\s*['"`]/g, blank);

/** Of a program in TypeScript or JavaScript: comments and texts, without names and regular expressions. */
function textOfSource(file: string, text: string): string {
  let left = text;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      left = blankAt(left, node.getStart(), node.end);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return left;
}

/** Of a page: its text, and the comments in its programs. */
function textOfPage(file: string, text: string): string {
  const prose = new Page(file, text).text.split('\n');
  return text.split('\n').map((line, index) => prose[index] || (/(?<=^|\s)(?:#|\/\/) .*/.exec(line)?.[0] ?? '')).join('\n')
    .replace(/`[^`\n]*`/g, blank);
}

const textOf = (file: string, text: string) => joined(file.endsWith('.md') ? textOfPage(file, text)
  : /\.[cm]?[jt]s$/.test(file) ? textOfSource(file, text) : text);

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

function wordsIn(file: string, text: string): string[] {
  const words = textOf(file, text);
  return WORDS.flatMap(([pattern, instead]) => [...words.matchAll(new RegExp(pattern.source.replaceAll(' ', '\\s+'), 'gi'))]
    .map(({ 0: found, index }) => `${file}:${lineAt(words, index)}: "${found.replace(/\s+/g, ' ')}": ${instead}`));
}

/** Numbers of the lines in blocks `text` of a page: what a program prints is not wrapped. */
const printed = (file: string, text: string) => new Set(file.endsWith('.md') ? new Page(file, text).fences
  .filter(({ language }) => language === 'text').flatMap(({ line, code }) => code.split('\n').map((_, index) => line + index)) : []);

/** Lines that are too long, except in tables of pages, output of programs, and with URLs, which cannot be broken. */
function longLinesIn(file: string, text: string): string[] {
  const output = printed(file, text);
  return TEST_PROGRAMS.test(file) ? [] : text.split('\n').flatMap((line, index) => (file.endsWith('.md') && line.trimStart().startsWith('|')) || output.has(index + 1)
    || line.replace(/https?:\/\/[^\s)>"']+/g, '').length <= WIDTH ? [] : [`${file}:${index + 1}: ${line.length} characters`]);
}

const GENERATED = /^(?:API\.md|docs\/api\/|src\/cluster\/private\/instance-types|lib\/)/;
/** Programs of tests, whose lines may be longer: ESLint limits those in TypeScript to 150, without strings. */
const TEST_PROGRAMS = /^test\/.*\.(?:[cm]?[jt]s|py)$/;
const FOREIGN = /^test\/charts\/|__snapshots__|(?:^|\/)words\.test\.ts$/;
const CHECKED = FILES.filter((file) => !GENERATED.test(file) && !FOREIGN.test(file)
  && /\.md$|^(?:src|cli|scripts|projenrc|test|examples)\/.*\.(?:[cm]?[jt]s|py)$|^programs\/.*\.py$|^charts\/|^\.projenrc\.ts$/.test(file));

describe.each([
  ['words', 'has no words of the glossary', wordsIn], ['lines', `has no line over ${WIDTH} characters`, longLinesIn],
] as const)('%s', (_, clean, check) => {
  const hits = CHECKED.map((file) => [file, check(file, readFileSync(join(ROOT, file), 'utf8'))] as const).filter(([, found]) => found.length > 0);

  test(clean, () => {
    const folders = new Map<string, number>();
    for (const [file, { length }] of hits) {
      const folder = file.includes('/') ? file.split('/')[0] : '.';
      folders.set(folder, (folders.get(folder) ?? 0) + length);
    }
    expect([[...folders].map((it) => it.join(': ')).join(', '), ...hits.flatMap(([, found]) => found)]).toEqual(['']);
  });
});

describe('the checks themselves', () => {
  const found = (file: string, ...lines: string[]) => wordsIn(file, lines.join('\n')).map((hit) => hit.replace(/: [^"]*$/, ''));
  test('find words in prose and comments of pages', () => expect(found('a.md', '# Ways in', 'It is made', 'anew, `made anew`.', '```ts', 'heal(); // it heals', '```'))
    .toEqual(['a.md:3: "anew"', 'a.md:1: "Ways in"', 'a.md:5: "heals"']));
  test('find words in comments and strings of programs, across lines', () =>
    expect(found('a.ts', '/** Nobody is', ' * told. */', 'mend(/anew/, \'goes \'', '  + \'away\', `${heal} anew`);'))
      .toEqual(['a.ts:4: "anew"', 'a.ts:2: "told"', 'a.ts:3: "goes away"']));
  test.each([
    'A database of its own.', 'Who deploys decides', 'It makes a new cluster', 'This way in is closed', 'Name a resource of yours', 'it is off',
  ])('find: %s', (text) => expect(found('a.py', `# ${text}`)).toHaveLength(1));
  test.each([
    'The tag of its own stack', 'the same way in all of them', 'Health, amends', 'It goes on top', '`addons`, aws_eks_addon, --addon-name', 'aws eks "addon"', 'made of the same source',
  ])('allow: %s', (text) => expect(found('a.py', `# ${text}`)).toEqual([]));
  test('find long lines, except tables, output and URLs', () => {
    const long = 'x'.repeat(WIDTH + 1);
    const page = [long, `| ${long} |`, `[a](https://example.com/${long})`, '```text', long, '```', '```shell', long, '```'];
    expect(longLinesIn('a.md', page.join('\n'))).toEqual(['a.md:1: 121 characters', 'a.md:8: 121 characters']);
    expect(longLinesIn('a.ts', `| ${long} |`)).toHaveLength(1);
  });
});
