import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullStack, idsOf, tableOf } from './ids';
import { InnerResource } from '../../src';

const ROOT = join(__dirname, '..', '..');
const full = fullStack();
const karpenter = fullStack({ clusterAutoscaler: undefined, karpenter: {} });

/** Compares lines with a file in this folder. `UPDATE_GOLDEN=1` writes the file instead, except in CI. */
function expectGolden(file: string, lines: string[]): void {
  if (process.env.UPDATE_GOLDEN && !process.env.CI) {
    writeFileSync(join(__dirname, file), `${lines.join('\n')}\n`);
  }
  expect(lines).toEqual(readFileSync(join(__dirname, file), 'utf8').trimEnd().split('\n'));
}

// A changed or removed id breaks apps that use it: add it to docs/upgrading.md, then update the file.
test('the ids of a full stack, each with the type of its main resource', () => {
  expectGolden('ids.txt', idsOf(full));
});
test('Karpenter in place of the cluster autoscaler', () => {
  const without = new Set(idsOf(full));
  expectGolden('ids-karpenter.txt', idsOf(karpenter).filter((line) => !without.has(line)));
});
test('each resource is reached by its ids, except for data sources', () => {
  const resources = idsOf(full).map((line) => line.split(': ')).filter(([, type]) => !type.startsWith('data.'));
  expect(resources.length).toBeGreaterThan(150);
  expect(resources.filter(([path, type]) => InnerResource.of(full, path).terraformResourceType !== type)).toEqual([]);
});
test('the table in docs/extending.md is complete', () => {
  const page = readFileSync(join(ROOT, 'docs', 'extending.md'), 'utf8').split('\n');
  const first = page.findIndex((line) => line.startsWith('| Id |')) + 2;
  const last = page.findIndex((line, index) => index > first && !line.startsWith('|'));
  expect(page.slice(first, last)).toEqual(tableOf(full, karpenter));
});
