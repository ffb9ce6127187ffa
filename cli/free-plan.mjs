// Accounts on AWS' free plan, the default of new ones, refuse much of what a stack is made of, one after the other and after half an hour.
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
import { cliOf } from './aws-cli.mjs';
import { fail } from './terraform.mjs';

/**
 * What the plan allows. Instances: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-free-tier-usage.html, databases:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.html, whose backups AWS keeps for a day at most.
 */
const INSTANCES = ['t3.micro', 't3.small', 't4g.micro', 't4g.small', 'c7i-flex.large', 'm7i-flex.large'];
const DATABASES = ['db.t3.micro', 'db.t4g.micro'];
const BACKUP_DAYS = 1;

const listed = (all) => all.join(', ');

/** What of a configuration the plan refuses, a line each; what is not known yet is left out. */
export function refusedByFreePlan(resources) {
  return resources.flatMap(({ address, type, values: { instance_class: size, backup_retention_period: days, instance_types: types } }) => ({
    aws_db_instance: [
      ...(size !== undefined && !DATABASES.includes(size) ? [`instanceClass: ${size}. Allowed: ${listed(DATABASES)} (${address})`] : []),
      ...(days > BACKUP_DAYS ? [`backupRetentionDays: ${days}. Allowed: 0 to ${BACKUP_DAYS} (${address})`] : []),
    ],
    aws_eks_node_group: (types ?? []).filter((it) => it !== undefined && !INSTANCES.includes(it))
      .map((it) => `instanceTypes: ${it}. Allowed: ${listed(INSTANCES)} (${address})`),
  }[type] ?? []));
}

/** Ends if the account is on the free plan, and it refuses something that is still to be created. An AWS CLI or a role that cannot tell is no reason. */
export async function refuseFreePlan(block, members, stack, { dryRun, say }) {
  const missing = members.filter(({ address }) => !stack.known.has(address)).map((it) => ({ ...it, values: stack.resolve(it.values) }));
  const refused = refusedByFreePlan(missing);
  if (refused.length === 0 || !/^(?!cn-|us-gov-|us-iso|eu-iso|eusc-)/.test(block.region ?? '')) {
    return;
  }
  // The service has one endpoint for all regions.
  const ask = await cliOf({ ...block, region: 'us-east-1' });
  const plan = await ask(['freetier', 'get-account-plan-state', '--query', 'accountPlanType']).catch(() => undefined);
  if (plan === 'FREE') {
    (dryRun ? say : fail)(`This account is on AWS' free plan, which refuses (FreeTierRestrictionError):
${refused.map((it) => `  - ${it}`).join('\n')}
Nothing was created. Upgrade the account to the paid plan, where its credits are used up first, then run the same command again:
  aws freetier upgrade-account-plan --account-plan-type PAID --region us-east-1
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html`);
  }
}
