import { TerraformResource, TerraformVariable } from 'cdktf';
import { ContainerRegistry, ContainerRegistryProps, ImageTagMutability } from '../../src/registry';
import { DataRetention } from '../../src/terraform/data-retention';
import { messageOf, synth, TestStack } from '../support/synth';

const registry = (props: Partial<ContainerRegistryProps> = {}) =>
  synth((stack) => void new ContainerRegistry(stack, 'Registry', { repositoryNames: ['acme/images'], ...props }));
const refused = (props: object) => messageOf(() => registry(props)).split('\n  - ');
const variable = () => new TerraformVariable(new TestStack(), 'Value', {});

describe('by default, a repository', () => {
  const synthesized = registry();
  test('has immutable tags, is scanned, encrypted, and kept if it has images', () => {
    expect(synthesized.one('aws_ecr_repository')).toMatchObject({
      name: 'acme/images',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'KMS' }],
      force_delete: false,
    });
  });
  test('deletes no image, because an untagged image may still run by its digest', () => expect(synthesized.all('aws_ecr_lifecycle_policy')).toEqual({}));
});

test('fails an apply before it creates anything if another deployment has created a repository of that name', () => {
  const synthesized = registry({ repositoryNames: ['acme/images', 'acme/models'] });
  const address = (type: string) => synthesized.addresses.find((it) => it.startsWith(`data.${type}.`))!;
  expect(synthesized.data('aws_ecr_repository')).toMatchObject({
    name: '${each.key}',
    for_each: `\${toset([for it in ["acme/images", "acme/models"] : it if try(contains(${address('aws_ecr_repositories')}.names, it), false)])}`,
  });
  const [{ condition, error_message: message }] = synthesized.one('terraform_data').lifecycle.postcondition;
  expect(condition).toBe(`\${alltrue([for it in values(${address('aws_ecr_repository')}) : lookup(it.tags, "cdktf-zenml-aws/deployment", self.id) == self.id])}`);
  expect(message).toContain('An ECR repository (acme/images, acme/models) was created by another deployment');
});
test('does not look up repositories whose names only Terraform knows', () => {
  const synthesized = registry({ repositoryNames: [variable().stringValue] });
  expect(synthesized.addresses.filter((it) => it.startsWith('data.'))).toEqual([]);
});

test('accepts mutable tags', () => {
  const { image_tag_mutability: mutability } = registry({ imageTagMutability: ImageTagMutability.MUTABLE })
    .one('aws_ecr_repository');
  expect(mutability).toBe('MUTABLE');
});
test('deletes untagged images after the given number of days', () => {
  const synthesized = registry({ untaggedImageDays: 3 });
  expect(JSON.parse(synthesized.one('aws_ecr_lifecycle_policy').policy)).toEqual({
    rules: [{
      rulePriority: 1,
      description: 'Delete images without tag',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 3 },
      action: { type: 'expire' },
    }],
  });
  expect(synthesized.one('aws_ecr_lifecycle_policy').repository).toBe(`\${${synthesized.address('aws_ecr_repository')}.name}`);
});
test.each([[DataRetention.KEEP, false], [DataRetention.DELETE, true]])(
  'retention %s: force_delete is %p', (dataRetention, force) => {
    expect(registry({ dataRetention }).one('aws_ecr_repository').force_delete).toBe(force);
  });
test('a repository is identified by its name, not by its position in the list', () => {
  const names = (repositoryNames: string[]) =>
    Object.entries(registry({ repositoryNames }).all('aws_ecr_repository')).map(([id, { name }]) => [name, id]);
  expect(names(['a/one', 'two'])).toEqual([...names(['a/one']), ...names(['two'])]);
});

