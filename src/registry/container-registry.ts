import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Fn, ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ImageTagMutability } from './image-tag-mutability';
import { DataRetention } from '../terraform/data-retention';
import { markDeployment } from '../terraform/deployment';
import { refuseOtherRepositories } from './private/other-repositories';
import { IMAGES, REPOSITORY_NAMES, repositoryKey } from './private/repository-rules';
import { repositoryPull, repositoryPush } from './private/statements';
import { Statement, withoutSids } from '../terraform/iam';
import { addressOf, KeptResource } from '../terraform/kept';
import { IGrantee } from '../terraform/policy-statement';
import { GRANTEE } from '../validation/grantee';
import { checkValue, required, Rule, struct, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';
import { mapOf, oneOf } from '../validation/values';

/** Options for the repositories of a container registry. */
export interface ContainerRegistryOptions {
  /**
   * Whether image tags can be overwritten.
   *
   * ZenML pushes each pipeline's image with the same tag, so a second build of a pipeline fails if tags are immutable.
   * ZenML runs images by digest, which no push can change.
   * @default - ImageTagMutability.IMMUTABLE; in `ZenmlAwsStack` ImageTagMutability.MUTABLE for pipelines' images
   */
  readonly imageTagMutability?: ImageTagMutability;

  /**
   * Days until untagged images are deleted: 1 to 3650.
   *
   * An untagged image may still be in use: schedules and re-runs of ZenML refer to images by digest, which ECR is not
   * aware of.
   * @default - images are not deleted
   */
  readonly untaggedImageDays?: number;
}

/** Properties of `ContainerRegistry`. */
export interface ContainerRegistryProps extends ContainerRegistryOptions {
  /**
   * Names of the repositories, without duplicates: 2 to 256 lower-case letters and digits, separated by `.`, `_`, `-`
   * or `/`.
   */
  readonly repositoryNames: string[];

  /**
   * Tag mutability by repository name, for repositories that differ from 'imageTagMutability'.
   * @default - none
   */
  readonly repositoryTagMutability?: { [repositoryName: string]: ImageTagMutability };

  /**
   * Whether `destroy` retains or deletes the images.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

const PROPS: Rule<ContainerRegistryProps> = struct<ContainerRegistryProps>({
  ...IMAGES,
  repositoryNames: required(REPOSITORY_NAMES),
  repositoryTagMutability: mapOf(IMAGES.imageTagMutability),
  dataRetention: oneOf('DataRetention', DataRetention),
}, (v, { repositoryNames, repositoryTagMutability = {} }) => {
  const strange = Object.keys(repositoryTagMutability).filter((name) => !repositoryNames.includes(name));
  strange.forEach((name) => v.add('repositoryTagMutability',
    `got ${JSON.stringify(name)}. Must be keyed by names in '${v.nameOf('repositoryNames')}'`));
});

/**
 * Repositories for container images in the account's ECR registry, encrypted and with scan on push.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { ContainerRegistry } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new ContainerRegistry(stack, 'Registry', { repositoryNames: ['acme/trainer', 'acme/server'] });
 */
export class ContainerRegistry extends Construct {
  /** Host name of the registry, which is the `uri` of ZenML's container registry. */
  public readonly registryUri: string;
  /** Names of the repositories. */
  public readonly repositoryNames: string[];
  /** ARNs of the repositories. */
  public readonly repositoryArns: string[];
  /** The repositories and their policies. */
  public readonly ready: ITerraformDependable[];

  private readonly repositories: EcrRepository[];

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    validateProps('ContainerRegistry', this, PROPS, props);
    markDeployment(this);
    refuseOtherRepositories(this, props.repositoryNames);

    const ids = props.repositoryNames.map(repositoryId);
    const repositories = ids.map((key, index) => new EcrRepository(this, `Repository-${key}`, {
      name: props.repositoryNames[index],
      imageTagMutability: props.repositoryTagMutability?.[props.repositoryNames[index]]
        ?? props.imageTagMutability ?? ImageTagMutability.IMMUTABLE,
      imageScanningConfiguration: { scanOnPush: true },
      // Uses the AWS managed key for ECR.
      encryptionConfiguration: [{ encryptionType: 'KMS' }],
      forceDelete: props.dataRetention === DataRetention.DELETE,
    }));
    const { untaggedImageDays: days } = props;
    const policies = days === undefined ? [] : repositories.map((repository, index) =>
      new EcrLifecyclePolicy(this, `Lifecycle-${ids[index]}`, {
        repository: repository.name, policy: lifecyclePolicy(days),
      }));
    this.node.defaultChild = repositories[0];

    this.registryUri = Token.asString(Fn.element(Fn.split('/', repositories[0].repositoryUrl), 0));
    this.repositoryNames = repositories.map((repository) => repository.name);
    this.repositoryArns = repositories.map((repository) => repository.arn);
    this.repositories = repositories;
    this.ready = [...repositories, ...policies];
  }

  /**
   * Grants a role permission to pull images from all repositories.
   *
   * @param grantee the role, for example a `ServiceAccountRole`
   * @throws Error if the grantee is invalid
   */
  public grantPull(grantee: IGrantee): void {
    this.grant('grantPull', grantee, repositoryPull(this.repositoryArns));
  }

  /**
   * Grants a role permission to push images to all repositories. A role that also pulls needs `grantPull()` as well.
   *
   * @param grantee the role, for example a `ServiceAccountRole`
   * @throws Error if the grantee is invalid
   */
  public grantPush(grantee: IGrantee): void {
    this.grant('grantPush', grantee, repositoryPush(this.repositoryArns));
  }

  private grant(method: string, grantee: IGrantee, statements: Statement[]): void {
    Validation.run(`ContainerRegistry.${method} '${this.node.path}'`, (v) =>
      checkValue(v, 'grantee', grantee, required(GRANTEE)));
    grantee.addStatements(...withoutSids(statements));
  }

  /**
   * The repositories as `destroy` handles them if their data is retained.
   * @internal
   */
  public get _kept(): KeptResource[] {
    return this.repositories.map((repository) => ({
      address: addressOf(repository), name: repository.getStringAttribute('name'),
    }));
  }
}

/** ID of a repository's construct. It contains the name, so that deleting one from the list does not change others. */
function repositoryId(name: string, index: number): string {
  return Token.isUnresolved(name) ? `${index + 1}` : repositoryKey(name);
}

/** Lifecycle policy that deletes untagged images. */
function lifecyclePolicy(untaggedImageDays: number): string {
  return JSON.stringify({
    rules: [{
      rulePriority: 1,
      description: 'Delete images without tag',
      selection: {
        tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: untaggedImageDays,
      },
      action: { type: 'expire' },
    }],
  });
}
