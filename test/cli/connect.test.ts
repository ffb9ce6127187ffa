import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { bundleCommand } from '../support/command';

// The package's command, with fake tools on the PATH. Its Python program is tested against a real server: npm run
// test:zenml.

const COMMAND = bundleCommand();
const OUTPUTS: Record<string, string> = {
  'zenml-server-url': 'http://zenml.example.com',
  'zenml-server-username': 'admin',
  'zenml-server-password': 'to-be-hidden',
  'zenml-version': '0.98.0',
  'zenml-stack-name': 'acme',
  'zenml-seldon-stack-name': 'acme-seldon',
};
const PYTHON = 'case "$1" in -c) echo 3.12;; *) cat > "$0.asked";; esac';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'connect-'));
  put('cdktf.out/stacks/acme/cdk.tf.json', '{}');
  tool('python3', PYTHON);
  terraform(OUTPUTS);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content, { mode });
}
const tool = (name: string, script: string) => put(`tools/${name}`, `#!/bin/sh\necho "${name} $*" >> "${root}/calls"\n${script}\n`, 0o755);
function terraform(outputs: Record<string, string>): void {
  put('outputs.json', JSON.stringify(Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value, sensitive: true }]))));
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; output) cat "${root}/outputs.json";; esac`);
}

function run(args: string[] = [], env: NodeJS.ProcessEnv = {}, input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: root, input, env: { PATH: [join(root, 'tools'), '/usr/bin', '/bin'].join(delimiter), HOME: root, ...env }, encoding: 'utf8',
  });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  const asked = existsSync(join(root, 'tools/python3.asked')) ? JSON.parse(readFileSync(join(root, 'tools/python3.asked'), 'utf8')) : undefined;
  return { status, stdout, error: stderr.trim(), calls, asked };
}

describe('connect', () => {
  test('reads Terraform\'s outputs, and passes secrets to Python only through standard input', () => {
    const { status, calls, asked, error } = run(['connect']);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(asked).toEqual({
      url: 'http://zenml.example.com',
      stack: 'acme',
      other_stacks: ['acme-seldon'],
      version: '0.98.0',
      username: 'admin',
      password: 'to-be-hidden',
      packages: expect.arrayContaining(['kubernetes>=21.7,<26']),
      json: false,
    });
    expect(calls.filter((call) => call.includes('to-be-hidden'))).toEqual([]);
    expect(calls.at(-1)).toMatch(/^python3 \S+programs\/connect\.py$/);
  });
  test('accepts another stack, folder and Python', () => {
    put('elsewhere/cdk.tf.json', '{}');
    tool('mine', PYTHON);
    const { status } = run(['connect', 'elsewhere', '--stack', 'acme-seldon', '--python', join(root, 'tools/mine')]);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(root, 'tools/mine.asked'), 'utf8'))).toMatchObject({ stack: 'acme-seldon', other_stacks: ['acme'] });
  });
  test.each([['a file', ['--outputs', 'outputs.json'], ''], ['standard input', ['--outputs', '-'], 'x']])('accepts outputs from %s', (_, args, input) => {
    const outputs = readFileSync(join(root, 'outputs.json'), 'utf8');
    const { calls, asked } = run(['connect', ...args], {}, input && outputs);
    expect(asked).toMatchObject({ url: 'http://zenml.example.com', password: 'to-be-hidden' });
    expect(calls.filter((call) => call.startsWith('terraform'))).toEqual([]);
  });
  test('needs no state with a URL, a stack and a key from the environment', () => {
    const { asked, calls } = run(['connect', '--url', 'https://zenml.example.com', '--stack', 'theirs'], { ZENML_API_KEY: 'ZENKEY_x' });
    expect(asked).toMatchObject({ url: 'https://zenml.example.com', stack: 'theirs', api_key: 'ZENKEY_x' });
    expect(calls.filter((call) => call.startsWith('terraform'))).toEqual([]);
  });
  test('prefers a key from the environment to a password', () => {
    expect(run(['connect'], { ZENML_API_KEY: 'ZENKEY_x' }).asked).toMatchObject({ api_key: 'ZENKEY_x' });
  });
  test('uses the active virtual environment', () => {
    put('venv/bin/python', `#!/bin/sh\n${PYTHON}\n`, 0o755);
    expect(run(['connect'], { VIRTUAL_ENV: join(root, 'venv') }).status).toBe(0);
    expect(existsSync(join(root, 'venv/bin/python.asked'))).toBe(true);
  });
  test('exits with the code of the program', () => {
    tool('python3', 'case "$1" in -c) echo 3.12;; *) exit 7;; esac');
    expect(run(['connect']).status).toBe(7);
  });
});

