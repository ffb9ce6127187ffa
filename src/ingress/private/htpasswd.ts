import { Fn, Op, TerraformResourceLifecycle } from 'cdktf';
import { literal, quoted } from '../../terraform/text';
import { isUnknown } from '../../validation/validation';

/**
 * Hashes that NGINX supports: bcrypt, SHA-512 and SHA-256 crypt, Apache's MD5, SHA-1.
 * https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html
 */
const LINE = /^[^:\s]+:(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$[56]\$\S+|\$apr1\$[^$\s]+\$\S+|\{S?SHA\}\S+)$/;
const TAKEN = 'It is added with a generated password, for pipelines: give that user another name.';

/** User of pipelines. The passwords of users in an htpasswd file are unknown. */
export const PIPELINE_USER = 'pipelines';

/** Lines of an htpasswd file, without carriage returns, which NGINX would treat as part of the hash. */
function htpasswdLines(file: string): string[] {
  return file.split(/\r?\n/).filter((line) => line !== '');
}

/**
 * Returns a problem of an htpasswd file, with its remedy. The problem does not show the file, which may be a password
 * that was given by mistake.
 */
export function htpasswdProblem(file: string): [problem: string, remedy: string] | undefined {
  const lines = htpasswdLines(file);
  const wrong = lines.findIndex((line) => !LINE.test(line));
  if (lines.length === 0 || wrong >= 0) {
    return [
      lines.length === 0 ? 'must not be empty' : `must have lines of "user:hash", line ${wrong + 1} is none`,
      'Create one with: htpasswd -nbB <user> <password>. For a plain password use BasicAuth.given().',
    ];
  }
  return lines.some((line) => line.startsWith(`${PIPELINE_USER}:`))
    ? [`must have no line for the user "${PIPELINE_USER}"`, TAKEN] : undefined;
}

/** Returns the file as NGINX reads it, with an additional line. */
export function withLine(file: string, line: string): string {
  return isUnknown(file)
    ? Fn.join('\n', [Fn.chomp(Fn.replace(quoted(file), quoted('\r'), '')), line, ''])
    : literal([...htpasswdLines(file), line, ''].join('\n'));
}

/** Rejects a line for that user in a file that only Terraform knows, because NGINX uses the first line of a user. */
export function hasNoPipelineUser(file: string): TerraformResourceLifecycle | undefined {
  return !isUnknown(file) ? undefined : {
    precondition: [{
      condition: Op.lt(Fn.lengthOf(Fn.regexall(`(?m)^${PIPELINE_USER}:`, quoted(file))), 1),
      errorMessage: `The file of BasicAuth.htpasswd() has a line for the user "${PIPELINE_USER}". ${TAKEN}`,
    }],
  };
}
