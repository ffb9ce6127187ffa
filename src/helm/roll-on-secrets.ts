import { ReleaseSet } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { ByPath } from './values';
import { TerraformData } from '../terraform/terraform-data';
import { fingerprint } from '../terraform/text';

/** Pod annotation that changes with the pods' Secrets; charts restart pods only when objects of the chart change. */
const PATH = 'podAnnotations.secrets-generation';

/** Rules of a chart for the value that `rollOnSecrets` sets. */
export const SET_BY_ROLL_ON_SECRETS: ByPath = {
  [PATH]: 'Leave it out: it restarts the pods when their Secrets change.',
};

/**
 * Restarts the pods of a release when a secret changes that they read from a Secret outside the release. The annotation
 * is an id, not a hash, so that Helm stores no information about a secret.
 *
 * @param secrets the secrets by name; if it is empty, the result is undefined
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
