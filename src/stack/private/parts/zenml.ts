import { Construct } from 'constructs';
import { databaseClients, databaseOwner } from './database-owner';
import { ServiceAccountRole } from '../../../cluster';
import { Credentials } from '../../../kubernetes';
import { secretValueOf } from '../../../secrets/rules';
import { ZenmlServerSource } from '../../../zenml';
import { AwsConnector, ZenmlRegistration, ZenmlStackParts, BoundZenmlServer } from '../../../zenml/internal';
import { StackContext } from '../context';
import { connectorPolicies, connectorSessionPolicy } from '../policies';

/** Creates the ZenML server with a dedicated database. Its role can only assume the connector's role. */
export function bindZenmlServer(
  scope: Construct, context: StackContext, zenml: ZenmlServerSource,
): { bound: BoundZenmlServer; role?: ServiceAccountRole } {
  let role: ServiceAccountRole | undefined;
  const { stack, cluster, database } = context;
  const { host, port, databaseName, username, password } = database;
  const bound = zenml._source.bind(scope, 'Zenml', {
    database: {
      host,
      port,
      database: databaseName,
      username: stack.databaseNames.zenmlUser,
      admin: Credentials.given(username, secretValueOf(password)),
      owner: databaseOwner(scope, stack.prefix),
      dedicatedServer: stack.database._source.dedicated || undefined,
      clientSecurityGroupIds: databaseClients(context),
      tls: stack.database._source.tls(stack.region),
    },
    loadBalancerAnnotations: context.loadBalancerAnnotations,
    exposure: context.exposures.zenml,
    // DNS is not required, as for MLflow.
    dependsOn: [context.nodesReady, ...database.ready],
    role: (serviceAccount) => role = new ServiceAccountRole(scope, 'ZenmlServerRole', {
      roleName: stack.names.zenmlServerRole, cluster, serviceAccount,
    }),
  });
  return { bound, role };
}

/** Registers the stack. Returns the names under which it is registered. */
export function register(
  scope: Construct, context: StackContext, server: BoundZenmlServer, parts: ZenmlStackParts,
): string[] {
  const { stack: { region, names, registrationNamespace }, cluster, artifactBucket, containerRegistry } = context;
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
    namespaceName: registrationNamespace,
    connector: connector && {
      region, roleArn: connector.roleArn, policy: connectorSessionPolicy(artifactBucket, region),
    },
    dependsOn: [context.nodesReady, ...(connector?.ready ?? [])],
  }).stackNames;
}