test('attributes are the registry\'s host, names, ARNs and dependencies', () => {
  let made!: ContainerRegistry;
  const synthesized = synth((stack) => {
    made = new ContainerRegistry(stack, 'Registry', { repositoryNames: ['one', 'two'], untaggedImageDays: 3 });
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

test('the main resource is the first repository', () => {
  const made = new ContainerRegistry(new TestStack(), 'Registry', { repositoryNames: ['one', 'two'] });
  const main = made.node.defaultChild as TerraformResource;
  expect([main.terraformResourceType, main.node.id]).toEqual(['aws_ecr_repository', 'Repository-one']);
});

test('kept data lists the addresses in the state and the names in AWS', () => {
  let made!: ContainerRegistry;
  const synthesized = synth((stack) => {
    made = new ContainerRegistry(stack, 'Registry', { repositoryNames: ['one', 'team/two'] });
    stack.addOverride('locals', { kept: made._kept });
  });
  expect(synthesized.json.locals.kept).toEqual(['one', 'team-two'].map((name) => {
    const address = synthesized.address('aws_ecr_repository', name);
    return { address, name: `\${${address}.name}` };
  }));
});

describe('refuses', () => {
  const NAME = '2 to 256 lower-case letters and digits, joined by single ".", "_", "-" and "/"';
  test('an empty list', () => {
    expect(refused({ repositoryNames: [] })).toEqual([
      "ContainerRegistry 'test/Registry' has 1 problem in its props:",
      'repositoryNames: got []. Must be a list of at least 1 element.',
    ]);
  });
  test.each(['a', 'A/b', 'a//b', '/ab', 'ab/', 'a__b', 'a-', 'a:b', '', 'a'.repeat(257)])('the name %s', (name) => {
    expect(refused({ repositoryNames: ['good', name] })).toEqual([
      "ContainerRegistry 'test/Registry' has 1 problem in its props:",
      `repositoryNames[1]: got "${name.length > 120 ? `${name.slice(0, 119)}…"` : `${name}"`}. Must be ${NAME}.`,
    ]);
  });
  test('a duplicate name', () => {
    expect(refused({ repositoryNames: ['a-b', 'c/d', 'a-b'] }).slice(1))
      .toEqual(['repositoryNames: got "a-b" twice. Must name each element once.']);
  });
  test('names that would create the same construct', () => {
    expect(refused({ repositoryNames: ['a/b', 'c/d', 'a-b', 'a-b'] }).slice(1)).toEqual([
      'repositoryNames: got "a-b" twice. Must name each element once.',
      'repositoryNames: got "a/b" and "a-b". Must differ in more than "/" and "-".',
    ]);
  });
  test('a text as a list', () => {
    expect(refused({ repositoryNames: 'acme' })[1]).toBe(
      `repositoryNames: got "acme". Must be a list of which each element is ${NAME}. Put it into a list: ["acme"].`);
  });
  test('elements of a wrong type', () => {
    expect(refused({ repositoryNames: ['acme', 7, null] }).slice(1)).toEqual([
      `repositoryNames[1]: got 7. Must be ${NAME}.`, `repositoryNames[2]: got null. Must be ${NAME}.`,
    ]);
  });
  test.each([0, 3651, 1.5])('%p days', (days) => {
    expect(refused({ untaggedImageDays: days })[1])
      .toBe(`untaggedImageDays: got ${days}. Must be a whole number from 1 to 3650 days.`);
  });
  test('days of a wrong type', () => {
    expect(refused({ untaggedImageDays: '90' })[1])
      .toBe('untaggedImageDays: got "90". Must be a whole number from 1 to 3650 days.');
  });
  test('an unknown mutability', () => {
    expect(refused({ imageTagMutability: 'Mutable' })[1]).toBe('imageTagMutability: got "Mutable". Must be one of '
      + 'ImageTagMutability.MUTABLE, ImageTagMutability.IMMUTABLE. Did you mean ImageTagMutability.MUTABLE?');
  });
  test('an unknown retention', () => {
    expect(refused({ dataRetention: 'keep' })[1]).toBe('dataRetention: got "keep". Must be one of '
      + 'DataRetention.KEEP, DataRetention.DELETE. Did you mean DataRetention.KEEP?');
  });
  test.each(['imageTagMutability', 'untaggedImageDays', 'dataRetention'])('null as %s', (prop) => {
    expect(refused({ [prop]: null })[1]).toMatch(/: got null\. Must be ((?!\. ).)*\. Leave it out for the default\.$/);
  });
  test.each([[undefined, 'missing'], [null, 'got null']])('%p as the names', (repositoryNames, shown) => {
    expect(refused({ repositoryNames })[1])
      .toBe(`repositoryNames: ${shown}. Must be a list of which each element is ${NAME}.`);
  });
  test('several problems in one error', () => {
    expect(refused({ repositoryNames: ['A'], untaggedImageDays: 0, dataRetention: 'keep' })[0])
      .toBe("ContainerRegistry 'test/Registry' has 3 problems in its props:");
  });
  test('a list token, because each repository has a resource', () => {
    expect(refused({ repositoryNames: variable().listValue })[1]).toBe('repositoryNames: must be a list with known '
      + 'elements at synthesis, because a resource is created for each. Split it: [Fn.element(list, 0), '
      + 'Fn.element(list, 1), …].');
  });
});

test.each(['ab', 'a.b_c-d/e', '0/1', 'a'.repeat(256)])('allows the name %s', (name) => {
  expect(registry({ repositoryNames: [name] }).one('aws_ecr_repository').name).toBe(name);
});

test('allows tokens, including several', () => {
  const synthesized = synth((stack) => {
    const [one, two] = ['One', 'Two'].map((id) => new TerraformVariable(stack, id, {}).stringValue);
    new ContainerRegistry(stack, 'Registry', { repositoryNames: [one, two], untaggedImageDays: 5 });
  });
  const names = Object.values(synthesized.all('aws_ecr_repository')).map(({ name }) => name);
  expect(names).toEqual(['${var.One}', '${var.Two}']);
});

test('a token as the days of untagged images is a number in the policy', () => {
  const synthesized = synth((stack) => void new ContainerRegistry(stack, 'Registry', {
    repositoryNames: ['one'], untaggedImageDays: new TerraformVariable(stack, 'Days', {}).numberValue,
  }));
  expect(synthesized.one('aws_ecr_lifecycle_policy').policy).toContain('"countNumber":${var.Days}');
});
