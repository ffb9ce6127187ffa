import { Fn, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { release, valuesDocument } from '../../src/helm/release';
import { TerraformData } from '../../src/terraform/terraform-data';
import { synth } from '../support/synth';

/** A document in the synthesized JSON. */
function rendered(build: (unknown: (name: string) => string, stack: TerraformStack) => any): string {
  return synth((stack) => {
    const unknown = (name: string) => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
    new TerraformData(stack, 'Sink', { input: valuesDocument(build(unknown, stack)) });
  }).one('terraform_data', 'Sink').input;
}

describe('valuesDocument', () => {
  test('known values are plain JSON, which is YAML', () => {
    expect(rendered(() => ({ a: { b: ['c', 1, true, null] }, d: '' }))).toBe('{"a":{"b":["c",1,true,null]},"d":""}');
  });

  test('undefined members are omitted, undefined elements are null', () => {
    expect(rendered(() => ({ a: undefined, b: [undefined, 1] }))).toBe('{"b":[null,1]}');
  });

  test('text without a reference is literal, whatever characters it has', () => {
    const text = 'a "q" \\ ${x} %{y} $${z}\n';
    expect(rendered(() => ({ a: text, [text]: 1 })))
      .toBe('{"a":"a \\"q\\" \\\\ $${x} %%{y} $$${z}\\n","a \\"q\\" \\\\ $${x} %%{y} $$${z}\\n":1}');
  });

  test('Terraform encodes tokens, whatever characters they contain', () => {
    expect(rendered((unknown) => ({ a: unknown('x'), b: [unknown('y'), 'known'] })))
      .toBe('{"a":${jsonencode(var.x)},"b":[${jsonencode(var.y)},"known"]}');
  });

  test('as well as a text with a reference in it, whose other parts stay literal', () => {
    expect(rendered((unknown) => ({ a: `"\\\${x} ${unknown('y')}\n` })))
      .toBe('{"a":${jsonencode(join("", ["\\"\\\\\\u0024{x} ", var.y, "\\n"]))}}');
  });

  test('number, list and map tokens', () => {
    expect(rendered((_, stack) => ({
      number: Token.asNumber(new TerraformVariable(stack, 'n', { type: 'number' }).numberValue),
      list: new TerraformVariable(stack, 'l', { type: 'list(string)' }).listValue,
      map: Fn.tomap(new TerraformVariable(stack, 'm', { type: 'map(string)' }).value),
    }))).toBe('{"number":${jsonencode(var.n)},"list":${jsonencode(var.l)},"map":${jsonencode(tomap(var.m))}}');
  });

  test('a list of one reference is a list', () => {
    expect(rendered((unknown) => ({ a: [unknown('x')] }))).toBe('{"a":[${jsonencode(var.x)}]}');
  });
});

describe('release', () => {
  const make = (options: object = {}) => synth((stack) => void release(stack, 'Release', {
    name: 'mlflow', namespace: 'ml', chart: 'mlflow', images: [], values: { a: 1 }, ...options,
  })).one('helm_release');

  test('waits for its pods, and is rolled back if it fails', () => {
    expect(make()).toEqual({
      name: 'mlflow', namespace: 'ml', chart: 'mlflow', values: ['{"a":1}'], wait: true, atomic: true, timeout: 900,
    });
  });

  test('accepts a timeout', () => expect(make({ timeoutSeconds: 60 }).timeout).toBe(60));

  test('user values are a separate document after the library\'s', () => {
    const user = (given?: object) => ({ userValues: { prop: 'values', given, rules: { owned: {}, joined: { list: '' } } } });
    expect(make(user({ b: 2 })).values).toEqual(['{"a":1}', '{"b":2}']);
    expect(make(user()).values).toEqual(['{"a":1}']);
    expect(make({ values: { list: [1] }, ...user({ list: [2] }) }).values).toEqual(['{"list":[1]}', '{"list":[2]}', '{"list":[1,2]}']);
  });

  test('refuses user values that it sets itself, also outside the documents', () => {
    const userValues = { prop: 'values', given: { a: 2, b: { c: 3 } }, rules: { owned: {} } };
    expect(() => make({ userValues, set: [{ name: 'b.c', value: 'x' }] })).toThrow(new Error([
      "TestStack 'test' has 2 problems in its props:",
      '  - values.a: set by the construct, because other settings depend on it. Leave it out.',
      '  - values.b.c: set by the construct, because other settings depend on it. Leave it out.',
    ].join('\n')));
  });
});
