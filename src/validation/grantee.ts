import { isObject, Rule } from './shape';

/** Rules for an identity that permissions are granted to. */
export const GRANTEE: Rule<object> = {
  allowed: 'a role with a method addStatements(), for example a ServiceAccountRole',
  isOfType: (value) => isObject(value) && typeof (value as { addStatements?: unknown }).addStatements === 'function',
  check: () => undefined,
};
