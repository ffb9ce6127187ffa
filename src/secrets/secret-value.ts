import {
  AttributeSource, EnvironmentSource, PlainTextSource, SecretsManagerSource, SecretSource, SsmParameterSource,
  VariableSource,
} from './private/secret-sources';
import { SecretsManagerOptions, SecretVariableOptions, SsmParameterOptions } from './secret-value-options';
import { Validation } from '../validation/validation';

/**
 * The value of a secret, or where Terraform reads it. All props for passwords and keys take a `SecretValue`.
 *
 * Regardless of the source, Terraform stores the value in its state, because a Kubernetes Secret or an RDS instance
 * contains it. Encrypt the state and restrict access to it. Only `unsafePlainText()` also writes the value to the
 * synthesized file.
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
   * A sensitive Terraform variable, which is declared once in the stack that uses the value. If the stack already has a
   * `TerraformVariable` with this name, that one is used.
   *
   * Terraform reads it from `TF_VAR_<name>`, from `-var` or a `.tfvars` file, or prompts for it. An empty value is
   * refused.
   *
   * @param name name of the variable: letters, digits and underscores, not starting with a digit
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
   * A secret in AWS Secrets Manager. Terraform reads its current version on every plan and apply, so that the next
   * apply picks up a rotated secret. The deployer needs `secretsmanager:GetSecretValue`, and `kms:Decrypt` for a
   * customer managed key.
   *
   * @param nameOrArn name or ARN of the secret. It must exist and have a value. For a secret of the same stack, pass an
   * attribute of its `aws_secretsmanager_secret_version`, so that it is read after the value is set
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
   * A parameter in AWS Systems Manager Parameter Store, decrypted. Terraform reads it on every plan and apply. The
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
   * `variable('db_password')`. Other names are refused, because Terraform does not read them, and a value that is read
   * at synthesis would be plain text in the synthesized file.
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
   * A value that is unknown at synthesis: an attribute of a resource or data source, a `TerraformVariable`, a
   * `TerraformLocal`, or a `Lazy` value.
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
   * A plain-text secret. **It is stored unencrypted in the synthesized file**, and in the source code if it is written
   * there. For tests and local clusters.
   *
   * @param value the secret; a Terraform expression such as `${var.x}` is refused, because it would not be evaluated
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
