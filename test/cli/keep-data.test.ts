import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Testing } from 'cdktf';
import { ZenmlAwsStack } from '../../src/stack';
import { DataRetention } from '../../src/terraform/data-retention';
import { bundleCommand } from '../support/command';
import { putInto, toolInto } from '../support/tools';

// The steps before a destroy that keeps the data, with fake tools on the PATH. Real providers: test/lab/keep.mjs.

const COMMAND = bundleCommand();
const OUTPUTS = { 'metadata-db-username': 'admin', 'metadata-db-password': 'SECRET-1', 'zenml-server-encryption-key': 'SECRET-2', 'region': 'eu-central-1' };

let root: string;
let config: any;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keep-data-'));
  deployed(DataRetention.KEEP);
  put('outputs.json', JSON.stringify(Object.fromEntries(Object.entries(OUTPUTS).map(([name, value]) => [name, { value }]))));
  tool('terraform', `case "$1 $2" in version*) echo '{"terraform_version": "1.13.4"}';; "state pull") cat "${root}/state.json";; output*) cat "${root}/outputs.json";; esac`);
  tool('aws', 'echo null');
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string) => putInto(root, file, content);
const tool = (name: string, script: string) => toolInto(root, name, script);

/** A stack, and a state with all of its resources. */
function deployed(dataRetention: DataRetention): void {
  config = JSON.parse(Testing.synth(new ZenmlAwsStack(Testing.app(), 'ml', { region: 'eu-central-1', prefix: 'acme', dataRetention }), true));
  put('stack/cdk.tf.json', JSON.stringify(config));
  const resources = Object.entries<object>(config.resource).flatMap(([type, all]) => Object.entries<any>(all).map(([name, values]) => ({
    mode: 'managed', type, name, instances: [{ attributes: { ...values, id: name, final_snapshot_identifier: 'acme-mysql-final-1a2b' } }],
  })));
  put('state.json', JSON.stringify({ resources }));
}
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'keep-data', 'stack', ...args], {
    cwd: root, env: { PATH: [join(root, 'tools'), '/usr/bin', '/bin'].join(delimiter), HOME: root }, encoding: 'utf8',
  });
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, said: stdout.trim().split('\n'), error: stderr.trim(), calls };
}
const removed = (calls: string[]) => calls.filter((call) => call.startsWith('terraform state rm')).flatMap((call) => call.split(' ').slice(3));
const addresses = (pattern: RegExp) => Object.entries<object>(config.resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`))
  .filter((it) => pattern.test(it)).sort();

test('removes only bucket, repositories, their settings and the guard from the state', () => {
  const { status, error, calls } = run();
  expect({ status, error }).toEqual({ status: 0, error: '' });
  const expected = addresses(/^(aws_s3_bucket|aws_ecr_|terraform_data\.KeptData_)/);
  expect(expected.length).toBeGreaterThan(8);
  expect(removed(calls).filter((it) => it !== '-no-color').sort()).toEqual(expected);
});

test('disables the database\'s protection before it removes anything from the state', () => {
  const { calls, said } = run();
  const at = (start: string) => calls.findIndex((call) => call.startsWith(start));
  expect(at('aws rds modify-db-instance --db-instance-identifier acme-mysql --no-deletion-protection --apply-immediately')).toBeGreaterThan(0);
  expect(at('aws rds wait db-instance-available --db-instance-identifier acme-mysql')).toBeLessThan(at('terraform state rm'));
  expect(said).toContain('Done: MySQL server acme-mysql is no longer protected. The destroy deletes it and takes the final snapshot acme-mysql-final-1a2b.');
  expect(said.at(-1)).toBe('Next: terraform -chdir=stack destroy');
});

test('stores password and key in a file that only its owner can read, and does not print them', () => {
  const { said } = run();
  const { region, ...secrets } = OUTPUTS;
  expect(JSON.parse(readFileSync(join(root, 'stack/kept-data.json'), 'utf8'))).toEqual(secrets);
  expect(statSync(join(root, 'stack/kept-data.json')).mode.toString(8)).toBe('100600');
  expect(said.join('\n')).not.toContain('SECRET');
});

test('--dry-run changes nothing', () => {
  const { said, calls } = run('--dry-run');
  expect(said.filter((line) => line.startsWith('To do: ')).length).toBe(5);
  expect(said.at(-1)).toBe('Nothing was changed.');
  expect(calls.filter((call) => /state rm|^aws/.test(call))).toEqual([]);
  expect(existsSync(join(root, 'stack/kept-data.json'))).toBe(false);
});

test('an error of AWS stops it before the state changes', () => {
  tool('aws', 'echo "An error occurred (AccessDenied)" >&2; exit 254');
  const { status, calls } = run();
  expect(status).not.toBe(0);
  expect(removed(calls)).toEqual([]);
});

test('with DataRetention.DELETE there is no data to keep', () => {
  deployed(DataRetention.DELETE);
  const { status, said, calls } = run();
  expect([status, said]).toEqual([0, ['Nothing is kept: the state has no database, bucket or repository with DataRetention.KEEP.']]);
  expect(removed(calls)).toEqual([]);
});
