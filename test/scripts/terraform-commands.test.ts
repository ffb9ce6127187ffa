import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { scriptIn, scriptsInto } from '../support/scripts';
import { putInto, toolInto } from '../support/tools';

// The output of `npm run deploy` and other scripts when something is missing. The scripts run in a minimal copy of the
// repository, with fake tools on the PATH.

const STACK = join('examples', 'eks-s3-rds', 'cdktf.out', 'stacks', 'eks-s3-rds');
const ARN = 'arn:aws:iam::123456789012:user/someone';

const AWS_2 = 'case "$1" in --version) echo "aws-cli/2.31.0 Python/3.13.7 Linux/6.1 exe/x86_64";; '
  + `sts) echo ${ARN};; *) exit 252;; esac`;
const TERRAFORM = 'case "$1" in version) echo "{\\"terraform_version\\": \\"1.13.4\\"}";; '
  + 'output) echo "{\\"zenml-server-url\\": {\\"value\\": \\"https://zenml.example.com\\"}}";; esac';
const SYNTHESIS = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('cdktf.out/stacks/eks-s3-rds', { recursive: true });
writeFileSync('cdktf.out/stacks/eks-s3-rds/cdk.tf.json', JSON.stringify({
  provider: { aws: [{ region: 'eu-central-1', default_tags: [{ tags: { application: 'demo' } }] }] },
}));`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scripts-'));
  scriptsInto(root, 'eks-s3-rds');
  put('build/examples/eks-s3-rds/main.js', SYNTHESIS);
  tool('aws', AWS_2);
  tool('terraform', TERRAFORM);
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string) => putInto(root, file, content);
const tool = (name: string, script: string) => toolInto(root, name, script);

function npmRun(command: string, env: NodeJS.ProcessEnv = {}, given: string[] = ['deploy', 'destroy'].includes(command) ? ['-auto-approve'] : []) {
  const [script, ...args] = TERRAFORMED.includes(command) ? ['terraform', command, ...given] : [command, ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, [scriptIn(root, script), ...args], {
    // Only these tools; sh and node have absolute paths.
    env: { PATH: [join(root, 'tools'), '/usr/bin', '/bin'].join(delimiter), HOME: root, ...env }, encoding: 'utf8',
  });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, stdout, error: stderr.trim(), calls };
}

const TERRAFORMED = ['synth', 'plan', 'deploy', 'destroy', 'output'];
const INSTALL = 'install version 2 (https://aws.amazon.com/cli/)';
const GIVE = 'Give the AWS CLI credentials (aws configure, aws sso login or AWS_PROFILE), '
  + 'and try: aws sts get-caller-identity';
const AGAIN = 'fix the errors above, then run the same command again.';

test.each([
  ['plan', 'plan'], ['deploy', 'apply'], ['destroy', 'destroy'],
])('%s checks the identity with the AWS CLI, then runs terraform', (command, verb) => {
  const { status, stdout, error, calls } = npmRun(command);
  expect({ status, error }).toEqual({ status: 0, error: '' });
  expect(stdout).toContain(`AWS: ${ARN} in eu-central-1\n`);
  expect(calls).toEqual([
    'terraform version -json',
    'aws --version',
    'aws sts get-caller-identity --query Arn --output text --region eu-central-1 --cli-connect-timeout 10',
    'terraform init -input=false -no-color',
    ...(command === 'plan' ? [] : ['terraform state pull -no-color']), // Checks what an interrupted run has left.
    `terraform ${verb} -no-color${command === 'plan' ? '' : ' -auto-approve'}`,
    ...(command === 'deploy' ? ['terraform output -json -no-color'] : []),
  ]);
});

test('a locked state is reported with the remedy', () => {
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';;
apply) printf '\\033[31mError: \\033[0mError acquiring the state lock\\nLock Info:\\n  ID:        1a2b\\n  Who:       ada@laptop\\n  Created:   2026-01-01\\n' >&2; exit 1;; esac`);
  const { status, error } = npmRun('deploy');
  expect(status).toBe(1);
  expect(error).toMatch(/Error acquiring the state lock[^]*ada@laptop has locked the state since 2026-01-01\.[^]* {2}terraform force-unlock 1a2b$/);
});

