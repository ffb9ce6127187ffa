import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { formatImage, parseImage } from '../../src/helm/images';
import { CHART_REPOSITORIES } from '../../src/helm/release';
import { SeldonModelServer, SeldonSource } from '../../src/seldon';
import { ZenmlAwsStack } from '../../src/stack';
import { chartFile, chartSchema, chartValues, expectGolden, schemaErrors, unknownPaths } from '../support/charts';
import { Block, synthStack } from '../support/synth';
import { parseDocument } from '../support/values-document';

// Compares the images in the charts' own values with those of the mirror, for every chart of the stack: finds images
// that are missing in the mirror, and mirrored images that no chart uses.

const MIRROR = 'registry.example.com/mirror';
const CHARTS = 'oci://registry.example.com/charts';
/** The folder of a chart's reference files. */
const folderOf = ({ chart, version }: Block) =>
  chart === 'zenml' ? 'zenml-8d6a088e' : `${['base', 'gateway'].includes(chart) ? 'istio-' : ''}${chart}-${version}`;
/** A chart's own values. ZenML's values under `server` are set under `zenml`, which all of its versions support. */
function knownValues(release: Block): Block {
  const { server, ...rest } = chartValues(folderOf(release));
  return release.chart === 'zenml' ? { ...rest, zenml: server } : chartValues(folderOf(release));
}
/** Images of disabled parts, with the value that disables them. */
const OFF: Record<string, string> = {
  'mlflow: postgresql': 'postgresql.enabled',
  'mlflow: mysql': 'mysql.enabled',
  'mlflow: oauth2Proxy': 'oauth2Proxy.enabled',
  'nginx-ingress: controller.appprotect': 'controller.appprotect.enable',
};

/** The stack with all parts that run images; without custom model servers, so that the chart's are mirrored. */
const stack = (modelServers?: SeldonModelServer[]) => new ZenmlAwsStack(Testing.app(), 'acme', {
  region: 'eu-central-1', prefix: 'acme', clusterAutoscaler: {}, seldon: SeldonSource.create({ modelServers }), registryMirror: { imageRegistry: MIRROR, chartRepository: CHARTS },
});
const whole = stack([]);
const { images, modelServerImages, charts } = (whole.toTerraform() as Block)['//'].registryMirror as Record<string, Record<string, string>>;
const synthesized = synthStack(whole);
const releases = Object.values(synthesized.all('helm_release')).filter((it) => it.repository !== undefined);

const isMap = (value: unknown): value is Block => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Merges as Helm does: maps are merged, everything else is replaced. */
const merged = (under: Block, over: Block): Block => ({
  ...under,
  ...Object.fromEntries(Object.entries(over).map(([key, value]) =>
    [key, isMap(under[key]) && isMap(value) ? merged(under[key], value) : value])),
});
const at = (values: Block, path: string) => path.split('.').reduce<any>((inner, key) => inner?.[key], values);

/** A chart's values, merged with those of its release. */
function inForce(release: Block): Block {
  return (release.values as string[]).map(parseDocument).reduce(merged, knownValues(release));
}

/** The images in values, in the forms that charts use, except for disabled parts. */
function imagesIn(chart: string, values: Block): string[] {
  const found: string[] = [];
  const visit = (value: Block, path: string): void => {
    const off = OFF[`${chart}: ${path}`];
    if (off !== undefined) {
      expect([off, at(values, off)]).toEqual([off, false]);
      return;
    }
    const { repository, registry, tag, image, image_v2: other, defaultImageVersion } = value;
    if (repository !== undefined) {
      found.push(`${registry ? `${registry}/` : ''}${repository}:${tag || ''}`);
    }
    [image, other].filter((it) => typeof it === 'string' && /[/:]/.test(it)).forEach((it) =>
      found.push(defaultImageVersion ? `${it.trim()}:${defaultImageVersion}` : it));
    Object.entries(value).filter(([, inner]) => isMap(inner)).forEach(([key, inner]) => visit(inner, path ? `${path}.${key}` : key));
  };
  visit(values, '');
  return found;
}

const mirroredImages = Object.values({ ...images, ...modelServerImages });

test('the stack has releases, images and charts', () => {
  expect(releases.map(({ chart }) => chart).sort())
    .toEqual(['base', 'cluster-autoscaler', 'gateway', 'istiod', 'mlflow', 'nginx-ingress', 'seldon-core-operator', 'zenml']);
  expect(Object.keys(charts)).toHaveLength(releases.length);
  expect(mirroredImages.length).toBeGreaterThan(20);
});

