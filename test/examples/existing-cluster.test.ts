import { Testing } from 'cdktf';
import { build } from '../../examples/existing-cluster/app';
import { config } from '../../examples/existing-cluster/config';
import { synthStack } from '../support/synth';

const stack = synthStack(build(Testing.app(), { ...config, kubeconfig: '~/.kube/config', context: 'test' }));

test('both providers use the named context', () => {
  const cluster = { config_path: '~/.kube/config', config_context: 'test' };
  expect(stack.json.provider).toEqual({ helm: [{ kubernetes: cluster }], kubernetes: [cluster] });
});

test('the outputs are those that register a model deployer, each described', () => {
  expect(Object.keys(stack.outputs)).toEqual([
    'seldon-base-url', 'seldon-core-workload-namespace', 'seldon-prediction-spec', 'seldon-webhook-certificate-expiry',
  ]);
  for (const output of Object.values(stack.outputs)) {
    expect(output.description).toBeTruthy();
  }
});
