import { kubernetesResources } from '../../src/kubernetes/private/pod-resources';
import { defined, withDefaults } from '../../src/validation/options';

describe('withDefaults', () => {
  test('fills in missing and undefined members', () => {
    expect(withDefaults({ a: 1, b: 2 }, { a: undefined })).toEqual({ a: 1, b: 2 });
  });
  test('keeps given values, including false, zero and empty text', () => {
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

test('defined omits only what is undefined', () => {
  expect(defined({ a: undefined, b: null, c: 0, d: '', e: false })).toEqual({ b: null, c: 0, d: '', e: false });
});

describe('kubernetesResources', () => {
  test('has requests and limits, of the user or else the fallback', () => {
    expect(kubernetesResources({ cpuRequest: '1', memoryLimit: undefined }, { cpuRequest: '2', memoryLimit: '1Gi' }))
      .toEqual({ requests: { cpu: '1' }, limits: { memory: '1Gi' } });
  });
  test('omits what neither sets', () => expect(kubernetesResources()).toEqual({}));
});
