import { DataAwsEcrRepositories } from '@cdktf/provider-aws/lib/data-aws-ecr-repositories';
import { DataAwsEcrRepository } from '@cdktf/provider-aws/lib/data-aws-ecr-repository';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { addressOf } from '../../terraform/kept';
import { refuseOtherDeployment } from '../../terraform/other-deployment';
import { quoted } from '../../terraform/text';
import { isUnknown } from '../../validation/validation';

/** Refuses repositories that another deployment has retained, before anything is created. */
export function refuseOtherRepositories(scope: Construct, names: string[]): void {
  // Existing repositories can only be looked up by name.
  const known = names.filter((name) => !isUnknown(name));
  if (known.length === 0) {
    return;
  }
  const all = new DataAwsEcrRepositories(scope, 'Existing', {});
  const ours = new DataAwsEcrRepository(scope, 'ExistingRepository', { name: Token.asString('${each.key}') });
  // If the registry has no repository, the provider returns null for the list.
  const exists = `try(contains(${addressOf(all)}.names, it), false)`;
  ours.addOverride('for_each', `\${toset([for it in [${known.map(quoted).join(', ')}] : it if ${exists}])}`);
  refuseOtherDeployment(scope, {
    found: `values(${addressOf(ours)})`,
    what: `An ECR repository (${known.join(', ')})`,
    use: 'leave it out of repositoryNames',
  });
}
