import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as lib from '../../src';
import { entrance, mlflow, seldon, stack } from '../support/uses';
import { outcomeOf, SECRET, table, wrongInputs } from '../support/wrong-input';

// Invalid input of every kind for every public prop, and the messages of single kinds. The generator does not use the
// library's rules.

/** CPU time, because other processes may use the machine. */
const SECONDS = 40;

test('each invalid input of each public prop gives one clear error', () => {
  const start = process.cpuUsage();
  const found = wrongInputs().map((input) => ({ ...input, ...outcomeOf(input) }));
  const { user, system } = process.cpuUsage(start);
  const bad = found.filter(({ outcome }) => !['one clear error', 'literal'].includes(outcome));
  // Not console.log, because jest adds the place of the call.
  process.stdout.write(`${table(found)}\n${found.length} wrong inputs, ${bad.length} of them without one clear error\n`);
  expect(bad.slice(0, 50).map(({ outcome, name, message }) => `${outcome}: ${name}: ${message}`)).toEqual([]);
  expect(found.length).toBeGreaterThan(10_000);
  expect((user + system) / 1e6).toBeLessThan(SECONDS);
}, 300_000);

/** The problems in the error, or none. */
function problems(build: () => unknown): string[] {
  try {
    build();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  - ').slice(1);
  }
}

describe('unknown names', () => {
  test('are refused with the allowed ones', () => {
    expect(problems(() => stack({ roles: { boundary: 'x' } }))).toEqual([
      'roles.boundary: unknown. Allowed: permissionsBoundaryArn, path.',
    ]);
  });
  test.each<[string, object, string]>([
    ['a slip of the keyboard', { entrance: { allowedCidr: [] } }, "Did you mean 'entrance.allowedCidrs'?"],
    ['a member of a member', { allowedCidrs: ['203.0.113.7/32'] }, "Did you mean 'entrance.allowedCidrs'?"],
    ['other letters\' case', { awsProvider: { allowedAccountIDs: ['111122223333'] } }, "Did you mean 'awsProvider.allowedAccountIds'?"],
  ])('suggest a similar name: %s', (_, props, suggestion) => {
    expect(problems(() => stack(props))).toEqual([expect.stringContaining(suggestion)]);
  });
  test.each<[string, object]>([
    ['a name without a value', { vpcCidr: undefined }],
    ['what jsii adds to objects of other languages', { $jsii$super$prefix$: 'x' }],
    ['an object without a prototype', { entrance: Object.assign(Object.create(null), { allowedCidrs: ['203.0.113.7/32'] }) }],
  ])('suggest nothing: %s', (_, props) => expect(problems(() => stack(props))).toEqual([]));
});

describe('one line', () => {
  test('for one wrong value in 41 elements', () => {
    expect(problems(() => stack({ entrance: { allowedCidrs: Array(41).fill('everywhere') } }))).toEqual([
      'entrance.allowedCidrs[0]: got "everywhere". Must be an IPv4 range in CIDR notation that starts at its first '
        + 'address. 40 more elements have the same problem.',
    ]);
  });
  test('for one value 41 times', () => {
    expect(problems(() => stack({ entrance: { allowedCidrs: Array(41).fill('203.0.113.7/32') } }))).toEqual([
      'entrance.allowedCidrs: got "203.0.113.7/32" twice. Must name each element once.',
    ]);
  });
});

describe('methods', () => {
  const made = { seldon: () => seldon({}), entrance: () => entrance({}) };
  test.each<[string, () => unknown, string]>([
    ['predictionUrl(undefined)', () => made.seldon().predictionUrl(undefined as any), 'deployment: missing. Must be a DNS '
      + 'label'],
    ['predictionUrl(${…})', () => made.seldon().predictionUrl('${aws_x.y.z}'), 'deployment: must be a text without'],
    ['addNodes(undefined)', () => made.entrance().addNodes('More', undefined as any), 'autoScalingGroupName: missing. Must '
      + 'be some text'],
  ])('%s', (_, call, problem) => expect(problems(call)).toEqual([expect.stringContaining(problem)]));
});

describe('secrets', () => {
  test.each<[string, object]>([
    ['a private key where certificates belong', { tls: lib.MysqlTls.certificates(`-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`) }],
    ['a password in place of a host', { host: `admin:${SECRET}@db` }],
    ['a password in place of a user', { credentials: lib.Credentials.given(`${SECRET} ${'x'.repeat(40)}`, lib.SecretValue.unsafePlainText('x')) }],
  ])('are not shown: %s', (_, more) => {
    const found = problems(() => mlflow({
      backendStore: lib.MlflowBackendStore.mysql({ host: 'db', credentials: lib.Credentials.given('a', lib.SecretValue.unsafePlainText('b')), ...more }),
    }));
    expect(found).toHaveLength(1);
    expect(found.join()).not.toContain(SECRET);
  });
});

test('an uncaught error begins with its message, as a bundled one does', () => {
  const contents = 'import { Validation } from "./validation"; Validation.run("Part", (v) => v.add("size", "is wrong"));';
  const [program] = buildSync({
    stdin: { contents, resolveDir: join(__dirname, '..', '..', 'src', 'validation') }, bundle: true, write: false, platform: 'node', external: ['cdktf'],
  }).outputFiles;
  const { stderr } = spawnSync(process.execPath, ['-'], { input: program.text, encoding: 'utf8', cwd: join(__dirname, '..', '..') });
  expect(stderr.trim()).toMatch(/^Error: Part has 1 problem in its props:\n {2}- size: is wrong\.\n {4}at /);
});
