// policy: the IAM policy that a role needs to apply and destroy a synthesized stack, read from its configuration.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeText } from './files';
import { Statement } from './policy-grants';
import { policyOf } from './policy-statements';
import { configOf, onlyStack, requireOwn } from './synthesized';
import { fail } from './terraform';

/** Without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 6144;
/** The maximum number of policies of a role. */
const MOST_POLICIES = 10;

export interface PolicyDocument { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

const documentOf = (statements: readonly Statement[]): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: statements });
const sizeOf = (document: PolicyDocument): number => JSON.stringify(document).replace(/\s/g, '').length;

/** Halves of a statement that is too large for a policy. */
function halvesOf(statement: Statement): Statement[] {
  const { Sid, Action } = statement;
  const half = Math.ceil(Action.length / 2);
  return [
    { ...statement, Sid: `${Sid}a`, Action: Action.slice(0, half) },
    { ...statement, Sid: `${Sid}b`, Action: Action.slice(half) },
  ];
}

/** Documents that each fit into a managed policy. */
export function documentsOf(statements: readonly Statement[]): PolicyDocument[] {
  const documents: PolicyDocument[] = [];
  for (let todo = [...statements], mine: Statement[] = []; todo.length > 0 || mine.length > 0;) {
    const [next, ...rest] = todo;
    if (next && sizeOf(documentOf([...mine, next])) <= MOST_CHARACTERS) {
      mine.push(next);
      todo = rest;
    } else if (mine.length > 0) {
      documents.push(documentOf(mine));
      mine = [];
    } else {
      todo = [...halvesOf(next), ...rest];
    }
  }
  return documents;
}

/** Writes one file per document, and deletes surplus files of an earlier run. */
function writeDocuments(documents: readonly PolicyDocument[], folder: string): string[] {
  const fileOf = (number: number) => join(folder, `policy-${number}.json`);
  makeFolder(folder);
  for (let number = documents.length + 1; existsSync(fileOf(number)); number++) {
    rmSync(fileOf(number));
  }
  return documents.map((document, index) => {
    writeText(fileOf(index + 1), `${JSON.stringify(document, null, 2)}\n`);
    return fileOf(index + 1);
  });
}

/** Options of the command. */
export interface PolicyFlags {
  readonly account?: string;
  readonly region?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** The command. */
export function policy(given: string | undefined, { account, region, out, json }: PolicyFlags): void {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    fail(`--account: got ${account}. Must be the 12 digits of an AWS account.`);
  }
  const folder = given ?? onlyStack();
  const { statements, unknown } = policyOf(requireOwn(configOf(folder), folder), { account, region });
  const documents = documentsOf(statements);
  const files = out === undefined ? [] : writeDocuments(documents, out);
  if (json) {
    console.log(JSON.stringify({ documents, unknown }, null, 2));
  } else if (out === undefined) {
    documents.forEach((document) => console.log(JSON.stringify(document, null, 2)));
  } else {
    files.forEach((file) => console.log(`Written: ${file}`));
  }
  if (documents.length > 1) {
    const most = `${MOST_POLICIES} policies${documents.length > MOST_POLICIES ? ', unless its quota is raised' : ''}`;
    const characters = MOST_CHARACTERS.toLocaleString('en');
    console.error(`${documents.length} documents, since a managed policy has at most ${characters} characters. `
      + `A role takes ${most}: attach all of them.`);
  }
  unknown.forEach((address) =>
    console.error(`${address}: its actions are unknown, and not in the policy. Add them yourself.`));
}
