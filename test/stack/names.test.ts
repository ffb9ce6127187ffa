import { Testing } from 'cdktf';
import { ClusterSource } from '../../src/cluster';
import { NetworkSource } from '../../src/network';
import { fullStack } from '../repository/ids';
import { EXISTING_NETWORK } from '../support/fixtures';
import { Synthesized } from '../support/synth';

/** The attributes that identify resources in AWS and Kubernetes. */
const NAMES = ['name', 'name_prefix', 'bucket', 'identifier', 'cluster_name', 'final_snapshot_identifier', 'node_group_name'];
/** Types whose names are unique within another resource only. */
const WITHIN_ANOTHER = /^(aws_eks_addon|aws_iam_role_policy|aws_route53_record|helm_release)$/;

function namesOf(prefix: string, props: object = {}): Map<string, string> {
  const { json } = new Synthesized(Testing.synth(fullStack({ prefix, ...props })));
  const resources = Object.entries(json.resource).flatMap(([type, all]) =>
    Object.entries(all as object).map(([id, block]) => ({ type, address: `${type}.${id}`, block })));
  const isClusterWide = (type: string, { metadata }: any) => metadata !== undefined && metadata.namespace === undefined && type.startsWith('kubernetes_');
  return new Map(resources.filter(({ type }) => !WITHIN_ANOTHER.test(type)).flatMap(({ type, address, block }) => [
    ...type.startsWith('aws_') ? NAMES.map((attribute) => [`${address}.${attribute}`, block[attribute]] as [string, unknown]) : [],
    ...isClusterWide(type, block) ? [[`${address}.metadata.name`, block.metadata.name] as [string, unknown]] : [],
  ]).filter((it): it is [string, string] => typeof it[1] === 'string' && !it[1].includes('${')));
}

/** Names that do not depend on the prefix. */
function fixed(props?: object): string[] {
  const others = namesOf('other', props);
  return [...namesOf('acme', props)].filter(([attribute, name]) => others.get(attribute) === name).map((it) => it.join(': '));
}

// Terraform appends random characters to a `name_prefix`, which AWS limits to six characters.
const GENERATED = ['mlflow', 'models', 'zenml'];
const isGenerated = (line: string) => GENERATED.some((service) => line.endsWith(`.name_prefix: ${service}`));

test.each([
  ['the cluster autoscaler', {}], ['Karpenter', { clusterAutoscaler: undefined, karpenter: {} }],
])('names in AWS have the prefix, with %s', (_, props) => {
  expect(namesOf('acme', props).size).toBeGreaterThan(30);
  expect(fixed(props).filter((line) => line.startsWith('aws_') && !isGenerated(line))).toEqual([]);
});

test('names that are unique in an existing cluster have the prefix, except for parts of which a cluster can have one', () => {
  const network = NetworkSource.existing(EXISTING_NETWORK);
  const lines = fixed({ cluster: ClusterSource.existing('platform'), network, clusterAutoscaler: undefined, developerPrincipalArns: undefined });
  expect(lines.filter((line) => !isGenerated(line)).map((line) => line.split(': ')[1])).toEqual(['istio-system', 'seldon-system']);
});