describe.each(releases.map((it) => [it.chart as string, it] as const))('%s', (chart, release) => {
  const values = inForce(release);
  const [mirrorValues] = (release.values as string[]).map(parseDocument);

  test('is pulled from the mirror', () => expect(release.repository).toBe(CHARTS));

  test('names only images of the mirror, with their tags', () => {
    // The tag of NGINX is the chart's, which is not among its values.
    const tagged = imagesIn(chart, values).map((it) => chart === 'nginx-ingress' ? `${it}${/# tag: "(.*)"/.exec(chartFile('nginx-ingress-2.6.4', 'values.yaml'))![1]}` : it);
    expect(tagged.filter((image) => !mirroredImages.includes(image))).toEqual([]);
  });

  test('has no image of another registry among its values', () => {
    const text = JSON.stringify(values);
    const off = Object.entries(OFF).filter(([key]) => key.startsWith(`${chart}: `)).map(([key]) => key.split(': ')[1]);
    const withoutOff = off.reduce((json, path) => json.replace(JSON.stringify(at(values, path)), '{}'), text);
    expect(withoutOff.match(/(docker|quay|gcr|ghcr|nvcr)\.io|registry\.(k8s|istio)\.io|public\.ecr\.aws/g) ?? []).toEqual([]);
  });

  if (!['base', 'gateway'].includes(chart)) {
    const folder = folderOf(release);
    test('gets values that match the golden file and exist in the chart', () => {
      expectGolden(__dirname, `${folder}.mirror`, mirrorValues);
      expect(unknownPaths(mirrorValues, knownValues(release))).toEqual([]);
      const schema = chartSchema(folder);
      // NGINX's schema references other schemas on the internet.
      expect(schema && chart !== 'nginx-ingress' ? schemaErrors(values, schema) : []).toEqual([]);
    });
  }
});

test('Istio pulls its images from the mirror: its own by their hub, the gateway\'s by istiod', () => {
  const [istiod, gateway] = ['istiod', 'gateway'].map((chart) => inForce(releases.find((it) => it.chart === chart)!));
  expect([istiod.hub, istiod.image, istiod.global.hub]).toEqual(['', 'pilot', `${MIRROR}/release`]);
  expect([istiod.global.proxy.image, istiod.global.proxy_init.image]).toEqual(['proxyv2', 'proxyv2']);
  expect(gateway.image).toBeUndefined();
  expect(mirroredImages).toEqual(expect.arrayContaining(['pilot:1.30.3', 'proxyv2:1.30.3'].map((it) => `${MIRROR}/release/${it}`)));
});

test('a chart or a job uses each mirrored image', () => {
  const nginx = (it: string) => it.replace(/^(.*nginx-ingress:)$/, '$15.5.4');
  const named = releases.flatMap((it) => imagesIn(it.chart, inForce(it)).map(nginx));
  const jobs = Object.values(synthesized.all('kubernetes_job_v1')).map((it) => it.spec.template.spec.container[0].image);
  const istio = ['pilot', 'proxyv2'].map((name) => `${MIRROR}/release/${name}:1.30.3`);
  expect([...new Set([...named, ...jobs, ...istio])].sort()).toEqual([...new Set(mirroredImages)].sort());
});

test('every job runs an image of the mirror', () => {
  const jobs = Object.values(synthesized.all('kubernetes_job_v1')).map((it) => it.spec.template.spec.container[0].image);
  expect(jobs).toHaveLength(3);
  expect(jobs.filter((image) => !mirroredImages.includes(image))).toEqual([]);
});

test('nothing else in the stack names a public registry or chart repository', () => {
  const text = JSON.stringify(synthesized.json);
  const hosts = Object.values(CHART_REPOSITORIES).map((it) => it.replace(/^\w+:\/\//, '').split('/')[0]);
  const registries = ['docker.io', 'quay.io', 'ghcr.io', 'gcr.io', 'nvcr.io', 'registry.k8s.io', 'registry.istio.io', 'public.ecr.aws', ...hosts];
  expect(registries.filter((host) => text.includes(host))).toEqual([]);
});

test('names match docs/operations.md', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` \| `(registry\.example\.com\/mirror\/[^`]+)` \|$/gm)].map(([, source, target]) => [source, target]);
  expect(rows).toHaveLength(3);
  expect(rows.map(([source]) => images[formatImage(parseImage(source))])).toEqual(rows.map(([, target]) => target));
  expect(text).toContain(`| \`${CHART_REPOSITORIES.mlflow}\`, \`mlflow\` | \`${CHARTS}/mlflow\` |`);
  expect(Object.values(charts).map((it) => it.split(':').slice(0, -1).join(':'))).toContain(`${CHARTS}/mlflow`);
});

test('model servers of the stack replace those of the chart', () => {
  const { modelServerImages: left } = (stack().toTerraform() as Block)['//'].registryMirror;
  expect(Object.keys(modelServerImages).filter((it) => !(it in left)))
    .toEqual(['docker.io/seldonio/mlflowserver:1.17.1', 'docker.io/seldonio/sklearnserver:1.17.1']);
});
