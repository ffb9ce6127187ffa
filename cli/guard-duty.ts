// Resources that GuardDuty Runtime Monitoring adds to a VPC with nodes and does not delete: an endpoint, which blocks
// the deletion of the subnets, and its security group, which blocks that of the VPC. Both have the tag
// GuardDutyManaged.
// https://docs.aws.amazon.com/guardduty/latest/ug/using-iac-with-gdu-automated-agents-runtime-monitoring.html
import { Ask } from './aws-cli';
import { knownOf } from './documents';
import { RepairOptions, report, sleep } from './repairs';
import { Stack } from './stack';
import { messageOf } from './terraform';

const GONE_SECONDS = 300;
const POLL_MS = 5000;

async function until(isDone: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + GONE_SECONDS * 1000; !(await isDone());) {
    if (Date.now() > end) {
      return false;
    }
    await sleep(POLL_MS);
  }
  return true;
}

/** Deletes GuardDuty's resources in the VPCs in this state, and in no others. */
export async function deleteGuardDuty(ask: Ask, stack: Stack, options: RepairOptions): Promise<void> {
  for (const [, { id }] of knownOf(stack.known, 'aws_vpc')) {
    await deleteFrom(`${id}`, ask, options);
  }
}

async function deleteFrom(vpc: string, ask: Ask, options: RepairOptions): Promise<void> {
  const { dryRun } = options;
  const filters = ['--filters', `Name=vpc-id,Values=${vpc}`, 'Name=tag:GuardDutyManaged,Values=true'];
  const endpointIds = 'VpcEndpoints[?State!=`deleted`].VpcEndpointId';
  const endpoints = async () =>
    await ask<string[]>(['ec2', 'describe-vpc-endpoints', ...filters, '--query', endpointIds]) ?? [];
  const ids = await endpoints();
  const groupIds = 'SecurityGroups[].GroupId';
  const groups = await ask<string[]>(['ec2', 'describe-security-groups', ...filters, '--query', groupIds]) ?? [];
  const reportKeeper = (what: string) =>
    report(options, `GuardDuty's ${what} keeps the network of this stack from being deleted`, 'delete');
  if (ids.length > 0) {
    if (!dryRun) {
      await ask(['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', ...ids]);
      await until(async () => (await endpoints()).length === 0);
    }
    reportKeeper(`endpoint ${ids.join(', ')}`);
  }
  for (const id of groups) {
    if (dryRun || await until(async () => deleteGroup(id, ask))) {
      reportKeeper(`security group ${id}`);
    }
  }
}

/** Returns false while the group is used by the endpoint's network interfaces, which are deleted after it. */
async function deleteGroup(id: string, ask: Ask): Promise<boolean> {
  try {
    await ask(['ec2', 'delete-security-group', '--group-id', id]);
    return true;
  } catch (error) {
    if (!/DependencyViolation/.test(messageOf(error))) {
      throw error;
    }
    return false;
  }
}
