import { withDefaults } from '../../src/private/defaults';

describe('withDefaults', () => {
  test('fills in what is missing or undefined', () => {
    expect(withDefaults({ a: 1, b: 2 }, { a: undefined })).toEqual({ a: 1, b: 2 });
  });
  test('keeps what is given, also false, zero and empty text', () => {
    expect(withDefaults({ a: true, b: 1, c: 'x' }, { a: false, b: 0, c: '' })).toEqual({ a: false, b: 0, c: '' });
  });
  test('keeps members that have no default', () => {
    expect(withDefaults({ a: 1 }, { name: 'x' })).toEqual({ a: 1, name: 'x' });
  });
  test('changes neither argument', () => {
    const defaults = Object.freeze({ a: 1 });
    expect(withDefaults(defaults, Object.freeze({ a: 2 }))).toEqual({ a: 2 });
  });
});
