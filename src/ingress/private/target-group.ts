import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { EntranceServiceOptions } from '../entrance-options';

/** Creates the target group of a service: the nodes, at its node port. */
export function targetGroup(
  scope: Construct, service: string, options: EntranceServiceOptions, vpcId: string,
): LbTargetGroup {
  return new LbTargetGroup(scope, `Targets-${service}`, {
    // A generated name, because the new group is created before the old one is deleted. AWS allows prefixes of 6
    // characters.
    namePrefix: service.slice(0, 6),
    targetType: 'instance',
    port: options.nodePort,
    protocol: 'HTTP',
    vpcId,
    deregistrationDelay: '60',
    healthCheck: {
      path: options.healthCheckPath,
      port: `${options.healthCheckNodePort ?? options.nodePort}`,
      protocol: 'HTTP',
      matcher: options.healthyStatusCodes ?? '200',
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    lifecycle: { createBeforeDestroy: true },
  });
}
