import { Fn, Op, TerraformResourceLifecycle } from 'cdktf';
import { secret, secretOf } from '../../secrets/rules';
import { literal, quoted } from '../../terraform/text';
import { isUnknown, Validation } from '../../validation/validation';
import { secretText } from '../../validation/values';

/**
 * What NGINX can check: bcrypt, SHA-512 and SHA-256 crypt, Apache's MD5, SHA-1.
 * https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html
 */
const LINE = /^[^:\s]+:(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$[56]\$\S+|\$apr1\$[^$\s]+\$\S+|\{S?SHA\}\S+)$/;
const TAKEN = 'It is added with a generated password, for pipelines: give that user another name.';
/** In bytes: bcrypt reads no further, and Go's refuses more. */
const LONGEST_PASSWORD = 72;

/** The user of pipelines beside those of an htpasswd file, of whom only hashes are known. */
export const PIPELINE_USER = 'pipelines';

/**
 * The lines of an htpasswd file, whatever system wrote it: NGINX would take a carriage return for a part of the hash.
 */
export function htpasswdLines(file: string): string[] {
  return file.split(/\r?\n/).filter((line) => line !== '');
}

/** What is wrong with an htpasswd file. It may be a password that got here by mistake: it is not shown. */
function htpasswdProblem(file: string): string | undefined {
  const lines = htpasswdLines(file);
  const wrong = lines.findIndex((line) => !LINE.test(line));
  if (lines.length === 0) {
    return 'must not be empty';
  }
  return wrong < 0 ? undefined : `must have lines of "user:hash", line ${wrong + 1} is none`;
}

/** The file as NGINX reads it, with one more line. */
export function withLine(file: string, line: string): string {
  return isUnknown(file)
    ? Fn.join('\n', [Fn.chomp(Fn.replace(quoted(file), quoted('\r'), '')), line, ''])
    : literal([...htpasswdLines(file), line, ''].join('\n'));
}

/** Refuses a line for that user in a file that only Terraform knows: NGINX takes the first line of a user. */
export function hasNoPipelineUser(file: string): TerraformResourceLifecycle | undefined {
  return !isUnknown(file) ? undefined : {
    precondition: [{
      condition: Op.lt(Fn.lengthOf(Fn.regexall(`(?m)^${PIPELINE_USER}:`, quoted(file))), 1),
      errorMessage: `The file of BasicAuth.htpasswd() has a line for the user "${PIPELINE_USER}". ${TAKEN}`,
    }],
  };
}

/** The name of a user. */
export const USERNAME = secretText('a name without colon and space', (name) => /^[^:\s]+$/.test(name));

/** A password that is to be hashed. */
export const PASSWORD = secret(
  `1 to ${LONGEST_PASSWORD} bytes long`, (value) => value !== '' && Buffer.byteLength(value) <= LONGEST_PASSWORD,
);

/** An htpasswd file. */
export const HTPASSWD = secretOf({
  ...secretText('lines of "user:hash"', () => true),
  check: (v: Validation, prop: string, value: string) => {
    const problem = htpasswdProblem(value);
    if (problem !== undefined) {
      v.add(prop, problem,
        'Make one with: htpasswd -nbB <user> <password>. For a plain password use BasicAuth.given().');
    } else if (htpasswdLines(value).some((line) => line.startsWith(`${PIPELINE_USER}:`))) {
      v.add(prop, `must have no line for the user "${PIPELINE_USER}"`, TAKEN);
    }
  },
});
