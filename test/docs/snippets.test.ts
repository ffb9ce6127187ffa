import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { loadAll } from 'js-yaml';
import * as library from '../../src';
import { bundleCommand } from '../support/command';
import { Fence, PAGES, ROOT } from '../support/markdown';
import { compileSnippets } from '../support/snippets';
import { synthStack } from '../support/synth';

const FENCES = PAGES.flatMap((page) => page.fences);
const of = (...languages: string[]) => FENCES.filter(({ language }) => languages.includes(language));
const named = (fences: Fence[]) => fences.map((fence) => [`${fence.page}:${fence.line}`, fence] as const);

/** Languages that the bindings' tests compile, and text, which cannot be compiled. */
const ELSEWHERE = ['python', 'java', 'xml', 'csharp', 'go', 'text'];

test('every code block has a language', () => {
  const known = ['ts', 'json', 'yaml', 'shell', ...ELSEWHERE];
  expect(FENCES.filter(({ language }) => !known.includes(language)).map(({ page, line, language }) => `${page}:${line}: '${language}'`)).toEqual([]);
});

describe('TypeScript compiles', () => {
  const messages = compileSnippets(of('ts'));
  test('there are snippets', () => expect(messages.size).toBeGreaterThan(20));
  test('reports errors with the line of the page', () => {
    const [page, line, language] = ['docs/made-up.md', 7, 'ts'];
    const wrong: Fence[] = [
      'entrance: { allowedCidr: [] },\n',
      'import { ZenmlAwsStack } from \'cdktf-zenml-aws\';\n\nnew ZenmlAwsStack(app, DataRetention.KEEP);\n',
      'stack.pipelineRole.addStatement();\n',
    ].map((code) => ({ page, line, language, code }));
    expect([...compileSnippets(wrong).values()].map((all) => all.map((it) => it.split(/[.;]/, 2).join('.')))).toEqual([
      ['docs/made-up.md:7: Object literal may only specify known properties, but \'allowedCidr\' does not exist in type \'StackEntranceOptions\''],
      ['docs/made-up.md:9: Expected 3 arguments, but got 2', 'docs/made-up.md:9: Cannot find name \'DataRetention\''],
      ['docs/made-up.md:7: Property \'addStatement\' does not exist on type \'ServiceAccountRole\''],
    ]);
  });
  test.each(named(of('ts')))('%s', (_, fence) => expect(messages.get(fence)).toEqual([]));
});

test('members of the package in texts exist', () => {
  const members = (thing: unknown) => typeof thing === 'function' ? [...Object.getOwnPropertyNames(thing), ...Object.getOwnPropertyNames(thing.prototype)]
    : Object.keys(thing as object);
  // Pages for other languages use their names.
  const others = /^(docs\/api\/|docs\/upgrading|API|examples\/(python|java|go|csharp)\/)/;
  const found = PAGES.filter(({ path }) => !others.test(path)).flatMap(({ path, text }) =>
    [...text.matchAll(/`(?:new )?([A-Z]\w+)\.(\w+)/g)].map(([, owner, member]) => ({ path, owner, member })))
    .filter(({ owner }) => owner in library);
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ owner, member }) => !members(library[owner as keyof typeof library]).includes(member))).toEqual([]);
});

test('JSON and YAML blocks can be parsed', () => {
  of('json').forEach(({ code }) => void JSON.parse(code));
  of('yaml').forEach(({ code }) => void loadAll(code));
});

test('Python blocks can be parsed', () => {
  const parse = 'import ast, sys, textwrap; ast.parse(textwrap.dedent(sys.stdin.read()))';
  const problems = of('python').map(({ page, line, code }) => {
    const { error, stderr } = spawnSync('python3', ['-c', parse], { input: code, encoding: 'utf8' });
    return error || stderr === '' ? undefined : `${page}:${line}: ${stderr.trim().split('\n').at(-1)}`;
  });
  expect(problems.filter(Boolean)).toEqual([]);
});

// ---- Commands -------------------------------------------------------------------------------------------------------

const SCRIPTS = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts);
const TASKS = Object.keys(JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')).tasks);
const COMMAND = bundleCommand();
const help = (...args: string[]) =>
  spawnSync(process.execPath, [COMMAND, 'help', ...args], { encoding: 'utf8' }).stdout;
const COMMANDS = [...help().matchAll(/^ {2}([\w-]+) \[options\] \[FOLDER\]/gm)].map(([, name]) => name);

describe('commands', () => {
  test.each(named(of('shell')))('a shell can parse %s', (_, { code }) => {
    expect(spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' }).stderr).toBe('');
  });
  // The shell reads `<name>` as a redirection.
  test.each(named(of('shell')))('%s can be pasted: the reader\'s values are variables', (_, { code }) => {
    expect(code).not.toMatch(/<[a-z][\w -]*>/i);
  });

  /** Matches of a pattern in the blocks and texts of all pages. */
  const behind = (pattern: RegExp) => PAGES.flatMap(({ path, text, fences }) =>
    [text, ...of('shell').filter((it) => fences.includes(it)).map(({ code }) => code)].flatMap((it) =>
      [...it.matchAll(pattern)].map((found) => ({ path, found: found.slice(1) }))));

  test('npm run and npx projen use existing scripts and tasks', () => {
    const scripts = behind(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g);
    const tasks = behind(/\bnpx projen ([a-z][\w:-]*)/g);
    expect(scripts.length).toBeGreaterThan(20);
    expect(scripts.filter(({ found: [name] }) => !SCRIPTS.includes(name))).toEqual([]);
    expect(tasks.filter(({ found: [name] }) => !TASKS.includes(name))).toEqual([]);
  });
  test('npx cdktf-zenml-aws uses existing commands and options', () => {
    const used = behind(/\bnpx (?:--package cdktf-zenml-aws )?cdktf-zenml-aws ([a-z-]+)\b([^`|\n]*)/g);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter(({ found: [name] }) => !COMMANDS.includes(name))).toEqual([]);
    const options = used.flatMap(({ path, found: [name, rest] }) => (rest.match(/ --\w[\w-]*/g) ?? []).map((it) => ({ path, name, option: it.trim() })));
    expect(options.filter(({ name, option }) => !new RegExp(`^  ${option}\\s`, 'm').test(help(name)))).toEqual([]);
  });
  test('outputs that are read exist', () => {
    const there = Object.keys(synthStack(new library.ZenmlAwsStack(Testing.app(), 'ml', { region: 'eu-central-1', prefix: 'acme-ml' })).outputs);
    const used = behind(/\boutput (?:-- )?-(?:raw|json) ([a-z][\w-]*)/g);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter(({ found: [name] }) => !there.includes(name))).toEqual([]);
  });
});
