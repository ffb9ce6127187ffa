// Resources of a stack that exist in AWS but not in Terraform's state: created by a run that was killed before it could
// write its state.
//
// A resource belongs to this stack only if its tags have the id of this state and an address of this configuration. A
// resource that cannot be tagged belongs to it if the resource that it refers to does. Others are only reported.
import { deleteEntry, knowsStaleEntry, staleEntries } from './access-entries';
import { Ask, cliOf } from './aws-cli';
import { byName, byOwner, byTags, Found, strangers, tagged } from './aws-search';
import { SLOW } from './aws-types';
import { AwsBlock, knownOf, listOf, Resource } from './documents';
import { refuseFreePlan } from './free-plan';
import { deleteGuardDuty } from './guard-duty';
import { takeUpKept } from './kept';
import { adoptLogGroups, deleteLogGroups } from './log-groups';
import { AwsRepairOptions, report } from './repairs';
import { Say, Stack } from './stack';
import { aliasOf } from './synthesized';
import { codeOf, fail, messageOf } from './terraform';

/** Only the configuration defines whether a destroy deletes their data: an import cannot read this from AWS. */
const HOLDS_DATA = ['aws_db_instance', 'aws_s3_bucket', 'aws_ecr_repository'];

/** Created by AWS with another resource and only adopted by Terraform. Not imported, because a destroy retains them. */
const ADOPTED = /^aws_default_/;

const ARRIVING = /^(CREATING|UPDATING|creating|modifying|backing-up|pending|configuring-\S+)$/;
const LEAVING = /^(DELETING|deleting)$/;

/** Waits until resources that are being created, changed or deleted reach a final status. */
async function settle(ask: Ask, stack: Stack, { dryRun, say }: AwsRepairOptions): Promise<void> {
  await Promise.all([...stack.known].map(async ([address, attributes]) => {
    const slow = SLOW[address.split('.')[0]]?.(attributes);
    const status = slow && await ask<string>(slow.describe);
    if (!slow || !status) {
      return;
    }
    const waiter = ARRIVING.test(status) ? slow.ready : LEAVING.test(status) ? slow.deleted : undefined;
    if (waiter) {
      const remedy = dryRun ? 'repair will wait for it' : 'waiting for it, up to 20 minutes …';
      say(`${address} is ${status.toLowerCase()}: ${remedy}`);
      // The next run detects the result.
      await (dryRun || ask(waiter).catch((error) => say(`${address}: ${messageOf(error)}`)));
    }
  }));
}

/** Updates the state of imported resources with data to their configuration, which decides what a destroy does. */
function learnRetention(imported: ReadonlyArray<Pick<Found, 'address' | 'type'>>, stack: Stack, say: Say): void {
  const targets = imported.filter(({ type }) => HOLDS_DATA.includes(type)).map(({ address }) => address);
  if (targets.length > 0) {
    say(`Writing to the state what a destroy does with the data in ${targets.join(', ')} …`);
    const options = ['-auto-approve', '-input=false', ...targets.map((it) => `-target=${it}`)];
    const { status, stderr } = stack.terraform('apply', ...options);
    if (status !== 0) {
      fail(`The state could not be written, and nothing was destroyed:\n${stderr.trim()}`);
    }
    stack.refresh();
  }
}

/** Deletes access entries that are older than their role. Returns those that must not be imported afterwards. */
async function repairEntries(
  ask: Ask, members: readonly Resource[], stack: Stack, options: AwsRepairOptions,
): Promise<string[]> {
  const stale = options.destroying ? [] : await staleEntries(ask, members, stack);
  for (const it of stale) {
    await (options.dryRun || deleteEntry(ask, it));
    const entry = `the access entry of ${it.principal} on cluster ${it.cluster}`;
    report(options, `${entry} is older than the role, and grants no access`, 'delete');
  }
  return stale.map(({ address, cluster, principal }) => `${address} ${cluster}:${principal}`);
}

