// A second deployment with the same names, after one whose data DataRetention.KEEP has kept: without the package's
// repair its apply fails in the middle. Repair refuses it before anything is created, and imports the kept data with
// --adopt. Runs on the stand-ins or, with --simulator, with the real AWS provider and the real AWS CLI on the lab's
// simulator.
//
//   node scripts/run.mjs test/lab/kept.mjs [--only REGEXP] [--simulator]
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { initialized, library, options, path, runCases, synthesizeStacks, useLocalState, withoutParts, work } from './lib/lab.mjs';
import { awsOnSimulator, awsOnStore, pinAwsProvider, startSimulator } from './lib/simulator.mjs';

useLocalState();
const { only, jobs, keep, simulator: isReal } = options({
  only: { type: 'string', default: '' }, jobs: { type: 'string', default: '1' }, simulator: { type: 'boolean', default: false },
});
const { DatabaseSource, DataRetention, MysqlVersion } = library();
const [BUCKET, SERVER] = ['kept-zenml-artifact-store', 'kept-mysql'];

const parts = { ...withoutParts(), entrance: { enabled: false } };
// With a patch version Terraform itself looks for a server of that name.
const base = { region: 'eu-central-1', prefix: 'kept', ...parts, database: DatabaseSource.create({ engineVersion: MysqlVersion.of('8.4.5') }) };
const folders = synthesizeStacks({ KEEP: { ...base, dataRetention: DataRetention.KEEP }, DELETE: { ...base, dataRetention: DataRetention.DELETE } });
if (isReal) {
  Object.values(folders).forEach(pinAwsProvider);
}

/** A deployed stack that keeps its data, in a separate world. */
async function deployed(name) {
  let extra = {};
  if (isReal) {
    const { url, child } = await startSimulator();
    process.on('exit', () => child.kill());
    extra = { LAB_ENDPOINT: url, AWS_ENDPOINT_URL: url };
  }
  const run = await initialized(folders.KEEP, name, extra);
  const bin = isReal ? awsOnSimulator(work) : awsOnStore(work);
  run.extra.PATH = [bin, path()].join(delimiter);
  await run.apply();
  await run.planIsEmpty();
  return { run, aws: (...args) => spawnSync(join(bin, 'aws'), [...args, '--region', 'eu-central-1'], { encoding: 'utf8', env: { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...run.extra } }) };
}

const addresses = (run, pattern) => run.state().resources.filter(({ mode, type }) => mode === 'managed' && pattern.test(type)).map(({ type, name }) => `${type}.${name}`);

/** Takes the protection off the database, as the output kept-data says. */
function unprotect({ run, aws }) {
  if (isReal) {
    const { status, stderr } = aws('rds', 'modify-db-instance', '--db-instance-identifier', SERVER, '--no-deletion-protection', '--apply-immediately');
    expect(`${status} ${stderr}`, /^0/, 'modify-db-instance');
    return;
  }
  const file = join(run.tf, 'terraform.tfstate');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  state.resources.find(({ type }) => type === 'aws_db_instance').instances[0].attributes.deletion_protection = false;
  writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
}

/** Another state: that of a deployment from another folder. */
const forgetState = (run) => readdirSync(run.tf).filter((name) => name.startsWith('terraform.tfstate')).forEach((name) => rmSync(join(run.tf, name)));

function expect(text, pattern, what) {
  if (!pattern.test(text)) {
    throw new Error(`${what}: ${text.trim() || 'nothing'}`);
  }
}
const fails = (promise, pattern, what) => promise.then(() => { throw new Error(`${what} did not fail`); }, (error) => expect(error.message, pattern, what));
const idsOf = (run) => run.state().resources.find(({ type, name }) => type === 'terraform_data' && name === 'StackDeployment').instances[0].attributes.id;

