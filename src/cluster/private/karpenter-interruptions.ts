import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { interruptionQueueStatements } from './karpenter-statements';
import { policyDocument } from '../../terraform/iam';

/**
 * Events that Karpenter handles, by the suffix of the rule's name. Source:
 * https://github.com/aws/karpenter-provider-aws, tag v1.14.1,
 * website/content/en/docs/getting-started/getting-started-with-karpenter/cloudformation.yaml
 */
export const INTERRUPTIONS = {
  health: { id: 'ScheduledChange', source: 'aws.health', detailType: 'AWS Health Event' },
  spot: { id: 'SpotInterruption', source: 'aws.ec2', detailType: 'EC2 Spot Instance Interruption Warning' },
  rebalance: { id: 'Rebalance', source: 'aws.ec2', detailType: 'EC2 Instance Rebalance Recommendation' },
  state: { id: 'InstanceStateChange', source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification' },
  reservation: {
    id: 'CapacityReservation', source: 'aws.ec2', detailType: 'EC2 Capacity Reservation Instance Interruption Warning',
  },
} as const;

/** Older messages are obsolete: a spot instance is terminated two minutes after the warning. */
const RETENTION_SECONDS = 300;

/** Creates the queue that notifies Karpenter of nodes that AWS is about to reclaim. */
export function interruptionQueue(scope: Construct, name: string): { queue: SqsQueue; ready: ITerraformDependable[] } {
  const queue = new SqsQueue(scope, 'Queue', {
    name, messageRetentionSeconds: RETENTION_SECONDS, sqsManagedSseEnabled: true,
  });
  const rules = Object.entries(INTERRUPTIONS).map(([end, { id, source, detailType }]) => {
    const rule = new CloudwatchEventRule(scope, id, {
      name: `${name}-${end}`,
      description: `Notifies Karpenter of: ${detailType}`,
      eventPattern: JSON.stringify({ 'source': [source], 'detail-type': [detailType] }),
    });
    const target = new CloudwatchEventTarget(scope, `${id}Target`, {
      rule: rule.name, targetId: 'karpenter', arn: queue.arn,
    });
    return { arn: rule.arn, target };
  });
  const policy = new SqsQueuePolicy(scope, 'QueuePolicy', {
    queueUrl: queue.url,
    policy: policyDocument(...interruptionQueueStatements(queue.arn, rules.map(({ arn }) => arn))),
  });
  return { queue, ready: [policy, ...rules.map(({ target }) => target)] };
}
