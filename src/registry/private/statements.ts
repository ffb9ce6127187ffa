import { Statement } from '../../terraform/iam';
import { partitionOf } from '../../validation/aws';

const PULL = [
  'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:DescribeImages',
  'ecr:DescribeRepositories',
];
const PUSH = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];
const LOG_IN: Statement = { sid: 'LogIn', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] };

/**
 * Permissions to pull from repositories. Source:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html
 */
export function repositoryPull(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'Pull', actions: PULL, resources: repositoryArns }];
}

/**
 * Permissions to push to repositories. Source:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function repositoryPush(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'Push', actions: [PULL[0], ...PUSH], resources: repositoryArns }];
}

/** Permissions to pull from and push to repositories. */
export function repositoryReadWrite(repositoryArns: string[]): Statement[] {
  return [LOG_IN, { sid: 'PullAndPush', actions: [...PULL, ...PUSH], resources: repositoryArns }];
}

/** Permissions to find repositories. */
export function repositoryDiscovery(region: string): Statement[] {
  return [{
    sid: 'FindRepositories',
    actions: ['ecr:DescribeRegistry', 'ecr:DescribeRepositories', 'ecr:ListRepositories'],
    resources: [`arn:${partitionOf(region)}:ecr:${region}:*:repository/*`],
  }];
}
