import { Fn, Token } from 'cdktf';

/** Encodes a part of a connection URI. The chart puts user and password into it as they are; MLflow decodes them again. */
export function encodeUriPart(value: string): string {
  // urlencode() writes a space as a plus sign, which only forms decode.
  return Token.isUnresolved(value) ? Fn.replace(Fn.urlencode(value), '+', '%20') : encodeURIComponent(value);
}
