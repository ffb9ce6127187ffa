import { readFileSync } from 'fs';
import * as versions from '../../src/versions';

type VersionClass = { DEFAULT: object; of(...values: string[]): object };

const MINOR = /^\d+\.\d+$/;
const PATCH = /^\d+\.\d+\.\d+$/;

/** Every version class, with the form of its members and the default. A class that is missing here fails a test. */
const CLASSES: Record<string, { members: Record<string, RegExp>; default: Record<string, string> }> = {
  KubernetesVersion: { members: { version: MINOR }, default: { version: '1.35' } },
  MysqlVersion: { members: { version: MINOR }, default: { version: '8.4' } },
  IstioVersion: { members: { version: PATCH }, default: { version: '1.30.3' } },
  SeldonCoreVersion: { members: { version: PATCH }, default: { version: '1.17.1' } },
  ZenmlVersion: { members: { version: PATCH }, default: { version: '0.98.0' } },
  MlflowVersion: { members: { chartVersion: PATCH, appVersion: PATCH }, default: { chartVersion: '1.11.5', appVersion: '3.15.1' } },
  NginxIngressVersion: { members: { chartVersion: PATCH }, default: { chartVersion: '2.6.4' } },
  ClusterAutoscalerVersion: { members: { chartVersion: PATCH, imageTag: /^v\d+\.\d+\.\d+$/ }, default: { chartVersion: '9.59.0', imageTag: 'v1.35.2' } },
  KarpenterVersion: { members: { version: PATCH }, default: { version: '1.14.1' } },
  NvidiaDevicePluginVersion: { members: { version: PATCH }, default: { version: '0.20.0' } },
};

const exported = Object.entries(versions).filter(([, it]) => typeof it === 'function') as unknown as [string, VersionClass][];
/** Versions that cannot be configured. */
const fixed = Object.entries(versions).filter(([, it]) => typeof it !== 'function') as unknown as [string, unknown][];
const named = (type: VersionClass) => Object.entries(type).filter(([name]) => name !== 'DEFAULT') as [string, object][];

test('every version class is in the table', () => {
  expect(exported.map(([name]) => name).filter((name) => !(name in CLASSES))).toEqual([]);
});

test('libraries of the model server tags match the requirements', () => {
  expect(Object.fromEntries(fixed)).toEqual({
    MODEL_SERVER_TAGS: { sklearn: expect.stringMatching(/^sklearn-\d+\.\d+\.\d+$/), mlflow: `mlflow-${versions.MlflowVersion.DEFAULT.appVersion}` },
  });
  // The example's images contain exactly these.
  const requirements = (kind: string) => readFileSync(`examples/first-pipeline/model-server/${kind}/requirements.txt`, 'utf8');
  expect(requirements('sklearn')).toContain(versions.MODEL_SERVER_TAGS.sklearn.replace('sklearn-', 'scikit-learn=='));
  expect(requirements('mlflow')).toContain(versions.MODEL_SERVER_TAGS.mlflow.replace('mlflow-', 'mlflow-skinny=='));
  const trained = readFileSync('examples/first-pipeline/requirements.txt', 'utf8');
  expect(trained).toContain(versions.MODEL_SERVER_TAGS.sklearn.replace('sklearn-', 'scikit-learn=='));
  expect(trained).toContain(versions.MODEL_SERVER_TAGS.mlflow.replace('mlflow-', 'mlflow=='));
  expect(trained).toContain(`zenml==${versions.ZenmlVersion.DEFAULT.version}\n`);
});

describe.each(exported.filter(([name]) => name in CLASSES))('%s', (name, type) => {
  const { members, default: expected } = CLASSES[name];

  test.each(named(type))('%s has a valid form', (_, version) => {
    expect(version).toBeInstanceOf(type);
    expect(version).toEqual(Object.fromEntries(Object.entries(members).map(([member, pattern]) => [member, expect.stringMatching(pattern)])));
  });
  test.each(named(type))('%s is named after its version', (constant, version) => {
    const words = Object.values(version).map((value) => `V${value.replace(/^v/, '').replace(/\./g, '_')}`);
    expect(words).toContain(constant);
  });
  test('names each version once', () => {
    const all = named(type).map(([, version]) => JSON.stringify(version));
    expect(new Set(all).size).toBe(all.length);
  });
  test('DEFAULT is one of the named versions', () => {
    expect(named(type).map(([, version]) => version)).toContain(type.DEFAULT);
    expect(type.DEFAULT).toEqual(expected);
  });
  test('of() accepts any other version', () => {
    const values = Object.keys(members).map((_, index) => `9.${index}.7`);
    const version = type.of(...values);
    expect(version).toBeInstanceOf(type);
    expect(version).toEqual(Object.fromEntries(Object.keys(members).map((member, index) => [member, values[index]])));
  });
});