test('after Ctrl-C, waits for terraform to save its state', async () => {
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; apply) echo applying; sleep 2; echo written > "${root}/end"; exit 3;; esac`);
  const child = spawn(process.execPath, [scriptIn(root, 'terraform'), 'deploy', '-auto-approve'], { env: { PATH: [join(root, 'tools'), '/usr/bin', '/bin'].join(delimiter), HOME: root } });
  child.stdout.on('data', (data) => String(data).includes('applying') && child.kill('SIGINT'));
  expect(await new Promise((done) => child.on('close', done))).toBe(3);
  expect(readFileSync(join(root, 'end'), 'utf8')).toBe('written\n');
});

describe.each(['plan', 'deploy', 'destroy'])('%s', (command) => {
  test('needs the AWS CLI', () => {
    rmSync(join(root, 'tools', 'aws'));
    // Without the machine's own tools, which may include an AWS CLI.
    const { status, error, calls } = npmRun(command, { PATH: join(root, 'tools') });
    expect({ status, error }).toEqual({
      status: 1, error: `The AWS CLI is not on the PATH: ${INSTALL}.`,
    });
    expect(calls).toEqual(['terraform version -json']);
    expect(existsSync(join(root, STACK))).toBe(false);
  });

  test.each([
    ['echo "aws-cli/1.44.2 Python/3.12.3 Linux/6.1 botocore/1.42.2"', `AWS CLI 1.44.2 is too old: ${INSTALL}.`],
    ['echo "aws-cli/1.16.2 Python/2.7.1" >&2', `AWS CLI 1.16.2 is too old: ${INSTALL}.`],
    ['echo "pyenv: aws: command not found" >&2; exit 127',
      `The aws on the PATH does not print its version: ${INSTALL}, and try: aws --version`],
  ])('needs version 2: %s', (script, message) => {
    tool('aws', script);
    const { status, error, calls } = npmRun(command);
    expect({ status, error }).toEqual({ status: 1, error: message });
    expect(calls).toEqual(['terraform version -json', 'aws --version']);
  });

  test.each([
    ['Unable to locate credentials. You can configure credentials by running "aws configure".'],
    ['An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token is expired'],
  ])('needs credentials: %s', (said) => {
    put('said', said);
    tool('aws', `case "$1" in sts) echo >&2; cat "${root}/said" >&2; exit 253;; esac; ${AWS_2}`);
    const { status, error, calls } = npmRun(command);
    expect({ status, error }).toEqual({ status: 1, error: `AWS does not accept the credentials: ${said} ${GIVE}` });
    expect(calls).not.toContain('terraform init -input=false -no-color');
  });
});

test.each(['synth', 'output', 'quickstart'])('%s calls nothing of AWS', (command) => {
  tool('aws', AWS_2);
  const { status, calls } = npmRun(command);
  expect(status).toBe(0);
  expect(calls.filter((call) => call.startsWith('aws sts'))).toEqual([]);
});

test('quickstart reports problems of the AWS CLI, and continues', () => {
  tool('aws', 'exit 252');
  const { status, stdout } = npmRun('quickstart');
  expect(status).toBe(0);
  expect(stdout).toContain('token for the cluster: The aws on the PATH does not print its version: install version 2');
  expect(stdout).toContain('may create all this: none found; for example aws configure, or AWS_PROFILE');
});

test('quickstart finds profiles in the home folder', () => {
  put('.aws/config', '[profile someone]');
  const { stdout } = npmRun('quickstart');
  expect(stdout).toContain('may create all this: profiles found; select one with AWS_PROFILE');
});

test('synth needs no terraform and no AWS CLI', () => {
  const { status, stdout } = npmRun('synth', { PATH: '/nowhere' });
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`Synthesized to ${join(root, STACK)}\n$`));
});

test.each(['deploy', 'output', 'quickstart'])('%s reports a terraform without a readable version', (command) => {
  tool('terraform', 'echo "Loading the environment …"');
  const { status, error } = npmRun(command);
  expect({ status, error }).toEqual({
    status: 1,
    error: 'terraform prints no version, but: Loading the environment …. '
      + 'Set TERRAFORM_BINARY_NAME to a Terraform or OpenTofu of 1.5.7 or newer, and try: terraform version -json',
  });
});

test.each([
  ['exit 3', 'nothing'],
  ['echo "mise: no version is set" >&2; exit 1', 'mise: no version is set'],
  ['echo "{}"', '{}'],
  ['echo "{ this is { no JSON }"', '{ this is { no JSON }'],
])('reports a terraform without a version: %s', (script, said) => {
  tool('terraform', script);
  expect(npmRun('deploy').error).toContain(`terraform prints no version, but: ${said}. Set`);
});

test.each([
  ['echo "Terraform v0.11.15"', '0.11.15'],
  ['echo "{\\"terraform_version\\": \\"1.4.6\\"}"', '1.4.6'],
])('reports a terraform that is too old: %s', (script, version) => {
  tool('terraform', script);
  expect(npmRun('deploy')).toMatchObject({
    status: 1, error: `terraform ${version} is too old: install 1.5.7 or newer, then run the same command again.`,
  });
});

test('accepts a terraform wrapper that prints more than JSON', () => {
  tool('terraform', `echo "Loading the environment …"; ${TERRAFORM}`);
  expect(npmRun('deploy')).toMatchObject({ status: 0, error: '' });
});

test('deploy needs terraform', () => {
  const { status, error, calls } = npmRun('deploy', { TERRAFORM_BINARY_NAME: 'tofu-of-nobody' });
  expect(status).toBe(1);
  expect(error).toMatch(/^tofu-of-nobody is not on the PATH\. Install Terraform .*TERRAFORM_BINARY_NAME=tofu\.$/s);
  expect(calls).toEqual([]);
});

test.each(['synth', 'deploy', 'quickstart'])('%s prints the compiler\'s error, and one line', (command) => {
  const said = 'examples/eks-s3-rds/config.ts(62,3): error TS2322: Type "string" is not assignable to type "number".';
  put('node_modules/typescript/bin/tsc', `console.log(${JSON.stringify(said)}); process.exitCode = 2;`);
  const { status, error } = npmRun(command);
  expect({ status, error }).toEqual({
    status: 1,
    error: `${said}\n\nCompilation failed, and nothing was synthesized: ${AGAIN}`,
  });
});

test('a stack that cannot be synthesized is reported in the words of the example, and in one line', () => {
  put('build/examples/eks-s3-rds/main.js', 'console.error("config.ts has 1 problem"); process.exitCode = 1;');
  const { status, error, calls } = npmRun('deploy');
  expect({ status, error }).toEqual({
    status: 1,
    error: `config.ts has 1 problem\n\nNothing was synthesized: ${AGAIN}`,
  });
  expect(calls.map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual(['terraform version', 'aws --version']);
});

// ---- First actions and output of a script ----

describe('--help', () => {
  beforeEach(() => ['.jsii', 'build'].forEach((name) => rmSync(join(root, name), { recursive: true })));
  test.each([...TERRAFORMED, 'quickstart', 'try', 'connect', 'pipeline', 'diagram', 'task', 'bench'])('%s prints its text and does nothing else', (command) => {
    const { status, stdout, error, calls } = npmRun(command, {}, ['--help']);
    expect({ status, error, calls }).toEqual({ status: 0, error: '', calls: [] });
    expect(stdout).toMatch(new RegExp(`^Usage: npm (run )?${command === 'task' ? 'test' : command}\\b`));
    expect(existsSync(join(root, 'build'))).toBe(false);
  });
});

test.each(['deploy', 'destroy'])('%s without a terminal names -auto-approve before it does anything', (command) => {
  const { status, error, calls } = npmRun(command, {}, []);
  expect({ status, error }).toEqual({
    status: 1, error: `Standard input is not a terminal, so nobody can answer Terraform's question: npm run ${command} -- -auto-approve`,
  });
  expect(calls.filter((call) => !/version/.test(call))).toEqual([]);
  expect(existsSync(join(root, STACK))).toBe(false);
});

