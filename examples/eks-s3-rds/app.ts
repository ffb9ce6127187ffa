import { App } from 'cdktf';
import { ZenmlAwsStack, ZenmlAwsStackProps } from 'cdktf-zenml-aws';

/** Adds the stack to an app. */
export function build(app: App, config: ZenmlAwsStackProps): ZenmlAwsStack {
  return new ZenmlAwsStack(app, 'eks-s3-rds', config);
}
