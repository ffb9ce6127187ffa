import { TerraformVariable } from 'cdktf';
import { REGISTRY_MIRROR } from '../../../src/helm/private/validate-mirror';
import { problemsWith } from '../../support/problems';
import { TestStack } from '../../support/synth';

const problems = (value: object) => problemsWith(REGISTRY_MIRROR, value, 'mirror');
const unknown = () => new TerraformVariable(new TestStack(), 'Value', {}).stringValue;

test.each([
  'registry.example.com', 'registry.example.com/mirror', 'registry.example.com:5000/a/b-c_d__e.f', 'localhost:5000', 'registry:5000/mirror', '10.0.0.7:5000',
  '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub',
])('allows the image registry %s', (imageRegistry) => {
  expect(problems({ imageRegistry })).toEqual([]);
  expect(problems({ imageRegistryFor: { 'docker.io': imageRegistry } })).toEqual([]);
});

const REGISTRY = 'Must be a host with a dot or a port, and a path or none, for example "registry.example.com/mirror"';
test.each([
  ['https://registry.example.com', ' Leave out the scheme.'],
  ['registry.example.com/', ' Leave out the slash at its end.'],
  ['Registry.example.com/mirror', ' Write it in lower-case letters.'],
  ['mirror/images', ' Without a dot or a port it is parsed as a name on Docker Hub.'],
  ['registry.example.com/a//b', ''],
  ['registry.example.com/mirror:latest', ''],
  ['user@registry.example.com', ''],
  ['registry.example.com:port', ''],
])('refuses the image registry %s', (imageRegistry, remedy) => {
  expect(problems({ imageRegistry })).toEqual([`mirror.imageRegistry: got "${imageRegistry}". ${REGISTRY}.${remedy}`]);
  expect(problems({ imageRegistryFor: { 'quay.io': imageRegistry } }))
    .toEqual([`mirror.imageRegistryFor.quay.io: got "${imageRegistry}". ${REGISTRY}.${remedy}`]);
});

test.each(['docker.io', 'registry.k8s.io', 'nvcr.io', 'public.ecr.aws', 'localhost:5000'])('allows a replacement for %s', (registry) => {
  expect(problems({ imageRegistryFor: { [registry]: 'registry.example.com' } })).toEqual([]);
});
test.each([
  ['hub.docker.com', ' Did you mean "docker.io"?'], ['index.docker.io', ' Did you mean "docker.io"?'], ['docker', ''], ['docker.io/library', ''], ['https://quay.io', ''],
])('%s is not a registry', (registry, remedy) => {
  expect(problems({ imageRegistryFor: { [registry]: 'registry.example.com' } }))
    .toEqual([`mirror.imageRegistryFor: got "${registry}". Must be keyed by hosts of registries, for example `
      + `"docker.io".${remedy}`]);
});

test.each([
  'oci://registry.example.com', 'oci://registry.example.com/charts', 'https://charts.example.com', 'http://nexus:8081/repository/helm',
])('allows the chart repository %s', (chartRepository) => {
  expect(problems({ chartRepository })).toEqual([]);
});
const REPOSITORY = 'Must be a URL of "oci://", "https://" or "http://" without a slash at its end, for example "oci://registry.example.com/charts"';
test.each([
  ['registry.example.com/charts', ''],
  ['https://charts.example.com/', ' Leave out the slash at its end.'],
])('refuses the chart repository %s', (chartRepository, remedy) => {
  expect(problems({ chartRepository })).toEqual([`mirror.chartRepository: got "${chartRepository}". `
    + `${REPOSITORY}.${remedy}`]);
});
test('refuses a chart repository URL with a password, which no message shows', () => {
  expect(problems({ chartRepository: 'https://user:password@charts.example.com' })).toEqual([
    `mirror.chartRepository: got a string with a user or a password, which is not shown. ${REPOSITORY}. Run helm `
      + 'registry login where Terraform runs.',
  ]);
});
test.each(['imageRegistry', 'chartRepository'])('%s contains no Terraform expression', (prop) => {
  expect(problems({ [prop]: 'oci://registry.example.com/${a}' })).toEqual([
    expect.stringContaining(`mirror.${prop}: must be a text without "\${"`),
  ]);
});

test.each([[{}], [{ imageRegistryFor: {} }]])('%j mirrors nothing', (value) => {
  expect(problems(value)).toEqual([
    "mirror.imageRegistry: must be given where 'mirror.imageRegistryFor' and 'mirror.chartRepository' are not. Any "
      + 'one of them is enough.',
  ]);
});

test.each(['imageRegistry', 'chartRepository'])('%s has to be known at synthesis', (name) => {
  expect(problems({ [name]: unknown() })).toEqual([
    `mirror.${name}: must be known at synthesis, because images and charts to mirror are listed before the first `
      + 'apply. Give the value itself.',
  ]);
});
