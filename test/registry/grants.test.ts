import { ContainerRegistry } from '../../src/registry';
import { TestGrantee } from '../support/grants';
import { messageOf, TestStack } from '../support/synth';

const registry = () => new ContainerRegistry(new TestStack(), 'Registry', { repositoryNames: ['acme/a', 'acme/b'] });

function granted(method: 'grantPull' | 'grantPush'): { repositories: string; grantee: TestGrantee } {
  const grantee = new TestGrantee();
  const made = registry();
  made[method](grantee);
  return { repositories: made.repositoryArns.join(), grantee };
}

test.each([
  ['grantPull', 'ecr:BatchGetImage', 'ecr:PutImage'],
  ['grantPush', 'ecr:PutImage', 'ecr:BatchGetImage'],
] as const)('%s allows %s and not %s, on all repositories', (method, allowed, other) => {
  const { repositories, grantee: { actions } } = granted(method);
  expect(actions).toContainEqual([allowed, repositories]);
  expect(actions).toContainEqual(['ecr:GetAuthorizationToken', '*']);
  expect(actions.map(([action]) => action)).not.toContain(other);
});

test('refuses what is no grantee', () => {
  expect(messageOf(() => registry().grantPull('role' as any))).toMatch(
    /grantee: got "role"\. Must be a role with a method addStatements\(\), for example a ServiceAccountRole/);
});
