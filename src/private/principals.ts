import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import { IConstruct } from 'constructs';

/**
 * What tells a principal from the others, in ids: resources of one stay what they are when another is taken out of a
 * list. Of an ARN that only Terraform knows it is the expression.
 */
export function principalKey(scope: IConstruct, principalArn: string): string {
  if (!Token.isUnresolved(principalArn)) {
    return principalArn;
  }
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(principalArn, { scope, resolver, preparing: false })).replace(/^\$\{|\}$/g, '');
}
