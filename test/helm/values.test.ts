import { TerraformVariable, Token } from 'cdktf';
import { ChartRules, compareHelmValues, HelmValues, helmValues, joinedLists } from '../../src/helm/values';
import { Validation } from '../../src/validation/validation';
import { problemsWith } from '../support/problems';
import { TestStack } from '../support/synth';

const FIXED = 'set by the construct, because other settings depend on it.';
const RULES: ChartRules = {
  owned: { 'image.tag': "Use 'version'.", 'annotations.eks\\.amazonaws\\.com/role-arn': 'Leave it out.' },
  open: { 'log.level': 'Nothing relies on it.' },
  remedies: { env: "Use 'environment'." },
  joined: { 'pod.volumes': 'name', 'secrets': '' },
  variables: { env: { URL: "Use 'url'." }, list: { URL: "Use 'url'." }, flags: { url: "Use 'url'." } },
  alias: 'alias',
};
const variable = () => new TerraformVariable(new TestStack(), 'Given', {});

describe('values that a chart\'s rules own', () => {
  const RULE = helmValues(RULES);
  test.each<[string, HelmValues]>([
    ['values that nobody owns', { image: { pullPolicy: 'Always' }, other: null, annotations: { a: 'b' } }],
    ['values without a value', { image: { tag: undefined } }],
    ['maps that only Terraform knows', { image: variable().value, env: variable().value, list: Token.asList(variable().listValue) }],
    ['values that only Terraform knows as a whole', Token.asAny(variable().value) as any],
    ['other variables', { env: { OTHER: 'a' }, list: [{ name: 'OTHER' }, {}, null], flags: ['other', 7] }],
    ['a key of every object', { env: { constructor: 'a' } }],
  ])('%s is allowed', (_, values) => expect(problemsWith(RULE, values)).toEqual([]));
  test.each<[string, HelmValues, string]>([
    ['a value', { image: { tag: 'x' } }, `prop.image.tag: ${FIXED} Use 'version'.`],
    ['null, which Helm takes for removal', { image: { tag: null } }, `prop.image.tag: ${FIXED} Use 'version'.`],
    ['a value that only Terraform knows', { image: { tag: variable().stringValue } }, `prop.image.tag: ${FIXED} Use `
      + "'version'."],
    ['a key with dots', { annotations: { 'eks.amazonaws.com/role-arn': 'y' } }, 'prop.annotations.eks.amazonaws.com/role-arn: '
      + `${FIXED} Leave it out.`],
    ['a text in the place of a map', { image: 'x' }, 'prop.image: got a string. Must be a map. The construct relies '
      + "on 'prop.image.tag'."],
    ['a list in the place of a map', { image: [] }, 'prop.image: got a list. Must be a map. The construct relies on '
      + "'prop.image.tag'."],
    ['null in the place of a map', { image: null }, 'prop.image: got null. Must be a map. The construct relies on '
      + "'prop.image.tag'."],
    ['a value by its alias', { alias: { image: { tag: 'x' } } }, `prop.alias.image.tag: ${FIXED} Use 'version'.`],
    ['a variable in a map', { env: { URL: 'x' } }, `prop.env.URL: ${FIXED} Use 'url'.`],
    ['a variable in a list', { list: [{ name: 'A' }, { name: 'URL', value: 'x' }] }, `prop.list.URL: ${FIXED} Use `
      + "'url'."],
    ['a flag', { flags: ['url'] }, `prop.flags.url: ${FIXED} Use 'url'.`],
    ['a text', 'image.tag=x' as any, 'prop: got "image.tag=x". Must be an object of Helm values.'],
  ])('%s is refused', (_, values, problem) => expect(problemsWith(RULE, values)).toEqual([problem]));
});

describe('values that a construct renders', () => {
  const OWN = {
    name: 'a',
    empty: {},
    none: undefined,
    log: { level: 'info' },
    env: { REGION: 'a' },
    pod: { volumes: [{ name: 'own' }] },
    secrets: ['own'],
  };
  const problems = (given: HelmValues | undefined, set: string[] = []) => {
    try {
      Validation.run('it', (v) => compareHelmValues(v, OWN, set, { prop: 'values', given, rules: RULES }));
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').slice(1).map((line) => line.replace(/^ {2}- /, ''));
    }
  };
  test.each<[string, HelmValues | undefined]>([
    ['nothing', undefined],
    ['other values', { other: 1, empty: { a: 1 }, none: 1 }],
    ['open ones', { log: { level: 'debug' } }],
    ['more elements', { pod: { volumes: [{ name: 'mine' }] }, secrets: ['own', 'mine'] }],
    ['what only Terraform knows', { pod: variable().value, env: variable().value, secrets: Token.asList(variable().listValue) }],
  ])('%s is allowed', (_, given) => expect(problems(given)).toEqual([]));
  test.each<[string, HelmValues, string]>([
    ['a value without a rule', { name: 'b' }, `values.name: ${FIXED} Leave it out.`],
    ['a map in its place', { name: { a: 'b' } }, `values.name: ${FIXED} Leave it out.`],
    ['a key that a prop has, too', { env: { REGION: 'b' } }, `values.env.REGION: ${FIXED} Use 'environment'.`],
    ['a value by its alias', { alias: { name: 'b' } }, `values.alias.name: ${FIXED} Leave it out.`],
    ['a text in the place of a map', { env: 'b' }, 'values.env: got a string. Must be a map. The construct relies on '
      + "'values.env.REGION'."],
    ['an element like one of the construct', { pod: { volumes: [{ name: 'mine' }, { name: 'own' }] } },
      'values.pod.volumes[1].name: got "own", which an element of the construct has. Choose another one.'],
    ['no list in the place of one', { pod: { volumes: {} } }, 'values.pod.volumes: got a map. Must be a list. '
      + 'Elements of the list are appended to those of the construct.'],
    ['null in the place of a list', { secrets: null }, 'values.secrets: got null. Must be a list. Elements of the '
      + 'list are appended to those of the construct.'],
  ])('%s is refused', (_, given, problem) => expect(problems(given)).toEqual([problem]));
  test('refuses values that are set outside the documents, at the end of a path with dots', () => {
    expect(problems({ pod: { 'a.b': 1 } }, ['pod.a\\.b'])).toEqual([`values.pod.a.b: ${FIXED} Leave it out.`]);
  });
  test('refuses a text above joined lists', () => {
    expect(problems({ pod: 'x' })).toEqual(['values.pod: got a string. Must be a map. The construct relies on '
      + "'values.pod.volumes'."]);
  });
});

describe('lists', () => {
  const joined = (own: HelmValues, given?: HelmValues) => joinedLists(own, { prop: 'values', given, rules: RULES });
  test('of both are joined', () => expect(joined({ pod: { volumes: ['a'] }, secrets: ['b'] }, { pod: { volumes: ['c'] }, secrets: ['d'] }))
    .toEqual({ pod: { volumes: ['a', 'c'] }, secrets: ['b', 'd'] }));
  test.each([[undefined], [{}], [{ other: ['c'] }], [{ pod: 'x' }]])('are not changed with %j', (given) =>
    expect(joined({ pod: { volumes: ['a'] } }, given)).toBeUndefined());
  test('that only Terraform knows are joined by Terraform', () => {
    expect(JSON.stringify(joined({ secrets: ['b'] }, { secrets: Token.asList(variable().listValue) }))).toContain('TfToken');
  });
});
