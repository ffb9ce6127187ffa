import { App } from 'cdktf';
import { ArtifactBucket, ClusterSource, NodeGroup, S3StorageClass, ZenmlAwsStack } from 'cdktf-zenml-aws';

export function build(app: App): ZenmlAwsStack {
  const stack = new ZenmlAwsStack(app, 'vision', {
    region: 'eu-central-1',
    prefix: 'acme-vision',
    cluster: ClusterSource.create({
      nodeGroups: { gpu: NodeGroup.gpu({ instanceTypes: ['g5.xlarge'], maxSize: 4, diskGib: 200 }) },
    }),
    clusterAutoscaler: {},
    developerPrincipalArns: ['arn:aws:iam::111122223333:role/vision-developers'],
  });

  // A second bucket with its own lifecycle rules, readable by pipelines.
  const images = new ArtifactBucket(stack, 'Images', {
    bucketName: 'acme-vision-images',
    lifecycleRules: [
      { id: 'raw', prefix: 'raw/', transitions: [{ days: 30, storageClass: S3StorageClass.INTELLIGENT_TIERING }] },
      { id: 'scratch', prefix: 'scratch/', expirationDays: 14, noncurrentVersionDays: 1 },
    ],
  });
  images.grantRead(stack.pipelineRole);
  return stack;
}
