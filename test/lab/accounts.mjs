// Accounts with special conditions: AWS re-creates the log group of a deleted control plane, GuardDuty adds an endpoint
// to the network, the free plan refuses sizes. Tests the result without the package's repair, and with it. Runs on the
// stand-ins or, with --simulator, with the real AWS provider and the real AWS CLI on the lab's simulator.
//
//   node scripts/run.mjs test/lab/accounts.mjs [--only REGEXP] [--simulator]
import { readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { initialized, library, options, path, runCases, synthesizeStacks, useLocalState, withoutParts, work } from './lib/lab.mjs';
import { awsOnSimulator, awsOnStore, pinAwsProvider, startSimulator } from './lib/simulator.mjs';

useLocalState();
const { only, jobs, keep, simulator: isReal } = options({
  only: { type: 'string', default: '' }, jobs: { type: 'string', default: '1' }, simulator: { type: 'boolean', default: false },
});
const { DataRetention } = library();
const ACCOUNT = { LAB_EKS_LATE_LOGS: '1', LAB_GUARDDUTY: '1' };
const LOGS = '/aws/eks/left-eks/cluster';

const parts = { ...withoutParts(), entrance: { enabled: false } };
const { stack: folder } = synthesizeStacks({ stack: { region: 'eu-central-1', prefix: 'left', dataRetention: DataRetention.DELETE, ...parts } });
if (isReal) {
  pinAwsProvider(folder);
}

/** A stack in a separate account. */
async function stackIn(account, name) {
  let url;
  if (isReal) {
    const { url: endpoint, child } = await startSimulator(account);
    process.on('exit', () => child.kill());
    url = endpoint;
  }
  const run = await initialized(folder, name, isReal ? { LAB_ENDPOINT: url, AWS_ENDPOINT_URL: url } : account);
  run.extra.PATH = [isReal ? awsOnSimulator(work) : awsOnStore(work), path()].join(delimiter);
  return { run, left: async () => (isReal ? JSON.stringify(await (await fetch(`${url}/lab/leftovers`)).json()) : Object.keys(run.objects()).join(' ')) };
}

/** One that is up. */
async function deployed(name) {
  const world = await stackIn(ACCOUNT, name);
  await world.run.apply();
  await world.run.planIsEmpty();
  return world;
}

function expect(text, pattern, what) {
  if (!pattern.test(text)) {
    throw new Error(`${what}: ${text.trim() || 'nothing'}`);
  }
}
const fails = (promise, pattern, what) => promise.then(() => { throw new Error(`${what} did not fail`); }, (error) => expect(error.message, pattern, what));

async function nothingLeft({ run, left }) {
  if (!isReal) {
    run.storeIsEmpty();
  } else {
    expect(await left(), /^\{\}$/, 'left after the destroy');
  }
}

const cases = [
  ['GuardDuty\'s endpoint stops a destroy; repair --destroy deletes it, and with the log group that comes back nothing is left', async () => {
    const world = await deployed('destroyed');
    const { run } = world;
    if (!isReal) { // The real provider repeats the call for 20 minutes.
      await fails(run.copy('without', run.extra).destroy(), /DependencyViolation/, 'a destroy with GuardDuty in the network');
    }
    expect(await run.repair('--destroy', '--dry-run'), /^To repair: GuardDuty's endpoint vpce-/m, 'a dry run');
    const said = await run.repair('--destroy');
    expect(said, /^Repaired: GuardDuty's endpoint vpce-\w+ keeps [^]*^Repaired: GuardDuty's security group sg-\w+ keeps /m, 'repair --destroy');
    await run.destroy();
    expect(await world.left(), isReal ? new RegExp(LOGS) : /lab_log_group/, 'after the destroy');
    expect(await run.repair('--destroy'), new RegExp(`^Repaired: the log group ${LOGS} was created again by AWS after the destroy \\(delete\\)`, 'm'), 'repair --destroy after it');
    await nothingLeft(world);
  }],
  ['a log group that came back stops the next apply; repair takes it over, and the stack is as it was', async () => {
    const world = await deployed('again');
    const { run } = world;
    await run.repair('--destroy');
    await run.destroy();
    await fails(run.apply(), /ResourceAlreadyExistsException/, 'an apply over the log group that came back');
    expect(await run.repair(), new RegExp(`^Repaired: the log group ${LOGS} was created again by AWS after an earlier destroy \\(import\\)`, 'm'), 'repair');
    const logGroups = (await run.plan()).filter(({ type, change }) => type === 'aws_cloudwatch_log_group' && change.before).map(({ change }) => change.actions.join());
    expect(logGroups.join(), /^update$/, 'the plan of that log group');
    if (!isReal) { // The simulator's logs do not know keys.
      await run.apply();
      await run.planIsEmpty();
      expect(await run.repair(), /^\s*$/, 'repair without anything to repair');
    }
  }],
  ...(isReal ? [] : [['a log group that somebody has set up is neither deleted nor taken over', async () => {
    const { run } = await deployed('foreign');
    await run.repair('--destroy');
    await run.destroy();
    const file = join(run.store, readdirSync(run.store, { recursive: true }).map(String).find((name) => /lab_log_group.*json$/.test(name)));
    writeFileSync(file, JSON.stringify({ id: LOGS, name: LOGS, state: { name: LOGS, tags: { team: 'audit' } } }));
    expect(await run.repair('--destroy'), /^\s*$/, 'repair --destroy');
    expect(await run.repair(), /^\s*$/, 'repair');
  }]]),
  ['an account on the free plan is refused before an apply, which would fail after the network is there', async () => {
    const { run, left } = await stackIn({ LAB_FREE_PLAN: '1' }, 'free');
    const refused = /free plan, which refuses[^]*db\.t4g\.small[^]*backupRetentionDays: 7[^]*t3\.large[^]*Nothing was created/;
    await fails(run.repair(), refused, 'repair');
    const before = await left();
    expect(before, isReal ? /^\{\}$/ : /^$/, 'created before');
    await fails(run.apply(), /FreeTierRestrictionError/, 'an apply');
  }],
];
await runCases(cases.filter(([name]) => new RegExp(only).test(name)), { jobs, keep });