describe('reports errors', () => {
  test.each<[string, () => void, string[], string]>([
    ['no stack', () => rmSync(join(root, 'cdktf.out'), { recursive: true }), [],
      'Name the folder of the synthesized stack, in which terraform apply ran: there is none in cdktf.out/stacks.'],
    ['several stacks', () => put('cdktf.out/stacks/other/cdk.tf.json', '{}'), [],
      'Name the folder of the synthesized stack, in which terraform apply ran: there are acme, other in cdktf.out/stacks.'],
    ['another folder', () => undefined, ['.'], '. holds no synthesized stack: name the folder in which terraform apply ran.'],
    ['nothing deployed', () => terraform({}), [], 'There are no outputs yet: deploy the stack first.'],
    ['no server', () => terraform({ region: 'eu-central-1' }), [],
      'The stack has no ZenML server that can be reached from outside the cluster (zenml of ZenmlAwsStack).'],
    ['no password', () => terraform({ ...OUTPUTS, 'zenml-server-password': undefined as unknown as string }), [],
      'The outputs lack the password of the server\'s administrator: set ZENML_API_KEY to a key from zenml service-account create.'],
    ['a URL without a key', () => undefined, ['--url', 'https://zenml.example.com'],
      'With --url give --stack and, in the environment, ZENML_API_KEY: a key from zenml service-account create.'],
    ['a Python that is none', () => undefined, ['--python', '/nowhere/python'], '/nowhere/python cannot be run: spawnSync /nowhere/python ENOENT'],
  ])('%s', (_, prepare, args, message) => {
    prepare();
    const { status, error, asked } = run(['connect', ...args]);
    expect({ status, error, asked }).toEqual({ status: 1, error: message, asked: undefined });
  });
  test.each(['2.7', '3.5', '3.10', '3.14'])('Python %s', (version) => {
    tool('python3', `case "$1" in -c) echo ${version};; *) cat > "$0.asked";; esac`);
    const { status, error, asked } = run(['connect']);
    expect({ status, error, asked }).toEqual({
      status: 1,
      asked: undefined,
      error: `python3 is Python ${version}. ZenML runs on 3.11, 3.12, 3.13: name one by --python PROGRAM, or let --venv FOLDER create an environment.`,
    });
  });
  test('of a Terraform that cannot read the outputs', () => {
    tool('terraform', 'case "$1" in version) echo \'{"terraform_version": "1.13.4"}\';; *) echo "no credentials" >&2; exit 1;; esac');
    const { status, error, calls } = run(['connect']);
    expect([status, error]).toEqual([1, 'terraform cannot read the outputs of cdktf.out/stacks/acme:\nno credentials']);
    expect(calls.map((call) => call.split(' ')[1])).toEqual(['version', 'output', 'init']);
  });
});

test('creates an environment with the server\'s version, and uv installs the packages', () => {
  tool('uv', 'case "$1" in venv) mkdir -p "$5/bin"; cp "$(dirname "$0")/python3" "$5/bin/python";; esac');
  const { status, calls } = run(['connect', '--venv', 'env']);
  expect(status).toBe(0);
  const filled = calls.find((call) => call.startsWith('uv pip install'));
  expect(filled).toContain(' zenml==0.98.0 ');
  expect(filled).toContain('--python env/bin/python');
});

test.each([
  ['Would make no changes', 0, false], ['Would install 1 package', 0, true], ['no version of zenml', 1, true],
])('installs packages only if some are missing: uv lists "%s"', (listed, status, isInstalled) => {
  put('env/bin/python', `#!/bin/sh\n${PYTHON}\n`, 0o755);
  tool('uv', `case "$*" in *--dry-run*) echo "${listed}" >&2; exit ${status};; esac`);
  const { error, calls } = run(['connect', '--venv', 'env']);
  expect(calls.filter((call) => /^uv pip install .*--quiet/.test(call)).length).toBe(isInstalled ? 1 : 0);
  expect(error.includes('Installing missing Python packages')).toBe(isInstalled);
});

// ---- A server that does not answer, and a client that is not logged in ----

