import { KeyRule } from '../../validation/values';

/** Rules for the name of a client security group, which is part of the id of its rule. */
export const GROUP_NAME: KeyRule = {
  // A name that starts with a digit could be confused with the number of a range that is unknown at synthesis.
  allowed: '1 to 64 letters, digits and hyphens, with a letter first',
  isAllowed: (name) => /^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name),
};
