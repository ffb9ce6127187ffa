// AWS' free plan, the default for new accounts, does not allow many resources of a stack. Their creation fails one by
// one, after half an hour. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
import { cliOf } from './aws-cli';
import { AwsBlock, Resource } from './documents';
import { RepairOptions } from './repairs';
import { Stack } from './stack';
import { fail } from './terraform';

/** Allowed by the plan: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-free-tier-usage.html */
const INSTANCES = ['t3.micro', 't3.small', 't4g.micro', 't4g.small', 'c7i-flex.large', 'm7i-flex.large'];
/** Allowed by the plan: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.html */
const DATABASES = ['db.t3.micro', 'db.t4g.micro'];
/** The maximum backup retention of a database, in days, that the plan allows. */
const BACKUP_DAYS = 1;

const listed = (all: readonly string[]) => all.join(', ');

/** Resources that the plan does not allow, one line each; unknown values are skipped. */
export function refusedByFreePlan(resources: readonly Resource[]): string[] {
  return resources.flatMap(({ address, type, values }) => {
    if (type === 'aws_db_instance') {
      const { instance_class: size, backup_retention_period: days = 0 } = values;
      return [
        ...(size !== undefined && !DATABASES.includes(size)
          ? [`instanceClass: ${size}. Allowed: ${listed(DATABASES)} (${address})`] : []),
        ...(days > BACKUP_DAYS ? [`backupRetentionDays: ${days}. Allowed: 0 to ${BACKUP_DAYS} (${address})`] : []),
      ];
    }
    return type !== 'aws_eks_node_group' ? [] : (values.instance_types ?? [])
      .filter((it) => it !== undefined && !INSTANCES.includes(it))
      .map((it) => `instanceTypes: ${it}. Allowed: ${listed(INSTANCES)} (${address})`);
  });
}

/**
 * Exits if the account is on the free plan, and the plan does not allow a resource that is still to be created.
 * Continues if the AWS CLI or the role cannot read the account's plan.
 */
export async function refuseFreePlan(
  block: AwsBlock, members: readonly Resource[], stack: Stack, { dryRun, say }: RepairOptions,
): Promise<void> {
  const missing = members.filter(({ address }) => !stack.known.has(address))
    .map((it) => ({ ...it, values: stack.resolve(it.values) }));
  const refused = refusedByFreePlan(missing);
  if (refused.length === 0 || !/^(?!cn-|us-gov-|us-iso|eu-iso|eusc-)/.test(block.region ?? '')) {
    return;
  }
  // The service has one endpoint for all regions.
  const ask = await cliOf({ ...block, region: 'us-east-1' });
  const question = ['freetier', 'get-account-plan-state', '--query', 'accountPlanType'];
  const plan = await ask<string>(question).catch(() => undefined);
  if (plan === 'FREE') {
    (dryRun ? say : fail)(`This account is on AWS' free plan, which refuses (FreeTierRestrictionError):
${refused.map((it) => `  - ${it}`).join('\n')}
Nothing was created. Upgrade the account to the paid plan (credits are used first), then run the same command again:
  aws freetier upgrade-account-plan --account-plan-type PAID --region us-east-1
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html`);
  }
}
