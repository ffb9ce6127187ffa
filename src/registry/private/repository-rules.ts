import { Rule } from '../../validation/shape';
import { isListToken, isUnknown } from '../../validation/validation';
import { integer, list, oneOf, text } from '../../validation/values';
import { ImageTagMutability } from '../image-tag-mutability';

/** ID of a repository's construct: the name without slashes, which construct IDs cannot contain. */
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

/** Rules for the names of repositories. */
export const REPOSITORY_NAMES: Rule<string[]> = {
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

/** Rules for the options of a registry. */
export const IMAGES = {
  imageTagMutability: oneOf('ImageTagMutability', ImageTagMutability),
  untaggedImageDays: integer({ min: 1, max: 3650, unit: ' days' }),
};
