import { Testing } from 'cdktf';
import { ClusterSource } from '../../../src/cluster';
import { DatabaseSource } from '../../../src/database';
import { Ingress } from '../../../src/ingress';
import { Credentials } from '../../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../../../src/mlflow';
import { NetworkSource } from '../../../src/network';
import { SecretValue } from '../../../src/secrets/secret-value';
import { ZenmlAwsStack } from '../../../src/stack';
import { ZenmlServer } from '../../../src/zenml';
import { NETWORK } from '../../support/fixtures';
import { variablesOf } from '../../support/jobs';
import { messageOf, synth, Synthesized, synthStack, TestStack } from '../../support/synth';

const GROUPS = ['sg-0a1b2c3d4e5f60718', 'sg-0a1b2c3d4e5f60719'];
const admin = Credentials.existingSecret('admin');
const mlflow = (scope: TestStack, clientSecurityGroupIds?: string[]) => new MlflowTrackingServer(scope, 'Mlflow', {
  backendStore: MlflowBackendStore.mysql({ host: 'db', createDatabase: { admin, clientSecurityGroupIds } }),
  artifactStore: MlflowArtifactStore.s3({ bucket: 'acme' }),
  ingress: Ingress.none(),
});
const zenml = (scope: TestStack, clientSecurityGroupIds?: string[]) =>
  new ZenmlServer(scope, 'Zenml', { database: { host: 'db', admin, clientSecurityGroupIds } });
const clientsOf = (stack: Synthesized, job = '') => variablesOf(stack.one('kubernetes_job_v1', job)).DB_CLIENTS;

describe.each([['MLflow', mlflow], ['ZenML', zenml]] as const)('the job that creates the database of %s', (_, server) => {
  test('gets the security groups that its error names', () => {
    expect(clientsOf(synth((scope) => void server(scope, GROUPS)))).toBe(GROUPS.join(', '));
  });
  test('gets none by default', () => {
    expect(clientsOf(synth((scope) => void server(scope)))).toBeUndefined();
  });
  test('refuses what is no security group', () => {
    expect(messageOf(() => server(new TestStack(), ['group']))).toMatch(/clientSecurityGroupIds\[0\]: got "group"\. Must be the id of a security group/);
  });
});

test('a stack names the groups of its nodes where the database exists already', () => {
  const stackOf = (database?: DatabaseSource) => synthStack(new ZenmlAwsStack(Testing.app(), 'acme', {
    region: 'eu-central-1',
    prefix: 'acme',
    network: NetworkSource.existing({ vpcId: NETWORK.vpcId, privateSubnetIds: NETWORK.privateSubnetIds, publicSubnetIds: NETWORK.publicSubnetIds }),
    cluster: ClusterSource.existing('theirs', { nodeSecurityGroupIds: [GROUPS[1]] }),
    database,
  }));
  const theirs = stackOf(DatabaseSource.existing({ host: 'db', username: 'admin', password: SecretValue.variable('password') }));
  ['Mlflow', 'Zenml_'].forEach((part) => expect(clientsOf(theirs, part)).toMatch(new RegExp(`cluster_security_group_id}, ${GROUPS[1]}$`)));
  expect(clientsOf(stackOf(), 'Mlflow')).toBeUndefined();
});
