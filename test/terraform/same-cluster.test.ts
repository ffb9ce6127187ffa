import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { isSameCluster } from '../../src/terraform/same-cluster';

const app = Testing.app();
const scope = new TerraformStack(app, 'one');
const other = new TerraformStack(app, 'other');
const byDefault = new KubernetesProvider(scope, 'Default', {});
const gpu = new KubernetesProvider(scope, 'Gpu', { alias: 'gpu' });

test.each([
  ['no provider and no provider', { scope }, { scope }, true],
  ['no provider and the default provider', { scope }, { scope, provider: byDefault }, true],
  ['one provider twice', { scope, provider: gpu }, { scope, provider: gpu }, true],
  ['two providers', { scope, provider: byDefault }, { scope, provider: gpu }, false],
  ['no provider in two stacks', { scope }, { scope: other }, false],
])('%s', (_, a, b, same) => expect(isSameCluster(a, b)).toBe(same));
