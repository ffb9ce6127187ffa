import { Rule } from '../../private/shape';
import { isUnknown, Validation } from '../../private/validation';
import { secretText, text } from '../../private/values';

/**
 * What NGINX can check: bcrypt, SHA-512 and SHA-256 crypt, Apache's MD5, SHA-1.
 * https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html
 */
const LINE = /^[^:\s]+:(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$[56]\$\S+|\$apr1\$[^$\s]+\$\S+|\{S?SHA\}\S+)$/;
/** In bytes: bcrypt reads no further, and Go's refuses more. */
const LONGEST_PASSWORD = 72;

/**
 * The lines of an htpasswd file, whatever system wrote it: NGINX would take a carriage return for a part of the hash.
 */
export function htpasswdLines(file: string): string[] {
  return file.split(/\r?\n/).filter((line) => line !== '');
}

/** What is wrong with an htpasswd file. It may be a password that got here by mistake: it is not shown. */
function htpasswdProblem(file: string): string | undefined {
  if (isUnknown(file)) {
    return undefined;
  }
  const lines = htpasswdLines(file);
  const wrong = lines.findIndex((line) => !LINE.test(line));
  if (lines.length === 0) {
    return 'must not be empty';
  }
  return wrong < 0 ? undefined : `must have lines of "user:hash", line ${wrong + 1} is none`;
}

/** The file as NGINX reads it. */
export function normalizedHtpasswd(file: string): string {
  return isUnknown(file) ? file : file.replace(/\r\n/g, '\n');
}

/** The name of a user. */
export const USERNAME = text('a name without colon and space', (name) => /^[^:\s]+$/.test(name));

/** A password that is to be hashed. */
export const PASSWORD = secretText(
  `1 to ${LONGEST_PASSWORD} bytes long`, (value) => value !== '' && Buffer.byteLength(value) <= LONGEST_PASSWORD,
);

/** An htpasswd file. */
export const HTPASSWD: Rule<string> = {
  ...secretText('lines of "user:hash"', () => true),
  check: (v: Validation, prop: string, value: string) => {
    const problem = htpasswdProblem(value);
    if (problem !== undefined) {
      v.add(prop, problem,
        'Make one with: htpasswd -nbB <user> <password>. For a plain password use BasicAuth.given().');
    }
  },
};
