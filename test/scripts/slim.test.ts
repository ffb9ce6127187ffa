import { withoutComments } from '../../scripts/lib/slim/bundles';

// What is removed from the published JavaScript.

test('comments that fill lines are removed, except licenses and the paths of modules', () => {
  const bundle = [
    '/*! A license */', '// src/a.ts', '/** A docstring', ' * of two lines. */', 'function a() {', '  // Why.', '  return 1; // One.', '}', '// The end.', '',
  ];
  expect(withoutComments(bundle.join('\n'))).toBe(['/*! A license */', '// src/a.ts', 'function a() {', '  return 1; // One.', '}', ''].join('\n'));
});

test('what only looks like a comment stays', () => {
  const bundle = 'const a = `\n// ${"x"}\n/* y */\n`;\nconst b = /\\/\\//;\nconst c = "// z";\n';
  expect(withoutComments(bundle)).toBe(bundle);
});
