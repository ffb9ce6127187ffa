import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../../cli/files';
import { bundleCommand } from '../support/command';

// The arguments of the package's command, its help, and its errors for unusable files.

const ROOT = join(__dirname, '..', '..');
const COMMAND = bundleCommand();
const COMMANDS = ['connect', 'repair', 'keep-data', 'policy', 'mirror', 'diagram'];
const OURS = { '//': 'cdktf-zenml-aws/deployment' };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'commands-'));
  mkdirSync(join(root, 'stack'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string, mode?: number) => writeFileSync(join(root, file), content, { mode });
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: root, encoding: 'utf8', input: '' });
  return { status, stdout, error: stderr.trim() };
}

test('prints its version', () => {
  expect(run('--version').stdout.trim()).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
});

test.each([[], ['--help'], ['help']])('lists the commands: %j', (...args: string[]) => {
  const { status, stdout } = run(...args.filter(Boolean));
  expect(status).toBe(0);
  expect([...stdout.matchAll(/^ {2}([\w-]+) \[options\] \[FOLDER\]/gm)].map(([, name]) => name)).toEqual(COMMANDS);
});

test.each(COMMANDS)('%s has its own text, and no text of another', (name) => {
  const { status, stdout } = run('help', name);
  expect([status, run(name, '--help').stdout]).toEqual([0, stdout]);
  expect(stdout).toMatch(new RegExp(`^Usage: cdktf-zenml-aws ${name} \\[options\\] \\[FOLDER\\]\n`));
  expect(stdout).not.toMatch(new RegExp(`zenml-aws (?:${COMMANDS.filter((it) => it !== name).join('|')})`));
});

test.each([
  [['conect'], "error: unknown command 'conect'\n(Did you mean connect?)"],
  [['connect', '--stak', 'x'], "error: unknown option '--stak'\n(Did you mean --stack?)"],
  [['nothing', '--help'], "error: unknown command 'nothing'"],
  [['conect', '-h'], "error: unknown command 'conect'\n(Did you mean connect?)"],
  [['--help', 'conect'], "error: unknown command 'conect'\n(Did you mean connect?)"],
  [['help', 'nothing'], `error: unknown command 'nothing'. Commands: ${COMMANDS.join(', ')}, help`],
  [['policy', '--out', ''], "error: option '--out <FOLDER>' argument '' is invalid. It must not be empty."],
  [['policy', ''], "error: command-argument value '' is invalid for argument 'FOLDER'. It must not be empty."],
  ...COMMANDS.map((name): [string[], string] =>
    [[name, 'a', 'b'], `error: too many arguments for '${name}'. Expected 1 argument but got 2.`]),
])('%j is refused with a one-line error', (args, message) => {
  expect(run(...args)).toEqual({ status: 1, stdout: '', error: message });
});

describe.each(COMMANDS.filter((name) => name !== 'connect'))('%s reports in one line', (name) => {
  const FILE = join('stack', 'cdk.tf.json');
  test.each<[string, () => void, string]>([
    ['a folder that does not exist', () => rmSync(join(root, 'stack'), { recursive: true }),
      'stack holds no synthesized stack: name the folder in which terraform apply ran.'],
    ['a configuration that is a folder', () => mkdirSync(join(root, FILE)), `${FILE} is a folder.`],
    ['broken JSON', () => put(FILE, '{"a":'), `${FILE} is not JSON. Synthesize the stack again.`],
    ['an empty file', () => put(FILE, ''), `${FILE} is empty. Synthesize the stack again.`],
    ['null', () => put(FILE, 'null'), `${FILE} holds null, not an object. Synthesize the stack again.`],
    ['a list', () => put(FILE, '[]'), `${FILE} holds a list, not an object. Synthesize the stack again.`],
    ['a text', () => put(FILE, '"a"'), `${FILE} holds a string, not an object. Synthesize the stack again.`],
    ['a loop of links', () => symlinkSync('cdk.tf.json', join(root, FILE)), 'stack holds no synthesized stack: name the folder in which terraform apply ran.'],
  ])('%s', (_, prepare, error) => {
    prepare();
    expect(run(name, 'stack')).toEqual({ status: 1, stdout: '', error });
  });
});

