import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscaler, EksCluster } from '../../src/cluster';
import { RegistryMirror, RegistryMirrorOptions } from '../../src/helm';
import { Ingress } from '../../src/ingress';
import { Credentials } from '../../src/kubernetes';
import { MlflowArtifactStore, MlflowBackendStore, MlflowSource, MlflowTrackingServer, MlflowTrackingServerProps } from '../../src/mlflow';
import { SecretValue } from '../../src/secrets/secret-value';
import { SeldonCoreIstio, SeldonModelServer, SeldonSource } from '../../src/seldon';
import { ZenmlAwsStack } from '../../src/stack';
import { ClusterAutoscalerVersion, MlflowVersion, NginxIngressVersion } from '../../src/versions';
import { ZenmlServer, ZenmlServerSource } from '../../src/zenml';
import { refusals } from '../support/problems';
import { Block, synthStack, TestStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

const ALL: RegistryMirrorOptions = { imageRegistry: 'registry.example.com/mirror', chartRepository: 'oci://registry.example.com/charts' };
const ADMIN = Credentials.existingSecret('admin');

const mlflow = (scope: Construct, props: Partial<MlflowTrackingServerProps> = {}) => new MlflowTrackingServer(scope, 'Mlflow', {
  backendStore: MlflowBackendStore.mysql({ host: 'db', createDatabase: { admin: ADMIN } }),
  artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }),
  ...props,
});
const zenml = (scope: Construct) => new ZenmlServer(scope, 'Zenml', { database: { host: 'db', admin: ADMIN }, serverUrl: 'https://zenml.example.com' });

/** A synthesized construct in a stack with a mirror. */
function mirrored(options: RegistryMirrorOptions, build: (stack: TerraformStack) => unknown) {
  const stack = new TestStack();
  const mirror = RegistryMirror.apply(stack, options);
  build(stack);
  const synthesized = synthStack(stack);
  const releases: Block[] = Object.values(synthesized.all('helm_release'));
  const release = (chart: string) => releases.find((it) => it.chart === chart)!;
  const jobImages = Object.values(synthesized.all('kubernetes_job_v1')).map((it) => it.spec.template.spec.container[0].image);
  return { mirror, release, jobImages, values: (chart: string) => release(chart).values.map(parseDocument), stack };
}

describe('each construct', () => {
  test('MlflowTrackingServer: server, migration, waiting, database job, and NGINX', () => {
    const { values, release, jobImages } = mirrored(ALL, mlflow);
    expect(values('mlflow')[0]).toEqual({
      image: { repository: 'registry.example.com/mirror/burakince/mlflow' },
      initImages: {
        mlflowDbMigration: { repository: 'registry.example.com/mirror/burakince/mlflow' },
        dbchecker: { repository: 'registry.example.com/mirror/library/busybox', tag: '1.38.0' },
        iniFileInitializer: { repository: 'registry.example.com/mirror/library/busybox', tag: '1.38.0' },
      },
    });
    expect(values('nginx-ingress')[0]).toEqual({ controller: { image: { repository: 'registry.example.com/mirror/nginx/nginx-ingress' } } });
    expect(jobImages).toEqual(['registry.example.com/mirror/burakince/mlflow:3.15.1']);
    expect([release('mlflow'), release('nginx-ingress')].map((it) => [it.repository, it.version]))
      .toEqual([[ALL.chartRepository, '1.11.5'], [ALL.chartRepository, '2.6.4']]);
  });

  test('SeldonCoreIstio: Istio, operator, executor, downloader and servers; the chart of the Gateway is local', () => {
    const { values, stack } = mirrored(ALL, (scope) => new SeldonCoreIstio(scope, 'Seldon'));
    expect(values('istiod')[0]).toEqual({ global: { hub: 'registry.example.com/mirror/release' } });
    expect(values('seldon-core-operator')[0]).toMatchObject({
      image: { registry: 'registry.example.com/mirror' },
      executor: { image: { registry: 'registry.example.com/mirror' } },
      storageInitializer: { image: 'registry.example.com/mirror/seldonio/rclone-storage-initializer:1.17.1' },
      predictor_servers: { TRITON_SERVER: { protocols: { v2: { image: 'registry.example.com/mirror/nvidia/tritonserver' } } } },
    });
    const charts = Object.values(synthStack(stack).all('helm_release')).map(({ chart, repository }) => [chart.split('/')[0], repository]);
    expect(charts.sort()).toEqual([
      ['assets', undefined], ...['base', 'gateway', 'istiod', 'seldon-core-operator'].map((chart) => [chart, ALL.chartRepository]),
    ]);
  });

  test('ZenmlServer: server, migration, and the database job', () => {
    const { values, release, jobImages } = mirrored(ALL, zenml);
    expect(values('zenml')[0]).toEqual({ zenml: { image: { repository: 'registry.example.com/mirror/zenmldocker/zenml-server' } } });
    expect(release('zenml').repository).toBe(ALL.chartRepository);
    expect(jobImages).toEqual(['registry.example.com/mirror/zenmldocker/zenml-server:0.98.0']);
  });

  test('ClusterAutoscaler', () => {
    const { values, release, mirror } = mirrored(ALL, (scope) => new ClusterAutoscaler(scope, 'Autoscaler', {
      cluster: EksCluster.fromName(scope, 'Cluster', 'theirs'), region: 'eu-central-1', roleName: 'acme', version: ClusterAutoscalerVersion.V1_34_5,
    }));
    expect(values('cluster-autoscaler')[0]).toEqual({ image: { repository: 'registry.example.com/mirror/autoscaling/cluster-autoscaler' } });
    expect(release('cluster-autoscaler').repository).toBe(ALL.chartRepository);
    expect(mirror.images).toEqual({
      'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.5': 'registry.example.com/mirror/autoscaling/cluster-autoscaler:v1.34.5',
    });
  });

  test('the stack registers itself with the same image, on an existing server as well', () => {
    const stack = new ZenmlAwsStack(Testing.app(), 'acme', {
      region: 'eu-central-1',
      prefix: 'acme',
      registryMirror: ALL,
      mlflow: MlflowSource.none(),
      seldon: SeldonSource.none(),
      zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_x') }),
    });
    expect(synthStack(stack).one('kubernetes_job_v1').spec.template.spec.container[0].image)
      .toBe('registry.example.com/mirror/zenmldocker/zenml-server:0.98.0');
  });
});

