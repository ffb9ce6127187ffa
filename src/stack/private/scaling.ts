import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { stackNames } from './names';
import { isAutoscaled, isOn } from './validate';
import { ClusterAutoscaler, ClusterSource, ICluster, Karpenter, NvidiaDevicePlugin } from '../../cluster';
import { INetwork } from '../../network';
import { optionsOf } from '../../validation/options';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** What the nodes of a stack are made of. */
export interface ScalingContext {
  readonly props: ZenmlAwsStackProps;
  readonly clusterSource: ClusterSource;
  readonly cluster: ICluster;
  readonly network: INetwork;
  /** Tags of nodes. */
  readonly tags: { [key: string]: string };
  readonly clusterReady: ITerraformDependable;
  readonly podsReady: ITerraformDependable;
}

/** What makes nodes come and go, and makes their GPUs known. */
export interface Scaling {
  readonly clusterAutoscaler?: ClusterAutoscaler;
  readonly karpenter?: Karpenter;
  readonly nvidiaDevicePlugin?: NvidiaDevicePlugin;
}

/** Makes what is asked for; the device plugin only where nodes with GPUs may come. */
export function scaling(scope: Construct, context: ScalingContext): Scaling {
  const { props, clusterSource, cluster, network, tags } = context;
  const { region, prefix } = props;
  const made = {
    clusterAutoscaler: !isAutoscaled(props) ? undefined : new ClusterAutoscaler(scope, 'ClusterAutoscaler', {
      ...optionsOf(props.clusterAutoscaler),
      version: ClusterAutoscaler._version(props.clusterAutoscaler, clusterSource._kubernetesVersion),
      cluster,
      region,
      roleName: stackNames(prefix).autoscalerRole,
      dependsOn: [context.podsReady],
    }),
    karpenter: !isOn(props.karpenter) ? undefined : new Karpenter(scope, 'Karpenter', {
      ...optionsOf(props.karpenter),
      cluster,
      region,
      namePrefix: prefix,
      subnetIds: network.privateSubnetIds,
      tags,
      dependsOn: [context.clusterReady],
    }),
  };
  const hasGpus = clusterSource._hasGpus || (made.karpenter !== undefined && props.karpenter?.gpuPool !== undefined);
  return !hasGpus ? made : {
    ...made,
    nvidiaDevicePlugin: new NvidiaDevicePlugin(scope, 'NvidiaDevicePlugin', {
      cluster, dependsOn: [context.podsReady],
    }),
  };
}
