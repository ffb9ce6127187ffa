// Files that a command reads and writes: an unusable file is reported in one line, without a stack trace.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { codeOf, fail, messageOf } from './terraform';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  ENOTDIR: 'has a file where a folder is needed in its path',
  EEXIST: 'is a file, and a folder is needed',
  EACCES: 'cannot be used: permission denied',
  EPERM: 'cannot be used: permission denied',
  EROFS: 'cannot be written: the file system is read-only',
  ENOSPC: 'cannot be written: no space is left on the device',
};

/** The reason why a file cannot be used, as the rest of a sentence. */
export const reasonOf = (error: unknown): string =>
  REASONS[codeOf(error) ?? ''] ?? `cannot be used: ${messageOf(error)}`;

function orFail<T>(path: string, work: () => T, reasons: Readonly<Record<string, string>> = {}): T {
  try {
    return work();
  } catch (error) {
    return fail(`${path} ${reasons[codeOf(error) ?? ''] ?? reasonOf(error)}.`);
  }
}

/** The JSON object in a file; `-` is standard input. */
export function readObject<T extends object>(path: string, remedy: string): T {
  const name = path === '-' ? 'standard input' : path;
  const text = orFail(name, () => readFileSync(path === '-' ? 0 : path, 'utf8'));
  return objectIn<T>(text, name, remedy);
}

/** The object in a JSON text. */
export function objectIn<T extends object>(text: string, name: string, remedy: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail(`${name} ${text.trim() === '' ? 'is empty' : 'is not JSON'}. ${remedy}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    return fail(`${name} holds ${kind}, not an object. ${remedy}`);
  }
  return value as T;
}

/** Writes a file to an existing folder. */
export const writeText = (path: string, text: string): void =>
  orFail(path, () => writeFileSync(path, text), { ENOENT: 'cannot be written: its folder does not exist' });

/** Writes a file that only its owner can read. */
export const writeSecret = (path: string, text: string): void =>
  orFail(path, () => writeFileSync(path, text, { mode: 0o600 }));

/** Creates a folder and its parents. */
export const makeFolder = (path: string): void => {
  orFail(path, () => mkdirSync(path, { recursive: true }));
};
