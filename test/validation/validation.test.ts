import { TerraformVariable, Token } from 'cdktf';
import { show } from '../../src/validation/show';
import { isUnknown, Validation } from '../../src/validation/validation';
import { problemsOf } from '../support/problems';
import { messageOf, TestStack } from '../support/synth';

const variable = () => new TerraformVariable(new TestStack(), 'Value', { type: 'string' });

describe('check', () => {
  test('reports what the prop got, what is allowed and the remedy', () => {
    expect(problemsOf((v) => v.check('size', 3, (size) => size > 4, 'more than 4', 'Use 5.'))).toEqual([
      'size: got 3. Must be more than 4. Use 5.',
    ]);
  });
  test('derives the remedy from the value', () => {
    expect(problemsOf((v) => v.check('name', 'a b', () => false, 'one word', (name) => `Did you mean "${name.replace(' ', '-')}"?`))).toEqual([
      'name: got "a b". Must be one word. Did you mean "a-b"?',
    ]);
  });
  test('omits a remedy with parts of a hidden value', () => {
    const remedies = (remedy: string) => problemsOf((v) => v.check('host', 'https://ada:hunter2@db', () => false, 'a host', () => remedy));
    expect(remedies('Did you mean "hunter2@db"?')).toEqual(['host: got a string with a user or a password, which is '
      + 'not shown. Must be a host.']);
    expect(remedies('Leave out the scheme.')).toEqual(['host: got a string with a user or a password, which is not '
      + 'shown. Must be a host. Leave out the scheme.']);
  });
  test('omits an empty remedy', () => {
    expect(problemsOf((v) => v.check('name', 'x', () => false, 'y').check('other', 'x', () => false, 'y', () => undefined))).toEqual([
      'name: got "x". Must be y.', 'other: got "x". Must be y.',
    ]);
  });
  test.each([
    ['text', 'a "b"', '"a \\"b\\""'],
    ['a list', ['a', 1], 'a list of 2 elements'],
    ['an object', { password: 'x' }, 'an object with \'password\''],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----\nx', 'a private key'],
    ['a URL with a user', 'https://ada:x@host', 'a string with a user or a password, which is not shown'],
    ['a URL with a query', 'https://host/path?token=x', '"https://host/path?…"'],
    ['an ARN of a session', 'arn:aws:sts::1:assumed-role/a/b@c', '"arn:aws:sts::1:assumed-role/a/b@c"'],
    ['NaN', NaN, 'NaN'],
    ['infinity', Infinity, 'Infinity'],
    ['false', false, 'false'],
  ])('shows %s', (_, value, shown) => {
    expect(problemsOf((v) => v.check<unknown>('prop', value, () => false, 'x'))).toEqual([`prop: got ${shown}. Must `
      + 'be x.']);
  });
  test.each<[string, () => unknown]>([
    ['a good value', () => 'good'],
    ['a member that was left out', () => undefined],
    ['a string token', () => Token.asString({ resolve: () => 'x' })],
    ['a number token', () => Token.asNumber({ resolve: () => 1 })],
    ['a list token', () => Token.asList({ resolve: () => ['x'] })],
    ['a string around a token', () => `x-${Token.asString({ resolve: () => 'x' })}`],
    ['a variable', () => variable().stringValue],
  ])('allows %s', (_, value) => {
    expect(problemsOf((v) => v.check('prop', value(), (it) => it === 'good', 'good'))).toEqual([]);
  });
});

describe('at', () => {
  test('prepends the path to the prop, in the same collection', () => {
    expect(problemsOf((v) => {
      v.at('cluster').at('nodeGroup').add('minSize', 'is wrong').check('maxSize', 1, () => false, '2');
      v.at('list').at('[0]').add('name', 'is wrong').add('', 'is wrong as a whole');
    })).toEqual([
      'cluster.nodeGroup.minSize: is wrong.', 'cluster.nodeGroup.maxSize: got 1. Must be 2.',
      'list[0].name: is wrong.', 'list[0]: is wrong as a whole.',
    ]);
  });
  test('passes the known values on', () => {
    problemsOf((v) => expect(v.at('a').at('b').context).toEqual({ region: 'eu-central-1' }), { region: 'eu-central-1' });
    problemsOf((v) => expect(v.knowing({ region: 'us-east-1' }).at('a').context).toEqual({ region: 'us-east-1' }));
  });
});

describe('run', () => {
  const run = (check: (v: Validation) => void) => Validation.run("Thing 'x'", check);
  test('does nothing without problems', () => {
    expect(() => run(() => undefined)).not.toThrow();
  });
  test('counts one problem', () => {
    expect(messageOf(() => run((v) => v.add('a', 'is wrong', 'Fix it.')))).toBe("Thing 'x' has 1 problem in its "
      + 'props:\n  - a: is wrong. Fix it.');
  });
  test('lists several problems in one error', () => {
    expect(messageOf(() => run((v) => v.add('a', 'is wrong').add('b', 'too'))))
      .toBe("Thing 'x' has 2 problems in its props:\n  - a: is wrong.\n  - b: too.");
  });
  test('lists elements with the same problem once', () => {
    expect(messageOf(() => run((v) => [0, 1, 2].forEach((index) => v.at('a').add(`[${index}]`, 'is wrong')))))
      .toBe("Thing 'x' has 1 problem in its props:\n  - a[0]: is wrong. 2 more elements have the same problem.");
  });
  test('adds nothing to a reported value or its parents', () => {
    expect(problemsOf((v) => {
      v.at('a').at('b').add('c', 'is wrong');
      v.settle();
      v.at('a').at('b').add('c', 'is compared').add('d', 'is compared');
      v.add('a', 'is compared');
    })).toEqual(['a.b.c: is wrong.', 'a.b.d: is compared.']);
  });
  test('counts values of a wrong type, for rules that compare', () => {
    problemsOf((v) => {
      v.add('a', 'is wrong').at('b').addWrongType('c', 'a text', 'got 1', 'Quote it.');
      expect(v.wrongTypes).toBe(1);
      expect(v.problems[1]).toBe('b.c: got 1. Must be a text. Quote it.');
    });
  });
});

test('shown values are short', () => {
  expect(show('x'.repeat(500))).toHaveLength(122);
});

describe('isUnknown', () => {
  test('treats a list as known if only an element is a token', () => {
    expect(isUnknown([variable().stringValue])).toBe(false);
    expect(isUnknown(variable().listValue)).toBe(true);
  });
  test('treats an object that resolves as unknown', () => {
    expect(isUnknown(variable().value)).toBe(true);
  });
});
