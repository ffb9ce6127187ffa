import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataResource, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { also, attributes, known, required, struct, validateProps } from '../../src/validation/shape';
import { Validation } from '../../src/validation/validation';
import {
  DEPENDABLES, FLAG, integer, list, madeBy, mapOf, oneOf, provider, secretText, text, version,
} from '../../src/validation/values';
import { problemsWith, refusals } from '../support/problems';
import { messageOf, TestStack } from '../support/synth';

const variable = () => new TerraformVariable(new TestStack(), 'Value', { type: 'string' });
const WORD = text('one word', (value) => /^\w+$/.test(value), 'Leave the spaces out.');
const circular = () => {
  const it: Record<string, unknown> = {};
  it.itself = it;
  return it;
};
enum Size { SMALL = 'small', LARGE = 'large' }
class Made {
  public static one(): Made { return new Made('one'); }
  public constructor(private readonly name: string) {}
  public _validate(v: Validation, prop: string): void { v.check(prop, this.name, (it) => it === 'one', 'one'); }
}
const MADE = madeBy('Made', Made, ['one()', 'two()']);

describe('a text', () => {
  test('allows the right form', () => expect(problemsWith(WORD, 'a')).toEqual([]));
  test('refuses another form', () =>
    expect(problemsWith(WORD, 'a b')).toEqual(['prop: got "a b". Must be one word. Leave the spaces out.']));
  test.each<[string, unknown, string]>([
    ['null', null, 'null. Must be one word. Leave it out for the default.'],
    ['a number', 7, '7. Must be one word.'],
    ['a flag', true, 'true. Must be one word.'],
    ['an object', { a: 1 }, 'an object with \'a\'. Must be one word.'],
    ['a list', ['a'], 'a list of 1 element. Must be one word.'],
    ['a function', isNaN, 'the function isNaN, which was not called. Must be one word.'],
    ['an object that refers to itself', circular(), 'an object with \'itself\'. Must be one word.'],
  ])('refuses %s', (_, value, problem) => expect(problemsWith(WORD, value)).toEqual([`prop: got ${problem}`]));
  test('allows a token', () => expect(problemsWith(WORD, variable().stringValue)).toEqual([]));
  test('refuses a list token', () => expect(problemsWith(WORD, variable().listValue)[0]).toMatch(/^prop: got a list of 1 element\. Must be one word/));
  test('can be optional', () => expect(problemsWith(WORD, undefined)).toEqual([]));
  test('can be required', () => expect(problemsWith(required(WORD), undefined)).toEqual(['prop: missing. Must be '
    + 'one word.']));
  test('refuses null if it is required', () => expect(problemsWith(required(WORD), null)).toEqual(['prop: got null. '
    + 'Must be one word.']));
});

describe('a secret', () => {
  const SECRET = secretText('longer than 3 characters', (value) => value.length > 3, 'Take a longer one.');
  test('is not shown if it is invalid', () =>
    expect(problemsWith(SECRET, 'abc')).toEqual(['prop: must be longer than 3 characters. Take a longer one.']));
  test('is not shown if it has another type', () =>
    expect(problemsWith(SECRET, 12345)).toEqual(['prop: got a value of the type number. Must be longer than 3 '
      + 'characters.']));
  test('may be a token', () => expect(problemsWith(SECRET, variable().stringValue)).toEqual([]));
});

describe('a whole number', () => {
  const DAYS = integer({ min: 1, max: 10, unit: ' days', remedy: 'Use 5.' });
  test.each([0, 11, 1.5, NaN, Infinity])('refuses %p', (value) =>
    expect(problemsWith(DAYS, value)).toEqual([`prop: got ${value}. Must be a whole number from 1 to 10 days. Use 5.`]));
  test.each([1, 10, undefined])('allows %p', (value) => expect(problemsWith(DAYS, value)).toEqual([]));
  test('allows a number token', () => expect(problemsWith(DAYS, variable().numberValue)).toEqual([]));
  test('refuses a text', () => expect(problemsWith(DAYS, '5')).toEqual(['prop: got "5". Must be a whole number from '
    + '1 to 10 days.']));
});

test('a flag is not a text', () => {
  expect(problemsWith(FLAG, false)).toEqual([]);
  expect(problemsWith(FLAG, 'false')).toEqual(['prop: got "false". Must be true or false.']);
});

describe('a member of an enum', () => {
  const SIZE = oneOf('Size', Size);
  test('is allowed', () => expect(problemsWith(SIZE, Size.SMALL)).toEqual([]));
  test('is refused if unknown', () => expect(problemsWith(SIZE, 'huge')).toEqual(['prop: got "huge". Must be one of '
    + 'Size.SMALL, Size.LARGE.']));
  test.each(['SMALL', 'Small'])('suggests a member for %s', (value) =>
    expect(problemsWith(SIZE, value)).toEqual([`prop: got "${value}". Must be one of Size.SMALL, Size.LARGE. Did you `
      + 'mean Size.SMALL?']));
});

