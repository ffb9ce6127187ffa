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

/** Creates the role of pipelines, which can read and write artifacts and images. */
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

/** Creates the namespace in which pipelines run, with their role. */
export function pipelineNamespace(
  scope: Construct, context: StackContext, role: ServiceAccountRole,
): PipelineNamespace {
  return new PipelineNamespace(scope, 'Pipelines', {
    ...context.stack.pipelines,
    roleArn: role.roleArn,
    // Steps can claim volumes. They are deleted with the namespace, while the CSI driver must still be running.
    dependsOn: [...context.clusterReady, ...role.ready, ...context.artifactBucket.ready],
  });
}

/** Creates a ConfigMap with the certificate of the entrance's own authority, for the pods of pipelines. */
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

/** Creates the role of MLflow, which can read and write artifacts in its own folder. */
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

/** Creates MLflow, with a dedicated database. */
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
    // DNS is not required: the job that creates the database retries until it is available, and everything else depends
    // on the job.
    dependsOn: [context.nodesReady, ...role.ready, ...database.ready, ...artifactBucket.ready],
  });
}

/** Creates Seldon Core. Pipelines and members of the connector's group can deploy models. */
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
    // Only the gateway's pods resolve a host name, and they retry until DNS is available.
    dependsOn: [context.nodesReady],
  });
}

/** Images that load models of current library versions, which the chart's images cannot. */
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

/** Creates the role of models, which can read artifacts. */
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

/** Creates the service account and the Secret with which models read artifacts. */
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
