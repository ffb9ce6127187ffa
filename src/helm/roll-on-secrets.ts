import { ReleaseSet } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { ByPath } from './values';
import { TerraformData } from '../terraform/terraform-data';
import { fingerprint } from '../terraform/text';

/** The annotation of the pods that changes with their Secrets; charts restart pods for objects of their own only. */
const PATH = 'podAnnotations.secrets-generation';

/** The value that `rollOnSecrets` sets, for the rules of a chart. */
export const SET_BY_ROLL_ON_SECRETS: ByPath = {
  [PATH]: 'Leave it out: it restarts the pods when their Secrets change.',
};

/**
 * Restarts the pods of a release when one of the secrets changes that they read from Secrets outside the release. The
 * annotation is an id, not a hash, so that nothing of a secret is stored by Helm.
 *
 * @param secrets the secrets by name; without any the result is undefined
 */
export function rollOnSecrets(scope: Construct, secrets: Record<string, string>): ReleaseSet[] | undefined {
  const entries = Object.entries(secrets);
  if (entries.length === 0) {
    return undefined;
  }
  const generation = new TerraformData(scope, 'SecretsGeneration', {
    triggersReplace: Object.fromEntries(entries.map(([name, value]) => [name, fingerprint(value)])),
  });
  return [{ name: PATH, value: generation.id, type: 'string' }];
}
