import { Validation } from './validation';
import { KeyRule } from './values';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const OPERATORS = [
  'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike',
  'StringNotLike',
  'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
  'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan',
  'DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals',
  'ArnNotLike', 'Null',
];
const isOperator = (name: string) => OPERATORS.some((operator) => operator.toLowerCase() === name.toLowerCase());

/**
 * Maximum size of all inline policies of a role in characters, without white space. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_CHARACTERS = 10_240;

/** Rules for the operator of a condition. */
export const CONDITION_OPERATOR: KeyRule = {
  allowed: `condition operators of IAM (${OPERATORS.join(', ')}), with "ForAllValues:" or "ForAnyValue:" before `
    + 'them and "IfExists" behind them if needed',
  isAllowed: (operator) => {
    const plain = operator.replace(/^(ForAllValues|ForAnyValue):/i, '');
    return isOperator(plain) || (!/^null/i.test(plain) && isOperator(plain.replace(/IfExists$/i, '')));
  },
};

/** The members of a statement that are read. */
export interface ReadStatement { readonly Sid?: unknown; readonly Condition?: unknown }

/** Returns the statements of a well-formed document. */
export const statementsOf = (document: string): ReadStatement[] => [JSON.parse(document).Statement].flat();

/** Returns the problems of a well-formed document that IAM would refuse. */
export function policyProblems(document: string): string[] {
  const statements = statementsOf(document);
  const operators = statements.flatMap(({ Condition }) => Object.keys(Condition ?? {}));
  return [
    ...operators.filter((operator) => !CONDITION_OPERATOR.isAllowed(operator)).map((operator) =>
      `got ${JSON.stringify(operator)}. Must have ${CONDITION_OPERATOR.allowed}`),
    ...repeatedSids(statements.map(({ Sid }) => Sid)).map((sid) =>
      `got ${JSON.stringify(sid)} twice. Must have each "Sid" once`),
  ];
}

function repeatedSids(sids: unknown[]): unknown[] {
  const given = sids.filter((sid) => sid !== undefined && sid !== '');
  return [...new Set(given.filter((sid, index) => given.indexOf(sid) < index))];
}

/** Reports inline policies of a role that exceed the maximum size together. Unknown values are not counted. */
export function checkPolicySize(v: Validation, prop: string, documents: string[]): void {
  const characters = documents.map((it) => it.replace(/\$\{TfToken\[[^\]]*\]\}/g, '').replace(/\s/g, '').length)
    .reduce((sum, length) => sum + length, 0);
  if (characters > MOST_CHARACTERS) {
    v.add(prop, `got ${characters} characters. Must have at most ${MOST_CHARACTERS} in all inline policies of the role`,
      "Move statements to a managed policy and add it to 'managedPolicyArns'.");
  }
}
