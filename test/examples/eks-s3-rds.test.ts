import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { build } from '../../examples/eks-s3-rds/app';
import { Config, config } from '../../examples/eks-s3-rds/config';
import { explain, inNamesOfConfig } from '../../examples/eks-s3-rds/errors';

const FILE = 'examples/eks-s3-rds/config.ts';
/** What the config leaves out. */
const OPTIONAL = {
  remoteState: { bucket: 'terraform-states' }, domain: 'example.com', gpuNodes: { instanceTypes: ['g4dn.xlarge'], maxSize: 1 }, clusterAutoscaler: true,
};

/** The default config with another value in a field, which is named as in 'nodes.minSize'. */
function withField(field: string, value: unknown): Config {
  const [name, member] = field.split('.');
  const all: Record<string, any> = { ...config, ...OPTIONAL };
  return { ...all, [name]: member === undefined ? value : { ...all[name], [member]: value } } as unknown as Config;
}

/** What the user is told about a wrong value, problem by problem. */
function told(wrong: Config): string[] {
  let message = '';
  try {
    build(Testing.app(), wrong);
  } catch (error) {
    message = explain(error);
  }
  return message.split('\n');
}

const isGroup = (value: unknown) => Object.getPrototypeOf(value) === Object.prototype;

/** Every field of config.ts with the value that it has; groups too. */
const FIELDS = Object.entries({ ...config, ...OPTIONAL })
  .flatMap(([name, value]): [string, unknown][] => [
    [name, value],
    ...Object.entries(isGroup(value) ? value : {}).map(([member, it]): [string, unknown] => [`${name}.${member}`, it]),
  ]);

describe.each(FIELDS)('the field %s', (field, value) => {
  const wrongType = typeof value === 'string' ? 42 : 'of another type';

  test.each([['null', null], ['a wrong type', wrongType]])('is named when it is %s', (_, wrong) => {
    const [head, ...problems] = told(withField(field, wrong));
    expect(head).toBe(`${FILE} has 1 problem:`);
    expect(problems).toEqual([expect.stringContaining(`  - '${field}' must be `)]);
  });
});

test.each<[string, unknown, string]>([
  ['region', 'eu-centrl-1', 'region'],
  ['prefix', 'Zenml', 'prefix'],
  ['vpcCidr', '10.0.0.0/8', 'vpcCidr'],
  ['availabilityZoneCount', 1, 'availabilityZoneCount'],
  ['endpointPublicAccessCidrs', ['10.0.0.0/33'], 'endpointPublicAccessCidrs[0]'],
  ['adminPrincipalArns', ['arn:aws:s3:::bucket'], 'adminPrincipalArns[0]'],
  ['nodes.instanceTypes', ['large'], 'nodes.instanceTypes[0]'],
  ['nodes.minSize', -1, 'nodes.minSize'],
  ['nodes.diskGib', 1, 'nodes.diskGib'],
  ['gpuNodes.instanceTypes', ['large'], 'gpuNodes.instanceTypes[0]'],
  ['gpuNodes.maxSize', 0, 'gpuNodes.maxSize'],
  ['database.instanceClass', 't4g.small', 'database.instanceClass'],
  ['database.storageGib', 1, 'database.storageGib'],
  ['allowedCidrs', ['everywhere'], 'allowedCidrs[0]'],
  ['domain', 'https://example.com', 'domain'],
  ['remoteState', { bucket: 'A' }, 'remoteState.bucket'],
])('%s = %j is told as %s', (field, value, name) => {
  expect(told(withField(field, value))).toEqual([
    `${FILE} has 1 problem:`, expect.stringContaining(`  - '${name}' must be `),
  ]);
});

test('sizes that contradict each other are told by their names in config.ts', () => {
  const text = told({ ...config, nodes: { ...config.nodes, minSize: 9 } }).join('\n');
  expect(text).toContain("'nodes.");
  expect(text).not.toContain('nodeGroup');
});

test('all that is wrong is told at once', () => {
  const [head, ...problems] = told({ ...config, vpcCidr: '10.0.0.0/8', nodes: { ...config.nodes, diskGib: 1 } });
  expect(head).toBe(`${FILE} has 2 problems:`);
  expect(problems.map((problem) => problem.split(' must ')[0])).toEqual(["  - 'vpcCidr'", "  - 'nodes.diskGib'"]);
});

