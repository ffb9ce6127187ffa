import { rollOnSecrets } from '../../src/helm/roll-on-secrets';
import { synth } from '../support/synth';

test('pods restart when one of their secrets changes: the annotation is the id of a resource that is replaced then', () => {
  const stack = synth((scope) => {
    expect(rollOnSecrets(scope, { password: 'a', key: 'b' })).toEqual([
      { name: 'podAnnotations.secrets-generation', value: expect.any(String), type: 'string' },
    ]);
  });
  const { triggers_replace: triggers } = stack.one('terraform_data');
  expect(Object.keys(triggers).sort()).toEqual(['key', 'password']);
  expect(JSON.stringify(triggers)).not.toMatch(/"[ab]"/);
});

test('without secrets there is nothing to restart for', () => {
  synth((scope) => expect(rollOnSecrets(scope, {})).toBeUndefined());
});
