import { TerraformVariable, Token } from 'cdktf';
import { isUnknown, Validation } from '../../src/private/validation';
import { messageOf, TestStack } from '../support/synth';

const variable = () => new TerraformVariable(new TestStack(), 'Value', { type: 'string' });

describe('check', () => {
  test('says what the prop got, what is allowed and the remedy', () => {
    const v = new Validation().check('size', 3, (size) => size > 4, 'more than 4', 'Use 5.');
    expect(v.problems).toEqual(["'size' must be more than 4, got 3. Use 5."]);
  });
  test('makes the remedy from the value', () => {
    const v = new Validation().check('name', 'a b', () => false, 'one word', (name) => `Did you mean "${name.replace(' ', '-')}"?`);
    expect(v.problems).toEqual(['\'name\' must be one word, got "a b". Did you mean "a-b"?']);
  });
  test('leaves the remedy out where there is none', () => {
    const v = new Validation().check('name', 'x', () => false, 'y').check('other', 'x', () => false, 'y', () => undefined);
    expect(v.problems).toEqual(['\'name\' must be y, got "x".', '\'other\' must be y, got "x".']);
  });
  test.each([
    ['text', 'a "b"', '"a \\"b\\""'],
    ['a list', ['a', 1], '["a",1]'],
    ['NaN', NaN, 'NaN'],
    ['infinity', Infinity, 'Infinity'],
    ['false', false, 'false'],
  ])('shows %s', (_, value, shown) => {
    expect(new Validation().check<unknown>('prop', value, () => false, 'x').problems).toEqual([`'prop' must be x, got ${shown}.`]);
  });
  test.each<[string, () => unknown]>([
    ['a good value', () => 'good'],
    ['a member that was left out', () => undefined],
    ['null, which other languages pass for it', () => null],
    ['a string token', () => Token.asString({ resolve: () => 'x' })],
    ['a number token', () => Token.asNumber({ resolve: () => 1 })],
    ['a list token', () => Token.asList({ resolve: () => ['x'] })],
    ['a string around a token', () => `x-${Token.asString({ resolve: () => 'x' })}`],
    ['a variable', () => variable().stringValue],
  ])('lets %s through', (_, value) => {
    expect(new Validation().check('prop', value(), (it) => it === 'good', 'good').problems).toEqual([]);
  });
});

describe('checkEach', () => {
  test('names the element', () => {
    const v = new Validation().checkEach('names', ['a', 'B', 'c', 'D'], (name) => /[a-z]/.test(name), 'lower-case');
    expect(v.problems).toEqual(['\'names[1]\' must be lower-case, got "B".', '\'names[3]\' must be lower-case, got "D".']);
  });
  test('lets tokens among the elements through, and checks the others', () => {
    const v = new Validation().checkEach('names', [variable().stringValue, 'B'], () => false, 'lower-case');
    expect(v.problems).toEqual(['\'names[1]\' must be lower-case, got "B".']);
  });
  test('lets a missing list and a list token through', () => {
    const v = new Validation().checkEach('a', undefined, () => false, 'x').checkEach('b', variable().listValue, () => false, 'x');
    expect(v.problems).toEqual([]);
  });
});

describe('integer', () => {
  test.each([0, 11, 1.5, NaN, Infinity])('refuses %p', (value) => {
    expect(new Validation().integer('days', value, 1, 10, ' days', 'Use 5.').problems)
      .toEqual([`'days' must be a whole number from 1 to 10 days, got ${value}. Use 5.`]);
  });
  test.each([1, 10, undefined])('allows %p', (value) => {
    expect(new Validation().integer('days', value, 1, 10).problems).toEqual([]);
  });
  test('says "at least" where there is no upper bound', () => {
    expect(new Validation().integer('size', 0, 1, Number.MAX_SAFE_INTEGER, ' GiB').problems)
      .toEqual(["'size' must be a whole number of at least 1 GiB, got 0."]);
  });
  test('lets a number token through', () => {
    expect(new Validation().integer('days', variable().numberValue, 1, 10).problems).toEqual([]);
  });
});

describe('at', () => {
  test('puts the path before the prop, in the same collection', () => {
    const v = new Validation();
    v.at('cluster').at('nodeGroup').add('minSize', 'is wrong').check('maxSize', 1, () => false, '2');
    expect(v.problems).toEqual(["'cluster.nodeGroup.minSize' is wrong.", "'cluster.nodeGroup.maxSize' must be 2, got 1."]);
  });
  test('names a prop by its full path', () => {
    expect(new Validation('a').at('b').nameOf('c')).toBe('a.b.c');
  });
});

describe('throwIfAny', () => {
  test('does nothing without problems', () => {
    expect(() => new Validation().throwIfAny('Thing')).not.toThrow();
  });
  test('counts one problem', () => {
    expect(messageOf(() => new Validation().add('a', 'is wrong', 'Mend it.').throwIfAny("Thing 'x'")))
      .toBe("Thing 'x' has 1 problem in its props:\n  - 'a' is wrong. Mend it.");
  });
  test('lists several problems in one error', () => {
    expect(messageOf(() => new Validation().add('a', 'is wrong').add('b', 'too').throwIfAny("Thing 'x'")))
      .toBe("Thing 'x' has 2 problems in its props:\n  - 'a' is wrong.\n  - 'b' too.");
  });
});

describe('isUnknown', () => {
  test('takes a list for known where only an element is a token', () => {
    expect(isUnknown([variable().stringValue])).toBe(false);
    expect(isUnknown(variable().listValue)).toBe(true);
  });
  test('takes an object that resolves for unknown', () => {
    expect(isUnknown(variable().value)).toBe(true);
  });
});
