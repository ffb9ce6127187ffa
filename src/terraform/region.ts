import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { Construct } from 'constructs';

/** Returns the given AWS region, or looks up the region of the AWS provider with a data source in `scope`. */
export function regionOf(scope: Construct, given?: string): string {
  return given ?? new DataAwsRegion(scope, 'Region').id;
}
