// policy: the rights that a role needs to apply and destroy a synthesized stack, read from its configuration.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeText } from './files.mjs';
import { policyOf } from './policy-statements.mjs';
import { configOf, onlyStack, requireOwn } from './synthesized.mjs';
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

export function policy(given, { account, region, out, json }) {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    fail(`--account must be the 12 digits of an AWS account, got ${account}.`);
  }
  const folder = given ?? onlyStack();
  const { statements, unknown } = policyOf(requireOwn(configOf(folder), folder), { account, region });
  const documents = documentsOf(statements);
  const fileOf = (number) => join(out, `policy-${number}.json`);
  if (out !== undefined) {
    makeFolder(out);
    // Of a time when there were more.
    for (let number = documents.length + 1; existsSync(fileOf(number)); number++) {
      rmSync(fileOf(number));
    }
    documents.forEach((document, index) => writeText(fileOf(index + 1), `${JSON.stringify(document, null, 2)}\n`));
  }
  if (json) {
    console.log(JSON.stringify({ documents, unknown }, null, 2));
  } else if (out === undefined) {
    documents.forEach((document) => console.log(JSON.stringify(document, null, 2)));
  } else {
    documents.forEach((_, index) => console.log(`Written: ${fileOf(index + 1)}`));
  }
  if (documents.length > 1) {
    const most = `${MOST_POLICIES} policies${documents.length > MOST_POLICIES ? ', unless its quota is raised' : ''}`;
    console.error(`${documents.length} documents, since a managed policy has at most ${MOST_CHARACTERS.toLocaleString('en')} characters. `
      + `A role takes ${most}: attach all of them.`);
  }
  unknown.forEach((address) => console.error(`${address}: what it needs is not known here, and not in the policy. Add it yourself.`));
}
