import { Construct } from 'constructs';
import { StackBase } from './base';
import { registrationNamespace } from './cluster-names';
import { databaseOwner } from './database-owner';
import { connectorPolicies, connectorSessionPolicy } from './roles';
import { ServiceAccountRole } from '../../cluster';
import { DatabaseSource } from '../../database';
import { Credentials } from '../../kubernetes';
import { SecretValue } from '../../secrets/secret-value';
import { ZenmlServerSource } from '../../zenml';
import { AwsConnector, ZenmlRegistration, ZenmlStackParts } from '../../zenml/internal';
import { BoundZenmlServer } from '../../zenml/zenml-server-source';

/** ZenML keeps what it knows in a database of its own; its role may do nothing but hand out another one. */
export function bindZenmlServer(
  scope: Construct, base: StackBase,
): { bound: BoundZenmlServer; role?: ServiceAccountRole } {
  let role: ServiceAccountRole | undefined;
  const { props, names, cluster, database } = base;
  const { host, port, databaseName, username, password } = database;
  const source = props.database ?? DatabaseSource.create();
  const bound = (props.zenml?.server ?? ZenmlServerSource.create())._bind(scope, 'Zenml', {
    database: {
      host,
      port,
      database: databaseName,
      username: source._names(props.prefix).zenmlUser,
      admin: Credentials.given(username, SecretValue._of(password)),
      owner: databaseOwner(scope, props.prefix),
      dedicatedServer: source._dedicated || undefined,
      tls: source._tls(props.region),
    },
    loadBalancerAnnotations: base.loadBalancerAnnotations,
    exposure: base.ways.exposures.zenml,
    // Names are as they are for MLflow.
    dependsOn: [base.nodesReady, ...database.ready],
    role: (serviceAccount) => role = new ServiceAccountRole(scope, 'ZenmlServerRole', {
      roleName: names.zenmlServerRole, cluster, serviceAccount,
    }),
  });
  return { bound, role };
}

/** Registers the stack; returns the names under which it is found. */
export function register(
  scope: Construct, base: StackBase, server: BoundZenmlServer, parts: ZenmlStackParts,
): string[] {
  const { props: { region }, names, cluster, artifactBucket, containerRegistry } = base;
  const connector = server.roleArn === undefined ? undefined : new AwsConnector(scope, 'ZenmlConnector', {
    roleName: names.connectorRole,
    policies: connectorPolicies(artifactBucket, cluster.clusterName, region, containerRegistry),
    serverRoleArn: server.roleArn,
    serverRoleName: server.server && names.zenmlServerRole,
    clusterName: cluster.clusterName,
    authenticationMode: cluster.authenticationMode,
    group: names.connectorGroup,
    pipelineNamespace: parts.pipelines.namespace,
    dependsOn: parts.pipelines.ready,
  });
  return new ZenmlRegistration(scope, 'ZenmlRegistration', {
    parts,
    server,
    namespaceName: registrationNamespace(base.props),
    connector: connector && {
      region, roleArn: connector.roleArn, policy: connectorSessionPolicy(artifactBucket, region),
    },
    dependsOn: [base.nodesReady, ...(connector?.ready ?? [])],
  }).stackNames;
}
