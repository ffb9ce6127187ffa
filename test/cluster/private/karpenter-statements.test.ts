import { INTERRUPTIONS } from '../../../src/cluster/private/karpenter-interruptions';
import { interruptionQueueStatements, karpenterStatements } from '../../../src/cluster/private/karpenter-statements';
import { policyDocument } from '../../../src/terraform/iam';
import { expectGolden } from '../../support/charts';

const QUEUE = 'arn:aws-cn:sqs:cn-north-1:111122223333:acme-karpenter';
const NODE_ROLE = 'arn:aws-cn:iam::111122223333:role/acme-karpenter-node';
const statements = karpenterStatements({
  partition: 'aws-cn', region: 'cn-north-1', clusterName: 'acme-eks', nodeRoleArn: NODE_ROLE, queueArn: QUEUE,
});
const find = (sid: string) => statements.find((it) => it.sid === sid)!;
const reads = /:(Describe|Get|List|ReceiveMessage)/;

test('permissions match the golden file', () => {
  expectGolden(`${__dirname}/..`, 'karpenter-policy', JSON.parse(policyDocument(...statements)));
});

describe('permissions', () => {
  test('contain no wildcard action', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });
  test('to create, tag and delete require tags of the cluster, except for the sources of a launch', () => {
    const writing = statements.filter(({ actions }) => actions.some((it) => it.startsWith('ec2:') && !reads.test(it)));
    expect(writing.map(({ sid }) => sid)).toEqual(['LaunchFrom', 'LaunchByTemplate', 'LaunchTagged', 'TagAtLaunch', 'TagInstances', 'Remove']);
    const tags = ['aws:ResourceTag/kubernetes.io/cluster/acme-eks', 'aws:RequestTag/kubernetes.io/cluster/acme-eks'];
    const unbound = writing.filter(({ conditions }) => !tags.some((tag) => conditions?.StringEquals[tag] === 'owned'));
    expect(unbound.map(({ sid }) => sid)).toEqual(['LaunchFrom']);
    expect(find('LaunchFrom').resources!.join()).not.toMatch(/:(instance|volume|launch-template|fleet)\//);
  });
  test('cover one region and partition', () => {
    const arns = statements.flatMap(({ resources = [] }) => resources).filter((it) => it !== '*');
    expect(arns.filter((it) => !/^arn:aws-cn:(iam:|\w+:cn-north-1):/.test(it))).toEqual([]);
    expect(find('DescribeRegion').conditions).toEqual({ StringEquals: { 'aws:RequestedRegion': 'cn-north-1' } });
  });
  test('pass only the role of nodes, and only to EC2', () => {
    expect(statements.filter(({ actions }) => actions.includes('iam:PassRole'))).toEqual([find('PassNodeRole')]);
    expect(find('PassNodeRole')).toMatchObject({
      resources: [NODE_ROLE],
      conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
    });
  });
  test('read instance profiles to release a node class, and never change them', () => {
    const actions = statements.flatMap((it) => it.actions).filter((it) => it.includes('InstanceProfile'));
    expect(actions).toEqual(['iam:ListInstanceProfiles', 'iam:GetInstanceProfile']);
  });
  test('fit a role: its policies have at most 10,240 characters', () => {
    expect(policyDocument(...statements).length).toBeLessThan(8000);
  });
});

describe('the queue', () => {
  const rules = ['arn:aws-cn:events:cn-north-1:111122223333:rule/a', 'arn:aws-cn:events:cn-north-1:111122223333:rule/b'];

  test('accepts messages only from the rules, and none over plain HTTP', () => {
    expect(interruptionQueueStatements(QUEUE, rules)).toEqual([
      {
        sid: 'Events',
        actions: ['sqs:SendMessage'],
        principals: { Service: 'events.amazonaws.com' },
        resources: [QUEUE],
        conditions: { ArnEquals: { 'aws:SourceArn': rules } },
      },
      {
        sid: 'DenyInsecureTransport',
        effect: 'Deny',
        actions: ['sqs:*'],
        principals: { AWS: '*' },
        resources: [QUEUE],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });
  test('the names of its rules have a valid length with the longest prefix', () => {
    const longest = Math.max(...Object.keys(INTERRUPTIONS).map((end) => `${'a'.repeat(40)}-karpenter-${end}`.length));
    expect(longest).toBeLessThanOrEqual(64);
  });
});
