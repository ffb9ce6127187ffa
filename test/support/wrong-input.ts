import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Property, propertiesOf, structs, Type, TypeReference, types } from './assembly';
import { Synthesized, synthStack, TestStack } from './synth';
import { USES } from './uses';

// Invalid input for every public prop, derived from the assembly only, without the rules of the library.

/** The kind of the mistake. */
export type Kind = 'unknown name' | 'no props' | 'null' | 'wrong type' | 'no JSON' | 'huge number' | 'token text' | 'secret';

/** One invalid input. */
export interface WrongInput {
  readonly kind: Kind;
  /** For example `NetworkOptions.cidr: a Date`. */
  readonly name: string;
  /** The prop, as a message must name it. */
  readonly prop: string;
  build(): unknown;
}

/** The outcome of an invalid input; the first two are expected. */
export type Outcome = 'one clear error' | 'literal' | 'several lines' | 'accepted' | 'evaluated by Terraform' | 'other error' | 'secret shown';

/** A text that no message may contain. */
export const SECRET = 'hunter2-is-secret';
const EXPRESSION = '${aws_x.y.z}';

class Stranger {
  public readonly field = SECRET;
}

type Value = readonly [what: string, value: unknown];

/** Values that JSON cannot contain. */
const NO_JSON: Value[] = [
  ['a function', function factory() { return SECRET; }],
  ['a Symbol', Symbol(SECRET)],
  ['a class instance', new Stranger()],
  ['a Date', new Date(0)],
  ['a Map', new Map([['key', SECRET]])],
  ['NaN', NaN],
];

/** The type of elements in lists and maps, and a function that wraps an element. */
function innermost(name: string, type: TypeReference): { readonly type: TypeReference; wrap(value: unknown): unknown } {
  if (!type.collection) {
    return { type, wrap: (value) => value };
  }
  const { kind, elementtype } = type.collection;
  const inner = innermost(name, elementtype);
  return { type: inner.type, wrap: (value) => kind === 'array' ? [inner.wrap(value)] : { [KEYS[name] ?? 'key']: inner.wrap(value) } };
}

/** A key of a map with restricted keys. */
const KEYS: Record<string, string> = {
  labels: 'zenml', addonVersions: 'coredns', imageRegistryFor: 'docker.io', conditions: 'StringEquals',
};

/** Members of the base that conflict with the prop. */
const WITHOUT: Record<string, object> = {
  'MlflowAzureBlobOptions.connectionString': { accessKey: undefined },
  'MlflowAzureBlobOptions.existingSecret': { accessKey: undefined },
};

const isStruct = ({ fqn }: TypeReference) => types[fqn!]?.kind === 'interface' && types[fqn!].datatype;

/** Common mistakes, each of another type than the prop's. */
function wrongTypes(type: TypeReference): Value[] {
  const { primitive, collection } = type;
  const isPlain = type.collection?.kind === 'map' || isStruct(type);
  return [
    ...(primitive === 'string' ? [] : [['a text', 'x'] as const]),
    ...(primitive === 'number' ? [] : [['a number', 7] as const]),
    ...(primitive === 'boolean' ? [] : [['a flag', true] as const]),
    ...(isPlain ? [] : [['an object', { field: SECRET }] as const, ['an object without a prototype', Object.create(null)] as const]),
    ...(collection?.kind === 'array' ? [['a list with a hole', new Array(2)] as const] : [['a list', ['x']] as const]),
  ];
}

/** Texts with a Terraform expression, in the forms of the props. */
const EXPRESSIONS = [
  EXPRESSION, `/${EXPRESSION}/`, `/${EXPRESSION}`, `a${EXPRESSION}`, `%{if true}${EXPRESSION}%{endif}`,
  `https://a.example.com/${EXPRESSION}`, `https://${EXPRESSION}`, `arn:aws:iam::111122223333:role/${EXPRESSION}`,
  `arn:aws:iam::111122223333:policy/${EXPRESSION}`, `a/${EXPRESSION}`, `{"Statement":[{"Sid":"${EXPRESSION}"}]}`,
];

/** Text props in which people put secrets, by mistake or on purpose. */
const HOLDS_SECRETS = /password$|username$|apiKey|accessKey|connectionString|credentialsJson|encryptionKey|environment|certificates|certificateAuthority|htpasswd/i;

