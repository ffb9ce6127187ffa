import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHARTS } from '../../projenrc/renovate';
import { CHART_REPOSITORIES } from '../../src/helm/release';
import { ROOT } from '../support/markdown';

// Renovate finds the versions in the files. The tests run its regular expressions, not Renovate.

interface Manager { readonly managerFilePatterns: string[]; readonly matchStrings: string[] }

const config = JSON.parse(readFileSync(join(ROOT, 'renovate.json5'), 'utf8').replace(/^\/\/.*$/gm, '')) as {
  customManagers: Manager[]; enabledManagers: string[];
};
const files = ['.projenrc.ts', ...['src', 'projenrc', 'scripts'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`))];
const isMatched = (pattern: string, file: string) => new RegExp(pattern.slice(1, -1)).test(file);
const found = config.customManagers.map(({ managerFilePatterns, matchStrings }) => files
  .filter((file) => managerFilePatterns.some((pattern) => isMatched(pattern, file)))
  .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(new RegExp(matchStrings[0], 'g'))].map(({ groups }) => ({ ...groups }))));

test.each(CHARTS.map((chart, index) => [chart.type, index] as const))('finds the versions of %s', (_, index) => {
  expect(found[index].length).toBeGreaterThan(0);
  expect(found[index].filter(({ currentValue }) => !/^\d+\.\d+\.\d+$/.test(currentValue))).toEqual([]);
});

test('covers all charts of the library except Seldon Core', () => {
  const { seldon, ...others } = CHART_REPOSITORIES;
  expect(CHARTS.map(({ repository }) => repository).sort()).toEqual(Object.values(others).sort());
  expect(CHARTS.map(({ repository }) => repository)).not.toContain(seldon);
});

test('finds every pinned action', () => {
  const actions = found[CHARTS.length];
  const pinned = readFileSync(join(ROOT, 'projenrc', 'actions.ts'), 'utf8').match(/commit: '/g);
  expect(actions).toHaveLength(pinned!.length);
  expect(actions.filter(({ depName, currentDigest, currentValue }) => !depName || !currentDigest || !currentValue)).toEqual([]);
});

test('finds every package with an exact version, including scoped ones', () => {
  const names = found[CHARTS.length + 1].map(({ depName }) => depName);
  expect(names).toEqual(expect.arrayContaining(['esbuild', 'ajv', '@types/js-yaml', 'publib']));
});

test('finds the tools that the scripts install', () => {
  const names = found.slice(CHARTS.length + 2).map((all) => all.map(({ depName }) => depName).sort());
  expect(names).toEqual([['checkov', 'zizmor'], ['rhysd/actionlint']]);
});
