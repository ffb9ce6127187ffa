import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Fn, ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DataRetention } from '../data-retention';
import { DEFAULT_UNTAGGED_IMAGE_DAYS, lifecyclePolicy, validateContainerRegistry } from './private/validate';
import { Validation } from '../private/validation';

/** Whether a tag of an image may be moved to another image. */
export enum ImageTagMutability {
  /** A tag may be pushed again. */
  MUTABLE = 'MUTABLE',
  /** A tag stays what it is. */
  IMMUTABLE = 'IMMUTABLE',
}

/** How a container registry treats its images. */
export interface ContainerRegistrySettings {
  /**
   * Whether a tag may be pushed again.
   *
   * ZenML pushes each pipeline's image under one tag, so a second build of a pipeline fails where tags are immutable. It runs images by
   * their digest, which no push can change.
   * @default - ImageTagMutability.MUTABLE in `ZenmlAwsStack`, ImageTagMutability.IMMUTABLE where the construct is used alone
   */
  readonly imageTagMutability?: ImageTagMutability;
  /**
   * Days after which an image without tag goes: 1 to 3650.
   * @default 90
   */
  readonly untaggedImageDays?: number;
}

/** Props of `ContainerRegistry`. */
export interface ContainerRegistryProps extends ContainerRegistrySettings {
  /** The repositories' names: 2 to 256 lower-case letters and digits, joined by `.`, `_`, `-` and `/`. */
  readonly repositoryNames: string[];
  /**
   * What `destroy` does to the images.
   * @default DataRetention.KEEP
   */
  readonly dataRetention?: DataRetention;
}

/**
 * Repositories for container images in the account's ECR registry: encrypted, scanned when images are pushed, tidied of untagged images.
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

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    const validation = new Validation();
    validateContainerRegistry(validation, props);
    validation.throwIfAny(`ContainerRegistry '${this.node.path}'`);

    const repositories = props.repositoryNames.map((name, index) => new EcrRepository(this, repositoryId('Repository', name, index), {
      name,
      imageTagMutability: props.imageTagMutability ?? ImageTagMutability.IMMUTABLE,
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'AES256' }],
      forceDelete: props.dataRetention === DataRetention.DELETE,
    }));
    const policies = repositories.map((repository, index) => new EcrLifecyclePolicy(this, repositoryId('Lifecycle', props.repositoryNames[index], index), {
      repository: repository.name, policy: lifecyclePolicy(props.untaggedImageDays ?? DEFAULT_UNTAGGED_IMAGE_DAYS),
    }));

    this.registryUri = Token.asString(Fn.element(Fn.split('/', repositories[0].repositoryUrl), 0));
    this.repositoryNames = repositories.map((repository) => repository.name);
    this.repositoryArns = repositories.map((repository) => repository.arn);
    this.ready = [...repositories, ...policies];
  }
}

/** Repositories are told apart by name, so that taking one out of the list leaves the others alone. */
function repositoryId(kind: string, name: string, index: number): string {
  return `${kind}-${Token.isUnresolved(name) ? index + 1 : name.replace(/\//g, '-')}`;
}
