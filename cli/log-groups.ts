// Log groups that AWS re-creates: a cluster's control plane and RDS write their last logs after their deletion. If the
// log group no longer exists, it is re-created without tags and retention. The next apply then fails with
// ResourceAlreadyExistsException. https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2763
import { Ask, Tags, tagsOf } from './aws-cli';
import { knownOf, Resource } from './documents';
import { AwsRepairOptions, RepairOptions, report, sleep } from './repairs';
import { Stack } from './stack';

/** Seconds after the deletion of its writer in which AWS may re-create a group. */
export const LATE_SECONDS = 120;
const POLL_MS = 5000;

/** An older group may contain the logs of another cluster with the same name. */
const OURS_FOR_HOURS = 24;

/** A type of resource that writes to groups with a name pattern. */
interface Writer {
  readonly group: RegExp;
  readonly type: string;
  /** The attribute that holds the writer's name, the first group of the pattern. */
  readonly attribute: string;
  readonly ask: (name: string) => readonly string[];
}

const WRITERS: readonly Writer[] = [{
  group: /^\/aws\/eks\/([^/]+)\/cluster$/,
  type: 'aws_eks_cluster',
  attribute: 'name',
  ask: (name) => ['eks', 'describe-cluster', '--name', name, '--query', 'cluster.status'],
}, {
  group: /^\/aws\/rds\/instance\/([^/]+)\/[^/]+$/,
  type: 'aws_db_instance',
  attribute: 'identifier',
  ask: (name) =>
    ['rds', 'describe-db-instances', '--db-instance-identifier', name, '--query', 'DBInstances[0].DBInstanceStatus'],
}];

interface WriterState { readonly isKnown: boolean; readonly exists: boolean }

/** Whether the writer of a group is in the state, and whether it exists; undefined for a group without a writer. */
async function writerOf(group: string, ask: Ask, { known }: Stack): Promise<WriterState | undefined> {
  for (const it of WRITERS) {
    const [, name] = it.group.exec(group) ?? [];
    if (name) {
      const isKnown = knownOf(known, it.type).some(([, attributes]) => attributes[it.attribute] === name);
      return { isKnown, exists: isKnown || (await ask(it.ask(name)) ?? undefined) !== undefined };
    }
  }
  return undefined;
}

interface LogGroup {
  readonly logGroupName: string;
  readonly arn: string;
  /** In milliseconds since 1970. */
  readonly creationTime: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
}

interface Leftover { readonly isRecent: boolean; readonly since: string }

/** A group as AWS creates it; undefined if it does not exist, or has settings or tags. */
async function leftoverOf(name: string, ask: Ask): Promise<Leftover | undefined> {
  const question = ['logs', 'describe-log-groups', '--log-group-name-prefix', name, '--query', 'logGroups'];
  const group = (await ask<LogGroup[]>(question) ?? []).find((it) => it.logGroupName === name);
  if (!group) {
    return undefined;
  }
  const arn = group.arn.replace(/:\*$/, '');
  const tags = await ask<Tags>(['logs', 'list-tags-for-resource', '--resource-arn', arn, '--query', 'tags']);
  if (group.retentionInDays !== undefined || group.kmsKeyId !== undefined || Object.keys(tagsOf(tags)).length > 0) {
    return undefined;
  }
  const isRecent = Date.now() - group.creationTime < OURS_FOR_HOURS * 3_600_000;
  return { isRecent, since: new Date(group.creationTime).toISOString() };
}

interface MissingGroup { readonly address: string; readonly name: string; readonly writer: WriterState }

/** Groups of a configuration that are missing from its state and have no writers outside this state. */
async function missingGroups(ask: Ask, members: readonly Resource[], stack: Stack): Promise<MissingGroup[]> {
  const missing = members.filter(({ address, type }) =>
    type === 'aws_cloudwatch_log_group' && !stack.known.has(address));
  const asked = await Promise.all(missing.map(async ({ address, values }) => {
    const name = stack.resolve(values.name);
    const writer = name === undefined ? undefined : await writerOf(name, ask, stack);
    return name !== undefined && writer && (writer.isKnown || !writer.exists) ? [{ address, name, writer }] : [];
  }));
  return asked.flat();
}

/** Before an apply: imports groups that AWS has re-created. The apply sets their retention, key and tags. */
export async function adoptLogGroups(
  ask: Ask, members: readonly Resource[], stack: Stack, options: AwsRepairOptions,
): Promise<void> {
  for (const { address, name } of await missingGroups(ask, members, stack)) {
    const leftover = await leftoverOf(name, ask);
    const because = `the log group ${name} was created again by AWS after an earlier destroy`;
    if (leftover
      && (options.dryRun || await options.carryOut({ do: 'import', address, id: name, because, isAws: true }))) {
      report(options, because, 'import');
      stack.refresh();
    }
  }
}

/** After a destroy: deletes groups that AWS re-creates, while it may do so. */
export async function deleteLogGroups(
  ask: Ask, members: readonly Resource[], stack: Stack, options: RepairOptions,
): Promise<void> {
  const { dryRun, say, lateSeconds } = options;
  const until = Date.now() + lateSeconds * 1000;
  const groups = (await missingGroups(ask, members, stack)).filter(({ writer }) => !writer.exists);
  if (groups.length > 0 && lateSeconds > 0 && !dryRun) {
    say(`AWS may still write logs, and so create log groups again: checking for ${lateSeconds} s …`);
  }
  const reported = new Set<string>();
  for (;;) {
    for (const { name } of groups) {
      await deleteLeftover(name, ask, options, reported);
    }
    if (dryRun || groups.length === 0 || Date.now() >= until) {
      return;
    }
    await sleep(Math.min(POLL_MS, Math.max(0, until - Date.now())));
  }
}

async function deleteLeftover(name: string, ask: Ask, options: RepairOptions, reported: Set<string>): Promise<void> {
  const leftover = await leftoverOf(name, ask);
  if (leftover?.isRecent) {
    await (options.dryRun || ask(['logs', 'delete-log-group', '--log-group-name', name]));
    report(options, `the log group ${name} was created again by AWS after the destroy`, 'delete');
  } else if (leftover && !reported.has(name)) {
    reported.add(name);
    options.say(`The log group ${name} exists since ${leftover.since}, and may belong to another cluster or database: `
      + `it is left as it is. If it belongs to this stack:
  aws logs delete-log-group --log-group-name ${name}`);
  }
}
