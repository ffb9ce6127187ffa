// Log groups that AWS creates again by itself: the control plane of a cluster, and RDS, write their last logs after their end, and a group that is
// gone by then comes back without tags and without retention. The next apply then fails with ResourceAlreadyExistsException.
// https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2763
import { tagsOf } from './aws-cli.mjs';

/** For how long after the end of its owner a group may come back. */
export const LATE_SECONDS = 120;
const POLL_MS = 5000;

/** An older one may hold the logs of a cluster of the same name that was not this stack's. */
const OURS_FOR_HOURS = 24;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Who writes to a group, by its name: the address of its type, and how AWS is asked for it. */
const WRITERS = [
  [/^\/aws\/eks\/([^/]+)\/cluster$/, 'aws_eks_cluster', 'name', (name) => ['eks', 'describe-cluster', '--name', name, '--query', 'cluster.status']],
  [/^\/aws\/rds\/instance\/([^/]+)\/[^/]+$/, 'aws_db_instance', 'identifier',
    (name) => ['rds', 'describe-db-instances', '--db-instance-identifier', name, '--query', 'DBInstances[0].DBInstanceStatus']],
];

/** Whether the writer of a group is in the state, or exists nevertheless; both false where there is none. */
async function writerOf(name, ask, { known }) {
  for (const [pattern, type, attribute, question] of WRITERS) {
    const [, writer] = pattern.exec(name) ?? [];
    if (writer) {
      const isKnown = [...known].some(([address, attributes]) => address.startsWith(`${type}.`) && attributes[attribute] === writer);
      return { isKnown, exists: isKnown || (await ask(question(writer)) ?? undefined) !== undefined };
    }
  }
  return undefined;
}

/** A group as AWS makes it itself; undefined if there is none of that name, or somebody has set anything of it. */
async function foundGroup(name, ask) {
  const groups = await ask(['logs', 'describe-log-groups', '--log-group-name-prefix', name, '--query', 'logGroups']) ?? [];
  const group = groups.find((it) => it.logGroupName === name);
  if (!group) {
    return undefined;
  }
  const tags = tagsOf(await ask(['logs', 'list-tags-for-resource', '--resource-arn', group.arn.replace(/:\*$/, ''), '--query', 'tags']));
  const isLeftover = group.retentionInDays === undefined && group.kmsKeyId === undefined && Object.keys(tags).length === 0;
  return isLeftover ? { isRecent: Date.now() - group.creationTime < OURS_FOR_HOURS * 3_600_000, since: new Date(group.creationTime).toISOString() } : undefined;
}

/** The groups of a configuration that its state does not know, and that nobody of another state writes to. */
async function missingGroups(ask, members, stack) {
  const named = members.filter(({ address, type }) => type === 'aws_cloudwatch_log_group' && !stack.known.has(address))
    .map(({ address, values: { name } }) => ({ address, name: stack.resolve(name) })).filter(({ name }) => name !== undefined);
  const asked = await Promise.all(named.map(async (it) => ({ ...it, writer: await writerOf(it.name, ask, stack) })));
  return asked.filter(({ writer }) => writer && (writer.isKnown || !writer.exists));
}

/** Before an apply: takes over what came back after an earlier destroy. The apply then gives it its retention, its key and its tags. */
export async function adoptLogGroups(ask, members, stack, { dryRun, say, carryOut }) {
  for (const { address, name } of await missingGroups(ask, members, stack)) {
    const group = await foundGroup(name, ask);
    const because = `the log group ${name} came back after an earlier destroy`;
    if (group && (dryRun || await carryOut({ do: 'import', address, id: name, because, isAws: true }))) {
      say(`${dryRun ? 'To repair' : 'Repaired'}: ${because} (import)`);
      stack.refresh();
    }
  }
}

/** After a destroy: deletes what comes back. Looks for `seconds`, since that may take a while. */
export async function deleteLogGroups(ask, members, stack, { dryRun, say, seconds = 0 }) {
  const until = Date.now() + seconds * 1000;
  const groups = (await missingGroups(ask, members, stack)).filter(({ writer }) => !writer.exists);
  if (groups.length > 0 && seconds > 0 && !dryRun) {
    say(`AWS may still write logs, which would bring log groups back: looking for them for ${seconds} s …`);
  }
  const told = new Set();
  for (;;) {
    for (const { name } of groups) {
      const group = await foundGroup(name, ask);
      if (group && !group.isRecent && !told.has(name)) {
        told.add(name);
        say(`The log group ${name} is there since ${group.since}, and may be of another cluster or database: it is left as it is. If it is yours:
  aws logs delete-log-group --log-group-name ${name}`);
      } else if (group?.isRecent) {
        await (dryRun || ask(['logs', 'delete-log-group', '--log-group-name', name]));
        say(`${dryRun ? 'To repair' : 'Repaired'}: the log group ${name} came back after the destroy (delete)`);
      }
    }
    if (dryRun || groups.length === 0 || Date.now() >= until) {
      return;
    }
    await sleep(Math.min(POLL_MS, Math.max(0, until - Date.now())));
  }
}
