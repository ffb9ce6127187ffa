import { Testing } from 'cdktf';
import { build } from '../examples/eks-s3-rds/app';
import { config } from '../examples/eks-s3-rds/config';

// The snapshots are the examples' whole Terraform: every change of it is to be seen, and is made with `npx projen test:update` only.
test('examples/eks-s3-rds', () => {
  const stack = build(Testing.app(), config);
  expect(JSON.parse(Testing.synth(stack, true))).toMatchSnapshot();
});
