import { valuesDocument, valuesDocuments } from '../../src/private/helm';
import { TerraformData } from '../../src/private/terraform-data';
import { synth } from '../support/synth';

test('values that are known are plain JSON, which is YAML', () => {
  expect(JSON.parse(valuesDocument({ a: { b: ['c', 1, true] } }))).toEqual({ a: { b: ['c', 1, true] } });
});

test('values that Terraform knows at apply are encoded by Terraform, whatever characters they hold', () => {
  const stack = synth((scope) => {
    const source = new TerraformData(scope, 'Source', { input: 'say "hi"' });
    new TerraformData(scope, 'Sink', { input: valuesDocument({ a: { b: source.id }, c: 1 }) });
  });
  expect(stack.one('terraform_data', 'Sink').input).toBe('${jsonencode({"a" = {"b" = terraform_data.Source.id}, "c" = 1})}');
});

test('the user\'s values are a document of their own, after the library\'s', () => {
  expect(valuesDocuments({ a: 1 }, { a: 2 })).toEqual(['{"a":1}', '{"a":2}']);
  expect(valuesDocuments({ a: 1 })).toEqual(['{"a":1}']);
});
