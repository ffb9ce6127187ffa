// policy: the rights that a role needs to apply and destroy a synthesized stack, read from its configuration.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf } from './arguments.mjs';
import { policyOf } from './policy-statements.mjs';
import { onlyStack, requireStack } from './synthesized.mjs';
import { fail } from './terraform.mjs';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without white space, and how many a role takes. */
const MOST_CHARACTERS = 6144;
const MOST_POLICIES = 10;

const documentOf = (Statement) => ({ Version: '2012-10-17', Statement });
const sizeOf = (document) => JSON.stringify(document).replace(/\s/g, '').length;

/** Documents of which each fits a managed policy. */
export function documentsOf(statements) {
  const documents = [];
  for (let todo = [...statements], mine = []; todo.length > 0 || mine.length > 0;) {
    const [next, ...rest] = todo;
    if (next && sizeOf(documentOf([...mine, next])) <= MOST_CHARACTERS) {
      mine.push(next);
      todo = rest;
    } else if (mine.length > 0) {
      documents.push(documentOf(mine));
      mine = [];
    } else {
      const half = Math.ceil(next.Action.length / 2);
      const parts = { a: next.Action.slice(0, half), b: next.Action.slice(half) };
      todo = [...Object.entries(parts).map(([letter, Action]) => ({ ...next, Sid: `${next.Sid}${letter}`, Action })), ...rest];
    }
  }
  return documents;
}

export function policyCommand(args, usage) {
  const { values: { account, region, out }, positionals } = argumentsOf(args, usage, {
    account: { type: 'string' }, region: { type: 'string' }, out: { type: 'string' },
  });
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    fail(`--account must be the 12 digits of an AWS account, got ${account}.`);
  }
  const folder = positionals[0] ?? onlyStack();
  requireStack(folder);
  const { statements, unknown } = policyOf(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')), { account, region });
  const documents = documentsOf(statements);
  const fileOf = (number) => join(out, `policy-${number}.json`);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    // Of a time when there were more.
    for (let number = documents.length + 1; existsSync(fileOf(number)); number++) {
      rmSync(fileOf(number));
    }
  }
  documents.forEach((document, index) => {
    const text = JSON.stringify(document, null, 2);
    out === undefined ? console.log(text) : writeFileSync(fileOf(index + 1), `${text}\n`);
  });
  if (documents.length > 1) {
    const most = `${MOST_POLICIES} policies${documents.length > MOST_POLICIES ? ', unless its quota is raised' : ''}`;
    console.error(`${documents.length} documents, since a managed policy has at most ${MOST_CHARACTERS.toLocaleString('en')} characters. `
      + `A role takes ${most}: attach all of them.`);
  }
  unknown.forEach((address) => console.error(`${address}: what it needs is not known here, and not in the policy. Add it yourself.`));
  return 0;
}
