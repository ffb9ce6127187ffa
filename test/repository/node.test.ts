import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OLDEST_NODE, TESTED_NODE_VERSIONS } from '../../projenrc/workflow-steps';
import { PAGES, ROOT } from '../support/markdown';

// Every page and file names the same oldest and recommended Node versions.

const RECOMMENDED = '22';
const oldest = OLDEST_NODE.replace(/\.0$/, '');

test('package.json requires the oldest version, and the workflow tests it and the recommended one', () => {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>= ${OLDEST_NODE}`);
  expect(readFileSync(join(ROOT, 'scripts', 'run.mjs'), 'utf8')).toContain(`OLDEST_NODE = '${OLDEST_NODE}'`);
  expect(TESTED_NODE_VERSIONS[0]).toBe(`${oldest.split('.')[0]}.x`);
  expect(TESTED_NODE_VERSIONS).toContain(`${RECOMMENDED}.x`);
});

test('pages that require Node recommend a version and name the oldest', () => {
  const wanted = `Node ${RECOMMENDED} (${oldest} or newer works)`;
  const required = PAGES.flatMap(({ path, text }) =>
    [...text.matchAll(/\bNode \d[\d.]*(?: \([^)]*\)| or newer)/g)].map(([found]) => ({ path, found })));
  expect(required.length).toBeGreaterThan(5);
  expect(required.filter(({ found }) => found !== wanted)).toEqual([]);
});
