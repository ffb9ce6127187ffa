import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Construct } from 'constructs';
import { StackBase } from './base';
import { databaseOwner } from './database-owner';
import { MLFLOW_PATH } from './names';
import { mlflowPolicies, modelPolicies, pipelinePolicies } from './roles';
import { ServiceAccountRole } from '../../cluster';
import { DatabaseSource } from '../../database';
import { Ingress } from '../../ingress';
import { Credentials } from '../../kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../../mlflow';
import { SecretValue } from '../../secrets/secret-value';
import { SeldonCoreIstio, SeldonModelServer } from '../../seldon';
import { markDeployment } from '../../terraform/deployment';
import { optionsOf } from '../../validation/options';
import { MODEL_SERVER_TAGS } from '../../versions';
import { ModelStorage, PipelineNamespace } from '../../zenml';
import { ConfigMapReference } from '../../zenml/internal';

/** Pipelines read and write artifacts and images. */
export function pipelineRole(scope: Construct, base: StackBase): ServiceAccountRole {
  const { props: { pipelines }, names, cluster, artifactBucket, containerRegistry } = base;
  return new ServiceAccountRole(scope, 'PipelineRole', {
    roleName: names.pipelineRole,
    cluster,
    serviceAccount: {
      namespace: PipelineNamespace._namespace(pipelines).name,
      name: pipelines?.serviceAccountName ?? PipelineNamespace.DEFAULT_SERVICE_ACCOUNT_NAME,
    },
    inlinePolicies: pipelinePolicies(artifactBucket, containerRegistry),
  });
}

/** Where pipelines run, with their role. */
export function pipelineNamespace(scope: Construct, base: StackBase, role: ServiceAccountRole): PipelineNamespace {
  return new PipelineNamespace(scope, 'Pipelines', {
    ...base.props.pipelines,
    roleArn: role.roleArn,
    // Steps may claim volumes, which go with the namespace, while their driver runs.
    dependsOn: [...base.clusterReady, ...role.ready, ...base.artifactBucket.ready],
  });
}

/** The certificate of the entrance's own authority, where pods of pipelines can have it. */
export function pipelineTrust(
  scope: Construct, base: StackBase, { namespace }: PipelineNamespace,
): ConfigMapReference | undefined {
  const certificate = base.ways.entrance?.certificateAuthority;
  if (certificate === undefined) {
    return undefined;
  }
  const reference = { name: 'entrance-certificate-authority', key: 'ca.pem' };
  const configMap = new ConfigMapV1(scope, 'PipelineTrust', {
    metadata: { name: reference.name, namespace }, data: { [reference.key]: certificate }, dependsOn: [base.nodesReady],
  });
  markDeployment(configMap);
  return reference;
}

/** MLflow reads and writes artifacts under a path of its own. */
export function mlflowRole(scope: Construct, { props: { mlflow }, names, cluster, artifactBucket }: StackBase) {
  return new ServiceAccountRole(scope, 'MlflowRole', {
    roleName: names.mlflowRole,
    cluster,
    serviceAccount: {
      namespace: mlflow?.namespace?.name ?? MlflowTrackingServer.DEFAULT_NAMESPACE,
      name: mlflow?.serviceAccountName ?? MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME,
    },
    inlinePolicies: mlflowPolicies(artifactBucket),
  });
}

/** MLflow keeps runs in a database of its own. */
export function trackingServer(scope: Construct, base: StackBase, role: ServiceAccountRole): MlflowTrackingServer {
  const { props, artifactBucket, database } = base;
  const { mlflow, region } = props;
  const { host, port, username, password } = database;
  const { bucketName: bucket, path } = artifactBucket;
  const source = props.database ?? DatabaseSource.create();
  const { mlflowDatabase, mlflowUser } = source._names(props.prefix);
  return new MlflowTrackingServer(scope, 'Mlflow', {
    ...optionsOf(mlflow),
    ingress: (mlflow?.ingress ?? Ingress.nginx())._exposed(base.ways.exposures.mlflow),
    backendStore: MlflowBackendStore.mysql({
      host,
      port,
      database: mlflowDatabase,
      credentials: Credentials.generated(mlflowUser),
      createDatabase: {
        admin: Credentials.given(username, SecretValue._of(password)),
        owner: databaseOwner(scope, props.prefix),
        dedicatedServer: source._dedicated || undefined,
      },
      tls: source._tls(region),
    }),
    artifactStore: MlflowArtifactStore.s3({
      bucket, path: path === undefined ? MLFLOW_PATH : `${path}/${MLFLOW_PATH}`, region,
    }),
    serviceAccountRoleArn: role.roleArn,
    loadBalancerAnnotations: base.loadBalancerAnnotations,
    // Not even for names: the job that makes the database asks until it has an answer, and all else comes after it.
    dependsOn: [base.nodesReady, ...role.ready, ...database.ready, ...artifactBucket.ready],
  });
}

/** Pipelines deploy models; so does whoever gets the connector's group. */
export function modelDeployer(
  scope: Construct, base: StackBase, { namespace, serviceAccountName: name }: PipelineNamespace, groups: string[],
): SeldonCoreIstio {
  const { seldon, developerPrincipalArns = [] } = base.props;
  const developers = developerPrincipalArns.length > 0 ? [base.names.developerGroup] : [];
  return new SeldonCoreIstio(scope, 'Seldon', {
    ...optionsOf(seldon),
    gateway: { ...seldon?.gateway, exposure: seldon?.gateway?.exposure ?? base.ways.exposures.models },
    loadBalancerAnnotations: base.loadBalancerAnnotations,
    deployers: [{ namespace, name }, ...(seldon?.deployers ?? [])],
    deployerGroups: [...groups, ...developers, ...(seldon?.deployerGroups ?? [])],
    modelServers: modelServers(base),
    // Of its pods only the gateway's resolve a name, and try again until they can.
    dependsOn: [base.nodesReady],
  });
}

/** Images that load today's models; those that the chart names do not. */
export function modelServers({ props, containerRegistry }: StackBase): SeldonModelServer[] {
  const given = props.seldon?.modelServers;
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
export function modelRole(scope: Construct, { props: { seldon }, names, cluster, artifactBucket }: StackBase) {
  return new ServiceAccountRole(scope, 'ModelRole', {
    roleName: names.modelRole,
    cluster,
    serviceAccount: {
      namespace: seldon?.workloadNamespace?.name ?? SeldonCoreIstio.DEFAULT_WORKLOAD_NAMESPACE,
      name: ModelStorage.SERVICE_ACCOUNT_NAME,
    },
    inlinePolicies: modelPolicies(artifactBucket),
  });
}

/** How models get at the artifacts. */
export function modelStorage(
  scope: Construct, base: StackBase, seldon: SeldonCoreIstio, role: ServiceAccountRole,
): ModelStorage {
  return new ModelStorage(scope, 'ModelStorage', {
    namespace: seldon.workloadNamespace,
    region: base.props.region,
    roleArn: role.roleArn,
    dependsOn: [...seldon.ready, ...role.ready],
  });
}