describe('an object of a class', () => {
  test('validates itself', () => {
    expect(problemsWith(MADE, Made.one())).toEqual([]);
    expect(problemsWith(MADE, new Made('two'))).toEqual(['prop: got "two". Must be one.']);
  });
  test.each<[unknown, string]>([
    [{ name: 'one' }, 'an object with \'name\''], [Made.one, 'the function one, which was not called'], ['one', '"one"'], [new Date(0), 'an object of the class Date'],
  ])('%p is refused', (value, got) => expect(problemsWith(MADE, value)).toEqual([`prop: got ${got}. Must be made by `
    + 'Made.one() or Made.two().']));
  test('of a version describes how to create one', () => expect(problemsWith(version('Made', Made), '1')).toEqual([
    'prop: got "1". Must be a Made, for example Made.DEFAULT. Allowed: Made.of(…).',
  ]));
});

describe('a list', () => {
  const WORDS = list(WORD, { min: 1, max: 3, remedy: 'Say more.', known: 'each is counted' });
  test('validates each element', () => expect(problemsWith(WORDS, ['a', 'b c', null])).toEqual([
    'prop[1]: got "b c". Must be one word. Leave the spaces out.', 'prop[2]: got null. Must be one word.',
  ]));
  test.each([[[], '[]'], [['a', 'b', 'c', 'd'], 'a list of 4 elements']])('has a size: %j', (value, size) =>
    expect(problemsWith(WORDS, value)).toEqual([`prop: got ${size}. Must be a list of 1 to 3 elements. Say more.`]));
  test('suggests to wrap a single value', () => expect(problemsWith(WORDS, 'a')).toEqual([
    'prop: got "a". Must be a list of which each element is one word. Put it into a list: ["a"].',
  ]));
  test('has distinct elements, except for tokens', () => {
    expect(problemsWith(WORDS, ['a', 'a'])).toEqual(['prop: got "a" twice. Must name each element once.']);
    const token = variable().stringValue;
    expect(problemsWith(WORDS, [token, token])).toEqual([]);
    expect(problemsWith(list(WORD, { repeats: true }), ['a', 'a'])).toEqual([]);
  });
  test('suggests how to split a token if its elements are required', () => {
    expect(problemsWith(WORDS, variable().listValue)).toEqual([
      'prop: must be a list with known elements at synthesis, because each is counted. Split it: [Fn.element(list, '
        + '0), Fn.element(list, 1), …].',
    ]);
    expect(problemsWith(list(WORD, { min: 2 }), variable().listValue)).toEqual([]);
  });
});

test('a map validates keys and values', () => {
  const MAP = mapOf(WORD, { allowed: 'letters', isAllowed: (key) => /^[a-z]+$/.test(key) });
  expect(problemsWith(MAP, { a: 'b' })).toEqual([]);
  expect(problemsWith(MAP, { 1: 'b', c: 'd e', f: undefined })).toEqual([
    'prop: got "1". Must be keyed by letters.', 'prop.c: got "d e". Must be one word. Leave the spaces out.',
    'prop.f: missing. Must be one word.',
  ]);
  expect(problemsWith(MAP, ['a'])).toEqual(['prop: got a list of 1 element. Must be a map of which each value is one '
    + 'word.']);
});

