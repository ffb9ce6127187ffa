// keep-data: before a destroy that deletes everything but the data of a stack with DataRetention.KEEP.
import { join } from 'node:path';
import { cliOf } from './aws-cli.mjs';
import { outputsOf } from './connect.mjs';
import { writeSecret } from './files.mjs';
import { onlyStack, readStack } from './synthesized.mjs';
import { fail } from './terraform.mjs';
import { withoutUserinfo } from './userinfo.mjs';

/** Outputs that go with the state, and that a later stack needs to read the data. */
const NEEDED = ['metadata-db-username', 'metadata-db-password', 'zenml-server-encryption-key'];

/** What a configuration keeps: databases, what is to leave the state with the bucket and repositories, and what refuses a destroy. */
export function keptIn(resources) {
  const of = (type, isKept) => resources.filter((it) => it.type === type && isKept(it.values));
  const holders = [...of('aws_s3_bucket', ({ force_destroy: isEmptied }) => !isEmptied), ...of('aws_ecr_repository', ({ force_delete: isEmptied }) => !isEmptied)];
  // Settings of a bucket, rules of a repository.
  const belongs = ({ type, values }) => /^aws_(s3_bucket|ecr)_/.test(type)
    && holders.some(({ address }) => [values.bucket, values.repository].some((it) => `${it}`.includes(`\${${address}.`)));
  return {
    databases: of('aws_db_instance', ({ skip_final_snapshot: isSkipped }) => !isSkipped),
    holders,
    parts: resources.filter((it) => !holders.includes(it) && belongs(it)),
    guards: resources.filter(({ address }) => /^terraform_data\.KeptData_/.test(address)),
  };
}

/** Returns whether there is anything to keep. */
export async function keepData(folder, { binary, dryRun = false, say: print = console.log } = {}) {
  const say = (line) => print(withoutUserinfo(line));
  const stack = readStack(folder, binary, { dryRun, say });
  const isKnown = ({ address }) => stack.known.has(address);
  const { databases, holders, parts, guards } = Object.fromEntries(Object.entries(keptIn(stack.resources)).map(([name, all]) => [name, all.filter(isKnown)]));
  if (databases.length + holders.length + guards.length === 0) {
    say('Nothing is kept: the state has no database, bucket or repository with DataRetention.KEEP.');
    return false;
  }
  const done = dryRun ? 'To do' : 'Done';
  if (databases.length > 0) {
    const file = join(folder, 'kept-data.json');
    const outputs = outputsOf(folder, binary);
    const secrets = Object.fromEntries(NEEDED.filter((name) => outputs[name] !== undefined).map((name) => [name, outputs[name]]));
    dryRun || writeSecret(file, `${JSON.stringify(secrets, null, 2)}\n`);
    say(`${done}: ${Object.keys(secrets).join(', ')} are written to ${file}. Move it to a safe place: the snapshot cannot be used without it.`);
  }
  for (const it of databases) {
    const { identifier: name, final_snapshot_identifier: snapshot } = stack.known.get(it.address);
    const alias = it.values.provider?.split('.')[1];
    const ask = await cliOf(stack.resolve([stack.config.provider?.aws ?? []].flat().find((block) => block.alias === alias) ?? {}));
    if (!dryRun) {
      await ask(['rds', 'modify-db-instance', '--db-instance-identifier', name, '--no-deletion-protection', '--apply-immediately', '--query', 'DBInstance.DBInstanceStatus']);
      await ask(['rds', 'wait', 'db-instance-available', '--db-instance-identifier', name]);
    }
    say(`${done}: MySQL server ${name} is no longer protected. The destroy deletes it and leaves its final snapshot ${snapshot}.`);
  }
  const addresses = [...holders, ...parts, ...guards].map(({ address }) => address);
  if (!dryRun && addresses.length > 0) {
    const { status, stderr } = stack.terraform('state', 'rm', ...addresses);
    if (status !== 0) {
      fail(`The data cannot be taken out of Terraform's state:\n${stderr.trim()}`);
    }
  }
  holders.forEach(({ address, type }) => {
    const { bucket, name } = stack.known.get(address);
    say(`${done}: ${type === 'aws_s3_bucket' ? `S3 bucket ${bucket}` : `ECR repository ${name}`} is out of Terraform's state: the destroy leaves it as it is.`);
  });
  return true;
}

/** The same as a command. */
export async function keepDataCommand(folder, { dryRun }) {
  const at = folder ?? onlyStack();
  if (await keepData(at, { dryRun })) {
    console.log(dryRun ? 'Nothing was changed.' : `Next: terraform -chdir=${at} destroy`);
  }
}
