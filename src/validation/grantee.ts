import { isObject, Rule } from './shape';

/** An identity that permissions are granted to. */
export const GRANTEE: Rule<object> = {
  allowed: 'a role with a method addStatements(), for example a ServiceAccountRole',
  isOfType: (value) => isObject(value) && typeof (value as { addStatements?: unknown }).addStatements === 'function',
  check: () => undefined,
};
