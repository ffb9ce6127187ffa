import { KeyRule } from '../../validation/values';

/** The name of a security group of clients, in the id of its rule. */
export const GROUP_NAME: KeyRule = {
  // With a digit first it could be taken for the number of a range that only Terraform knows.
  allowed: '1 to 64 letters, digits and hyphens, with a letter first',
  isAllowed: (name) => /^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name),
};