test.each([
  ['policy', 'out', 'stack has no construct of this library: name the folder of a stack that has one.'],
  ['diagram', 'out.svg', 'stack has no construct of this library: name the folder of a stack that has one.'],
])('%s refuses a stack of another app, and writes nothing', (name, out, error) => {
  put('stack/cdk.tf.json', '{"resource": {"aws_vpc": {"V": {}}}}');
  expect(run(name, 'stack', '--out', out)).toEqual({ status: 1, stdout: '', error });
});

describe('a file that cannot be written is reported in one line', () => {
  beforeEach(() => {
    put('stack/cdk.tf.json', JSON.stringify(OURS));
    put('file', '');
  });
  test.each([
    [['diagram', 'stack', '--out', 'stack'], 'stack is a folder.'],
    [['diagram', 'stack', '--out', 'nowhere/a.svg'], 'nowhere/a.svg cannot be written: its folder does not exist.'],
    [['diagram', 'stack', '--out', 'file/a.svg'], 'file/a.svg has a file where a folder is needed in its path.'],
    [['policy', 'stack', '--out', 'file'], 'file is a file, and a folder is needed.'],
    [['policy', 'stack', '--out', 'file/below'], 'file/below has a file where a folder is needed in its path.'],
  ])('%j', (args, error) => {
    expect(run(...args)).toEqual({ status: 1, stdout: '', error });
  });
});

describe('connect --outputs reports in one line', () => {
  const GIVE = 'Give what terraform output -json prints.';
  test.each<[string, string, string | undefined, string]>([
    ['a missing file', 'a.json', undefined, 'a.json does not exist.'],
    ['a folder', 'stack', undefined, 'stack is a folder.'],
    ['an empty file', 'a.json', ' \n', `a.json is empty. ${GIVE}`],
    ['no JSON', 'a.json', 'zenml', `a.json is not JSON. ${GIVE}`],
    ['null', 'a.json', 'null', `a.json holds null, not an object. ${GIVE}`],
    ['values without their objects', 'a.json', '{"zenml-server-url": "https://a"}', `a.json has no value for zenml-server-url. ${GIVE}`],
    ['null as an output', 'a.json', '{"zenml-server-url": null}', `a.json has no value for zenml-server-url. ${GIVE}`],
    ['nothing on standard input', '-', undefined, `standard input is empty. ${GIVE}`],
  ])('%s', (_, file, content, error) => {
    if (content !== undefined) {
      put(file, content);
    }
    expect(run('connect', '--outputs', file)).toEqual({ status: 1, stdout: '', error });
  });
});

test.each(['EACCES', 'EPERM'])('%s is reported by its kind', (code) => {
  expect(reasonOf({ code })).toBe('cannot be used: permission denied');
});

describe('--json', () => {
  test('of policy: the documents and the unknown parts', () => {
    put('stack/cdk.tf.json', JSON.stringify({ ...OURS, provider: { aws: [{ region: 'eu-central-1' }] }, resource: { aws_glue_job: { Mine: {} }, aws_vpc: { V: {} } } }));
    const { documents, unknown } = JSON.parse(run('policy', 'stack', '--json').stdout);
    expect(documents[0].Statement.length).toBeGreaterThan(1);
    expect(unknown).toEqual(['aws_glue_job.Mine']);
  });
  test('of mirror: sources and targets', () => {
    const registryMirror = { images: { 'a:1': 'm/a:1' }, modelServerImages: { 'b:1': 'm/b:1' }, charts: { 'oci://x/c:1': 'oci://m/c:1' } };
    put('stack/cdk.tf.json', JSON.stringify({ '//': { registryMirror } }));
    expect(JSON.parse(run('mirror', 'stack', '--json').stdout)).toEqual({ images: registryMirror.images, charts: registryMirror.charts });
    expect(JSON.parse(run('mirror', 'stack', '--json', '--model-servers').stdout).images).toEqual({ 'a:1': 'm/a:1', 'b:1': 'm/b:1' });
  });
});
