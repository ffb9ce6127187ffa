import { repositoryReadWrite } from '../../../src/registry/private/statements';

test('repositoryReadWrite allows login everywhere, and pull and push only on the repositories', () => {
  const [logIn, images] = repositoryReadWrite(['arn:a', 'arn:b']);
  expect([logIn.actions, logIn.resources]).toEqual([['ecr:GetAuthorizationToken'], ['*']]);
  expect(images.resources).toEqual(['arn:a', 'arn:b']);
  expect(images.actions).toEqual(expect.arrayContaining(['ecr:BatchGetImage', 'ecr:PutImage']));
  expect(images.actions.filter((action) => /Delete|SetRepositoryPolicy|\*/.test(action))).toEqual([]);
});
