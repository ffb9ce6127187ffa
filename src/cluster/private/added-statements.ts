import { addedTo, policyDocument } from '../../terraform/iam';
import { PolicyStatement } from '../../terraform/policy-statement';
import { checkPolicySize, statementsOf } from '../../validation/policies';
import { Validation } from '../../validation/validation';

/** Policies of a role before statements are added. */
export interface RolePolicies {
  /** The policy to add them to, if any. */
  readonly extended?: string;
  /** The other inline policies. */
  readonly others: string[];
  /** Statements that were added before. */
  readonly added: PolicyStatement[];
}

/** Validates statements as additions to the policies of a role. */
export function checkAdditions(v: Validation, role: RolePolicies, statements: PolicyStatement[]): void {
  const { extended = policyDocument(), others, added } = role;
  const before = [...statementsOf(extended).map(({ Sid }) => Sid), ...added.map(({ sid }) => sid)];
  const seen = new Set<unknown>(before.filter((sid) => sid !== undefined));
  statements.forEach(({ sid }, index) => {
    if (sid !== undefined && seen.has(sid)) {
      v.at('statements').add(`[${index}].sid`, `got "${sid}", which the policy has. Must be another one`,
        'Or leave it out.');
    }
    seen.add(sid);
  });
  checkPolicySize(v, 'statements', [...others, addedTo(extended, [...added, ...statements])]);
}
