import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Construct } from 'constructs';
import { databaseClients, databaseOwner } from './database-owner';
import { ServiceAccountRole } from '../../../cluster';
import { exposedIngress } from '../../../ingress/internal';
import { Credentials } from '../../../kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../../../mlflow';
import { secretValueOf } from '../../../secrets/rules';
import { SeldonCoreIstio, SeldonModelServer } from '../../../seldon';
import { markDeployment } from '../../../terraform/deployment';
import { MODEL_SERVER_TAGS } from '../../../versions';
import { ModelStorage, PipelineNamespace } from '../../../zenml';
import { ConfigMapReference } from '../../../zenml/internal';
import { StackContext } from '../context';
import { MLFLOW_PATH } from '../names';
import { mlflowPolicies, modelPolicies, pipelinePolicies } from '../policies';
import { ResolvedMlflow, ResolvedSeldon } from '../resolve';

/** Pipelines read and write artifacts and images. */
export function pipelineRole(scope: Construct, context: StackContext): ServiceAccountRole {
  const { stack: { pipelines, names }, cluster, artifactBucket, containerRegistry } = context;
  return new ServiceAccountRole(scope, 'PipelineRole', {
    roleName: names.pipelineRole,
    cluster,
    serviceAccount: {
      namespace: pipelines.namespace.name,
      name: pipelines.serviceAccountName,
    },
    inlinePolicies: pipelinePolicies(artifactBucket, containerRegistry),
  });
}

/** Where pipelines run, with their role. */
export function pipelineNamespace(
  scope: Construct, context: StackContext, role: ServiceAccountRole,
): PipelineNamespace {
  return new PipelineNamespace(scope, 'Pipelines', {
    ...context.stack.pipelines,
    roleArn: role.roleArn,
    // Steps may claim volumes, which go with the namespace, while their driver runs.
    dependsOn: [...context.clusterReady, ...role.ready, ...context.artifactBucket.ready],
  });
}

/** The certificate of the entrance's own authority, where pods of pipelines can have it. */
export function pipelineTrust(
  scope: Construct, context: StackContext, { namespace }: PipelineNamespace,
): ConfigMapReference | undefined {
  const certificate = context.entrance?.certificateAuthority;
  if (certificate === undefined) {
    return undefined;
  }
  const reference = { name: 'entrance-certificate-authority', key: 'ca.pem' };
  const configMap = new ConfigMapV1(scope, 'PipelineTrust', {
    metadata: { name: reference.name, namespace },
    data: { [reference.key]: certificate },
    dependsOn: [context.nodesReady],
  });
  markDeployment(configMap);
  return reference;
}

/** MLflow reads and writes artifacts under its own path. */
export function mlflowRole(
  scope: Construct, { stack: { names }, cluster, artifactBucket }: StackContext, mlflow: ResolvedMlflow,
): ServiceAccountRole {
  return new ServiceAccountRole(scope, 'MlflowRole', {
    roleName: names.mlflowRole,
    cluster,
    serviceAccount: {
      namespace: mlflow.namespace.name,
      name: mlflow.serviceAccountName,
    },
    inlinePolicies: mlflowPolicies(artifactBucket),
  });
}

/** MLflow keeps runs in its own database. */
export function trackingServer(
  scope: Construct, context: StackContext, mlflow: ResolvedMlflow, role: ServiceAccountRole,
): MlflowTrackingServer {
  const { stack, artifactBucket, database, exposures } = context;
  const { region, databaseNames: { mlflowDatabase, mlflowUser } } = stack;
  const { host, port, username, password } = database;
  const { bucketName: bucket, path } = artifactBucket;
  return new MlflowTrackingServer(scope, 'Mlflow', {
    ...mlflow,
    ingress: exposedIngress(mlflow.ingress, exposures.mlflow),
    backendStore: MlflowBackendStore.mysql({
      host,
      port,
      database: mlflowDatabase,
      credentials: Credentials.generated(mlflowUser),
      createDatabase: {
        admin: Credentials.given(username, secretValueOf(password)),
        owner: databaseOwner(scope, stack.prefix),
        dedicatedServer: stack.database._source.dedicated || undefined,
        clientSecurityGroupIds: databaseClients(context),
      },
      tls: stack.database._source.tls(region),
    }),
    artifactStore: MlflowArtifactStore.s3({
      bucket, path: path === undefined ? MLFLOW_PATH : `${path}/${MLFLOW_PATH}`, region,
    }),
    serviceAccountRoleArn: role.roleArn,
    loadBalancerAnnotations: context.loadBalancerAnnotations,
    // Not for names: the job that creates the database retries until names resolve, and all else comes after it.
    dependsOn: [context.nodesReady, ...role.ready, ...database.ready, ...artifactBucket.ready],
  });
}

/** Pipelines deploy models, and so do members of the connector's group. */
export function modelDeployer(
  scope: Construct, context: StackContext, seldon: ResolvedSeldon, pipelines: PipelineNamespace, groups: string[],
): SeldonCoreIstio {
  const { namespace, serviceAccountName: name } = pipelines;
  const { developerPrincipalArns, names } = context.stack;
  const developers = developerPrincipalArns.length > 0 ? [names.developerGroup] : [];
  return new SeldonCoreIstio(scope, 'Seldon', {
    ...seldon,
    gateway: { ...seldon.gateway, exposure: seldon.gateway?.exposure ?? context.exposures.models },
    loadBalancerAnnotations: context.loadBalancerAnnotations,
    deployers: [{ namespace, name }, ...(seldon.deployers ?? [])],
    deployerGroups: [...groups, ...developers, ...(seldon.deployerGroups ?? [])],
    // Of its pods only the gateway's resolve a name, and try again until they can.
    dependsOn: [context.nodesReady],
  });
}

/** Images that load today's models; those that the chart names do not. */
export function modelServers({ stack: { seldon }, containerRegistry }: StackContext): SeldonModelServer[] {
  const given = seldon?.modelServers;
  if (given !== undefined || !containerRegistry) {
    return given ?? [];
  }
  const { registryUri, repositoryNames } = containerRegistry;
  const image = `${registryUri}/${repositoryNames[repositoryNames.length - 1]}`;
  return [
    SeldonModelServer.sklearn({ image, version: MODEL_SERVER_TAGS.sklearn }),
    SeldonModelServer.mlflow({ image, version: MODEL_SERVER_TAGS.mlflow }),
  ];
}

/** Models read artifacts. */
export function modelRole(
  scope: Construct, { stack: { names }, cluster, artifactBucket }: StackContext, seldon: ResolvedSeldon,
): ServiceAccountRole {
  return new ServiceAccountRole(scope, 'ModelRole', {
    roleName: names.modelRole,
    cluster,
    serviceAccount: {
      namespace: seldon.workloadNamespace.name,
      name: ModelStorage.SERVICE_ACCOUNT_NAME,
    },
    inlinePolicies: modelPolicies(artifactBucket),
  });
}

/** How models get at the artifacts. */
export function modelStorage(
  scope: Construct, context: StackContext, seldon: SeldonCoreIstio, role: ServiceAccountRole,
): ModelStorage {
  return new ModelStorage(scope, 'ModelStorage', {
    namespace: seldon.workloadNamespace,
    region: context.stack.region,
    roleArn: role.roleArn,
    dependsOn: [...seldon.ready, ...role.ready],
  });
}
