const LONGEST = 120;

/** A value as a message shows it: never what may be a secret, in whatever prop it is given. */
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

/** Whether a remedy made from a value may follow it: it has nothing of one that a message does not show. */
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
  // Names of roles in ARNs have both characters as well, and no password.
  if (/:[^]*@/.test(value) && !value.startsWith('arn:')) {
    return 'a text with a user or a password, which is not shown';
  }
  // Tokens and signatures are in queries.
  return shortened(JSON.stringify(value.replace(/^([a-z][\w+.-]*:\/\/[^?#]*)[?#][^]*/i, '$1?…')));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…${text.startsWith('"') ? '"' : ''}` : text;
}