const PROGRAMS = join(__dirname, '..', '..', 'programs');
const BALANCER = { aws_lb: { L: { internal: false } } };
const rule = (more: object) => ({ aws_vpc_security_group_ingress_rule: { R: more, Pods: { description: 'Pods of the cluster', cidr_ipv4: '10.0.0.0/16' } } });
test.each<[string, object, object | undefined]>([
  ['no load balancer', {}, undefined],
  ['nobody', { ...BALANCER, ...rule({ description: 'Pods of the cluster', cidr_ipv4: '52.0.0.1/32' }) }, { isInternal: false, allowed: [], isWhole: true }],
  ['a range', { ...BALANCER, ...rule({ description: 'Allowed', cidr_ipv4: '203.0.113.7/32' }) }, { isInternal: false, allowed: ['203.0.113.7/32'], isWhole: true }],
  ['a given list', { ...BALANCER, ...rule({ prefix_list_id: 'pl-1' }) }, { isInternal: false, allowed: [], isWhole: false }],
  ['lists of the stack', {
    aws_lb: { L: { internal: true } },
    ...rule({ prefix_list_id: '${aws_ec2_managed_prefix_list.A.id}' }),
    aws_ec2_managed_prefix_list: { A: { name: 'x-allowed-1', entry: [{ cidr: '203.0.113.0/24' }] }, P: { name: 'x-pods-1', entry: [{ cidr: '10.0.0.0/16' }] } },
  }, { isInternal: true, allowed: ['203.0.113.0/24'], isWhole: true }],
  ['what is known later only', { ...BALANCER, ...rule({ description: 'Allowed', cidr_ipv4: '${data.x.y.z}' }) }, { isInternal: false, allowed: [], isWhole: false }],
])('passes the allowed ranges to the program: %s', (_, resource, access) => {
  put('cdktf.out/stacks/acme/cdk.tf.json', JSON.stringify({ resource }));
  expect(run(['connect']).asked.access).toEqual(access);
});

function python(program: string, path: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('python3', [...(program === '-' ? ['-'] : [program]), ...args], {
    cwd: root, encoding: 'utf8', input: program === '-' ? args[0] : '', env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return { status, stdout: stdout.trim(), error: stderr.trim() };
}
const ADD = "Add '198.51.100.9/32' to allowedCidrs and deploy again.";
test.each<[object | null, string | null, string]>([
  [null, null, 'https://checkip.amazonaws.com does not answer either, so this machine has no internet access. Check the network and the proxy (HTTPS_PROXY).'],
  [null, '198.51.100.9', `This machine's address is 198.51.100.9. If allowedCidrs of the stack does not contain it: ${ADD}`],
  [{ isInternal: false, allowed: [], isWhole: true }, '198.51.100.9',
    `allowedCidrs is empty: only the stack's own pods are allowed. This machine's address is 198.51.100.9. ${ADD}`],
  [{ isInternal: false, allowed: ['203.0.113.7/32', '192.0.2.0/24'], isWhole: true }, '198.51.100.9',
    `allowedCidrs is 203.0.113.7/32, 192.0.2.0/24, without this machine's address 198.51.100.9. ${ADD}`],
  [{ isInternal: false, allowed: ['198.51.100.0/24'], isWhole: true }, '198.51.100.9',
    "allowedCidrs contains this machine's address 198.51.100.9. A new load balancer takes about two minutes. After that: kubectl get pods -n zenml-server"],
  [{ isInternal: false, allowed: [], isWhole: false }, '198.51.100.9',
    `This machine's address is 198.51.100.9. If neither allowedCidrs nor the given prefix lists contain it: ${ADD}`],
  [{ isInternal: true, allowed: [], isWhole: true }, '198.51.100.9',
    'The load balancer is internal: it answers in its VPC and in networks that are connected with it, for example by a VPN.'],
])('reports a server that does not answer: %j, %s', (access, address, message) => {
  const program = `import json; from unreachable import reason; print(reason(json.loads(${JSON.stringify(JSON.stringify(access))}), json.loads(${JSON.stringify(JSON.stringify(address))})))`;
  expect(python('-', PROGRAMS, program)).toEqual({ status: 0, stdout: message, error: '' });
});

test.each([
  ['not logged in', 'LOCAL = True', 'Not logged in: npm run connect'],
  ['a login that has ended', 'ERROR = AuthorizationException()', 'The login on this machine is no longer valid: npm run connect'],
  ['a stack that is not there', 'ERROR = KeyError()', 'There is no stack acme on this server: npm run deploy registers it, npm run connect logs in to its server'],
  ['no answer', 'ERROR = ConnectionError()', 'The ZenML server does not answer (ConnectionError). What is wrong is reported by: npm run connect'],
])('npm run pipeline reports in one line: %s', (_, state, message) => {
  put('fake/zenml/__init__.py', '');
  put('fake/zenml/exceptions.py', 'class AuthorizationException(Exception):\n    pass\n');
  put('fake/zenml/state.py', `from zenml.exceptions import *\nLOCAL = False\nERROR = None\n${state}\n`);
  put('fake/zenml/config/__init__.py', '');
  put('fake/zenml/config/global_config.py', 'from zenml import state\nclass GlobalConfiguration:\n    uses_local_store = state.LOCAL\n');
  put('fake/zenml/client.py', 'from zenml import state\nclass Client:\n    def activate_stack(self, name):\n        raise state.ERROR\n');
  const { status, error } = python(join(__dirname, '..', '..', 'examples', 'first-pipeline', 'run.py'), join(root, 'fake'), '--stack', 'acme');
  expect({ status, error }).toEqual({ status: 1, error: message });
});
