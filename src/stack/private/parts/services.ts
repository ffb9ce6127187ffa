import { Construct } from 'constructs';
import { developers } from './people';
import {
  mlflowRole, modelDeployer, modelRole, modelServers, modelStorage, pipelineNamespace, pipelineRole, pipelineTrust,
  trackingServer,
} from './workloads';
import { bindZenmlServer, register } from './zenml';
import { ServiceAccountRole } from '../../../cluster';
import { MlflowTrackingServer } from '../../../mlflow';
import { SeldonCoreIstio, SeldonModelServer } from '../../../seldon';
import { ModelStorage, PipelineNamespace, ZenmlServer } from '../../../zenml';
import { ZenmlStackParts, BoundZenmlServer } from '../../../zenml/internal';
import { StackContext } from '../context';

/** The services of a stack. */
export interface Services {
  readonly pipelines: PipelineNamespace;
  readonly pipelineRole: ServiceAccountRole;
  readonly zenml?: BoundZenmlServer;
  readonly zenmlServer?: ZenmlServer;
  readonly zenmlServerRole?: ServiceAccountRole;
  readonly mlflow?: MlflowTrackingServer;
  readonly mlflowRole?: ServiceAccountRole;
  readonly seldon?: SeldonCoreIstio;
  readonly modelRole?: ServiceAccountRole;
  readonly modelStorage?: ModelStorage;
  readonly modelServers: SeldonModelServer[];
  /** Parts that are registered with ZenML. */
  readonly parts: ZenmlStackParts;
  readonly zenmlStackNames: string[];
}

/** Creates the namespace of pipelines and the enabled services, and registers them with ZenML. */
export function defineServices(scope: Construct, context: StackContext): Services {
  const { stack } = context;
  const runner = pipelineRole(scope, context);
  const pipelines = pipelineNamespace(scope, context, runner);
  const { bound: zenml, role } = stack.zenml ? bindZenmlServer(scope, context, stack.zenml) : {};
  const tracker = defineMlflow(scope, context);
  const deployer = defineSeldon(scope, context, pipelines, zenml?.roleArn ? [stack.names.connectorGroup] : []);
  developers(scope, context, [
    pipelines.namespace, ...(deployer.seldon ? [deployer.seldon.workloadNamespace] : []),
  ]);
  const parts: ZenmlStackParts = {
    name: stack.prefix,
    clusterName: context.cluster.clusterName,
    artifactBucket: context.artifactBucket,
    containerRegistry: context.containerRegistry,
    pipelines,
    mlflow: tracker.mlflow,
    seldon: deployer.seldon,
    modelStorage: deployer.modelStorage,
    internalServerUrl: zenml?.server?.internalUrl,
    gpus: stack.hasGpus,
    trust: pipelineTrust(scope, context, pipelines),
  };
  return {
    pipelines,
    pipelineRole: runner,
    zenml,
    zenmlServer: zenml?.server,
    zenmlServerRole: role,
    ...tracker,
    ...deployer,
    parts,
    zenmlStackNames: zenml ? register(scope, context, zenml, parts) : [],
  };
}

function defineMlflow(scope: Construct, context: StackContext): Pick<Services, 'mlflow' | 'mlflowRole'> {
  const { stack: { mlflow: options } } = context;
  if (!options) {
    return {};
  }
  const role = mlflowRole(scope, context, options);
  return { mlflowRole: role, mlflow: trackingServer(scope, context, options, role) };
}

function defineSeldon(
  scope: Construct, context: StackContext, pipelines: PipelineNamespace, deployerGroups: string[],
): Pick<Services, 'seldon' | 'modelRole' | 'modelStorage' | 'modelServers'> {
  const { stack: { seldon: given } } = context;
  if (!given) {
    return { modelServers: [] };
  }
  const options = { ...given, modelServers: modelServers(context) };
  const seldon = modelDeployer(scope, context, options, pipelines, deployerGroups);
  const role = modelRole(scope, context, options);
  return {
    seldon,
    modelRole: role,
    modelStorage: modelStorage(scope, context, seldon, role),
    modelServers: options.modelServers,
  };
}
