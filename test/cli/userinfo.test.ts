import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withoutUserinfo } from '../../cli/userinfo';
import { bundleCommand } from '../support/command';

// No message of the commands and the programs shows the user in a URL, a password, a key or a token.

const ROOT = join(__dirname, '..', '..');
const PROGRAMS = join(ROOT, 'programs');
const COMMAND = bundleCommand();

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'userinfo-'))));
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, content: string, mode?: number): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content, { mode });
}
function python(program: string, { env = {}, input = '', path = '' } = {}) {
  const { status, stdout, stderr } = spawnSync('python3', program.endsWith('.py') ? [program] : ['-c', program], {
    cwd: root, encoding: 'utf8', input, env: { PATH: process.env.PATH, HOME: root, PYTHONPATH: `${PROGRAMS}:${path}`, PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
  return { status, output: `${stdout}${stderr}`.trim() };
}

const CASES: [string, string][] = [
  ['https://me:hidden@host/path is down', 'https://***@host/path is down'],
  ['https://hidden@host', 'https://***@host'],
  ['https://me:hid/den@host', 'https://***@host'],
  ['https://me:hid@den@host', 'https://***@host'],
  ['"https://me:hidden@a", "http://me:hidden@b"', '"https://***@a", "http://***@b"'],
  ['me:hidden@host:3306', '***@host:3306'],
  // Without user or password.
  ['https://host:8080/path', 'https://host:8080/path'],
  ['https://host/path@1.2', 'https://host/path@1.2'],
  ['host:5000/image@sha256:0f', 'host:5000/image@sha256:0f'],
  ['arn:aws:sts::111122223333:assumed-role/admin/me@example.com', 'arn:aws:sts::111122223333:assumed-role/admin/me@example.com'],
  ["DROP USER 'zenml'@'%'; as admin@host:3306: no", "DROP USER 'zenml'@'%'; as admin@host:3306: no"],
];
test('commands and programs redact the same', () => {
  const texts = JSON.stringify(CASES.map(([text]) => text));
  const expected = CASES.map(([, text]) => text);
  expect(CASES.map(([text]) => withoutUserinfo(text))).toEqual(expected);
  const { output } = python('import json, sys; from verdict import without_userinfo; print(json.dumps([*map(without_userinfo, json.load(sys.stdin))]))', { input: texts });
  expect(JSON.parse(output)).toEqual(expected);
});

describe('commands', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: root, encoding: 'utf8', input: '', env: { PATH: `${join(root, 'tools')}:/usr/bin:/bin`, HOME: root, ZENML_API_KEY: 'ZENKEY_hidden' },
  });
  beforeEach(() => {
    put('stack/cdk.tf.json', '{}');
    put('tools/terraform', `#!/bin/sh
case "$1" in version) echo '{"terraform_version": "1.13.4"}';; *) echo 'Error: GET https://me:hidden@states.example.com: 403' >&2; exit 1;; esac
`, 0o755);
  });

  test.each([
    [['repair', 'https://me:hidden@host'], 'https://***@host holds no synthesized stack'],
    [['connect', 'stack'], 'GET https://***@states.example.com: 403'],
    [['https://me:hidden@host'], 'unknown command \'https://***@host\''],
    [['connect', '--url', 'https://me:hidden@host', '--stack', 'acme'],
      '--url: https://***@host contains a user or a password. Give the URL without them, and a key in ZENML_API_KEY.'],
  ])('%j', (args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hidden');
  });
});