test('credentials are checked before anything is compiled, for the region of the last synthesis', () => {
  put(join(STACK, 'cdk.tf.json'), JSON.stringify({ provider: { aws: [{ region: 'eu-west-1' }] } }));
  tool('aws', `case "$1" in sts) echo expired >&2; exit 253;; esac; ${AWS_2}`);
  put('node_modules/typescript/bin/tsc', `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'compiled'))}, '')`);
  const { error, calls } = npmRun('deploy');
  expect(error).toContain('AWS does not accept the credentials: expired');
  expect(calls.at(-1)).toContain('--region eu-west-1');
  expect(existsSync(join(root, 'compiled'))).toBe(false);
});

test('credentials are checked again if the region has changed since the last synthesis', () => {
  put(join(STACK, 'cdk.tf.json'), JSON.stringify({ provider: { aws: [{ region: 'eu-west-1' }] } }));
  const regions = npmRun('plan').calls.flatMap((call) => /sts .*--region (\S+)/.exec(call)?.[1] ?? []);
  expect(regions).toEqual(['eu-west-1', 'eu-central-1']);
});

test('an unreachable network is distinguished from invalid credentials', () => {
  tool('aws', `case "$1" in sts) echo 'Could not connect to the endpoint URL: "https://sts.eu-central-1.amazonaws.com/"' >&2; exit 255;; esac; ${AWS_2}`);
  expect(npmRun('deploy').error).toBe('AWS cannot be reached: Could not connect to the endpoint URL: "https://sts.eu-central-1.amazonaws.com/" '
    + 'Check the network and the proxy (HTTPS_PROXY), then run the same command again.');
});