/** The end of all of it: with DELETE, and nothing left. */
async function deleteAll(run) {
  run.configure(folders.DELETE);
  await run.apply();
  await run.destroy();
  if (!isReal) {
    run.storeIsEmpty();
  }
}

const NOTHING = /AWS has data under the names of this stack[^]*Nothing was created\./;
const cases = [
  ['a bucket and repositories that were kept: the second deployment is refused before its apply, and takes them up with --adopt', async () => {
    const world = await deployed('bucket');
    const { run } = world;
    unprotect(world);
    await run.succeed(['state', 'rm', ...addresses(run, /^aws_(s3_bucket.*|ecr_\w+)$/), ...addresses(run, /^terraform_data$/).filter((it) => it.includes('KeptData'))]);
    const first = idsOf(run);
    await run.destroy();
    forgetState(run);
    if (!isReal) {
      await fails(run.copy('bucket-without', run.extra).apply(), /BucketAlreadyOwnedByYou|RepositoryAlreadyExists/, 'an apply over what was kept');
    }
    await fails(run.repair('--new-database'), new RegExp(`${NOTHING.source}[^]*repair \\S+ --adopt`), 'repair');
    await fails(run.repair('--new-database'), new RegExp(`ECR repository kept[^]*S3 bucket ${BUCKET}[^]*ArtifactBucketSource.existing\\(\\{ bucketName: '${BUCKET}', path: '' \\}\\)`), 'its ways out');
    expect(await run.repair('--adopt', '--new-database'), /^Repaired: aws_s3_bucket kept-[^]*|^Repaired: aws_ecr_repository kept/m, 'repair --adopt');
    const held = (await run.plan()).filter(({ type, change }) => /^aws_(s3_bucket|ecr_repository)$/.test(type) && change.actions.join() !== 'update');
    expect(JSON.stringify(held.map(({ address, change }) => [address, change.actions])), /^\[\]$/, 'what is made again of it');
    await run.apply();
    await run.planIsEmpty();
    expect(idsOf(run), new RegExp(`^${first}$`), 'the deployment');
    await deleteAll(run);
  }],
  // The stand-in imports no database by its name.
  ...(isReal ? [['a database that is left running with its network is taken up, too', async () => {
    const { run } = await deployed('database');
    forgetState(run);
    await fails(run.apply(), /The MySQL server kept-mysql was created by another deployment/, 'terraform apply alone');
    expect(addresses(run, /^aws_/).join(), /^$/, 'created by it');
    forgetState(run);
    await fails(run.repair(), new RegExp(`${NOTHING.source}`), 'repair');
    await fails(run.repair(), new RegExp(`MySQL server ${SERVER}[^]*DatabaseSource.existing[^]*modify-db-instance`), 'its ways out');
    expect(await run.repair('--adopt'), /^Repaired: aws_db_instance kept-mysql exists/m, 'repair --adopt');
    const again = (await run.plan()).filter(({ type, change }) => /^aws_(db_instance|s3_bucket|ecr_repository|vpc|eks_cluster)$/.test(type) && change.actions.join() !== 'update');
    expect(JSON.stringify(again.map(({ address, change }) => [address, change.actions])), /^\[\]$/, 'what is made again');
    await run.apply();
  }],
  ['a final snapshot: the second deployment is refused, and continues with --new-database', async () => {
    const world = await deployed('snapshot');
    const { run } = world;
    unprotect(world);
    await run.succeed(['state', 'rm', ...addresses(run, /^terraform_data$/).filter((it) => it.includes('KeptData'))]);
    await run.destroy();
    forgetState(run);
    await fails(run.repair(), new RegExp(`${'AWS has data under the names'}[^]*snapshot ${SERVER}-final-\\w+ of MySQL server ${SERVER}[^]*--new-database[^]*Nothing was created`), 'repair');
    // The simulator lists tags of what is gone, which is reported.
    expect(await run.repair('--new-database'), /^(?![^]*snapshot)/, 'repair --new-database');
  }]] : []),
];
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