function secrets(name: string): Value[] {
  const lines = (kind: string) => `-----BEGIN ${kind}-----\n${SECRET}\n-----END ${kind}-----\n`;
  return [
    ['a URL with a password', `https://ada:${SECRET}@db.example.com:70000/x y`],
    ['a host with a password', `ada:${SECRET}@db.example.com`],
    ['a URL with a password that has slashes', `mysql://ada:${SECRET}/@${SECRET}@db`],
    ['a URL with a token', `https://db.example.com/?token=${SECRET}`],
    ['a private key', lines('RSA PRIVATE KEY')],
    ...(HOLDS_SECRETS.test(name) ? [['a password', `${SECRET} ä\u0001${'x'.repeat(300)}`] as const] : []),
  ];
}

/** The struct through which a property is tested; structs that inherit it use the same rule. */
const SPEAKER = new Map<Property, Type>();
structs.filter(({ name }) => name in USES).forEach((type) => propertiesOf(type).forEach((property) => {
  if (!SPEAKER.has(property) || (type.name.endsWith('Props') && type.name !== 'ZenmlAwsStackProps')) {
    SPEAKER.set(property, type);
  }
}));

const isText = (type: TypeReference) => type.primitive === 'string';

function ofProperty(type: Type, property: Property): WrongInput[] {
  const { build } = USES[type.name];
  const base = { ...USES[type.name].base, ...WITHOUT[`${type.name}.${property.name}`] };
  const inputs = (kind: Kind, values: readonly Value[]): WrongInput[] => values.map(([what, value]) => ({
    kind, name: `${type.name}.${property.name}: ${what}`, prop: property.name, build: () => build({ ...base, [property.name]: value }),
  }));
  const { type: inner, wrap } = innermost(property.name, property.type);
  const wrapped = (values: Value[]) => values.map(([what, value]) => [what, wrap(value)] as const);
  const isAny = inner.primitive === 'any' || inner.primitive === 'json';
  const isList = property.type.collection !== undefined;
  if (isAny && !isList) {
    return inputs('null', [['null', null]]);
  }
  if (SPEAKER.has(property) && SPEAKER.get(property) !== type) {
    return [...inputs('null', [['null', null]]), ...inputs('wrong type', wrongTypes(property.type).slice(0, 2)), ...inputs('no JSON', NO_JSON.slice(0, 1))];
  }
  return [
    ...inputs('null', [['null', null]]),
    ...(property.optional ? [] : inputs('no props', [['left out', undefined]])),
    ...inputs('wrong type', wrongTypes(property.type)),
    ...(isList && !isAny ? inputs('wrong type', wrapped([...wrongTypes(inner), ['null', null]])) : []),
    ...inputs('no JSON', NO_JSON),
    ...(isList ? inputs('no JSON', wrapped(NO_JSON)) : []),
    ...(isAny ? inputs('no JSON', wrapped(NO_JSON.map(([what, value]) => [`${what} further down`, { list: [{ value }] }]))) : []),
    ...(inner.primitive === 'number' ? inputs('huge number', wrapped([3e9, 1e15, 1e300, Infinity].map((it) => [String(it), it]))) : []),
    ...(isText(inner) || isAny ? inputs('token text', wrapped(EXPRESSIONS.map((it) => [it, it]))) : []),
    ...(isText(inner) ? inputs('secret', wrapped(secrets(property.name))) : []),
    ...(isStruct(inner) || property.type.collection?.kind === 'map' ? []
      : inputs('secret', [['an object', { password: SECRET }], ['a list', [{ password: SECRET }]]])),
    ...(HOLDS_SECRETS.test(property.name) ? inputs('secret', [['a list of texts', [SECRET]]]) : []),
  ];
}

function ofStruct(type: Type): WrongInput[] {
  const { base, build } = USES[type.name];
  const unknown = (name: string, value: unknown): WrongInput => ({
    kind: 'unknown name', name: `${type.name}.${name}`, prop: name, build: () => build({ ...base, [name]: value }),
  });
  return [
    ...(type.datatype ? [unknown('colour', 'red'), unknown('vpcCidr', '10.0.0.0/16'), unknown('enabledd', SECRET)] : []),
    ...(base ? [{ kind: 'no props', name: `${type.name}: no props`, prop: '', build: () => build(undefined) } as const] : []),
    ...propertiesOf(type).flatMap((property) => ofProperty(type, property)),
  ];
}

