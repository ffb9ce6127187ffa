import { Block } from './synth';

/** Reads a document of Helm values: JSON in which tokens that Terraform encodes become their expression, `${…}`. */
export function parseDocument(document: string): Block {
  let json = '';
  let from = 0;
  for (const { index, 0: call } of document.matchAll(/(?<!\$)\$\{jsonencode\(/g)) {
    if (index >= from) {
      const end = endOfArguments(document, index + call.length);
      json += literal(document.slice(from, index)) + JSON.stringify(`\${${document.slice(index + call.length, end)}}`);
      from = end + 2; // ")}"
    }
  }
  return JSON.parse(json + literal(document.slice(from)));
}

/** The position of the closing bracket of a call whose arguments begin at `from`. */
function endOfArguments(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"'; at += 1) {
        at += text[at] === '\\' ? 1 : 0;
      }
    }
    depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  throw new Error(`a call does not end: ${text.slice(from)}`);
}

/** A text without expressions, as Terraform reads it. */
function literal(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
