import { Construct } from 'constructs';
import { stackNames } from './names';
import { ContainerRegistry, ImageTagMutability } from '../../registry';
import { DataRetention } from '../../terraform/data-retention';
import { optionsOf } from '../../validation/options';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** The registry for images of pipelines and of model servers, unless it is off. */
export function stackRegistry(
  scope: Construct,
  { containerRegistry: options }: ZenmlAwsStackProps,
  names: ReturnType<typeof stackNames>,
  dataRetention: DataRetention,
): ContainerRegistry | undefined {
  return !(options?.enabled ?? true) ? undefined : new ContainerRegistry(scope, 'ContainerRegistry', {
    ...optionsOf(options),
    repositoryNames: options?.repositoryNames ?? [names.repository, names.modelServers],
    imageTagMutability: options?.imageTagMutability ?? ImageTagMutability.MUTABLE,
    // A model server's tag says which libraries are in it.
    repositoryTagMutability: options?.imageTagMutability || options?.repositoryNames
      ? undefined : { [names.modelServers]: ImageTagMutability.IMMUTABLE },
    dataRetention,
  });
}
