// What GuardDuty's Runtime Monitoring adds to a VPC with nodes, and leaves there: an endpoint, which keeps subnets from being deleted, and its security
// group, which keeps the VPC. Both carry the tag GuardDutyManaged.
// https://docs.aws.amazon.com/guardduty/latest/ug/using-iac-with-gdu-automated-agents-runtime-monitoring.html
const GONE_SECONDS = 300;
const POLL_MS = 5000;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function until(isDone) {
  for (const end = Date.now() + GONE_SECONDS * 1000; !(await isDone());) {
    if (Date.now() > end) {
      return false;
    }
    await sleep(POLL_MS);
  }
  return true;
}

/** Deletes it from the VPCs that are in this state, and from no other. Returns whether there was anything. */
export async function deleteGuardDuty(ask, stack, { dryRun, say }) {
  let found = false;
  for (const vpc of [...stack.known].filter(([address]) => address.startsWith('aws_vpc.')).map(([, { id }]) => id)) {
    const filters = ['--filters', `Name=vpc-id,Values=${vpc}`, 'Name=tag:GuardDutyManaged,Values=true'];
    const endpoints = async () => await ask(['ec2', 'describe-vpc-endpoints', ...filters, '--query', 'VpcEndpoints[?State!=`deleted`].VpcEndpointId']) ?? [];
    const groups = async () => await ask(['ec2', 'describe-security-groups', ...filters, '--query', 'SecurityGroups[].GroupId']) ?? [];
    const [ids, groupIds] = [await endpoints(), await groups()];
    found ||= ids.length + groupIds.length > 0;
    const said = (what) => say(`${dryRun ? 'To repair' : 'Repaired'}: GuardDuty's ${what} keeps the network of this stack from being deleted (delete)`);
    if (ids.length > 0) {
      if (!dryRun) {
        await ask(['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', ...ids]);
        await until(async () => (await endpoints()).length === 0);
      }
      said(`endpoint ${ids.join(', ')}`);
    }
    for (const id of groupIds) {
      // The endpoint's network interfaces go a little later than it.
      const gone = async () => ask(['ec2', 'delete-security-group', '--group-id', id]).then(() => true, (error) => {
        if (!/DependencyViolation/.test(error.message)) {
          throw error;
        }
        return false;
      });
      if (dryRun || await until(gone)) {
        said(`security group ${id}`);
      }
    }
  }
  return found;
}
