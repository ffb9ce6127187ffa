import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Fn, ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ContainerRegistryProps, ImageTagMutability } from './container-registry-options';
import { DataRetention } from '../terraform/data-retention';
import { markDeployment } from '../terraform/deployment';
import { refuseOtherRepositories } from './private/other-repositories';
import {
  CONTAINER_REGISTRY_PROPS, lifecyclePolicy, repositoryKey,
} from './private/validate';
import { repositoryPull, repositoryPush, Statement, withoutSids } from '../terraform/iam';
import { addressOf, KeptResource } from '../terraform/kept';
import { IGrantee } from '../terraform/policy-statement';
import { GRANTEE } from '../validation/grantee';
import { checkValue, required, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';

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
    validateProps('ContainerRegistry', this, CONTAINER_REGISTRY_PROPS, props);
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
