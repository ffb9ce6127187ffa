// Files that a command reads and writes: what is wrong with one takes one line, and no stack trace.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fail } from './terraform.mjs';

const REASONS = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  ENOTDIR: 'has a file where a folder is needed in its path',
  EEXIST: 'is a file, and a folder is needed',
  EACCES: 'cannot be used: permission denied',
  EPERM: 'cannot be used: permission denied',
  EROFS: 'cannot be written: the file system is read-only',
  ENOSPC: 'cannot be written: no space is left on the device',
};

/** What is wrong with a file, for a person. */
export const reasonOf = ({ code, message }) => REASONS[code] ?? `cannot be used: ${message}`;

function orFail(path, work, reasons = {}) {
  try {
    return work();
  } catch (error) {
    return fail(`${path} ${reasons[error.code] ?? reasonOf(error)}.`);
  }
}

/** The object that a file holds as JSON; `-` is standard input. */
export function readObject(path, remedy) {
  const name = path === '-' ? 'standard input' : path;
  const text = orFail(name, () => readFileSync(path === '-' ? 0 : path, 'utf8'));
  return objectIn(text, name, remedy);
}

/** The object in a text of JSON. */
export function objectIn(text, name, remedy) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return fail(`${name} ${text.trim() === '' ? 'is empty' : 'is not JSON'}. ${remedy}`);
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value
    : fail(`${name} holds ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}, not an object. ${remedy}`);
}

/** Writes a file whose folder exists. */
export const writeText = (path, text) =>
  orFail(path, () => writeFileSync(path, text), { ENOENT: 'cannot be written: its folder does not exist' });

/** Writes a file that nobody else may read. */
export const writeSecret = (path, text) => orFail(path, () => writeFileSync(path, text, { mode: 0o600 }));

/** Creates a folder, and those above it. */
export const makeFolder = (path) => orFail(path, () => mkdirSync(path, { recursive: true }));
