import { TerraformVariable } from 'cdktf';
import { ClusterNamespace, PodResources } from '../../../src/kubernetes';
import { ENVIRONMENT, NAMESPACE, parseQuantity, podResources, SERVICE_ACCOUNT } from '../../../src/kubernetes/private/rules';
import { ANNOTATIONS, SECRET_KEY } from '../../../src/validation/rules';
import { problemsWith } from '../../support/problems';
import { TestStack } from '../../support/synth';

test.each<[string, number | undefined]>([
  ['1', 1], ['0.5', 0.5], ['.5', 0.5], ['5.', 5], ['100m', 0.1], ['1k', 1000], ['1Ki', 1024], ['1.5Gi', 1.5 * 2 ** 30], ['1e9', 1e9], ['2E3', 2000],
  ['3E', 3e18], ['', undefined], ['one', undefined], ['1 Gi', undefined], ['1GB', undefined], ['-1', undefined], ['1mi', undefined],
])('the quantity %p is %p', (text, value) => expect(parseQuantity(text)).toBe(value));

describe('resources of a pod', () => {
  const RULE = podResources({ cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' });
  test.each<PodResources>([{}, { memoryRequest: '512Mi' }, { memoryRequest: '1Gi', memoryLimit: '1Gi' }, { cpuRequest: '1e1', cpuLimit: '10' }])(
    '%j', (resources) => expect(problemsWith(RULE, resources)).toEqual([]));
  test.each<[PodResources, string]>([
    [{ memoryRequest: '1Gi' },
      'prop.memoryRequest: got "1Gi". Must be at most \'prop.memoryLimit\', which is by default "512Mi". Give '
        + "'prop.memoryLimit', too."],
    [{ memoryLimit: '64Mi' },
      'prop.memoryLimit: got "64Mi". Must be at least \'prop.memoryRequest\', which is by default "128Mi". Give '
        + "'prop.memoryRequest', too."],
    [{ cpuLimit: '50m' },
      'prop.cpuLimit: got "50m". Must be at least \'prop.cpuRequest\', which is by default "100m". Give '
        + "'prop.cpuRequest', too."],
    [{ cpuRequest: '2', cpuLimit: '1500m' }, 'prop.cpuRequest: got "2". Must be at most \'prop.cpuLimit\', which is '
      + '"1500m".'],
    [{ memoryLimit: '512m' }, 'prop.memoryLimit: got "512m". Must be a quantity of memory, for example "512Mi" or '
      + '"2Gi".'],
    [{ cpuRequest: '100Mi' }, 'prop.cpuRequest: got "100Mi". Must be a CPU quantity, for example "100m" or "2".'],
  ])('not %j', (resources, problem) => expect(problemsWith(RULE, resources)).toEqual([problem]));
  test('allows tokens', () => {
    const memoryRequest = new TerraformVariable(new TestStack(), 'Memory', { type: 'string' }).stringValue;
    expect(problemsWith(RULE, { memoryRequest })).toEqual([]);
  });
});

describe('a namespace', () => {
  test.each([ClusterNamespace.create('zenml'), ClusterNamespace.existing('default')])('%#', (it) => expect(problemsWith(NAMESPACE, it)).toEqual([]));
  test.each<[unknown, string]>([
    [ClusterNamespace.create('default'), 'got "default". Must be an existing one, because every cluster has it. Use '
      + 'ClusterNamespace.existing("default").'],
    [ClusterNamespace.create(undefined as any), 'missing. Must be a DNS label: 1 to 63 lower-case letters, '
      + 'digits and hyphens, with a letter or digit at both ends.'],
    ['zenml', 'got "zenml". Must be made by ClusterNamespace.create() or ClusterNamespace.existing().'],
  ])('not %j', (it, problem) => expect(problemsWith(NAMESPACE, it)).toEqual([`prop: ${problem}`]));
});

test('keys of Secrets, annotations, variables, service accounts', () => {
  expect(['password', 'tls.crt', 'a-b_c'].map((key) => problemsWith(SECRET_KEY, key).length)).toEqual([0, 0, 0]);
  expect(['', 'a b', 'a/b', 'ä'].map((key) => problemsWith(SECRET_KEY, key).length)).toEqual([1, 1, 1, 1]);
  expect(problemsWith(ANNOTATIONS, { 'nginx.org/ssl-redirect': 'true', 'owner': 'team' })).toEqual([]);
  expect(problemsWith(ANNOTATIONS, { 'a/b/c': '', '': '', 'a b': '', 'owner': 7 })).toHaveLength(4);
  expect(problemsWith(ENVIRONMENT, { 'A_B': '', 'a.b': '', 'a-b': '${HOME}' })).toEqual([]);
  expect(problemsWith(ENVIRONMENT, { '1A': '', 'A=B': '' })).toHaveLength(2);
  expect(problemsWith(SERVICE_ACCOUNT, { namespace: 'zenml', name: 'runner' })).toEqual([]);
  expect(problemsWith(SERVICE_ACCOUNT, { name: 'runner_1' })).toHaveLength(2);
});
