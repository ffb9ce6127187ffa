import { createHash } from 'crypto';
import { Fn, Token, Tokenization } from 'cdktf';

/**
 * A text that Terraform takes as it is: `${` and `%{` begin no expression. What only Terraform knows in it stays a
 * reference.
 */
export function literal(value: string): string {
  if (!Token.isUnresolved(value)) {
    return value.replace(/([$%])\{/g, '$1$1{');
  }
  // Beside a reference the doubled marks are not always read as such: behind another dollar sign, or before the
  // reference.
  return /[$%]\{(?!TfToken\[)|\$\$\{/.test(value) ? quoted(value) : value;
}

/** A name of which Kubernetes wants lower-case letters; one that only Terraform knows stays as it is. */
export function lowerCased(value: string): string {
  return Token.isUnresolved(value) ? value : value.toLowerCase();
}

/**
 * A text as the argument of a Terraform function, whatever characters it has; what only Terraform knows stays a
 * reference.
 */
export function quoted(value: string): string {
  if (!Token.isUnresolved(value)) {
    return Fn.rawString(escaped(value));
  }
  const { fragments } = Tokenization.reverseString(value) as unknown as { fragments: Fragment[] };
  const parts = fragments.map((it) => it.type === 'literal' ? Fn.rawString(escaped(it.lit)) : Token.asString(it.token));
  return parts.length === 1 ? parts[0] : Fn.join('', parts);
}

/**
 * What `Fn.rawString()` leaves as it is although it means something, and `${`, which it gets wrong behind another
 * dollar sign.
 */
function escaped(value: string): string {
  const code = (it: string) => it === '\\' ? '\\\\' : `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return value.replace(/[\\\x00-\x09\x0b-\x1f]|[$%](?=\{)/g, code);
}

type Fragment = { readonly type: 'literal'; readonly lit: string } | { readonly type: 'token'; readonly token: any };

/** Members of a map whose values Terraform takes as they are. */
export function literals(map: { [name: string]: string } | undefined): { [name: string]: string } | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, literal(value)]));
}

/**
 * Encodes a part of a connection URI: the chart puts user and password into it as they are, and MLflow decodes them
 * again.
 */
export function encodeUriPart(value: string): string {
  // urlencode() writes a space as a plus sign, which only forms decode.
  return Token.isUnresolved(value) ? Fn.replace(Fn.urlencode(quoted(value)), '+', '%20') : encodeURIComponent(value);
}

/** A text that Terraform does not show. */
export function sensitive(value: string): string {
  return Fn.sensitive(quoted(value));
}

/** Changes with a secret, and is as secret: a weak one could be guessed from its hash. */
export function fingerprint(secret: string): string {
  return Fn.sensitive(
    Token.isUnresolved(secret) ? Fn.sha256(quoted(secret)) : createHash('sha256').update(secret).digest('hex'),
  );
}
