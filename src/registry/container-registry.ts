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

/** How a container registry treats its images. */
export interface ContainerRegistryOptions {
  /**
   * Whether a tag may be pushed again.
   *
   * ZenML pushes each pipeline's image under one tag, so a second build of a pipeline fails where tags are immutable.
   * It runs images by their digest, which no push can change.
   * @default - ImageTagMutability.IMMUTABLE; in `ZenmlAwsStack` ImageTagMutability.MUTABLE for pipelines' images
   */
  readonly imageTagMutability?: ImageTagMutability;

  /**
   * Days after which an image without tag goes: 1 to 3650.
   *
   * An image whose tag has moved on may still be in use: ZenML runs images by their digest, in schedules and re-runs
   * for as long as these live, and ECR does not know of it.
   * @default - none goes
   */
  readonly untaggedImageDays?: number;
}

/** Props of `ContainerRegistry`. */
export interface ContainerRegistryProps extends ContainerRegistryOptions {
  /**
   * The repositories' names, each of them once: 2 to 256 lower-case letters and digits,
   * joined by `.`, `_`, `-` or `/`.
   */
  readonly repositoryNames: string[];

  /**
   * Whether a tag may be pushed again, by the names of repositories where it differs from 'imageTagMutability'.
   * @default - none differs
   */
  readonly repositoryTagMutability?: { [repositoryName: string]: ImageTagMutability };

  /**
   * What `destroy` does to the images.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

const PROPS: Rule<ContainerRegistryProps> = struct<ContainerRegistryProps>({
  ...IMAGES,
  repositoryNames: required(REPOSITORY_NAMES),
  repositoryTagMutability: mapOf(oneOf('ImageTagMutability', ImageTagMutability)),
  dataRetention: oneOf('DataRetention', DataRetention),
}, (v, { repositoryNames, repositoryTagMutability = {} }) => {
  const strange = Object.keys(repositoryTagMutability).filter((name) => !repositoryNames.includes(name));
  strange.forEach((name) => v.add('repositoryTagMutability',
    `got ${JSON.stringify(name)}. Must be keyed by names in '${v.nameOf('repositoryNames')}'`));
});

/**
 * Repositories for container images in the account's ECR registry: encrypted, scanned when images are pushed.
 *
 * Its stack needs an `AwsProvider`.
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
  /** The registry's host, without a slash: what ZenML takes as the `uri` of its container registry. */
  public readonly registryUri: string;
  /** The repositories' names. */
  public readonly repositoryNames: string[];
  /** The repositories' ARNs. */
  public readonly repositoryArns: string[];
  /** The repositories and their policies. */
  public readonly ready: ITerraformDependable[];

  private readonly repositories: EcrRepository[];

  /** @throws Error that lists every prop that is wrong */
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
      // With the key that AWS keeps for it in the account.
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
   * @throws Error if the grantee is none
   */
  public grantPull(grantee: IGrantee): void {
    this.grant('grantPull', grantee, repositoryPull(this.repositoryArns));
  }

  /**
   * Grants a role permission to push images to all repositories. A role that also pulls needs `grantPull()` as well.
   *
   * @param grantee the role, for example a `ServiceAccountRole`
   * @throws Error if the grantee is none
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
   * What `destroy` has to say about them, where they are kept.
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

/** Deletes images that have lost their tag. */
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
