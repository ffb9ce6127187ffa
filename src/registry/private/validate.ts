import { DataRetention } from '../../terraform/data-retention';
import { required, Rule, Shape, struct } from '../../validation/shape';
import { isListToken, isUnknown } from '../../validation/validation';
import { integer, list, mapOf, oneOf, text } from '../../validation/values';
import {
  ContainerRegistryOptions, ContainerRegistryProps, ImageTagMutability, StackContainerRegistryOptions,
} from '../container-registry-options';

/** Deletes images that have lost their tag. */
export function lifecyclePolicy(untaggedImageDays: number): string {
  return JSON.stringify({
    rules: [{
      rulePriority: 1,
      description: 'Delete images without tag',
      selection: {
        tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: untaggedImageDays,
      },
      action: { type: 'expire' },
    }],
  });
}

/** ID of a repository's construct: the name without slashes, which IDs of constructs cannot have. */
export function repositoryKey(name: string): string {
  return name.replace(/\//g, '-');
}

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const REPOSITORY_NAME = text(
  '2 to 256 lower-case letters and digits, joined by single ".", "_", "-" and "/"',
  (name) => name.length >= 2 && name.length <= 256
    && /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/.test(name),
);

const NAMES = list(REPOSITORY_NAME, { min: 1, known: 'a resource is created for each' });

/** The repositories' names. */
const REPOSITORY_NAMES: Rule<string[]> = {
  ...NAMES,
  check: (v, prop, names) => {
    NAMES.check(v, prop, names);
    if (isListToken(names)) {
      return;
    }
    names.filter((name) => typeof name === 'string' && !isUnknown(name)).forEach((name, index, all) => {
      const other = all.slice(0, index).find((it) => it !== name && repositoryKey(it) === repositoryKey(name));
      if (other !== undefined && !all.slice(0, index).includes(name)) {
        v.add(prop, `got "${other}" and "${name}". Must differ in more than "/" and "-"`);
      }
    });
  },
};

/** Options for a container registry. */
export const SHAPE: Shape<ContainerRegistryOptions> = {
  imageTagMutability: oneOf('ImageTagMutability', ImageTagMutability),
  untaggedImageDays: integer({ min: 1, max: 3650, unit: ' days' }),
};

/** Options for the registry of a stack. */
export const STACK_CONTAINER_REGISTRY_OPTIONS: Rule<StackContainerRegistryOptions> =
  struct<StackContainerRegistryOptions>({ ...SHAPE, repositoryNames: REPOSITORY_NAMES });

/** Props of `ContainerRegistry`. */
export const CONTAINER_REGISTRY_PROPS: Rule<ContainerRegistryProps> = struct<ContainerRegistryProps>({
  ...SHAPE,
  repositoryNames: required(REPOSITORY_NAMES),
  repositoryTagMutability: mapOf(oneOf('ImageTagMutability', ImageTagMutability)),
  dataRetention: oneOf('DataRetention', DataRetention),
}, (v, { repositoryNames, repositoryTagMutability = {} }) => {
  const strange = Object.keys(repositoryTagMutability).filter((name) => !repositoryNames.includes(name));
  strange.forEach((name) => v.add('repositoryTagMutability',
    `got ${JSON.stringify(name)}. Must be keyed by names in '${v.nameOf('repositoryNames')}'`));
});
