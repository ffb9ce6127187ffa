import { Testing } from 'cdktf';
import { ClusterSource, ExistingClusterOptions, NetworkSource, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../src';
import { problemsOf, variable } from '../cluster/fixtures';
import { EXISTING_NETWORK } from '../support/fixtures';
import { Block, synthStack } from '../support/synth';

const NODES = 'sg-0a1b2c3d4e5f60718';
const stack = (options: ExistingClusterOptions, props: Partial<ZenmlAwsStackProps> = {}) => synthStack(new ZenmlAwsStack(Testing.app(), 'acme', {
  region: 'eu-central-1',
  prefix: 'acme',
  cluster: ClusterSource.existing('theirs', options),
  network: NetworkSource.existing(EXISTING_NETWORK),
  ...props,
}));
const preconditions = (synthesized: ReturnType<typeof stack>): Block[] =>
  Object.entries(synthesized.all('terraform_data')).find(([name]) => name.startsWith('ControlPlaneAccess'))?.[1].lifecycle.precondition ?? [];

describe('nodes with custom security groups', () => {
  const synthesized = stack({ nodeSecurityGroupIds: [NODES], autoScalingGroupNames: ['eks-nodes'] });
  test('are allowed into the database, beside those in the cluster\'s group', () => {
    const rules = Object.values(synthesized.all('aws_vpc_security_group_ingress_rule')).filter(({ from_port: port }) => port === 3306);
    expect(rules.map(({ description, referenced_security_group_id: from }) => [description, from])).toEqual([
      ['MySQL from cluster', expect.stringContaining('cluster_security_group_id')], ['MySQL from nodes-1', NODES],
    ]);
  });
  test('allow the load balancer in', () => {
    const rules = Object.values(synthesized.all('aws_vpc_security_group_ingress_rule')).filter(({ security_group_id: group }) => group === NODES);
    expect(rules.map(({ from_port: port }) => port).sort()).toEqual([30080, 30081, 30082, 30083]);
  });
  test('have to allow the control plane to reach webhooks, and the message names the missing rule', () => {
    expect(preconditions(synthesized).map(({ error_message: message }) => message)).toEqual([
      expect.stringMatching(/^The nodes' security group sg-0a1b2c3d4e5f60718 does not allow the control plane to reach port 4443, where the webhook of Seldon Core/),
      expect.stringMatching(/ does not allow the control plane to reach port 15017, where the webhook of istiod listens\. Add the rule; in terraform-aws-eks: node_security_group_additional_rules = /),
    ]);
  });
  test('before any resource on the cluster is created', () => {
    const check = synthesized.address('terraform_data', 'ControlPlaneAccess');
    Object.keys(synthesized.all('helm_release')).forEach((name) => expect(synthesized.reaches(`helm_release.${name}`, check)).toBe(true));
  });
});
test('groups that only Terraform knows are not checked, because the same apply may create them', () => {
  expect(preconditions(stack({ nodeSecurityGroupIds: [variable().stringValue] }))).toEqual([]);
});
test('nothing is checked without groups or without webhooks', () => {
  expect(preconditions(stack({}))).toEqual([]);
  expect(preconditions(stack({ nodeSecurityGroupIds: [NODES] }, { seldon: SeldonSource.none() }))).toEqual([]);
});
test('refuses an invalid security group', () => {
  expect(problemsOf(() => stack({ nodeSecurityGroupIds: ['nodes'] }))).toEqual([
    'cluster.options.nodeSecurityGroupIds[0]: got "nodes". Must be the id of a security group, for example '
      + '"sg-0a1b2c3d4e5f60718".',
  ]);
});
