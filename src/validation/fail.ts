/**
 * Node prints the line of a `throw` above the message of an uncaught error, unless the line contains these words:
 * https://github.com/nodejs/node/blob/v22.20.0/src/node_errors.cc (GetErrorSource). A comment would be removed.
 */
const ERROR = { 'node-do-not-add-exception-line': Error };

/** Throws an error whose message is printed first. */
export function fail(message: string): never {
  throw new ERROR['node-do-not-add-exception-line'](message);
}
