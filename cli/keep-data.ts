// keep-data: prepares a stack with DataRetention.KEEP for a destroy that deletes everything but the data.
import { join } from 'node:path';
import { cliOf } from './aws-cli';
import { Attributes, Resource } from './documents';
import { writeSecret } from './files';
import { outputsOf } from './outputs';
import { ReadOptions, readStack, Say, Stack } from './stack';
import { awsBlockOf, onlyStack } from './synthesized';
import { fail } from './terraform';
import { withoutUserinfo } from './userinfo';

/** Outputs that are deleted with the state, and that a later stack needs to read the data. */
const NEEDED = ['metadata-db-username', 'metadata-db-password', 'zenml-server-encryption-key'];

/** Resources that a configuration retains. */
export interface Kept {
  readonly databases: readonly Resource[];
  /** Buckets and repositories. */
  readonly holders: readonly Resource[];
  /** Settings of a bucket, policies of a repository: removed from the state with it. */
  readonly parts: readonly Resource[];
  /** Resources that refuse a destroy. */
  readonly guards: readonly Resource[];
}

export function keptIn(resources: readonly Resource[]): Kept {
  const of = (type: string, isKept: (values: Attributes) => boolean) =>
    resources.filter((it) => it.type === type && isKept(it.values));
  const holders = [
    ...of('aws_s3_bucket', ({ force_destroy: isEmptied }) => !isEmptied),
    ...of('aws_ecr_repository', ({ force_delete: isEmptied }) => !isEmptied),
  ];
  const belongs = ({ type, values }: Resource) => /^aws_(s3_bucket|ecr)_/.test(type)
    && holders.some(({ address }) => `${values.bucket} ${values.repository}`.includes(`\${${address}.`));
  return {
    databases: of('aws_db_instance', ({ skip_final_snapshot: isSkipped }) => !isSkipped),
    holders,
    parts: resources.filter((it) => !holders.includes(it) && belongs(it)),
    guards: resources.filter(({ address }) => /^terraform_data\.KeptData_/.test(address)),
  };
}

/** Retained resources that are in the state. */
function keptOf({ known, resources }: Stack): Kept {
  const { databases, holders, parts, guards } = keptIn(resources);
  const inState = (all: readonly Resource[]) => all.filter(({ address }) => known.has(address));
  return {
    databases: inState(databases), holders: inState(holders), parts: inState(parts), guards: inState(guards),
  };
}

/** Writes the secrets that a later stack needs. */
function writeSecrets(folder: string, binary: string | undefined, dryRun: boolean): string {
  const file = join(folder, 'kept-data.json');
  const outputs = outputsOf(folder, binary);
  const names = NEEDED.filter((name) => outputs[name] !== undefined);
  if (!dryRun) {
    const secrets = Object.fromEntries(names.map((name) => [name, outputs[name]]));
    writeSecret(file, `${JSON.stringify(secrets, null, 2)}\n`);
  }
  return `${names.join(', ')} are written to ${file}. Move it to a safe place: the snapshot cannot be used without it.`;
}

/** Disables the deletion protection of a database. */
async function unprotect(database: Resource, stack: Stack, dryRun: boolean): Promise<string> {
  const { identifier: name, final_snapshot_identifier: snapshot } = stack.known.get(database.address)!;
  const ask = await cliOf(stack.resolve(awsBlockOf(stack.config, database) ?? {}));
  if (!dryRun) {
    const instance = ['--db-instance-identifier', `${name}`];
    const modify = ['rds', 'modify-db-instance', ...instance, '--no-deletion-protection', '--apply-immediately'];
    await ask([...modify, '--query', 'DBInstance.DBInstanceStatus']);
    await ask(['rds', 'wait', 'db-instance-available', ...instance]);
  }
  return `MySQL server ${name} is no longer protected. `
    + `The destroy deletes it and takes the final snapshot ${snapshot}.`;
}

/** terraform, and how the command runs. */
export interface KeepDataOptions extends ReadOptions { readonly binary?: string }

/** Prepares a destroy that retains the data. Returns whether there is any. */
export async function keepData(
  folder: string, { binary, dryRun = false, say: print = console.log }: KeepDataOptions = {},
): Promise<boolean> {
  const say: Say = (line) => print(withoutUserinfo(line));
  const reportDone = (what: string) => say(`${dryRun ? 'To do' : 'Done'}: ${what}`);
  const stack = readStack(folder, binary, { dryRun, say });
  const { databases, holders, parts, guards } = keptOf(stack);
  if (databases.length + holders.length + guards.length === 0) {
    say('Nothing is kept: the state has no database, bucket or repository with DataRetention.KEEP.');
    return false;
  }
  if (databases.length > 0) {
    reportDone(writeSecrets(folder, binary, dryRun));
  }
  for (const it of databases) {
    reportDone(await unprotect(it, stack, dryRun));
  }
  const addresses = [...holders, ...parts, ...guards].map(({ address }) => address);
  if (!dryRun && addresses.length > 0) {
    const { status, stderr } = stack.terraform('state', 'rm', ...addresses);
    if (status !== 0) {
      fail(`The data cannot be removed from Terraform's state:\n${stderr.trim()}`);
    }
  }
  holders.forEach(({ address, type }) => {
    const { bucket, name } = stack.known.get(address)!;
    const what = type === 'aws_s3_bucket' ? `S3 bucket ${bucket}` : `ECR repository ${name}`;
    reportDone(`${what} is removed from Terraform's state: the destroy leaves it as it is.`);
  });
  return true;
}

/** The command. */
export async function keepDataCommand(
  folder: string | undefined, { dryRun }: { readonly dryRun?: boolean },
): Promise<void> {
  const at = folder ?? onlyStack();
  if (await keepData(at, { dryRun })) {
    console.log(dryRun ? 'Nothing was changed.' : `Next: terraform -chdir=${at} destroy`);
  }
}
