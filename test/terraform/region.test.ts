import { ClusterAutoscaler, Karpenter } from '../../src/cluster';
import { ModelStorage } from '../../src/zenml';
import { CLUSTER } from '../cluster/fixtures';
import { synth, TestStack } from '../support/synth';

const USES: [string, (scope: TestStack, region?: string) => unknown][] = [
  ['ClusterAutoscaler', (scope, region) => new ClusterAutoscaler(scope, 'Part', { cluster: CLUSTER, roleName: 'acme', region })],
  ['Karpenter', (scope, region) => new Karpenter(scope, 'Part', { cluster: CLUSTER, namePrefix: 'acme', subnetIds: ['subnet-0a1b2c3d'], region })],
  ['ModelStorage', (scope, region) => new ModelStorage(scope, 'Part', { namespace: 'models', roleArn: 'arn:aws:iam::111122223333:role/a', region })],
];

test.each(USES)('%s is in the region that it is given', (_, use) => {
  const stack = synth((scope) => void use(scope, 'eu-west-1'));
  expect(stack.json.data?.aws_region).toBeUndefined();
  expect(JSON.stringify(stack.json)).toContain('eu-west-1');
});
test.each(USES)('%s is in the region of the AWS provider by default', (_, use) => {
  const stack = synth((scope) => void use(scope));
  expect(JSON.stringify(stack.json)).toMatch(/\bdata\.aws_region\.\w+\.id\b/);
});
