import { TerraformProvider } from 'cdktf';

/** Options for `SecretValue.variable()`. */
export interface SecretVariableOptions {
  /**
   * Description of the variable: Terraform prints it when it asks for the value.
   * @default - none
   */
  readonly description?: string;
}

/** Options for `SecretValue.ssmParameter()`. */
export interface SsmParameterOptions {
  /**
   * The provider that reads the parameter, an `AwsProvider` with an alias: for another region or account.
   * @default - the AWS provider of the stack
   */
  readonly provider?: TerraformProvider;
}

/** Options for `SecretValue.secretsManager()`. */
export interface SecretsManagerOptions {
  /**
   * Name of the field, if the secret is a JSON object.
   * @default - the whole text of the secret
   */
  readonly field?: string;
  /**
   * The provider that reads the secret, an `AwsProvider` with an alias: for another region or account.
   * @default - the AWS provider of the stack
   */
  readonly provider?: TerraformProvider;
}
