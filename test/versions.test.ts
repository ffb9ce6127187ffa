import * as versions from '../src/versions';

type VersionClass = { DEFAULT: object; of(...values: string[]): object };

const MINOR = /^\d+\.\d+$/;
const PATCH = /^\d+\.\d+\.\d+$/;

/** Every version class: what each of its members looks like, and the default. A class that is not in the table fails a test. */
const CLASSES: Record<string, { members: Record<string, RegExp>; default: Record<string, string> }> = {
  KubernetesVersion: { members: { version: MINOR }, default: { version: '1.35' } },
  MysqlVersion: { members: { version: MINOR }, default: { version: '8.4' } },
  IstioVersion: { members: { version: PATCH }, default: { version: '1.30.3' } },
  SeldonCoreVersion: { members: { version: PATCH }, default: { version: '1.17.1' } },
  MlflowVersion: { members: { chartVersion: PATCH, appVersion: PATCH }, default: { chartVersion: '1.11.5', appVersion: '3.15.1' } },
  NginxIngressVersion: { members: { chartVersion: PATCH }, default: { chartVersion: '2.6.4' } },
  ClusterAutoscalerVersion: { members: { chartVersion: PATCH, imageTag: /^v\d+\.\d+\.\d+$/ }, default: { chartVersion: '9.59.0', imageTag: 'v1.35.2' } },
};

const exported = Object.entries(versions).filter(([, it]) => typeof it === 'function') as unknown as [string, VersionClass][];
/** Versions that cannot be chosen. */
const fixed = Object.entries(versions).filter(([, it]) => typeof it !== 'function') as unknown as [string, unknown][];
const named = (type: VersionClass) => Object.entries(type).filter(([name]) => name !== 'DEFAULT') as [string, object][];

test('every version class is in the table', () => {
  expect(exported.map(([name]) => name).filter((name) => !(name in CLASSES))).toEqual([]);
});

test.each(fixed)('%s is a version of three numbers', (_, version) => {
  expect(version).toMatch(PATCH);
});

describe.each(exported.filter(([name]) => name in CLASSES))('%s', (name, type) => {
  const { members, default: expected } = CLASSES[name];

  test.each(named(type))('%s is well formed', (_, version) => {
    expect(version).toBeInstanceOf(type);
    expect(version).toEqual(Object.fromEntries(Object.entries(members).map(([member, pattern]) => [member, expect.stringMatching(pattern)])));
  });
  test.each(named(type))('%s is called after what it holds', (constant, version) => {
    const words = Object.values(version).map((value) => `V${value.replace(/^v/, '').replace(/\./g, '_')}`);
    expect(words).toContain(constant);
  });
  test('names each version once', () => {
    const all = named(type).map(([, version]) => JSON.stringify(version));
    expect(new Set(all).size).toBe(all.length);
  });
  test('DEFAULT is one of those named', () => {
    expect(named(type).map(([, version]) => version)).toContain(type.DEFAULT);
    expect(type.DEFAULT).toEqual(expected);
  });
  test('of() takes any other version', () => {
    const values = Object.keys(members).map((_, index) => `9.${index}.7`);
    const version = type.of(...values);
    expect(version).toBeInstanceOf(type);
    expect(version).toEqual(Object.fromEntries(Object.keys(members).map((member, index) => [member, values[index]])));
  });
});
