import { IAspect, TerraformResource } from 'cdktf';
import { IConstruct } from 'constructs';
import { POLICY_ARN, ROLE_ARN } from '../../validation/aws';
import { also, Rule, struct } from '../../validation/shape';
import { list, text } from '../../validation/values';
import { StackAwsProviderOptions, StackRoleOptions } from '../account-options';

/** Name of an AWS CLI profile. */
export const PROFILE: Rule<string> = text('the name of a profile', (profile) => profile.trim() !== '',
  'Leave it out for the credentials that Terraform finds.');

/** AWS account and credentials that Terraform uses. */
export const AWS_PROVIDER: Rule<StackAwsProviderOptions> = struct<StackAwsProviderOptions>({
  profile: PROFILE,
  assumeRoleArn: ROLE_ARN,
  allowedAccountIds: list(
    text('the id of an account, 12 digits in quotes', (id) => /^\d{12}$/.test(id)),
    { min: 1, remedy: 'Leave it out to allow any account.' },
  ),
});

/** Options for all roles. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLES: Rule<StackRoleOptions> = struct<StackRoleOptions>({
  permissionsBoundaryArn: POLICY_ARN,
  path: also(
    text(
      'a path that begins and ends with "/", of at most 512 printable characters',
      (path) => path.length <= 512 && /^\/([\x21-\x7e]*\/)?$/.test(path), 'For example "/platform/".',
    ),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    [
      (path) => !path.toLowerCase().startsWith('/aws-service-role/'),
      'a path that does not begin with "/aws-service-role/"',
      'IAM creates no other roles there than those that AWS services own. For example "/platform/".',
    ],
  ),
});

/** Applies the options to every role that does not set its own. */
export class RoleDefaults implements IAspect {
  public constructor(private readonly options: StackRoleOptions) {}

  public visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource) || node.terraformResourceType !== 'aws_iam_role') {
      return;
    }
    const { permissionsBoundaryInput, pathInput } = node as { permissionsBoundaryInput?: string; pathInput?: string };
    const { permissionsBoundaryArn, path } = this.options;
    if (permissionsBoundaryArn !== undefined && permissionsBoundaryInput === undefined) {
      node.addOverride('permissions_boundary', permissionsBoundaryArn);
    }
    if (path !== undefined && pathInput === undefined) {
      node.addOverride('path', path);
    }
  }
}

/** Arguments for the AWS CLI, so that it uses the same credentials as Terraform. */
export function credentialArguments(
  { profile, assumeRoleArn }: StackAwsProviderOptions = {}, ...roleArguments: string[]
): string[] {
  return [
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(assumeRoleArn === undefined ? [] : roleArguments.flatMap((it) => [it, assumeRoleArn])),
  ];
}
