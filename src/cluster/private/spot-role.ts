import { DataAwsIamRoles } from '@cdktf/provider-aws/lib/data-aws-iam-roles';
import { Construct } from 'constructs';

/**
 * Fails the plan where the account has no service-linked role for spot instances: without it EC2 refuses them, and
 * Karpenter buys on demand without a word.
 *
 * The role is of the account and of every program in it: a stack that created it would fail where another one has, and
 * take it from the others when it is destroyed. So it is for you to create, once.
 * Source: https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export function requireSpotRole(scope: Construct): void {
  new DataAwsIamRoles(scope, 'SpotRoles', {
    pathPrefix: '/aws-service-role/spot.amazonaws.com/',
    nameRegex: '^AWSServiceRoleForEC2Spot$',
    lifecycle: {
      postcondition: [{
        condition: '${length(self.names) > 0}',
        errorMessage: 'The account has no service-linked role for spot instances, so Karpenter would buy all nodes on'
          + ' demand. Create it, once in an account: aws iam create-service-linked-role --aws-service-name'
          + ' spot.amazonaws.com. Or use CapacityType.ON_DEMAND.',
      }],
    },
  });
}
