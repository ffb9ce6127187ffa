import { Annotations, TerraformStack } from 'cdktf';
import { ResolvedStack } from './resolve';
import { partitionOf } from '../../validation/aws';

/**
 * AWS provider versions that can create buckets with tags outside the partition aws: 6.23 to 6.28 fail there.
 * https://github.com/hashicorp/terraform-provider-aws/issues/45566, fixed in 6.29.0
 */
const AWS_PROVIDER_ELSEWHERE = '>= 6.29.0, < 7.0.0';

/** Partitions whose endpoints end in amazonaws.com. https://docs.aws.amazon.com/general/latest/gr/sts.html */
const SAME_HOSTS = ['aws', 'aws-us-gov'];

/**
 * Adapts the stack to partitions other than aws: overrides the provider version of the bindings, which fails there, and
 * warns that ZenML calls an STS endpoint that does not exist there.
 */
export function considerPartition(stack: TerraformStack, { region, zenml }: ResolvedStack): void {
  const partition = partitionOf(region);
  if (partition === undefined || partition === 'aws') {
    return;
  }
  // A newer minor version of the provider supports everything in the bindings.
  stack.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_ELSEWHERE);
  if (!SAME_HOSTS.includes(partition) && zenml) {
    Annotations.of(stack).addWarning(
      `ZenML's AWS connector asks for clusters' tokens at sts.${region}.amazonaws.com, which the partition `
      + `${partition} does not have: it hands out no access to the cluster, so that pipelines cannot be started `
      + 'through the registered stack. Source: https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/integrations/aws/service_connectors/'
      + 'aws_service_connector.py (Action=GetCallerIdentity). Start them with a kubeconfig, or in a region of the '
      + 'partition aws.',
    );
  }
}
