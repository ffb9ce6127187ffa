import { Testing } from 'cdktf';
import { build } from '../../examples/existing-cluster/app';
import { cloud, config, kind, variants } from '../../examples/existing-cluster/config';
import { Block, synthStack } from '../support/synth';

const CLUSTER = { kubeconfig: '~/.kube/config', context: 'test' };
const PROVIDER = { config_path: '~/.kube/config', config_context: 'test' };

test('both variants have a name, and cloud is the default', () => {
  expect(variants).toEqual({ cloud, kind });
  expect(config).toBe(cloud);
});

describe('cloud', () => {
  const stack = synthStack(build(Testing.app(), { ...cloud, ...CLUSTER }));

  test('both providers use the named context', () => {
    expect(stack.json.provider).toEqual({ helm: [{ kubernetes: PROVIDER }], kubernetes: [PROVIDER] });
  });

  test('the outputs are those that register a model deployer, each described', () => {
    expect(Object.keys(stack.outputs)).toEqual([
      'seldon-base-url', 'seldon-core-workload-namespace', 'seldon-prediction-spec', 'seldon-webhook-certificate-expiry',
    ]);
    for (const output of Object.values(stack.outputs)) {
      expect(output.description).toBeTruthy();
    }
  });
});

describe('kind', () => {
  const stack = synthStack(build(Testing.app(), { ...kind, ...CLUSTER }));
  const all = (type: string): Block[] => Object.values(stack.all(type));
  const pods = [...all('kubernetes_deployment_v1'), ...all('kubernetes_job_v1')].map(({ spec }) => spec.template.spec);

  test('every provider uses the named context', () => {
    expect(stack.json.provider).toEqual({ helm: [{ kubernetes: PROVIDER }], kubernetes: [PROVIDER], random: [{}] });
  });

  test('nothing needs a load balancer', () => {
    expect(all('kubernetes_service_v1').map(({ spec }) => spec.type)).toEqual(['NodePort', 'NodePort', 'NodePort']);
    expect(JSON.stringify(stack.json)).not.toContain('LoadBalancer"');
  });

  test('node ports lead to MLflow, models and MinIO', () => {
    const ports = all('kubernetes_service_v1').map(({ metadata, spec }) =>
      [metadata.name, spec.port.find((port: Block) => port.node_port).node_port]);
    expect(ports.sort()).toEqual([['istio-ingressgateway', 30082], ['minio', 30084], ['nginx-controller', 30081]]);
    expect(stack.outputs['mlflow-tracking-url'].value).toBe('http://localhost:30081');
    expect(stack.outputs['seldon-base-url'].value).toBe('http://localhost:30082');
  });

  test('secrets are generated, and only in sensitive outputs', () => {
    expect(all('random_password').map(({ length }) => length)).toEqual([32, 32]);
    const open = Object.values(stack.outputs).filter(({ sensitive }) => !sensitive);
    expect(open.filter(({ value }) => `${value}`.includes('random_password'))).toEqual([]);
    for (const output of Object.values(stack.outputs)) {
      expect(output.description).toBeTruthy();
    }
  });

  test('no pod of the example runs as root, and all images are pinned', () => {
    for (const { security_context: pod, container: [container] } of pods) {
      expect(pod).toMatchObject({ run_as_non_root: true });
      expect(container.security_context).toMatchObject({ allow_privilege_escalation: false, capabilities: { drop: ['ALL'] } });
      expect(container.image).toMatch(/:(?!latest).+/);
      expect(container.env.filter(({ name, value }: Block) => /KEY|PASSWORD|USER/.test(name) && value)).toEqual([]);
    }
  });

  test('MLflow is created after its bucket, and the bucket after MinIO', () => {
    const [mlflow] = Object.entries(stack.all('helm_release')).filter(([, { chart }]) => chart === 'mlflow').map(([name]) => name);
    const job = stack.address('kubernetes_job_v1');
    expect(stack.reaches(`helm_release.${mlflow}`, job)).toBe(true);
    expect(stack.reaches(job, stack.address('kubernetes_deployment_v1'))).toBe(true);
    expect(stack.one('kubernetes_job_v1').wait_for_completion).toBe(true);
  });

  test('models are downloaded from MinIO', () => {
    expect(stack.one('kubernetes_secret_v1', 'ModelStorage').data).toMatchObject({
      RCLONE_CONFIG_S3_PROVIDER: 'Minio', RCLONE_CONFIG_S3_ENDPOINT: 'http://minio.minio.svc.cluster.local:9000',
    });
  });
});
