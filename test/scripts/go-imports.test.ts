import { clashes, importsOf } from '../../scripts/lib/go-imports';

// The imports that `npx projen check:go` reads from the generated Go.

const go = (...imports: string[]) => [
  '// import "a/comment"', 'package cdktfzenmlaws', '', 'import (', ...imports.map((it) => `\t${it}`), ')', '',
  'type Props struct {', '\tName *string `field:"required" json:"name" yaml:"name"`', '}', '',
].join('\n');

test('imports are identified by the last part of their path, or by their alias', () => {
  expect(importsOf(go(
    '_jsii_ "github.com/aws/jsii-runtime-go/runtime"',
    '_      "embed"',
    '',
    '"github.com/aws/constructs-go/constructs/v10"',
    '"github.com/cdktf/cdktf-provider-helm-go/helm/v12/provider"',
    '"gopkg.in/yaml.v3"',
  ))).toEqual([
    ['_jsii_', 'github.com/aws/jsii-runtime-go/runtime'],
    ['constructs', 'github.com/aws/constructs-go/constructs/v10'],
    ['provider', 'github.com/cdktf/cdktf-provider-helm-go/helm/v12/provider'],
    ['yaml', 'gopkg.in/yaml.v3'],
  ]);
});

test('an import can be a single line', () => {
  expect(importsOf('package a\n\nimport "b/c"\nimport d "e/f"\n')).toEqual([['c', 'b/c'], ['d', 'e/f']]);
});

test.each<[string, string[], string[]]>([
  ['two providers', ['"a/helm/v12/provider"', '"a/kubernetes/v12/provider"'], ['provider']],
  ['versions that hide a name', ['"a/b/v2"', '"c/b/v10"'], ['b']],
  ['an alias that is a name', ['b "a/c"', '"d/b"'], ['b']],
  ['one alias twice', ['x "a/b"', 'x "a/c"'], ['x']],
  ['aliases that tell them apart', ['helm "a/helm/v12/provider"', '"a/kubernetes/v12/provider"'], []],
  ['no names', ['_ "a/b"', '_ "c/b"'], []],
])('name collisions: %s', (_, imports, names) => {
  expect(clashes(go(...imports)).map(({ name }) => name)).toEqual(names);
});
