import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { Construct } from 'constructs';

/** The AWS region that is given, or else the one of the AWS provider, which a data source in `scope` looks up. */
export function regionOf(scope: Construct, given?: string): string {
  return given ?? new DataAwsRegion(scope, 'Region').id;
}
