import { Token } from 'cdktf';

/** A text that Terraform takes as it is: `${` and `%{` begin no expression. */
export function literal(value: string): string {
  return Token.isUnresolved(value) ? value : value.replace(/([$%])\{/g, '$1$1{');
}
