import { TerraformProvider } from 'cdktf';
import * as lib from '../../src';
import { all, propertiesOf, structs, TypeReference, types } from '../support/assembly';
import { TestStack } from '../support/synth';
import { FACTORIES, GOOD, mlflow, mysql, PARAMETERS, secret, seldon, stack, USES, zenml } from '../support/uses';

// Tests every public prop in the compiler's assembly (.jsii): null, a wrong type and, for enums, an unknown value give
// an error that names the prop. A new prop without a rule, or a struct without an example here, fails.
// ---- Problems -----------------------------------------------------------------------------------------------------

/** A provider that no construct accepts. */
class NullProvider extends TerraformProvider {
  public constructor(scope: TestStack, id: string, { alias }: { readonly alias: string }) {
    super(scope, id, { terraformResourceType: 'null' });
    this.alias = alias;
  }
}

/** Values of another type than a reference, with a description. */
function wrongValues(type: TypeReference): [what: string, value: unknown][] {
  const { primitive, fqn, collection } = type;
  if (collection) {
    const inner = wrongValues(collection.elementtype).slice(0, 1);
    return [
      ['a text', 'x'], ['a flag', true],
      ...inner.map(([what, value]) => collection.kind === 'array'
        ? [`a list with ${what}`, [value]] as [string, unknown] : [`a map with ${what}`, { key: value }] as [string, unknown]),
    ];
  }
  switch (primitive) {
    case 'string': return [['a number', 7], ['a list', ['x']]];
    case 'number': return [['a text', '7'], ['NaN', NaN]];
    case 'boolean': return [['a text', 'false'], ['a number', 0]];
    case 'any': return [];
    default: break;
  }
  const own = types[fqn!];
  return own?.kind === 'enum' ? [['a made-up text', 'made-up'], ['a number', 7]]
    : fqn === 'cdktf.TerraformProvider' ? [['a text', 'x'], ['a provider of another kind', new NullProvider(new TestStack(), 'other', { alias: 'other' })]]
      : [['a text', 'x'], ['a function', () => undefined], ...(own?.kind === 'class' ? [['a plain object', {}] as [string, unknown]] : [])];
}

/** The message of the error, or the outcome without a list of problems. */
function messageOf(build: () => unknown): string {
  try {
    build();
    return 'no error';
  } catch (error) {
    return (error as Error).message;
  }
}

const names = (prop: string) => new RegExp(`- ([\\w.\\[\\]/-]+\\.)?${prop}(\\.[\\w.-]+|\\[\\d+\\][\\w.]*)?: (got|must|missing)`);

const CASES = structs.concat(all.filter(({ name }) => name in USES && name.startsWith('I')))
  .filter((type, index, list) => list.indexOf(type) === index)
  .filter(({ name }) => name in USES)
  .flatMap((type) => propertiesOf(type).map((property) => [`${type.name}.${property.name}`, type, property] as const));

test('every struct of the package has an example here, and every example a struct', () => {
  expect(structs.map(({ name }) => name).filter((name) => !(name in USES))).toEqual([]);
  expect(Object.keys(USES).filter((name) => !all.some((type) => type.name === name))).toEqual([]);
});

test.each(Object.entries(USES))('%s: the example itself is valid', (_, { base, build }) => {
  expect(messageOf(() => build({ ...base }))).toBe('no error');
});

test.each(CASES)('%s', (_, type, property) => {
  const { base, build } = USES[type.name];
  const wrong: [string, unknown][] = [
    ['null', null], ...wrongValues(property.type), ...(property.optional ? [] : [['nothing', undefined] as [string, unknown]]),
  ];
  const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => build({ ...base, [property.name]: value }))}`);
  expect(found.filter((message) => !names(property.name).test(message))).toEqual([]);
});

// ---- Factories ----------------------------------------------------------------------------------------------------------

test('every factory with more than a struct has an example here', () => {
  const needed = PARAMETERS.filter(({ parameter }) => parameter.type.primitive).map(({ path }) => path);
  expect([...new Set(needed)].filter((path) => !(path in FACTORIES))).toEqual([]);
  expect(Object.keys(FACTORIES).filter((path) => !needed.includes(path))).toEqual([]);
});

test.each(PARAMETERS.filter(({ parameter }) => parameter.type.primitive).map((it) => [`${it.path}(${it.parameter.name})`, it] as const))(
  '%s', (_, { path, type, method, parameter, index }) => {
    const wrong: [string, unknown][] = [
      ['null', null], ...wrongValues(parameter.type), ...(parameter.optional ? [] : [['nothing', undefined] as [string, unknown]]),
    ];
    const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => {
      const args = [...GOOD[path] ?? []];
      args[index] = value;
      FACTORIES[path]((lib as any)[type][method](...args));
    })}`);
    expect(found.filter((message) => !/has \d+ problems? in its props:\n {2}- [\w.[\]]+: (got .*|missing)\. Must /.test(message))).toEqual([]);
  });

test.each(PARAMETERS.filter(({ parameter }) => !parameter.type.primitive).map((it) => [`${it.path}(${it.parameter.name})`, it] as const))(
  '%s: reports a struct that is null, a text or missing', (_, { path, type, method, parameter, index }) => {
    const uses: Record<string, (made: any) => unknown> = {
      ArtifactBucketSource: (it) => stack({ artifactBucket: it }),
      BasicAuth: (it) => mlflow({ ingress: lib.Ingress.nginx({ auth: it }) }),
      ClusterNamespace: (it) => mlflow({ namespace: it }),
      ClusterSource: (it) => stack({ cluster: it }),
      Credentials: (it) => mysql({ credentials: it }),
      DatabaseSource: (it) => stack({ database: it }),
      EntranceDomain: (it) => stack({ entrance: { domain: it } }),
      Ingress: (it) => mlflow({ ingress: it }),
      IstioSource: (it) => seldon({ istio: it }),
      MlflowArtifactStore: (it) => mlflow({ artifactStore: it }),
      MlflowBackendStore: (it) => mlflow({ backendStore: it }),
      NetworkSource: (it) => stack({ network: it }),
      SecretValue: secret,
      SeldonModelServer: (it) => seldon({ modelServers: [it] }),
      ServiceExposure: (it) => zenml({ exposure: it }),
      ZenmlServerSource: (it) => stack({ zenml: it }),
      MlflowSource: (it) => stack({ mlflow: it }),
      SeldonSource: (it) => stack({ seldon: it }),
      ContainerRegistrySource: (it) => stack({ containerRegistry: it }),
    };
    const before = ['Credentials.existingSecret', 'ClusterNamespace.create'].includes(path) || type === 'SecretValue' || method === 'given' ? ['a'] : path === 'SeldonModelServer.custom' ? ['LIGHTGBM_SERVER'] : [];
    const wrong: [string, unknown][] = [['null', null], ['a text', 'x'], ...(parameter.optional ? [] : [['nothing', undefined] as [string, unknown]])];
    const found = wrong.map(([what, value]) => `${what}: ${messageOf(() => {
      const args: unknown[] = [...before];
      args[index] = value;
      uses[type]((lib as any)[type][method](...args));
    })}`);
    expect(found.filter((message) => !/has \d+ problems? in its props:\n {2}- [\w.[\]]+: (got .*|missing)\. Must /.test(message))).toEqual([]);
  });