describe('sources', () => {
  test('one registry with its own replacement, and all others', () => {
    const { values, mirror } = mirrored({
      imageRegistry: 'registry.example.com/other', imageRegistryFor: { 'docker.io': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub' },
    }, (scope) => new SeldonCoreIstio(scope, 'Seldon'));
    expect(values('istiod')[0]).toEqual({ global: { hub: 'registry.example.com/other/release' } });
    expect(values('seldon-core-operator')[0].image).toEqual({ registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub' });
    expect(mirror.modelServerImages['nvcr.io/nvidia/tritonserver:21.08-py3']).toBe('registry.example.com/other/nvidia/tritonserver:21.08-py3');
  });

  test('one registry only: all other images keep their registry', () => {
    const { values, release, mirror } = mirrored({ imageRegistryFor: { 'docker.io': 'hub.example.com' } }, (scope) => new SeldonCoreIstio(scope, 'Seldon'));
    expect(values('istiod')[0].global.hub).toBeUndefined();
    expect(values('seldon-core-operator')[0].predictor_servers.TRITON_SERVER).toBeUndefined();
    expect(values('seldon-core-operator')[0].image.registry).toBe('hub.example.com');
    expect(release('istiod').repository).toBe('https://blob.istio.io/istio-release/charts');
    expect(mirror.charts).toEqual({});
  });

  test('charts only', () => {
    const { values, release, jobImages, mirror } = mirrored({ chartRepository: 'https://charts.example.com' }, zenml);
    expect(values('zenml')).toHaveLength(1);
    expect(release('zenml').repository).toBe('https://charts.example.com');
    expect(jobImages).toEqual(['zenmldocker/zenml-server:0.98.0']);
    expect([mirror.images, mirror.charts]).toEqual([{}, { 'oci://public.ecr.aws/zenml/zenml:0.98.0': 'https://charts.example.com/zenml:0.98.0' }]);
  });

  test('nothing changes without a mirror', () => {
    const stack = new TestStack();
    zenml(stack);
    expect(synthStack(stack).one('helm_release')).toMatchObject({ repository: 'oci://public.ecr.aws/zenml', values: [expect.any(String)] });
    expect((stack.toTerraform() as Block)['//'].registryMirror).toBeUndefined();
  });
});

describe('overrides', () => {
  test('user values', () => {
    const { values } = mirrored(ALL, (scope) => mlflow(scope, { ingress: Ingress.none(), values: { image: { repository: 'registry.example.com/own' } } }));
    expect(values('mlflow').map((it: Block) => it.image))
      .toEqual([{ repository: 'registry.example.com/mirror/burakince/mlflow' }, { tag: '3.15.1' }, { repository: 'registry.example.com/own' }]);
  });

  test('model servers of the user, which are neither renamed nor mirrored', () => {
    const { values, mirror } = mirrored(ALL, (scope) => new SeldonCoreIstio(scope, 'Seldon', {
      modelServers: [SeldonModelServer.sklearn({ image: 'docker.io/acme/sklearn', version: '1' })],
    }));
    const [first, second] = values('seldon-core-operator').map((it: Block) => it.predictor_servers.SKLEARN_SERVER.protocols);
    expect([first, second]).toEqual([
      { v2: { image: 'registry.example.com/mirror/seldonio/mlserver' } }, { seldon: { image: 'docker.io/acme/sklearn', defaultImageVersion: '1' } },
    ]);
    expect(Object.keys(mirror.modelServerImages).filter((it) => it.includes('sklearn'))).toEqual(['docker.io/seldonio/mlserver:1.3.5-sklearn']);
  });
});

describe('scopes', () => {
  test('the nearest scope applies', () => {
    const app = Testing.app();
    const outer = RegistryMirror.apply(app, { imageRegistry: 'outer.example.com' });
    const stack = new TestStack(app);
    const part = new Construct(stack, 'Part');
    const inner = RegistryMirror.apply(part, { imageRegistry: 'inner.example.com' });
    zenml(part);
    mlflow(stack, { ingress: Ingress.none() });
    const found = synthStack(stack).all('kubernetes_job_v1');
    expect(Object.values(found).map((it) => it.spec.template.spec.container[0].image).sort())
      .toEqual(['inner.example.com/zenmldocker/zenml-server:0.98.0', 'outer.example.com/burakince/mlflow:3.15.1']);
    expect([Object.keys(outer.images), Object.keys(inner.images)]).toEqual([
      ['docker.io/burakince/mlflow:3.15.1', 'docker.io/library/busybox:1.38.0'], ['docker.io/zenmldocker/zenml-server:0.98.0'],
    ]);
  });

  test('a mirror has to be applied before the constructs in its scope', () => {
    const stack = new TestStack();
    mlflow(stack);
    expect(refusals(() => RegistryMirror.apply(stack, ALL)))
      .toEqual([expect.stringMatching(/^scope: must not contain a construct that runs images, but has 'test\/Mlflow.*'\. Apply the mirror before you create it\.$/)]);
  });

  test('a scope has one mirror', () => {
    const stack = new TestStack();
    RegistryMirror.apply(stack, ALL);
    expect(refusals(() => RegistryMirror.apply(stack, ALL))).toEqual(['scope: must not have a mirror already. Put '
      + 'all options into one.']);
  });

  test('its options are validated', () => {
    expect(refusals(() => RegistryMirror.apply(new TestStack(), { imageRegistry: 'mirror' }))).toEqual([
      expect.stringMatching(/^options\.imageRegistry: got "mirror"\. Must be a host with a dot or a port/),
    ]);
    expect(refusals(() => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', registryMirror: {} }))).toEqual([
      expect.stringMatching(/^registryMirror\.imageRegistry: must be given where 'registryMirror\.imageRegistryFor'/),
    ]);
  });
});

describe('the list of sources', () => {
  test('is a comment in the stack\'s file', () => {
    const app: App = Testing.app();
    const mirror = RegistryMirror.apply(app, ALL);
    const [first, second] = ['first', 'second'].map((id) => new TerraformStack(app, id));
    zenml(first);
    new SeldonCoreIstio(second, 'Seldon');
    const comment = (stack: TerraformStack) => (stack.toTerraform() as Block)['//'].registryMirror;
    expect(comment(first)).toEqual({
      images: { 'docker.io/zenmldocker/zenml-server:0.98.0': 'registry.example.com/mirror/zenmldocker/zenml-server:0.98.0' },
      modelServerImages: {},
      charts: { 'oci://public.ecr.aws/zenml/zenml:0.98.0': 'oci://registry.example.com/charts/zenml:0.98.0' },
    });
    expect(Object.keys(mirror.images)).toEqual([...Object.keys(comment(first).images), ...Object.keys(comment(second).images)]);
    expect(mirror.modelServerImages).toEqual(comment(second).modelServerImages);
  });

  test('follows the versions; images that only a chart knows have no tag', () => {
    const { mirror } = mirrored(ALL, (scope) => mlflow(scope, {
      version: MlflowVersion.of('1.11.7', '3.16.0'), ingress: Ingress.nginx({ version: NginxIngressVersion.of('2.7.3') }),
    }));
    expect(Object.keys(mirror.images).sort()).toEqual(['docker.io/burakince/mlflow:3.16.0', 'docker.io/library/busybox:1.38.0', 'docker.io/nginx/nginx-ingress']);
    expect(mirror.charts['oci://ghcr.io/nginx/charts/nginx-ingress:2.7.3']).toBe('oci://registry.example.com/charts/nginx-ingress:2.7.3');
  });
});
