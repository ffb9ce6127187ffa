import { TerraformProvider } from 'cdktf';

/** Options for `SecretValue.variable()`. */
export interface SecretVariableOptions {
  /**
   * Description of the variable, which Terraform prints when it prompts for the value.
   * @default - none
   */
  readonly description?: string;
}

/** Options for `SecretValue.ssmParameter()`. */
export interface SsmParameterOptions {
  /**
   * Provider that reads the parameter, for another region or account: an `AwsProvider` with an alias.
   * @default - the AWS provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** Options for `SecretValue.secretsManager()`. */
export interface SecretsManagerOptions {
  /**
   * Name of the field, if the secret is a JSON object.
   * @default - the entire secret string
   */
  readonly field?: string;
  /**
   * Provider that reads the secret, for another region or account: an `AwsProvider` with an alias.
   * @default - the AWS provider of the stack
   */
  readonly provider?: TerraformProvider;
}
