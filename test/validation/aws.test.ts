import { TerraformVariable } from 'cdktf';
import { CERTIFICATE_ARN, CLUSTER_NAME, KMS_KEY_ARN, partitionOf, POLICY_ARN, POLICY_DOCUMENT, PRINCIPAL_ARN, REGION, ROLE_ARN, ROLE_NAME, SUBNET_ID, TAG_KEY, TAG_VALUE, VPC_ID } from '../../src/validation/aws';
import { EXISTING_BUCKET_NAME } from '../../src/validation/bucket-names';
import { Rule } from '../../src/validation/shape';
import { problemsWith } from '../support/problems';
import { TestStack } from '../support/synth';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';

test.each([
  ['eu-central-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['eusc-de-east-1', 'aws-eusc'], ['us-iso-east-1', 'aws-iso'], ['mx-central-1', 'aws'], ['eu-central', undefined],
])('the partition of %s is %s', (region, partition) => expect(partitionOf(region)).toBe(partition));

describe('a region', () => {
  test.each(['eu-central-1', 'ap-southeast-7', 'us-gov-west-1', 'eusc-de-east-1'])('%s', (region) => expect(problemsWith(REGION, region)).toEqual([]));
  const MUST = 'Must be an AWS region, for example "eu-central-1"';
  test('is not a zone', () => expect(problemsWith(REGION, 'eu-central-1a')).toEqual([
    `prop: got "eu-central-1a". ${MUST}. "eu-central-1a" is an availability zone. Did you mean "eu-central-1"?`,
  ]));
  test('may be one that AWS opens later', () => expect(problemsWith(REGION, 'eu-central-9')).toEqual([]));
  test.each(['Frankfurt', 'eu-centrl-1', 'de-central-1', 'eu-central-1-fra-1a'])('is not %s', (value) => expect(problemsWith(REGION, value)).toEqual([
    `prop: got "${value}". ${MUST}. Regions are listed at https://docs.aws.amazon.com/general/latest/gr/rande.html.`,
  ]));
});

describe('ARNs', () => {
  test.each<[string, Rule<string>, string]>([
    ['a key', KMS_KEY_ARN, KEY],
    ['a key of several regions', KMS_KEY_ARN, 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['a certificate', CERTIFICATE_ARN, CERTIFICATE],
    ['a role', ROLE_ARN, 'arn:aws:iam::111122223333:role/platform'],
    ['a role with a path', ROLE_ARN, 'arn:aws:iam::111122223333:role/team/ml/platform'],
    ['a user', PRINCIPAL_ARN, 'arn:aws:iam::111122223333:user/jane@example.com'],
    ['a policy of AWS', POLICY_ARN, 'arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy'],
    ['a policy of the account', POLICY_ARN, 'arn:aws:iam::111122223333:policy/read'],
  ])('%s', (_, rule, arn) => expect(problemsWith(rule, arn, 'prop', { region: 'eu-central-1' })).toEqual([]));

  const WRITTEN = 'It reads "arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012". '
    + 'Aliases are not supported, because roles get permissions for the key itself.';
  test.each<[string, Rule<string>, string, string]>([
    ['another service', KMS_KEY_ARN, CERTIFICATE, `got "${CERTIFICATE}". Must be the ARN of a KMS key. ${WRITTEN}`],
    ['an alias', KMS_KEY_ARN, 'arn:aws:kms:eu-central-1:111122223333:alias/mine',
      `got "arn:aws:kms:eu-central-1:111122223333:alias/mine". Must be the ARN of a KMS key. ${WRITTEN}`],
    ['another region', KMS_KEY_ARN, KEY.replace('eu-central-1', 'us-east-1'),
      'got a KMS key of the region us-east-1. Must be one of eu-central-1. It can be used only in its region.'],
    ['a certificate of another region', CERTIFICATE_ARN, CERTIFICATE.replace('eu-central-1', 'us-east-1'),
      'got a certificate of AWS Certificate Manager of the region us-east-1. Must be one of eu-central-1. It can be '
        + 'used only in its region.'],
    ['another partition', ROLE_ARN, 'arn:aws-cn:iam::111122223333:role/a',
      'got an IAM role of the partition aws-cn. Must be one of aws. ARNs in eu-central-1 begin with "arn:aws:".'],
    ['a wildcard', ROLE_ARN, 'arn:aws:iam::111122223333:role/*',
      'got "arn:aws:iam::111122223333:role/*". Must be the ARN of an IAM role. It reads '
        + '"arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.'],
    ['an account that is too short', ROLE_ARN, 'arn:aws:iam::1111:role/a',
      'got "arn:aws:iam::1111:role/a". Must be the ARN of an IAM role. It reads '
        + '"arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.'],
    ['a user for a role', ROLE_ARN, 'arn:aws:iam::111122223333:user/a',
      'got "arn:aws:iam::111122223333:user/a". Must be the ARN of an IAM role. It reads '
        + '"arn:aws:iam::111122223333:role/platform". For a session name the role that was assumed.'],
    ['a role for a policy', POLICY_ARN, 'arn:aws:iam::111122223333:role/a',
      'got "arn:aws:iam::111122223333:role/a". Must be the ARN of an IAM policy. It reads '
        + '"arn:aws:iam::111122223333:policy/read-models".'],
  ])('refuse %s', (_, rule, arn, problem) => expect(problemsWith(rule, arn, 'prop', { region: 'eu-central-1' })).toEqual([`prop: ${problem}`]));

  test('allow any region and partition if the construct does not know its own', () => {
    expect(problemsWith(KMS_KEY_ARN, 'arn:aws-cn:kms:cn-north-1:111122223333:key/1')).toEqual([]);
  });
  test('allow tokens', () => {
    const arn = new TerraformVariable(new TestStack(), 'Arn', { type: 'string' }).stringValue;
    expect(problemsWith(KMS_KEY_ARN, arn, 'prop', { region: 'eu-central-1' })).toEqual([]);
  });
});

test.each<[string, Rule<string>, string[], string[]]>([
  ['ROLE_NAME', ROLE_NAME, ['a', 'a+=,.@_-b', 'a'.repeat(64)], ['', 'a b', 'a/b', 'a'.repeat(65)]],
  ['CLUSTER_NAME', CLUSTER_NAME, ['a', 'A_b-1', 'a'.repeat(100)], ['', '-a', 'a.b', 'a'.repeat(101)]],
  ['EXISTING_BUCKET_NAME', EXISTING_BUCKET_NAME, ['a.b_c-d', 'abc'], ['s3://abc', 'ab', 'Abc', 'a'.repeat(64)]],
  ['VPC_ID', VPC_ID, ['vpc-0a1b2c3d', 'vpc-0a1b2c3d4e5f60718'], ['vpc-1', 'acme', 'subnet-0a1b2c3d']],
  ['SUBNET_ID', SUBNET_ID, ['subnet-0a1b2c3d'], ['subnet-x', 'vpc-0a1b2c3d']],
  ['TAG_VALUE', TAG_VALUE, ['', 'a b_.:/=+-@ä'], ['a,b', 'a'.repeat(257)]],
  ['POLICY_DOCUMENT', POLICY_DOCUMENT, ['{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'], ['', 'allow all', '7']],
])('%s', (_, rule, good, bad) => {
  good.forEach((value) => expect(problemsWith(rule, value)).toEqual([]));
  bad.forEach((value) => expect(problemsWith(rule, value)).toHaveLength(1));
});

test('tag keys', () => {
  expect(['team', 'cost:center', 'a'.repeat(128)].map(TAG_KEY.isAllowed)).toEqual([true, true, true]);
  expect(['', 'aws:a', 'AWS:a', 'kubernetes.io/a', 'a,b', 'a'.repeat(129)].map(TAG_KEY.isAllowed)).toEqual(Array(6).fill(false));
});
