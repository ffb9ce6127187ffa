import { ITerraformDependable } from 'cdktf';
import { StackWays } from './entrance';
import { stackNames } from './names';
import { ICluster } from '../../cluster';
import { IDatabase } from '../../database';
import { ContainerRegistry } from '../../registry';
import { IArtifactBucket } from '../../storage';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** What everything on the stack's cluster is made of. */
export interface StackBase {
  readonly props: ZenmlAwsStackProps;
  readonly names: ReturnType<typeof stackNames>;
  readonly cluster: ICluster;
  readonly artifactBucket: IArtifactBucket;
  readonly database: IDatabase;
  readonly containerRegistry?: ContainerRegistry;
  /** What all else depends on. */
  readonly clusterReady: ITerraformDependable[];
  /** What pods without volumes depend on that resolve no names, or ask for them until they have an answer. */
  readonly nodesReady: ITerraformDependable;
  /** How services are reached from outside. */
  readonly ways: StackWays;
  /** What the load balancers of Services get: their own and the stack's tags. */
  readonly loadBalancerAnnotations: { [key: string]: string };
}
