import { TerraformResource, TerraformVariable } from 'cdktf';
import { DataRetention } from '../../src/data-retention';
import { ContainerRegistry, ContainerRegistryProps, ImageTagMutability } from '../../src/registry';
import { messageOf, synth, TestStack } from '../support/synth';

const registry = (props: Partial<ContainerRegistryProps> = {}) =>
  synth((stack) => void new ContainerRegistry(stack, 'Registry', { repositoryNames: ['acme/images'], ...props }));
const refused = (props: Partial<ContainerRegistryProps>) => messageOf(() => registry(props)).split('\n  - ');
const variable = () => new TerraformVariable(new TestStack(), 'Value', {});

describe('by default, a repository', () => {
  const synthesized = registry();
  test('has immutable tags, is scanned, encrypted, and kept where it has images', () => {
    expect(synthesized.one('aws_ecr_repository')).toMatchObject({
      name: 'acme/images',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'AES256' }],
      force_delete: false,
    });
  });
  test('loses images without tag after 90 days', () => {
    expect(JSON.parse(synthesized.one('aws_ecr_lifecycle_policy').policy)).toEqual({
      rules: [{
        rulePriority: 1,
        description: 'Delete images without tag',
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 90 },
        action: { type: 'expire' },
      }],
    });
    expect(synthesized.one('aws_ecr_lifecycle_policy').repository).toBe(`\${${synthesized.address('aws_ecr_repository')}.name}`);
  });
});

test('takes mutable tags', () => {
  expect(registry({ imageTagMutability: ImageTagMutability.MUTABLE }).one('aws_ecr_repository').image_tag_mutability).toBe('MUTABLE');
});
test('takes the days of images without tag', () => {
  expect(JSON.parse(registry({ untaggedImageDays: 3 }).one('aws_ecr_lifecycle_policy').policy).rules[0].selection.countNumber).toBe(3);
});
test.each([[DataRetention.KEEP, false], [DataRetention.DELETE, true]])('retention %s: force_delete is %p', (dataRetention, force) => {
  expect(registry({ dataRetention }).one('aws_ecr_repository').force_delete).toBe(force);
});
test('a repository is known by its name, not by its place in the list', () => {
  const names = (repositoryNames: string[]) => Object.entries(registry({ repositoryNames }).all('aws_ecr_repository')).map(([id, { name }]) => [name, id]);
  expect(names(['a/one', 'two'])).toEqual([...names(['a/one']), ...names(['two'])]);
});

test('attributes are the registry\'s host, names, ARNs, and what has to be ready', () => {
  let made!: ContainerRegistry;
  const synthesized = synth((stack) => {
    made = new ContainerRegistry(stack, 'Registry', { repositoryNames: ['one', 'two'] });
    stack.addOverride('locals', { uri: made.registryUri, names: made.repositoryNames, arns: made.repositoryArns });
  });
  const [one, two] = ['one', 'two'].map((name) => synthesized.address('aws_ecr_repository', name));
  expect(synthesized.json.locals).toEqual({
    uri: `\${element(split("/", ${one}.repository_url), 0)}`,
    names: [`\${${one}.name}`, `\${${two}.name}`],
    arns: [`\${${one}.arn}`, `\${${two}.arn}`],
  });
  expect(made.ready.map((part) => (part as TerraformResource).terraformResourceType))
    .toEqual(['aws_ecr_repository', 'aws_ecr_repository', 'aws_ecr_lifecycle_policy', 'aws_ecr_lifecycle_policy']);
});

describe('refuses', () => {
  test('an empty list', () => {
    expect(refused({ repositoryNames: [] })).toEqual([
      "ContainerRegistry 'test/Registry' has 1 problem in its props:", "'repositoryNames' must be at least one name, got [].",
    ]);
  });
  test.each(['a', 'A/b', 'a//b', '/ab', 'ab/', 'a__b', 'a-', 'a:b', 'a'.repeat(257)])('the name %s', (name) => {
    expect(refused({ repositoryNames: ['good', name] })[1])
      .toBe(`'repositoryNames[1]' must be 2 to 256 lower-case letters and digits, joined by single ".", "_", "-" and "/", got "${name}".`);
  });
  test.each([['a-b', 'a-b'], ['a/b', 'a-b']])('%s and %s together', (...repositoryNames) => {
    expect(refused({ repositoryNames })[1]).toBe('\'repositoryNames\' must be told apart by more than "/", got "a-b" twice.');
  });
  test.each([0, 3651])('%p days', (days) => {
    expect(refused({ untaggedImageDays: days })[1]).toBe(`'untaggedImageDays' must be a whole number from 1 to 3650 days, got ${days}.`);
  });
  test('several at once', () => {
    expect(refused({ repositoryNames: ['A'], untaggedImageDays: 0 })[0]).toBe("ContainerRegistry 'test/Registry' has 2 problems in its props:");
  });
  test('a list that only Terraform knows, because there is one resource a repository', () => {
    expect(refused({ repositoryNames: variable().listValue })[1]).toMatch(/^'repositoryNames' must be known when the stack is synthesized/);
  });
});

test.each(['ab', 'a.b_c-d/e', '0/1', 'a'.repeat(256)])('allows the name %s', (name) => {
  expect(registry({ repositoryNames: [name] }).one('aws_ecr_repository').name).toBe(name);
});

test('lets tokens through, several too', () => {
  const synthesized = synth((stack) => {
    const [one, two] = ['One', 'Two'].map((id) => new TerraformVariable(stack, id, {}).stringValue);
    new ContainerRegistry(stack, 'Registry', { repositoryNames: [one, two], untaggedImageDays: 5 });
  });
  expect(Object.values(synthesized.all('aws_ecr_repository')).map(({ name }) => name)).toEqual(['${var.One}', '${var.Two}']);
});

test('a token as the days of images without tag reaches the policy as a number', () => {
  const synthesized = synth((stack) => void new ContainerRegistry(stack, 'Registry', {
    repositoryNames: ['one'], untaggedImageDays: new TerraformVariable(stack, 'Days', {}).numberValue,
  }));
  expect(synthesized.one('aws_ecr_lifecycle_policy').policy).toContain('"countNumber":${var.Days}');
});
