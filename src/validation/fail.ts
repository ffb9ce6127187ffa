/**
 * Node prints the line of a `throw` above the message of an error that nobody catches, unless the line has these words:
 * https://github.com/nodejs/node/blob/v22.20.0/src/node_errors.cc (GetErrorSource). A comment would not stay.
 */
const ERROR = { 'node-do-not-add-exception-line': Error };

/** Throws an error for people, whose message comes first. */
export function fail(message: string): never {
  throw new ERROR['node-do-not-add-exception-line'](message);
}
