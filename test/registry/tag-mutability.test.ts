import { Testing } from 'cdktf';
import {
  ContainerRegistry, ContainerRegistrySource, ImageTagMutability, StackContainerRegistryOptions,
} from '../../src/registry';
import { ZenmlAwsStack } from '../../src/stack';
import { messageOf, synth, Synthesized, synthStack, TestStack } from '../support/synth';

const byName = (stack: Synthesized) => Object.fromEntries(Object.values(stack.all('aws_ecr_repository')).map(({ name, image_tag_mutability: it }) => [name, it]));
const stack = (options?: StackContainerRegistryOptions) =>
  byName(synthStack(new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', containerRegistry: options && ContainerRegistrySource.create(options) })));

test('one repository can differ from the others', () => {
  const made = synth((scope) => void new ContainerRegistry(scope, 'Part', {
    repositoryNames: ['a1', 'b1'], repositoryTagMutability: { b1: ImageTagMutability.MUTABLE },
  }));
  expect(byName(made)).toEqual({ a1: 'IMMUTABLE', b1: 'MUTABLE' });
});

test('tags of model servers are immutable and those of pipelines mutable by default', () => {
  expect(stack()).toEqual({ 'acme-zenml-kubernetes': 'MUTABLE', 'acme-model-servers': 'IMMUTABLE' });
  expect(stack({ imageTagMutability: ImageTagMutability.MUTABLE })).toEqual({ 'acme-zenml-kubernetes': 'MUTABLE', 'acme-model-servers': 'MUTABLE' });
  expect(stack({ repositoryNames: ['one', 'two'] })).toEqual({ one: 'MUTABLE', two: 'MUTABLE' });
});

test('refuses an unknown repository', () => {
  const build = () => new ContainerRegistry(new TestStack(), 'Part', { repositoryNames: ['a1'], repositoryTagMutability: { b1: ImageTagMutability.MUTABLE } });
  expect(messageOf(build)).toContain('repositoryTagMutability: got "b1". Must be keyed by names in '
    + "'repositoryNames'");
});