test('unchanged sources are not compiled or validated again', () => {
  put('node_modules/typescript/bin/tsc', `require('node:fs').appendFileSync(${JSON.stringify(join(root, 'compiled'))}, 'x')`);
  const compiled = () => readFileSync(join(root, 'compiled'), 'utf8').length;
  put(join(STACK, '.terraform', 'providers', 'a'), '');
  const { stdout, calls } = npmRun('quickstart');
  expect([compiled(), calls.filter((call) => call.startsWith('terraform'))]).toEqual([1, [
    'terraform version -json', 'terraform init -input=false -no-color -backend=false', 'terraform validate -no-color',
  ]]);
  expect(stdout).toContain('Compiling the examples: about ten seconds …');
  const again = npmRun('quickstart');
  expect([compiled(), again.calls.filter((call) => /validate/.test(call)).length]).toEqual([1, 1]);
  expect(again.stdout).not.toContain('Compiling');
  expect(again.stdout).toContain('valid, and unchanged since the last time');
  put('examples/eks-s3-rds/config.ts', 'changed');
  npmRun('quickstart');
  expect(compiled()).toBe(2);
});

test('quickstart prints resources and prices before a failing init, and one error for many of a kind', () => {
  const failure = ['aws', 'helm', 'tls'].map((it) => `\\nError: Failed to query available provider packages\\n\\nCould not retrieve hashicorp/${it}\\n`).join('');
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; init) printf '${failure.replaceAll('\\\\', '\\')}' >&2; exit 1;; esac`);
  const { status, stdout, error } = npmRun('quickstart');
  expect(status).toBe(1);
  expect(stdout).toMatch(/Resources to create:[^]*USD an hour in total/);
  expect(error).toMatch(/^Error: Failed to query[^]*hashicorp\/aws\n\n\(2 more with the same title\)\n\nterraform init failed, see above\./);
  expect(error).not.toContain('hashicorp/helm');
});

describe('after a deploy', () => {
  const OUTPUTS = {
    'zenml-server-url': { value: 'https://lb.example.com' },
    'zenml-server-username': { value: 'admin' },
    'zenml-server-password': { value: 'SECRET', sensitive: true },
    'seldon-base-url': { value: 'https://lb.example.com:8444' },
    'seldon-core-workload-namespace': { value: 'models' },
    'certificate-authority': { value: '-----BEGIN\nA\nB\n-----END\n' },
  };
  beforeEach(() => {
    put('outputs.json', JSON.stringify(OUTPUTS));
    tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; output) cat "${root}/outputs.json";;
apply) printf 'Apply complete! Resources: 1 added.\\n\\n'; sleep 0.1; printf 'Outp'; sleep 0.1; printf 'uts:\\n\\ncertificate-authority = <<EOT\\n-----BEGIN\\n';; esac`);
  });
  test('deploy ends with URLs, commands for passwords and next steps, without certificate and secret', () => {
    const { stdout } = npmRun('deploy');
    expect(stdout).toContain('Apply complete! Resources: 1 added.');
    expect(stdout).not.toMatch(/BEGIN|Outputs|SECRET/);
    expect(stdout).toMatch(/The stack is deployed\.[^]* ZenML {4}https:\/\/lb\.example\.com\n {11}user admin, password: npm run --silent output -- -raw zenml-server-password/);
    expect(stdout).toContain('https://lb.example.com:8444/seldon/models/NAME/api/v0.1/predictions');
    expect(stdout).toMatch(/Next: {8}npm run connect/);
  });
  test('output prints a line for each, with the command for long and secret ones', () => {
    const { stdout } = npmRun('output');
    expect(stdout).toContain('zenml-server-username = "admin"');
    expect(stdout).toContain('certificate-authority = <4 lines: npm run --silent output -- -raw certificate-authority>');
    expect(stdout).toContain('zenml-server-password = <sensitive: npm run --silent output -- -raw zenml-server-password>');
    expect(stdout).not.toMatch(/SECRET|BEGIN/);
  });
  test('output of one name is Terraform\'s', () => {
    expect(npmRun('output', {}, ['-raw', 'region']).calls.at(-1)).toBe('terraform output -no-color -raw region');
  });
  test.each([[[]], [['-raw', 'region']]])('output %j before a deploy asks to deploy first', (args) => {
    put('outputs.json', '{}');
    expect(npmRun('output', {}, args)).toMatchObject({
      status: 1, error: 'There are no outputs: nothing is deployed. Deploy first: npm run deploy',
    });
  });
});