/** All invalid inputs. */
export function wrongInputs(): WrongInput[] {
  return [...structs, ...Object.values(types).filter(({ name }) => /^I[A-Z]/.test(name) && name in USES && !types[name]?.datatype)]
    .filter((type, index, list) => type.name in USES && list.indexOf(type) === index).flatMap(ofStruct);
}

/** Props whose text was already synthesized literally: other forms of it are not required. */
const LITERAL = new Set<string>();

/** Tests an invalid input. */
export function outcomeOf(input: WrongInput): { readonly outcome: Outcome; readonly message: string } {
  const [prop] = input.name.split(': ');
  const needsNoSynthesis = input.kind === 'secret' || (input.kind === 'token text' && LITERAL.has(prop));
  let made: unknown;
  try {
    made = needsNoSynthesis && !CREATES_FIRST.test(input.name) ? untilAccepted(input.build) : input.build();
  } catch (error) {
    return judge(input, error as Error);
  }
  if (needsNoSynthesis) {
    return { outcome: 'literal', message: '' };
  }
  if (input.kind !== 'token text') {
    // An example that adds its own props.
    return { outcome: input.kind === 'no props' && input.prop === '' ? 'literal' : 'accepted', message: '' };
  }
  try {
    const synthesized = synthOf(made);
    if (/(?<!\$)\$\{aws_x/.test(JSON.stringify(synthesized.json))) {
      return { outcome: 'evaluated by Terraform', message: '' };
    }
    LITERAL.add(prop);
    return { outcome: 'literal', message: '' };
  } catch (error) {
    return judge(input, error as Error);
  }
}

/** Examples that create another construct before the one under test. */
const CREATES_FIRST = /^(SharedNginxOptions|PolicyStatement)\./;

/** Builds until the first resource is created: by then the props are accepted, and a whole stack is slow. */
function untilAccepted(build: () => unknown): void {
  const accepted = new Error('accepted');
  const of = jest.spyOn(TerraformStack, 'of');
  of.mockImplementation((construct) => {
    if (construct instanceof TerraformResource) {
      throw accepted;
    }
    return construct.node.scopes.find((it): it is TerraformStack => TerraformStack.isStack(it))!;
  });
  try {
    build();
  } catch (error) {
    if (error !== accepted) {
      throw error;
    }
  } finally {
    of.mockRestore();
  }
}

function synthOf(made: unknown): Synthesized {
  const stack = Construct.isConstruct(made) ? made.node.scopes.find((it) => 'templateOptions' in it || it.constructor.name.endsWith('Stack')) : TestStack.last;
  return synthStack((stack ?? TestStack.last) as TestStack);
}

function judge({ kind, prop }: WrongInput, error: Error): { readonly outcome: Outcome; readonly message: string } {
  const message = `${error.message}`;
  const [head, ...lines] = message.split('\n  - ');
  const names = lines.some((line) => new RegExp(`(^|[.\\]])${prop}([.\\[]|$)`).test(line.split(': ')[0]));
  const outcome: Outcome = message.includes(SECRET) ? 'secret shown'
    : !/ problems? in its props:$/.test(head) ? 'other error'
      : lines.length > 1 && !(kind === 'no props' && prop === '') ? 'several lines'
        : prop === '' || names ? 'one clear error' : 'other error';
  return { outcome, message };
}

/** Numbers of outcomes by kind, as a table. */
export function table(found: { readonly kind: Kind; readonly outcome: Outcome }[]): string {
  const count = <T>(values: T[]) => values.reduce((sums, it) => sums.set(it, (sums.get(it) ?? 0) + 1), new Map<T, number>());
  return [...count(found.map(({ kind }) => kind))].map(([kind, all]) => {
    const outcomes = count(found.filter((it) => it.kind === kind).map(({ outcome }) => outcome));
    return `${kind.padEnd(14)} ${String(all).padStart(5)}: ${[...outcomes].map(([outcome, n]) => `${n} ${outcome}`).join(', ')}`;
  }).join('\n');
}
