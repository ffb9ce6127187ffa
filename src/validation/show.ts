const LONGEST = 120;

/** Describes a value in a message, without anything that may be a secret, regardless of the prop. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'undefined': return 'nothing';
    case 'function': return `the function ${value.name || 'without a name'}, which was not called`;
    case 'symbol': return 'a symbol';
    case 'string': return showText(value);
    case 'object': return value === null ? 'null' : showObject(value);
    default: return String(value);
  }
}

/** Whether a message may contain a remedy that is derived from a value, because it reveals no hidden part of it. */
export function mayFollow(remedy: string, value: unknown): boolean {
  return typeof value !== 'string' || show(value) === JSON.stringify(value)
    || ![value, ...value.match(/\w{4,}/g) ?? []].some((part) => remedy.includes(part));
}

function showObject(value: object): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `a list of ${value.length} element${value.length === 1 ? '' : 's'}`;
  }
  const kind: string | undefined = Object.getPrototypeOf(value)?.constructor?.name;
  if (kind !== undefined && kind !== 'Object') {
    return `an object of the class ${kind}`;
  }
  const names = Object.keys(value).map((name) => `'${name}'`).join(', ');
  return names === '' ? '{}' : `an object with ${shortened(names)}`;
}

function showText(value: string): string {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) {
    return 'a private key';
  }
  // Role ARNs may contain both characters, too, but no password.
  if (/:[^]*@/.test(value) && !value.startsWith('arn:')) {
    return 'a string with a user or a password, which is not shown';
  }
  // Queries may contain tokens and signatures.
  return shortened(JSON.stringify(value.replace(/^([a-z][\w+.-]*:\/\/[^?#]*)[?#][^]*/i, '$1?…')));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…${text.startsWith('"') ? '"' : ''}` : text;
}
