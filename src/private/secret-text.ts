import { createHash } from 'crypto';
import { Fn, Token } from 'cdktf';

/** Encodes a part of a connection URI. The chart puts user and password into it as they are; MLflow decodes them again. */
export function encodeUriPart(value: string): string {
  // urlencode() writes a space as a plus sign, which only forms decode.
  return Token.isUnresolved(value) ? Fn.replace(Fn.urlencode(value), '+', '%20') : encodeURIComponent(value);
}

/** Changes with a secret, and is as secret: a weak one could be guessed from its hash. */
export function fingerprint(secret: string): string {
  return Fn.sensitive(Token.isUnresolved(secret) ? Fn.sha256(secret) : createHash('sha256').update(secret).digest('hex'));
}