test.each([
  ["'network.cidr' must be …", "'vpcCidr' must be …"],
  ["'cluster.nodeGroup' must be …", "'nodes' must be …"],
  ["'cluster.nodeGroups.gpu.maxSize' must be …", "'gpuNodes.maxSize' must be …"],
  ["'cluster.nodeGroup.instanceTypes[0]' must be …", "'nodes.instanceTypes[0]' must be …"],
  ["'cluster.nodeGroup.maxSize' must be at least 'cluster.nodeGroup.minSize' (3), got 1.",
    "'nodes.maxSize' must be at least 'nodes.minSize' (3), got 1."],
  ["'clusterAutoscaler.enabled' must be true or false", "'clusterAutoscaler' must be true or false"],
  ["'entrance.allowedCidrs[1]' must be …", "'allowedCidrs[1]' must be …"],
  ["'domain.zoneName' must be …", "'domain' must be …"],
  // No field of config.ts: app.ts does not hand one on.
  ["'cluster.nodeGroupName' must be …", "'cluster.nodeGroupName' must be …"],
  ["'clusterAutoscaler.version' must be given", "'clusterAutoscaler.version' must be given"],
  ["'prefix' must be …, got \"network.cidr\"", "'prefix' must be …, got \"network.cidr\""],
  ["ZenmlAwsStack 'eks-s3-rds' has 2 problems in its props:", `${FILE} has 2 problems:`],
  ['ZenmlAwsStack has 1 problem in its props:', `${FILE} has 1 problem:`],
])('%s is told as %s', (message, expected) => {
  expect(inNamesOfConfig(message)).toBe(expected);
});

test('what config.ts itself throws is told with its name', () => {
  expect(explain(new Error('KubernetesVersion.of: …'))).toBe(`${FILE}: KubernetesVersion.of: …`);
});

test('what only a programmer can mend is told with its stack', () => {
  expect(explain(new TypeError('x is undefined')))
    .toMatch(/^This is a defect of the library or of app\.ts, please report it: TypeError: x is undefined\n +at /);
});

describe('main.ts', () => {
  const CONFIG = '../../examples/eks-s3-rds/config';
  const work = mkdtempSync(join(tmpdir(), 'eks-s3-rds-'));
  const { CDKTF_OUTDIR } = process.env;
  const error = jest.spyOn(console, 'error').mockImplementation();

  function main(outdir: string): void {
    process.env.CDKTF_OUTDIR = join(work, outdir);
    jest.isolateModules(() => jest.requireActual('../../examples/eks-s3-rds/main'));
  }

  afterEach(() => {
    jest.dontMock(CONFIG);
    process.exitCode = undefined;
    error.mockClear();
  });
  afterAll(() => {
    rmSync(work, { recursive: true });
    error.mockRestore();
    Reflect.deleteProperty(process.env, 'CDKTF_OUTDIR');
    Object.assign(process.env, CDKTF_OUTDIR === undefined ? {} : { CDKTF_OUTDIR });
  });

  test('says nothing when all is well', () => {
    main('out');
    expect(error.mock.calls).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  test('tells in one line that its folder cannot be written', () => {
    writeFileSync(join(work, 'file'), '');
    main('file');
    const reason = `ENOTDIR: not a directory, mkdir '${join(work, 'file', 'stacks')}'`;
    expect(error.mock.calls).toEqual([[
      `The stack cannot be written in ${process.cwd()} (${reason}): make the folder writable, or make room.`,
    ]]);
    expect(process.exitCode).toBe(1);
  });

  test('tells what is wrong with the config, without a stack trace', () => {
    jest.doMock(CONFIG, () => ({ config: { ...jest.requireActual(CONFIG).config, prefix: 'X' } }));
    main('wrong');
    expect(error.mock.calls).toEqual([[expect.stringMatching(
      /^examples\/eks-s3-rds\/config\.ts has 1 problem:\n {2}- 'prefix' must be .+, got "X"\. .+$/,
    )]]);
    expect(process.exitCode).toBe(1);
  });

  test('tells what config.ts throws while it is read', () => {
    jest.doMock(CONFIG, () => {
      throw new Error("'version' must be …");
    });
    main('thrown');
    expect(error.mock.calls).toEqual([[`${FILE}: 'version' must be …`]]);
    expect(process.exitCode).toBe(1);
  });
});
