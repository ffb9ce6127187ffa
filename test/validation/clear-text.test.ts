import {
  ArtifactBucketSource, ClusterNamespace, MlflowArtifactStore, MlflowBackendStore, MlflowSource,
  MlflowTrackingServer, SecretValue, SeldonCoreIstio, SeldonSource, ZenmlAwsStackProps, ZenmlServerSource,
} from '../../src';
import { STACK_PROPS } from '../../src/stack/private/rules/stack-props';
import { isBucketName } from '../../src/validation/bucket-names';
import { STORE_FOLDER } from '../../src/validation/rules';
import { Validation } from '../../src/validation/validation';
import { messageOf, synth } from '../support/synth';

const refused = (props: Partial<ZenmlAwsStackProps>) =>
  messageOf(() => Validation.run('Stack', (v) => STACK_PROPS.check(v, '', { region: 'eu-central-1', prefix: 'acme', ...props })));

describe('user and password in a URL', () => {
  const URL = 'https://ada:secret-of-mine@zenml.example.com';
  const WITHOUT = 'must be a URL without user and password. URLs are shown in plain text: use the props for '
    + 'credentials.';

  test.each<[string, Partial<ZenmlAwsStackProps>]>([
    ['zenml.serverUrl', { zenml: ZenmlServerSource.create({ serverUrl: URL }) }],
    ['zenml.url', { zenml: ZenmlServerSource.existing({ url: URL, apiKey: SecretValue.unsafePlainText('ZENKEY_x') }) }],
    ['mlflow.corsAllowedOrigins[0]', { mlflow: MlflowSource.create({ corsAllowedOrigins: [URL] }) }],
  ])('is refused in %s, and not shown', (prop, props) => {
    const message = refused(props);
    expect(message).toContain(`- ${prop}: ${WITHOUT}`);
    expect(message).not.toContain('secret-of-mine');
  });
  test('are shown by no message, also in place of a name', () => {
    const message = messageOf(() => synth((scope) => new MlflowTrackingServer(scope, 'Mlflow', {
      backendStore: MlflowBackendStore.sqlite(), artifactStore: MlflowArtifactStore.s3({ bucket: 'https://ada:secret-of-mine@bucket' }),
    })));
    expect(message).toContain('got a string with a user or a password, which is not shown');
    expect(message).not.toContain('secret-of-mine');
  });
});

describe('namespaces of the cluster', () => {
  const KUBE = 'got "kube-system". Must not be a namespace of the cluster itself. Pods that are created there can '
    + 'take over the cluster: name another one.';

  test('are refused for pipelines and models', () => {
    const namespace = ClusterNamespace.existing('kube-system');
    expect(refused({ pipelines: { namespace } })).toContain(`- pipelines.namespace: ${KUBE}`);
    expect(refused({ seldon: SeldonSource.create({ workloadNamespace: namespace }) })).toContain(`- seldon.workloadNamespace: ${KUBE}`);
    expect(messageOf(() => synth((scope) => new SeldonCoreIstio(scope, 'Seldon', { workloadNamespace: ClusterNamespace.existing('kube-public') }))))
      .toContain('- workloadNamespace: got "kube-public". Must not be a namespace of the cluster itself');
  });
});

describe('bucket names', () => {
  test.each(['models', 'my.models', 'old_models', 'team-an', '1.2.3'])('allow %s', (name) => expect(isBucketName(name)).toBe(true));
  test.each([
    'a..b', '192.168.1.1', 'xn--models', 'sthree-models', 'models-s3alias', 'models--ol-s3', 'models.mrap', 'models--use1-az4--x-s3', 'models--table-s3', 'Models',
  ])('refuse %s', (name) => {
    expect(isBucketName(name)).toBe(false);
    expect(refused({ artifactBucket: ArtifactBucketSource.existing({ bucketName: name }) })).toContain(`- artifactBucket.bucketName: got "${name}". Must be the name of an S3 bucket`);
    expect(refused({ remoteState: { bucket: name } })).toContain(`- remoteState.bucket: got "${name}". Must be the name of an S3 bucket`);
  });
});

describe('folders in a store', () => {
  const problems = (path: string) => {
    const found: string[] = [];
    try {
      Validation.run('Store', (v) => STORE_FOLDER.check(v, 'path', path));
    } catch (error) {
      found.push((error as Error).message);
    }
    return found;
  };
  test.each(['größe', 'modèles/été', '模型', 'a.b/c_d', 'größe/x=1'])('allow %s', (path) => {
    expect(problems(path)).toEqual([]);
    expect(MlflowArtifactStore.s3({ bucket: 'models', path }).uri).toBe(`s3://models/${path}`);
  });
  test.each(['a b', 'a?b', 'a#b', 'a%20b', 'a;b', 'a//b', '/a', 'a/', '..', 'a/../b', 'a\u0000b'])('refuse "%s"', (path) => expect(problems(path)).toHaveLength(1));
});
