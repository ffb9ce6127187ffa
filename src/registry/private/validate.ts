import { isUnknown, Validation } from '../../private/validation';
import { StackContainerRegistryOptions } from '../../stack/zenml-aws-stack-options';

export const DEFAULT_UNTAGGED_IMAGE_DAYS = 90;

/** Deletes images that have lost their tag. */
export function lifecyclePolicy(untaggedImageDays: number): string {
  return JSON.stringify({
    rules: [{
      rulePriority: 1,
      description: 'Delete images without tag',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: untaggedImageDays },
      action: { type: 'expire' },
    }],
  });
}

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
function isRepositoryName(name: string): boolean {
  return name.length >= 2 && name.length <= 256 && /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/.test(name);
}

/** Checks what can be chosen about the container registry. */
export function validateContainerRegistry(v: Validation, options: StackContainerRegistryOptions): void {
  v.known('repositoryNames', options.repositoryNames, 'each is a resource of its own');
  v.check('repositoryNames', options.repositoryNames, (names) => names.length > 0, 'at least one name');
  v.checkEach('repositoryNames', options.repositoryNames, isRepositoryName,
    '2 to 256 lower-case letters and digits, joined by single ".", "_", "-" and "/"');
  const names = options.repositoryNames;
  if (names && !isUnknown(names)) {
    // A slash and a hyphen are one in construct ids.
    const ids = names.map((name) => name.replace(/\//g, '-'));
    names.filter((_, index) => ids.indexOf(ids[index]) < index).forEach((name) => v.add('repositoryNames', `must be told apart by more than "/", got "${name}" twice`));
  }
  v.integer('untaggedImageDays', options.untaggedImageDays, 1, 3650, ' days');
}
