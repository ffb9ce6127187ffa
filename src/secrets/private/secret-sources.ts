import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Fn, TerraformElement, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { literal, quoted } from '../../terraform/text';
import { checkValue, known, required, Rule, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { provider, secretText } from '../../validation/values';
import { SecretsManagerOptions, SecretVariableOptions, SsmParameterOptions } from '../secret-value-options';

/** Source of a secret's value. */
export interface SecretSource {
  /** The value, if it is known at synthesis. */
  readonly plainText?: string;
  /** Validates the arguments of the factory. Messages never contain an argument, because it may be the secret. */
  validate(v: Validation, prop: string): void;
  /** Returns the value for Terraform: a reference, or the plain text. */
  bind(scope: IConstruct): string;
}

/** Id of the construct that contains the variables and data sources of a stack's secrets. */
const CONTAINER = 'SecretValues';

/** Returns an element of the stack, which is created only once. */
function once<T extends TerraformElement>(scope: IConstruct, id: string, create: (in_: Construct, id: string) => T): T {
  const stack = TerraformStack.of(scope);
  const container = (stack.node.tryFindChild(CONTAINER) ?? new Construct(stack, CONTAINER)) as Construct;
  return (container.node.tryFindChild(id) ?? create(container, id)) as T;
}

/** Reserved names of variables: https://developer.hashicorp.com/terraform/language/block/variable */
const RESERVED = ['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'];

const isVariableName = (name: string) => /^[A-Za-z_]\w*$/.test(name) && !RESERVED.includes(name);

const VARIABLE_NAME = required(known(secretText(
  `the name of a Terraform variable: letters, digits and underscores, no digit first, none of ${RESERVED.join(', ')}`,
  isVariableName, 'Give the name alone, for example "db_password".',
), 'the variable is declared by it'));

const VARIABLE_OPTIONS = required(struct<SecretVariableOptions>({ description: secretText('a text', () => true) }));

const TF_VAR = /^TF_VAR_/;

const ENVIRONMENT_NAME = required(known(secretText(
  '"TF_VAR_" and the name of a Terraform variable',
  (name) => TF_VAR.test(name) && isVariableName(name.replace(TF_VAR, '')),
  'Terraform reads no other ones, and what the synthesis reads would be in the synthesized file. If it may be there in '
    + 'clear, use SecretValue.unsafePlainText() with the value.',
), 'the variable is declared by it'));

/** Text that looks like a Terraform reference. */
const REFERENCE = /\$\{\s*(?:(var)\.(\w+)|(?:local|data|module)\.)/;

/** Remedy for a string that looks like a Terraform reference; undefined if it does not. */
export function referenceRemedy(value: unknown): string | undefined {
  const [found, isVariable, name] = typeof value === 'string' ? REFERENCE.exec(value) ?? [] : [];
  if (found === undefined) {
    return undefined;
  }
  return isVariable && isVariableName(name) ? `Use SecretValue.variable('${name}').`
    : 'Use SecretValue.resourceAttribute() with a token, for example the attribute of a construct.';
}

/** A sensitive Terraform variable. */
export class VariableSource implements SecretSource {
  public constructor(private readonly name: string, private readonly options: SecretVariableOptions = {}) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'name', this.name, VARIABLE_NAME);
    checkValue(v, prop, this.options, VARIABLE_OPTIONS);
  }

  public bind(scope: IConstruct): string {
    const given = TerraformStack.of(scope).node.tryFindChild(this.name);
    return given instanceof TerraformVariable ? Fn.sensitive(given.stringValue)
      : once(scope, this.name, (container) => this.declare(container)).stringValue;
  }

  private declare(scope: Construct): TerraformVariable {
    const { name, options: { description } } = this;
    const variable = new TerraformVariable(scope, name, {
      type: 'string', description: description && literal(description), sensitive: true, nullable: false,
    });
    variable.overrideLogicalId(name);
    // In CI systems, a secret that does not exist is an empty string.
    variable.addValidation({
      condition: `\${var.${name} != ""}`, errorMessage: `The variable ${name} is empty. Set TF_VAR_${name}.`,
    });
    return variable;
  }
}

/** An environment variable `TF_VAR_…`, which Terraform reads as the value of a variable. */
export class EnvironmentSource implements SecretSource {
  public constructor(private readonly name: string) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'name', this.name, ENVIRONMENT_NAME);
  }

  public bind(scope: IConstruct): string {
    return new VariableSource(this.name.replace(TF_VAR, '')).bind(scope);
  }
}

/** A value that Terraform reads from AWS with a data source. */
abstract class DataSource implements SecretSource {
  /** Values by stack: a name that is unknown at synthesis cannot be looked up again. */
  private readonly bound = new WeakMap<TerraformStack, string>();

