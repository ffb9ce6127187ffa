import { createHash } from 'crypto';
import { Fn, TerraformVariable } from 'cdktf';
import { TerraformData } from '../../src/terraform/terraform-data';
import { encodeUriPart, fingerprint, literal, literals, lowerCased, quoted } from '../../src/terraform/text';
import { synth } from '../support/synth';

/** A text in the synthesized JSON; `x` is a token. */
function rendered(make: (x: string) => string): string {
  return synth((stack) => {
    const x = new TerraformVariable(stack, 'x', { type: 'string' }).stringValue;
    new TerraformData(stack, 'Sink', { input: make(x) });
  }).one('terraform_data', 'Sink').input;
}

// Tested with Terraform 1.11: each evaluates to the text itself.
describe('literal', () => {
  test.each([
    ['plain "text" \\ $ %', 'plain "text" \\ $ %'],
    ['${x} %{y}', '$${x} %%{y}'],
    ['$${x} %%{y}', '$$${x} %%%{y}'],
  ])('%s', (text, expected) => expect(rendered(() => literal(text))).toBe(expected));

  test('keeps a reference', () => expect(rendered(literal)).toBe('${var.x}'));
  test('keeps it beside other text as well', () => expect(rendered((x) => literal(`a ${x} $ b`))).toBe('a ${var.x} $ b'));
  test('lets Terraform concatenate if the other text has template marks', () => {
    expect(rendered((x) => literal(`\${y}${x}`))).toBe('${join("", ["\\u0024{y}", var.x])}');
    expect(rendered((x) => literal(`%{y}${x}`))).toBe('${join("", ["\\u0025{y}", var.x])}');
  });
  test('does so after a dollar sign as well, which would turn the reference into text', () => {
    expect(rendered((x) => literal(`$${x}`))).toBe('${join("", ["$", var.x])}');
  });
  test('values of a map', () => {
    expect(literals({ a: '${x}', b: 'y' })).toEqual({ a: '$${x}', b: 'y' });
    expect(literals(undefined)).toBeUndefined();
  });
});

describe('quoted', () => {
  test.each([
    ['plain', '"plain"'],
    ['"q" \\ \\n', '"\\"q\\" \\\\ \\\\n"'],
    ['a\nb\tc\rd', '"a\\nb\\u0009c\\u000dd"'],
    ['${x} %{y} $${z} $ %', '"\\u0024{x} \\u0025{y} $\\u0024{z} $ %"'],
  ])('%j', (text, expected) => expect(rendered(() => Fn.upper(quoted(text)))).toBe(`\${upper(${expected})}`));

  test('keeps a reference', () => expect(rendered((x) => Fn.upper(quoted(x)))).toBe('${upper(var.x)}'));
  test('keeps a call', () => expect(rendered((x) => Fn.upper(quoted(Fn.lower(x))))).toBe('${upper(lower(var.x))}'));
  test('parts beside a reference are literal', () => {
    expect(rendered((x) => Fn.upper(quoted(`"\${y}${x}\\${x}`))))
      .toBe('${upper(join("", ["\\"\\u0024{y}", var.x, "\\\\", var.x]))}');
  });
});

describe('lowerCased', () => {
  test('converts letters', () => expect(lowerCased('MLflow.Example.COM')).toBe('mlflow.example.com'));
  test('keeps a reference', () => expect(rendered(lowerCased)).toBe('${var.x}'));
});

describe('encodeUriPart', () => {
  test('encodes known text', () => expect(encodeUriPart('p@ss:w/o?r#d% +')).toBe('p%40ss%3Aw%2Fo%3Fr%23d%25%20%2B'));
  test('encodes tokens in Terraform, with spaces as in URIs', () => {
    expect(rendered(encodeUriPart)).toBe('${replace(urlencode(var.x), "+", "%20")}');
    expect(rendered((x) => encodeUriPart(`"${x}`))).toBe('${replace(urlencode(join("", ["\\"", var.x])), "+", "%20")}');
  });
});

describe('fingerprint', () => {
  test('of known text is its hash, and as secret', () => {
    const hash = createHash('sha256').update('pw').digest('hex');
    expect(rendered(() => fingerprint('pw'))).toBe(`\${sensitive("${hash}")}`);
  });
  test('of tokens', () => {
    expect(rendered(fingerprint)).toBe('${sensitive(sha256(var.x))}');
    expect(rendered((x) => fingerprint(`"${x}`))).toBe('${sensitive(sha256(join("", ["\\"", var.x])))}');
  });
});