/** Imports resources that exist in AWS but not in the state. Returns the imported resources. */
async function importMissing(
  ask: Ask, members: readonly Resource[], stack: Stack, options: AwsRepairOptions, tried: Set<string>,
): Promise<Found[]> {
  const imported: Found[] = [];
  const all = await tagged(ask, stack.deployment);
  for (;;) { // An import may make known what belongs to it.
    const missing = members.filter(({ address }) => !stack.known.has(address));
    const found = await Promise.all([byTags(all, missing), byName(ask, missing, stack), byOwner(ask, missing, stack)]);
    const before = tried.size;
    for (const it of found.flat()) {
      const { address, type, id } = it;
      if (tried.has(`${address} ${id}`)) {
        continue; // Found by tags and by name, or tried in vain.
      }
      tried.add(`${address} ${id}`);
      const because = `${type} ${id} exists, and is not in Terraform's state`;
      // The list by tags also contains resources that were deleted long ago.
      if (options.dryRun
        || (!stack.known.has(address) && await options.carryOut({ do: 'import', address, id, because, isAws: true }))) {
        report(options, because, 'import');
        imported.push(it);
        stack.refresh();
      }
    }
    if (options.dryRun || tried.size === before) {
      return imported;
    }
  }
}

async function repairRegion(
  ask: Ask, members: readonly Resource[], stack: Stack, options: AwsRepairOptions,
): Promise<void> {
  const { destroying, dryRun, keepsData, say } = options;
  if (stack.deployment === undefined) {
    const missing = members.filter(({ address }) => !stack.known.has(address));
    for (const [id, arns] of keepsData ? [] : await strangers(ask, missing, stack)) {
      const examples = `${arns[0]}${arns.length > 1 ? ', …' : ''}`;
      say(`AWS has ${arns.length} resources of this stack that are not in this state: ${examples}
If a run of this stack was killed, run in the stack's folder, then run the same command again:
  terraform import terraform_data.StackDeployment ${id}`);
    }
    return;
  }
  const tried = new Set(await repairEntries(ask, members, stack, options));
  const imported = await importMissing(ask, members, stack, options, tried);
  await settle(ask, stack, options);
  if (destroying && !dryRun) {
    learnRetention(imported, stack, say);
  }
}

/**
 * Imports resources that exist in AWS but not in the state, then repairs those that AWS services added or re-created.
 * Queries AWS only if a resource is missing or stale, or before the destroy of a network.
 */
export async function repairAws(stack: Stack, options: AwsRepairOptions): Promise<void> {
  const { destroying } = options;
  const hasNetwork = destroying && knownOf(stack.known, 'aws_vpc').length > 0;
  for (const block of listOf(stack.config.provider?.aws)) {
    const members = stack.resources.filter((it) => it.type.startsWith('aws_') && aliasOf(it) === block.alias
      && !(destroying && ADOPTED.test(it.type)));
    const isWhole = members.every(({ address }) => stack.known.has(address)) && (destroying || !knowsStaleEntry(stack));
    if (!isWhole || hasNetwork) {
      await repairBlock(block, members, isWhole, stack, options);
    }
  }
}

/** The same for the resources of one provider block. */
async function repairBlock(
  block: AwsBlock, members: readonly Resource[], isWhole: boolean, stack: Stack, options: AwsRepairOptions,
): Promise<void> {
  const settings = stack.resolve(block);
  const ask = await cliOf(settings).catch((error) => reportUnanswered(error, options));
  if (!ask) {
    return;
  }
  const repairAs = async (deployment: string) => repairRegion(ask, members, { ...stack, deployment }, options);
  const repairMissing = async () => isWhole || repairRegion(ask, members, stack, options);
  const steps: Array<() => Promise<unknown>> = options.destroying ? [
    repairMissing,
    async () => deleteGuardDuty(ask, stack, options),
    async () => deleteLogGroups(ask, members, stack, options),
  ] : [
    async () => refuseFreePlan(settings, members, stack, options),
    async () => isWhole || takeUpKept(ask, members, stack, { ...options, region: settings.region, repairAs }),
    repairMissing,
    async () => adoptLogGroups(ask, members, stack, options),
  ];
  for (const step of steps) {
    const error: unknown = await step().then(() => undefined, (it) => it);
    if (error) {
      reportUnanswered(error, options);
    }
    if (codeOf(error) === 'ENOENT') {
      return; // Other errors are of one missing right.
    }
  }
}

function reportUnanswered(error: unknown, { say }: AwsRepairOptions): undefined {
  const why = codeOf(error) === 'ENOENT' ? 'there is no AWS CLI on the PATH' : messageOf(error);
  say(`AWS does not answer (${why}): what an interrupted run has left there is not repaired.`);
}
