import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import * as ts from 'typescript';
import { build } from '../../examples/eks-s3-rds/app';
import * as library from 'cdktf-zenml-aws';

const FILE = 'examples/eks-s3-rds/config.ts';

test('the options that are commented out can be used as they are', () => {
  const source = readFileSync(join(__dirname, '..', '..', FILE), 'utf8');
  const lines = source.split('\n').filter((line) => /^ *\/\/ \w+: .*,$/.test(line));
  expect(lines.map((line) => /\w+/.exec(line)![0])).toEqual(['domain', 'remoteState', 'nodeGroups', 'clusterAutoscaler']);
  const all = lines.reduce((text, line) => text.replace(line, line.replace('// ', '')), source);
  const { outputText } = ts.transpileModule(all, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const module: { exports: { config?: library.ZenmlAwsStackProps } } = { exports: {} };
  // The names that only these options use are not imported.
  new Function('require', 'exports', 'EntranceDomain', 'NodeGroup', outputText)(() => library, module.exports, library.EntranceDomain, library.NodeGroup);
  const json = JSON.parse(Testing.synth(build(Testing.app(), module.exports.config!)));
  expect(Object.keys(json.resource)).toEqual(expect.arrayContaining(['aws_route53_record']));
  expect(Object.keys(json.resource.aws_eks_node_group)).toHaveLength(2);
  expect(json.terraform.backend.s3.bucket).toBe('your-terraform-states');
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

  test('prints nothing for a valid config', () => {
    main('out');
    expect(error.mock.calls).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  test('reports in one line that its folder cannot be written', () => {
    writeFileSync(join(work, 'file'), '');
    main('file');
    const reason = `ENOTDIR: not a directory, mkdir '${join(work, 'file', 'stacks')}'`;
    expect(error.mock.calls).toEqual([[
      `The stack cannot be written in ${process.cwd()} (${reason}): make the folder writable, or free disk space.`,
    ]]);
    expect(process.exitCode).toBe(1);
  });

  test('lists the problems of the config without a stack trace', () => {
    jest.doMock(CONFIG, () => ({ config: { ...jest.requireActual(CONFIG).config, prefix: 'X' } }));
    main('wrong');
    expect(error.mock.calls).toEqual([[expect.stringMatching(
      /^examples\/eks-s3-rds\/config\.ts: ZenmlAwsStack 'eks-s3-rds' has 1 problem in its props:\n {2}- prefix: got "X"\. Must be .+\. .+$/,
    )]]);
    expect(process.exitCode).toBe(1);
  });

  test('reports errors that config.ts throws while it is loaded', () => {
    jest.doMock(CONFIG, () => {
      throw new Error('version: must be …');
    });
    main('thrown');
    expect(error.mock.calls).toEqual([[`${FILE}: version: must be …`]]);
    expect(process.exitCode).toBe(1);
  });
});
