import { DataRetention } from '../terraform/data-retention';

/** Whether a tag of an image may be moved to another image. */
export enum ImageTagMutability {
  /** A tag may be pushed again. */
  MUTABLE = 'MUTABLE',
  /** A tag stays what it is. */
  IMMUTABLE = 'IMMUTABLE',
}

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

/** Options for the stack's container registry. */
export interface StackContainerRegistryOptions extends ContainerRegistryOptions {
  /**
   * Names of the repositories: 2 to 256 lower-case letters and digits, joined by `.`, `_`, `-` and `/`. The first one
   * is for images of pipelines, the last one for images of model servers.
   * @default ['<prefix>-zenml-kubernetes', '<prefix>-model-servers']
   */
  readonly repositoryNames?: string[];
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