describe('a struct', () => {
  interface Range { readonly least: number; readonly most?: number; readonly name?: string }
  const DIGIT = integer({ min: 0, max: 9 });
  const RANGE = struct<Range>({ least: required(DIGIT), most: DIGIT, name: WORD }, (v, { least, most }) => {
    if (most !== undefined && most < least) {
      v.add('most', 'must not be less than \'least\'');
    }
  });
  test('lists problems of each member, and between members', () => expect(problemsWith(RANGE, { least: 3, most: 2, name: 'a b' })).toEqual([
    'prop.name: got "a b". Must be one word. Leave the spaces out.', "prop.most: must not be less than 'least'.",
  ]));
  test('compares nothing if a type is wrong', () => expect(problemsWith(RANGE, { least: '3', most: 2 })).toEqual([
    'prop.least: got "3". Must be a whole number from 0 to 9.',
  ]));
  test('lists missing members', () => expect(problemsWith(RANGE, {})).toEqual(['prop.least: missing. Must be a '
    + 'whole number from 0 to 9.']));
  test.each<[unknown, string]>([[null, 'null'], ['x', '"x"'], [[], '[]']])('%j is refused', (value, got) =>
    expect(problemsWith(required(RANGE), value)).toEqual([`prop: got ${got}. Must be an object with 'least'.`]));
  test('refuses unknown names, and lists the allowed ones', () => {
    expect(problemsWith(RANGE, { least: 1, mosst: 2 })).toEqual(['prop.mosst: unknown. Allowed: least, most, name. '
      + "Did you mean 'prop.most'?"]);
    expect(problemsWith(RANGE, { least: 1, colour: 'red' })).toEqual(['prop.colour: unknown. Allowed: least, most, '
      + 'name.']);
    expect(problemsWith(RANGE, { least: 1, colour: undefined })).toEqual([]);
  });
  test('refuses an instance of a class', () => {
    expect(problemsWith(RANGE, new (class Wide { public readonly least = 1; })())).toEqual(['prop: got an object of '
      + "the class Wide. Must be an object with 'least'."]);
    expect(problemsWith(RANGE, Object.assign(Object.create(null), { least: 1 }))).toEqual([]);
  });
});

test('an object of an interface has all of its members', () => {
  const THING = attributes<{ readonly id: string }>({ id: required(WORD) });
  expect(problemsWith(THING, new (class { public readonly id = 'a'; })())).toEqual([]);
  expect(problemsWith(THING, { id: undefined })).toEqual(['prop.id: missing. Must be one word.']);
  expect(problemsWith(THING, {})).toEqual(["prop: got {}. Must be an object with 'id'."]);
  expect(problemsWith(THING, 'a')).toEqual(['prop: got "a". Must be an object with \'id\'.']);
});

test('a provider has its kind', () => {
  const stack = new TestStack();
  const other = new KubernetesProvider(stack, 'other', { alias: 'other' });
  expect(problemsWith(provider('kubernetes', 'KubernetesProvider'), other)).toEqual([]);
  expect(problemsWith(provider('helm', 'HelmProvider'), other)).toEqual([
    'prop: got an object of the class KubernetesProvider. Must be a provider of the class HelmProvider.',
  ]);
});

test('dependencies are resources', () => {
  const stack = new TestStack();
  const resource = new DataResource(stack, 'Before');
  expect(problemsWith(DEPENDABLES, [resource, resource])).toEqual([]);
  expect(problemsWith(DEPENDABLES, [new Construct(stack, 'Part')])).toEqual([
    'prop[0]: got an object of the class Construct. Must be a resource, a data source or a module. For a construct '
      + "of this library pass its 'ready': [...construct.ready].",
  ]);
});

test('a value that must be known at synthesis is not a token', () => {
  const KNOWN = known(WORD, 'names are made from it');
  expect(problemsWith(KNOWN, 'a')).toEqual([]);
  expect(problemsWith(KNOWN, variable().stringValue)).toEqual([
    'prop: must be known at synthesis, because names are made from it. Give the value itself.',
  ]);
});

test('further rules run after the first, so that a value has one problem', () => {
  const SHORT = also(WORD, [(value) => value.length < 5, 'shorter than 5'], [(value) => value !== 'root', 'another than root']);
  expect(problemsWith(SHORT, 'a word too long')).toEqual(['prop: got "a word too long". Must be one word. Leave the '
    + 'spaces out.']);
  expect(problemsWith(SHORT, 'longer')).toEqual(['prop: got "longer". Must be shorter than 5.']);
  expect(problemsWith(SHORT, 'root')).toEqual(['prop: got "root". Must be another than root.']);
});

test('props of a construct: one error with all problems and the construct\'s name', () => {
  const part = new Construct(new TestStack(), 'Part');
  const PROPS = struct<{ readonly a: string; readonly b: string }>({ a: required(WORD), b: required(WORD) });
  validateProps('Part', part, PROPS, { a: 'x', b: 'y' });
  expect(messageOf(() => validateProps('Part', part, PROPS, { a: '', b: 'y' }))).toMatch(/^Part 'test\/Part' has 1 problem in its props:\n {2}- a: got ""\. Must be one word\./);
  expect(refusals(() => validateProps('Part', part, PROPS, undefined as any))).toEqual(['props: missing. Must be '
    + "an object with 'a', 'b'."]);
});

test('reports an object of another copy of the package', () => {
  const Other = { ['Made']: class { public _validate(): void { /* is not asked */ } } }.Made;
  expect(problemsWith(MADE, new Other())).toEqual(['prop: got an object of the class Made. Must be made by '
    + 'Made.one() or Made.two(). It is from another copy of this package: install the package only once (npm ls '
    + 'cdktf-zenml-aws shows where).']);
});
