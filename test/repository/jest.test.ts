import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/markdown';

describe('stack traces, which Jest maps to sources slowly', () => {
  test('are kept by errors', () => {
    class Failure extends Error {}
    const error = Object.create(Error.prototype);
    Error.captureStackTrace(error);

    for (const { stack } of [new Error('it fails'), new Failure('it fails'), error]) {
      expect(stack).toContain('test/repository/jest.test.ts:');
    }
  });

  test('are not captured for the tokens of cdktf, which are plain objects', () => {
    const token = { stack: '' };
    Error.captureStackTrace(token);

    expect(token.stack).toBe('');
  });
});

test('temporary files of tests are deleted, as are the folders of cdktf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const program = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['test/storage/lifecycle.test.ts', '--runInBand', '--cacheDirectory', join(folder, 'cache')];
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: ROOT, env: { ...process.env, TMPDIR: folder }, encoding: 'utf8' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^Tests: +[1-9]\d* passed/m) });
  expect(readdirSync(folder)).toEqual(['cache']);
});
