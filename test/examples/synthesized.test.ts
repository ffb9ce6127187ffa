import { TerraformStack, Testing } from 'cdktf';
import { build as buildEksS3Rds } from '../../examples/eks-s3-rds/app';
import { config as eksS3Rds } from '../../examples/eks-s3-rds/config';
import { build as buildExistingCluster } from '../../examples/existing-cluster/app';
import { config as existingCluster } from '../../examples/existing-cluster/config';

// The snapshots are the whole Terraform configuration of the examples. `npx projen test:update` updates them.
const json = (stack: TerraformStack) => JSON.parse(Testing.synth(stack, true));

test('examples/eks-s3-rds', () => {
  expect(json(buildEksS3Rds(Testing.app(), eksS3Rds))).toMatchSnapshot();
});

test('examples/existing-cluster', () => {
  const app = Testing.app();
  buildExistingCluster(app, { ...existingCluster, kubeconfig: '~/.kube/config', context: 'my-cluster' });
  const stacks = app.node.children.filter(TerraformStack.isStack);
  expect(stacks.map((stack) => stack.node.id)).toEqual(['existing-cluster', 'existing-cluster-mlflow']);
  stacks.forEach((stack) => expect(json(stack)).toMatchSnapshot(stack.node.id));
});