describe('connect.py', () => {
  /** Fakes of ZenML and requests, controlled by `STATE`. */
  function fake(state: string): string {
    put('fake/zenml-0.98.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: zenml\nVersion: 0.98.0\n');
    put('fake/requests/__init__.py', `
class RequestException(Exception):
    pass


class Answer:
    def __init__(self, status, content):
        import json
        self.ok, self.status_code, self.text, self.content = status < 400, status, json.dumps(content), content

    def json(self):
        return self.content


def answers(method, url, **arguments):
    if url.endswith("/info"):
        return Answer(200, {"version": "0.98.0"})
    if url.endswith("/login"):
        return Answer(200, {"access_token": "hidden-token"})
    if url.endswith("/api_keys") and method == "POST":
        return Answer(200, {"body": {"key": "hidden-key"}})
    return Answer(200, {"id": "1", "items": []})


class Session:
    def __init__(self):
        self.headers = {}

    def request(self, method, url, **arguments):
        return answers(method, url, **arguments)


def get(url, timeout):
    raise RequestException()


${state}
`);
    for (const [module, content] of Object.entries({
      '__init__': '',
      'config/__init__': '',
      'login/__init__': '',
      'zen_stores/__init__': '',
      'config/global_config': 'class GlobalConfiguration:\n    local_stores_path = "."\n    def set_store(self, store): pass\n',
      'login/credentials_store': 'class Store:\n    def get_api_key(self, url): return None\n    def set_api_key(self, url, key): pass\nget_credentials_store = Store\n',
      'zen_stores/rest_zen_store': 'class RestZenStoreConfiguration:\n    def __init__(self, **_): pass\n',
      'client': 'class Client:\n    def list_stacks(self, size): raise RuntimeError("GET https://me:hidden@host with hidden-key, hidden-token")\n',
    })) {
      put(`fake/zenml/${module}.py`, content);
    }
    return join(root, 'fake');
  }
  const connect = (state: string, asked = {}) => python(join(PROGRAMS, 'connect.py'), {
    path: fake(state),
    input: JSON.stringify({ url: 'https://zenml.example.com', stack: 'acme', packages: [], username: 'admin', password: 'hidden "word"', ...asked }),
  });

  test.each<[string, string, object, string]>([
    ['a server that does not answer', 'def answers(method, url, **_):\n    raise RequestException(url)', { url: 'https://me:hidden@host' },
      'https://***@host does not answer (RequestException).'],
    ['a server that sends the password back', `
def answers(method, url, data=None, **_):
    return Answer(422, {"detail": [{"input": data["password"]}]}) if data else Answer(200, {"version": "0.98.0"})`, {},
    'https://zenml.example.com does not log admin in: 422 {"detail": [{"input": "***"}]}'],
    ['a server that sends the token back', `
working = answers
def answers(method, url, **arguments):
    return Answer(403, "hidden-token" + "x" * 400) if url.endswith("/service_accounts") else working(method, url, **arguments)`, {},
    'https://zenml.example.com does not list service accounts: 403 "***xxx'],
    ['a client that breaks', '', {}, 'RuntimeError: GET https://***@host with ***, ***'],
  ])('%s', (_, state, asked, message) => {
    const { status, output } = connect(state, asked);
    expect(output).toContain(message);
    expect(output).not.toContain('hidden');
    expect(status).toBe(1);
  });
});

test('a job prints no secret, neither in its log nor in its verdict', () => {
  const { status, output } = python(`
import verdict
verdict.PAUSE_SECONDS = 0
def work():
    verdict.say("secret acme-mlflow: updated")
    try:
        verdict.retry("https://me:hidden-1@host", lambda: 1 / 0, lambda error: True, patience=0)
    except ZeroDivisionError:
        verdict.say("https://me:hidden-1@host does not answer yet: " + verdict.line_of("x" * 490 + " {hidden  2"))
    raise ValueError("nonnumeric port: 'hidden-3@host', {hidden  2, %7Bhidden%20%202, hidden-4, me:hidden-5@host")
verdict.conclude(work)
`, {
    env: {
      DB_PASSWORD: '{hidden  2', DB_CA_URL: 'https://me:hidden-3@host/ca.pem', REGISTRATION: JSON.stringify({ secrets: { 'acme-mlflow': { username: 'mlflow', password: 'hidden-4' } } }),
    },
  });
  expect(output).toContain('secret acme-mlflow: updated');
  expect(output).toContain('https://***@host does not answer yet: x');
  expect(output.split('\n').at(-1)).toBe("ValueError: nonnumeric port: '***@host', ***, ***, ***, ***@host");
  expect(output).not.toContain('hidden');
  expect(status).toBe(1);
});
