import { DataAwsDbInstance } from '@cdktf/provider-aws/lib/data-aws-db-instance';
import { DataAwsDbInstances } from '@cdktf/provider-aws/lib/data-aws-db-instances';
import { Fn, Op, ref, TerraformCount, Token } from 'cdktf';
import { Construct } from 'constructs';
import { addressOf } from '../../terraform/kept';
import { refuseOtherDeployment } from '../../terraform/other-deployment';
import { isUnknown } from '../../validation/validation';

/**
 * The engine version to request: the given version, or a newer patch version that RDS has installed in the maintenance
 * window. The provider would plan a downgrade, which RDS does not support:
 * https://github.com/hashicorp/terraform-provider-aws/pull/49496
 *
 * A server with this name that another deployment has retained is refused before anything is created.
 */
export function leastVersion(scope: Construct, identifier: string, version: string): string {
  // An existing server can only be looked up by name.
  if (isUnknown(identifier)) {
    return version;
  }
  const found = new DataAwsDbInstances(scope, 'Existing', {
    filter: [{ name: 'db-instance-id', values: [identifier] }],
  });
  const running = new DataAwsDbInstance(scope, 'Running', {
    dbInstanceIdentifier: identifier, count: TerraformCount.of(Token.asNumber(Fn.lengthOf(found.instanceIdentifiers))),
  });
  const address = addressOf(running);
  refuseOtherDeployment(scope, {
    found: `${address}[*]`, what: `The MySQL server ${identifier}`, use: 'DatabaseSource.existing',
  });
  const [major, minor, patch] = version.split('.');
  // Without a patch version the provider accepts any.
  if (patch === undefined) {
    return version;
  }
  const actual = Fn.one(Token.asList(ref(`${address}[*].engine_version`)));
  const groups = Token.asList(Fn.regex(`^${major}[.]${minor}[.]([0-9]+)`, actual));
  const isLater = Fn.try([Op.gte(Fn.tonumber(Fn.element(groups, 0)), Number(patch)), false]);
  return Token.asString(Fn.conditional(isLater, actual, version));
}
