import { Testing } from 'cdktf';
import { ZenmlAwsStack, ZenmlAwsStackProps } from '../../src/stack';
import { ZenmlServerSource } from '../../src/zenml';
import { synthStack } from '../support/synth';

const build = (props: Partial<ZenmlAwsStackProps>) => new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const versionIn = (region: string) => synthStack(build({ region })).json.terraform.required_providers.aws.version;
const warnings = (stack: ZenmlAwsStack) => stack.node.metadata.filter(({ type }) => type.includes('warn')).map(({ data }) => data);

test('the AWS provider is that of the bindings in partition aws', () => {
  expect(versionIn('eu-central-1')).toMatch(/^\d+\.\d+\.\d+$/);
});
test.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1'])('the AWS provider creates buckets with tags in %s', (region) => {
  expect(versionIn(region)).toBe('>= 6.29.0, < 7.0.0');
});
test.each(['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'])('warns in %s that ZenML calls another host', (region) => {
  expect(warnings(build({ region }))).toEqual([expect.stringContaining(`sts.${region}.amazonaws.com`)]);
  expect(warnings(build({ region, zenml: ZenmlServerSource.none() }))).toEqual([]);
});
test.each(['eu-central-1', 'us-gov-west-1'])('does not warn in %s', (region) => {
  expect(warnings(build({ region }))).toEqual([]);
});
