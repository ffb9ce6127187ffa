import { DataAwsIamRoles } from '@cdktf/provider-aws/lib/data-aws-iam-roles';
import { Construct } from 'constructs';

/**
 * Fails the plan if the account has no service-linked role for spot instances: without it EC2 refuses spot requests,
 * and Karpenter silently launches On-Demand Instances.
 *
 * The role is shared by the whole account: a stack that created it would fail if it already exists, and would delete it
 * for everything else on destroy. So you create it yourself, once. Source:
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export function requireSpotRole(scope: Construct): void {
  new DataAwsIamRoles(scope, 'SpotRoles', {
    pathPrefix: '/aws-service-role/spot.amazonaws.com/',
    nameRegex: '^AWSServiceRoleForEC2Spot$',
    lifecycle: {
      postcondition: [{
        condition: '${length(self.names) > 0}',
        errorMessage: 'The account has no service-linked role for spot instances, so Karpenter would launch only '
          + 'On-Demand Instances. Create it once per account: aws iam create-service-linked-role '
          + '--aws-service-name spot.amazonaws.com. Or use CapacityType.ON_DEMAND.',
      }],
    },
  });
}