  public constructor(
    private readonly kind: string, protected readonly name: string, protected readonly options: SecretsManagerOptions,
  ) {}

  public abstract validate(v: Validation, prop: string): void;
  /** Creates the data source. */
  protected abstract read(scope: Construct, id: string): TerraformElement;
  /** Returns the value that the data source contains. */
  protected abstract valueIn(data: TerraformElement): string;

  public bind(scope: IConstruct): string {
    const stack = TerraformStack.of(scope);
    const { field, provider: { alias = undefined } = {} } = this.options;
    const name = isUnknown(this.name) ? `${stack.node.tryFindChild(CONTAINER)?.node.children.length ?? 0}` : this.name;
    const id = [this.kind, name, field, alias].filter((it) => it !== undefined).join('-');
    const value = this.bound.get(stack) ?? this.valueIn(once(scope, id, (container) => this.read(container, id)));
    this.bound.set(stack, value);
    return value;
  }
}

const PROVIDER = provider('aws', 'AwsProvider');
const SECRET_OPTIONS = required(struct<SecretsManagerOptions>({
  field: known(secretText('the name of a field, and not empty', (it) => it !== ''), 'the value is looked up by it'),
  provider: PROVIDER,
}));
const PARAMETER_OPTIONS = required({ ...struct<SsmParameterOptions>({ provider: PROVIDER }), isSecret: true });

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html; names of RDS have a "!".
const SECRET_NAME = required(secretText('the name or the ARN of a secret',
  (name) => /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@!-]{1,512}$/.test(name)));
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
const PARAMETER_NAME = required(secretText('the name or the ARN of a parameter',
  (name) => /^(arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter)?[\w./-]{1,1011}$/.test(name)));

/** A secret of AWS Secrets Manager. */
export class SecretsManagerSource extends DataSource {
  public constructor(name: string, options: SecretsManagerOptions = {}) {
    super('SecretsManager', name, options);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'nameOrArn', this.name, SECRET_NAME);
    checkValue(v, prop, this.options, SECRET_OPTIONS);
  }

  protected read(scope: Construct, id: string): TerraformElement {
    const { field, provider: aws } = this.options;
    return new DataAwsSecretsmanagerSecretVersion(scope, id, {
      provider: aws,
      secretId: literal(this.name),
      lifecycle: field === undefined ? undefined : {
        postcondition: [{
          condition: `\${can(jsondecode(self.secret_string)[${JSON.stringify(literal(field))}])}`,
          errorMessage: `The secret is no JSON object with the field ${literal(JSON.stringify(field))}.`,
        }],
      },
    });
  }

  protected valueIn({ secretString }: DataAwsSecretsmanagerSecretVersion): string {
    const { field } = this.options;
    return field === undefined ? secretString
      : Token.asString(Fn.lookup(Fn.jsondecode(secretString), quoted(field)));
  }
}

/** A parameter of AWS Systems Manager. */
export class SsmParameterSource extends DataSource {
  public constructor(name: string, options: SsmParameterOptions = {}) {
    super('SsmParameter', name, options);
  }

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'name', this.name, PARAMETER_NAME);
    checkValue(v, prop, this.options, PARAMETER_OPTIONS);
  }

  protected read(scope: Construct, id: string): TerraformElement {
    const { provider: aws } = this.options;
    return new DataAwsSsmParameter(scope, id, { provider: aws, name: literal(this.name), withDecryption: true });
  }

  protected valueIn({ value }: DataAwsSsmParameter): string {
    return value;
  }
}

const TOKEN: Rule<string> = required({
  allowed: 'a token, for example the attribute of a construct',
  isSecret: true,
  isOfType: (value) => typeof value === 'string' && isUnknown(value),
  remedyFor: (value) => referenceRemedy(value) ?? 'For a text use SecretValue.unsafePlainText().',
  check: () => undefined,
});

/** A value that is unknown at synthesis. */
export class AttributeSource implements SecretSource {
  public constructor(private readonly attribute: string) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'attribute', this.attribute, TOKEN);
  }

  public bind(): string {
    return this.attribute;
  }
}

const PLAIN_TEXT: Rule<string> = required({
  allowed: 'a text',
  isSecret: true,
  isOfType: (value) => typeof value === 'string',
  check: (v, prop, value) => {
    const remedy = isUnknown(value) ? 'Use SecretValue.resourceAttribute().' : referenceRemedy(value);
    if (remedy !== undefined) {
      v.add(prop, 'got a Terraform reference. Must be a string', remedy);
    }
  },
});

/** Plain text, which is written to the synthesized file. */
export class PlainTextSource implements SecretSource {
  public constructor(public readonly plainText: string) {}

  public validate(v: Validation, prop: string): void {
    checkValue(v.at(prop), 'value', this.plainText, PLAIN_TEXT);
  }

  public bind(): string {
    return this.plainText;
  }
}
