import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { build as gpuTeam } from '../../examples/extending/gpu-team';
import { build as landingZone } from '../../examples/extending/landing-zone';
import { build as overrides } from '../../examples/extending/overrides';
import { build as ownCluster } from '../../examples/extending/own-cluster';
import { build as twoServers } from '../../examples/extending/two-servers';
import { Block, Synthesized } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'examples', 'extending');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));
const PAGE = readFileSync(join(ROOT, 'docs', 'extending.md'), 'utf8');

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Synthesizes a whole app, and reads one of its stacks. */
function synthesized(build: (app: App) => unknown, id: string): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'extending-'));
  folders.push(outdir);
  const app = new App({ outdir });
  build(app);
  app.synth();
  return new Synthesized(readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8'));
}

test('there are five apps', () => expect(FILES).toHaveLength(5));
test.each(FILES)('%s is on the page, unchanged', (file) => {
  expect(PAGE).toContain(`\`\`\`ts\n${readFileSync(join(FOLDER, file), 'utf8')}\`\`\``);
});
test.each(FILES)('%s needs no cast, no any, and no search among children', (file) => {
  const code = readFileSync(join(FOLDER, file), 'utf8');
  expect(code).not.toMatch(/\bas\b|\bany\b|findChild|tryFindChild|@ts-|[\w)\]]!(?!=)|<\w+>\w/);
});

describe('landing-zone.ts', () => {
  const stack = synthesized(landingZone, 'ml');
  test('reads the network from the other stack\'s state', () => {
    expect(stack.json.resource.aws_vpc).toBeUndefined();
    expect(stack.data('aws_vpc').id).toContain('data.terraform_remote_state.');
  });
  test('gives every role the boundary and the path', () => {
    const roles = Object.values(stack.all('aws_iam_role'));
    expect(roles.length).toBeGreaterThan(5);
    expect(roles.filter(({ path, permissions_boundary: boundary }) => path !== '/ml/' || !boundary)).toEqual([]);
  });
  test('uses the role, the account and the tags, and stores its state in the bucket', () => {
    const [aws] = stack.json.provider.aws;
    expect(JSON.stringify(aws.assume_role)).toContain('role/landing-zone/terraform');
    expect(aws.allowed_account_ids).toEqual(['111122223333']);
    expect(JSON.stringify(aws.default_tags)).toContain('"costCenter":"4711"');
    expect(stack.json.terraform.backend.s3.bucket).toBe('acme-terraform-states');
  });
});

describe('gpu-team.ts', () => {
  const stack = synthesized(gpuTeam, 'vision');
  test('has GPU nodes that start on demand, and the device plugin', () => {
    expect(stack.one('aws_eks_node_group', 'gpu')).toMatchObject({
      ami_type: 'AL2023_x86_64_NVIDIA', scaling_config: { min_size: 0, max_size: 4 }, taint: [{ key: 'nvidia.com/gpu' }], labels: { 'nvidia.com/gpu.present': 'true' },
    });
    expect(Object.values(stack.all('helm_release')).map(({ name }) => name))
      .toEqual(expect.arrayContaining(['cluster-autoscaler', 'nvidia-device-plugin']));
  });
  test('the second bucket has its own rules, the stack\'s does not', () => {
    const ids = (name: string) => stack.one('aws_s3_bucket_lifecycle_configuration', name).rule.map((it: Block) => it.id);
    expect([ids('Images'), ids('ArtifactBucket')]).toEqual([['tidy', 'raw', 'scratch'], ['tidy']]);
  });
  test('pipelines may read the bucket, and depend on the permission', () => {
    const policy = stack.address('aws_iam_role_policy', 'PipelineRole_Policy-artifact-store');
    expect(stack.reaches(policy, stack.address('aws_s3_bucket', 'Images'))).toBe(true);
    expect(stack.reaches(stack.address('kubernetes_service_account_v1', 'Pipelines'), policy)).toBe(true);
  });
});

describe('own-cluster.ts', () => {
  const stack = synthesized(ownCluster, 'serving');
  test('creates no AWS resource', () => {
    expect(Object.keys(stack.json.resource).filter((type) => type.startsWith('aws_'))).toEqual([]);
  });
  test('the quota is created after all releases', () => {
    const quota = stack.address('kubernetes_resource_quota_v1');
    const releases = Object.keys(stack.all('helm_release'));
    expect(releases.length).toBeGreaterThan(5);
    expect(releases.filter((name) => !stack.reaches(quota, `helm_release.${name}`))).toEqual([]);
  });
});

describe('overrides.ts', () => {
  const stack = synthesized(overrides, 'ml');
  const release = stack.address('helm_release', 'Mlflow_E');
  test('sets an argument without a prop', () => {
    expect(stack.one('aws_db_instance').maintenance_window).toBe('sun:02:00-sun:03:00');
  });
  test('adds a parameter to the library\'s, and removes none', () => {
    const names = stack.one('aws_db_parameter_group').parameter.map(({ name }: Block) => name);
    expect(names).toHaveLength(6);
    expect(names).toEqual(expect.arrayContaining(['require_secure_transport', 'slow_query_log', 'long_query_time']));
  });
  test('the object is created between MLflow\'s namespace and its release', () => {
    const certificates = stack.address('kubernetes_config_map_v1', 'CompanyCertificates');
    expect(stack.reaches(certificates, stack.address('kubernetes_namespace_v1', 'Mlflow_Namespace'))).toBe(true);
    expect(stack.reaches(release, certificates)).toBe(true);
    expect(stack.reaches(release, stack.address('kubernetes_job_v1', 'Mlflow_Database'))).toBe(true);
  });
  test('chart values are a separate document after the library\'s', () => {
    const { values } = stack.one('helm_release', 'Mlflow_E');
    // Lists of both are joined, because Helm would replace one with the other.
    expect(JSON.parse(values.at(-1)).extraVolumes).toContainEqual({ name: 'company-certificates', configMap: { name: 'company-certificates' } });
  });
});

describe('two-servers.ts', () => {
  const stack = synthesized(twoServers, 'trackers');
  test('has two servers, each in its own namespace, behind one controller', () => {
    const releases = Object.values(stack.all('helm_release'));
    expect(releases.map(({ name }) => name).sort()).toEqual(['mlflow-tracking', 'mlflow-tracking', 'nginx-controller']);
    expect(Object.values(stack.all('kubernetes_ingress_v1')).map(({ spec }) => spec.rule[0].host).sort())
      .toEqual(['mlflow-production.example.com', 'mlflow-research.example.com']);
  });
  test('each Ingress is created after the controller', () => {
    const nginx = stack.address('helm_release', 'Nginx');
    Object.keys(stack.all('kubernetes_ingress_v1'))
      .forEach((name) => expect(stack.reaches(`kubernetes_ingress_v1.${name}`, nginx)).toBe(true));
  });
  test('charts and images are pulled from the mirror', () => {
    Object.values(stack.all('helm_release')).forEach(({ repository, values }) => {
      expect(repository).toBe('oci://registry.example.com/charts');
      expect(values.join()).toContain('registry.example.com/mirror');
    });
  });
});
