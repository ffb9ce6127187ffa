import { createHash } from 'crypto';
import { Fn, Token, Tokenization } from 'cdktf';

/** Escapes a string, so that `${` and `%{` do not start an expression in Terraform. References in it are preserved. */
export function literal(value: string): string {
  if (!Token.isUnresolved(value)) {
    return value.replace(/([$%])\{/g, '$1$1{');
  }
  // Next to a reference, doubled marks are not always parsed as escapes: after another dollar sign, or before it.
  return /[$%]\{(?!TfToken\[)|\$\$\{/.test(value) ? quoted(value) : value;
}

/** Converts a name to lower case, as Kubernetes requires; a name that is unknown at synthesis is not changed. */
export function lowerCased(value: string): string {
  return Token.isUnresolved(value) ? value : value.toLowerCase();
}

/** Quotes a string with any characters as the argument of a Terraform function. References in it are preserved. */
export function quoted(value: string): string {
  if (!Token.isUnresolved(value)) {
    return Fn.rawString(escaped(value));
  }
  const { fragments } = Tokenization.reverseString(value) as unknown as { fragments: Fragment[] };
  const parts = fragments.map((it) => it.type === 'literal' ? Fn.rawString(escaped(it.lit)) : Token.asString(it.token));
  return parts.length === 1 ? parts[0] : Fn.join('', parts);
}

/**
 * Escapes special characters that `Fn.rawString()` does not escape, and `${`, which it escapes incorrectly after
 * another dollar sign.
 */
function escaped(value: string): string {
  const code = (it: string) => it === '\\' ? '\\\\' : `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return value.replace(/[\\\x00-\x09\x0b-\x1f]|[$%](?=\{)/g, code);
}

type Fragment = { readonly type: 'literal'; readonly lit: string } | { readonly type: 'token'; readonly token: any };

/** Escapes the values of a map with `literal()`. */
export function literals(map: { [name: string]: string } | undefined): { [name: string]: string } | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, literal(value)]));
}

/** Encodes a part of a connection URI: the chart inserts user and password unencoded, and MLflow decodes them. */
export function encodeUriPart(value: string): string {
  // urlencode() encodes a space as a plus sign, which is decoded only in forms.
  return Token.isUnresolved(value) ? Fn.replace(Fn.urlencode(quoted(value)), '+', '%20') : encodeURIComponent(value);
}

/** Marks a string as sensitive. */
export function sensitive(value: string): string {
  return Fn.sensitive(quoted(value));
}

/** Hash of a secret. It is sensitive too, because a weak secret could be guessed from it. */
export function fingerprint(secret: string): string {
  return Fn.sensitive(
    Token.isUnresolved(secret) ? Fn.sha256(quoted(secret)) : createHash('sha256').update(secret).digest('hex'),
  );
}