test('a destroy that is refused for the data prints the kept data and the next step', () => {
  put('outputs.json', JSON.stringify({ 'kept-data': { value: 'DataRetention.KEEP: this stack holds data.\nS3 bucket acme stays' } }));
  tool('terraform', `case "$1" in version) echo '{"terraform_version": "1.13.4"}';; output) cat "${root}/outputs.json";;
destroy) echo "Error: Instance cannot be destroyed" >&2; exit 1;; esac`);
  const { status, error } = npmRun('destroy');
  expect(status).toBe(1);
  expect(error).toMatch(/S3 bucket acme stays\nNothing was destroyed\. Next, one of:\n {2}npm run destroy -- --keep-data/);
});

test('destroy -- --keep-data removes the data from the state after the repair, which would import it again, and before the destroy', () => {
  put('build/examples/eks-s3-rds/main.js', SYNTHESIS.replace('}));', 'resource: { aws_s3_bucket: { B: { bucket: \'acme\' } } } }));'));
  put('state.json', JSON.stringify({ resources: [{ mode: 'managed', type: 'aws_s3_bucket', name: 'B', instances: [{ attributes: { bucket: 'acme' } }] }] }));
  tool('terraform', `case "$1 $2" in version*) echo '{"terraform_version": "1.13.4"}';; "state pull") cat "${root}/state.json";; esac`);
  const { status, stdout, calls } = npmRun('destroy', {}, ['--keep-data', '-auto-approve']);
  expect(status).toBe(0);
  expect(stdout).toContain("Done: S3 bucket acme is removed from Terraform's state: the destroy leaves it as it is.");
  expect(calls.filter((call) => /state rm|destroy/.test(call))).toEqual(['terraform state rm aws_s3_bucket.B -no-color', 'terraform destroy -no-color -auto-approve']);
});
