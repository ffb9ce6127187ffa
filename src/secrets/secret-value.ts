import {
  AttributeSource, EnvironmentSource, PlainTextSource, SecretsManagerSource, SecretSource, SsmParameterSource,
  VariableSource,
} from './private/secret-sources';
import { SecretsManagerOptions, SecretVariableOptions, SsmParameterOptions } from './secret-value-options';
import { Validation } from '../validation/validation';

/**
 * The value of a secret, or where Terraform reads it. All props that take a password or a key take one.
 *
 * Whatever its source: Terraform keeps the value in its state, because a Kubernetes Secret or an RDS instance holds it.
 * Encrypt the state and restrict who reads it. Only `unsafePlainText()` also writes the value into the synthesized
 * file.
 *
 * @example
 * import { App } from 'cdktf';
 * import { DatabaseSource, SecretValue, ZenmlAwsStack } from 'cdktf-zenml-aws';
 *
 * new ZenmlAwsStack(new App(), 'mlops', {
 *   region: 'eu-central-1',
 *   prefix: 'acme-ml',
 *   database: DatabaseSource.existing({
 *     host: 'mysql.internal.example.com',
 *     username: 'admin',
 *     password: SecretValue.secretsManager('acme/mysql', { field: 'password' }),
 *   }),
 * });
 */
export class SecretValue {
  /**
   * A sensitive Terraform variable, which is declared in the stack that uses the value; once, however often it is used.
   * A `TerraformVariable` of this name that the stack has is used instead.
   *
   * Terraform reads it from `TF_VAR_<name>`, from `-var` or a `.tfvars` file, or asks for it. An empty value is
   * refused.
   *
   * @param name name of the variable: letters, digits and underscores, no digit first
   *
   * @example
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const password = SecretValue.variable('db_password');
   */
  public static variable(name: string, options: SecretVariableOptions = {}): SecretValue {
    return new SecretValue(new VariableSource(name, options));
  }

  /**
   * A secret in AWS Secrets Manager. Terraform reads its current version whenever it plans or applies, so that the
   * next apply takes a rotated one. The deployer needs `secretsmanager:GetSecretValue`, and `kms:Decrypt` for a
   * customer managed key.
   *
   * @param nameOrArn name or ARN of the secret. It must exist, with a value, unless this is an attribute of a resource
   * of the same stack: of its `aws_secretsmanager_secret_version`, so that it is read after the value is there
   *
   * @example
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const password = SecretValue.secretsManager('acme/mysql', { field: 'password' });
   */
  public static secretsManager(nameOrArn: string, options: SecretsManagerOptions = {}): SecretValue {
    return new SecretValue(new SecretsManagerSource(nameOrArn, options));
  }

  /**
   * A parameter in AWS Systems Manager Parameter Store, decrypted. Terraform reads it whenever it plans or applies; the
   * deployer needs `ssm:GetParameter`, and `kms:Decrypt` for a customer managed key.
   *
   * @param name name or ARN of the parameter, for example `/acme/mysql/password`
   *
   * @example
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const password = SecretValue.ssmParameter('/acme/mysql/password');
   */
  public static ssmParameter(name: string, options: SsmParameterOptions = {}): SecretValue {
    return new SecretValue(new SsmParameterSource(name, options));
  }

  /**
   * An environment variable of the terraform command, not of the synthesis: `environment('TF_VAR_db_password')` is
   * `variable('db_password')`. Other names are refused, because Terraform does not read them, and a value that the
   * synthesis reads is in clear in the synthesized file.
   *
   * @param name name of the environment variable: `TF_VAR_` and the name of a Terraform variable
   *
   * @example
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const password = SecretValue.environment('TF_VAR_db_password');
   */
  public static environment(name: string): SecretValue {
    return new SecretValue(new EnvironmentSource(name));
  }

  /**
   * What only Terraform knows: the attribute of a resource or data source, a `TerraformVariable`, a `TerraformLocal`,
   * a `Lazy` value.
   *
   * @param attribute a token, for example `password.result` of a `random_password`
   *
   * @example
   * import { RandomProvider } from '@cdktf/provider-random/lib/provider';
   * import { Password } from '@cdktf/provider-random/lib/password';
   * import { App, TerraformStack } from 'cdktf';
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * new RandomProvider(stack, 'Random');
   * const generated = new Password(stack, 'Password', { length: 32, special: false });
   * const password = SecretValue.resourceAttribute(generated.result);
   */
  public static resourceAttribute(attribute: string): SecretValue {
    return new SecretValue(new AttributeSource(attribute));
  }

  /**
   * A text in the program. **It is in clear in the synthesized file**, and in the source code if it is written there.
   * For tests and local clusters.
   *
   * @param value the secret; a Terraform expression such as `${var.x}` is refused, because it would stay a text
   *
   * @example
   * import { SecretValue } from 'cdktf-zenml-aws';
   *
   * const password = SecretValue.unsafePlainText('only-for-tests');
   */
  public static unsafePlainText(value: string): SecretValue {
    return new SecretValue(new PlainTextSource(value));
  }

  /** @internal */
  public readonly _source: SecretSource;

  private constructor(source: SecretSource) {
    this._source = source;
  }

  /** @internal */
  public _validate(v: Validation, prop: string): void {
    this._source.validate(v, prop);
  }
}
