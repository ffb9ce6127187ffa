import { policyProblems } from './policies';
import { isObject, Rule } from './shape';
import { isUnknown, Validation } from './validation';
import { anyText, text } from './values';

/** Pattern of the region names of each AWS partition. Source: botocore 1.43, data/partitions.json. */
const PARTITIONS: { readonly [partition: string]: RegExp } = {
  'aws': /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
  'aws-cn': /^cn-\w+-\d+$/,
  'aws-eusc': /^eusc-(de)-\w+-\d+$/,
  'aws-iso': /^us-iso-\w+-\d+$/,
  'aws-iso-b': /^us-isob-\w+-\d+$/,
  'aws-iso-e': /^eu-isoe-\w+-\d+$/,
  'aws-iso-f': /^us-isof-\w+-\d+$/,
  'aws-us-gov': /^us-gov-\w+-\d+$/,
};
/** Suffix of all region names, so that a misspelled name is not accepted as a new region. */
const DIRECTION = /-(central|(north|south)(east|west)?|east|west)-\d+$/;
const isRegion = (value: string) => DIRECTION.test(value) && partitionOf(value) !== undefined;
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
const EXAMPLE_ACCOUNT = '111122223333';

/** Returns the partition of a region; undefined for any other value, because it also reads props before validation. */
export function partitionOf(region: unknown): string | undefined {
  return typeof region !== 'string' ? undefined
    : Object.entries(PARTITIONS).find(([, regions]) => regions.test(region))?.[0];
}

/** Rules for an AWS region. */
export const REGION: Rule<string> = text('an AWS region, for example "eu-central-1"', isRegion, (value) => {
  const region = value.slice(0, -1);
  return isRegion(region)
    ? `"${value}" is an availability zone. Did you mean "${region}"?`
    : 'Regions are listed at https://docs.aws.amazon.com/general/latest/gr/rande.html.';
});

/** Requirements for an ARN. */
interface ArnOptions {
  /** Description of the resource, with article. */
  readonly what: string;
  readonly service: string;
  /** Pattern of the resource part. */
  readonly resource: RegExp;
  /** Resource part of an example. */
  readonly example: string;
  /** Whether the ARN contains a region, which must be the stack's. */
  readonly regional: boolean;
  /** Whether the resource may be owned by AWS, with the account `aws`. */
  readonly byAws?: boolean;
  readonly remedy?: string;
}

/** Rules for an ARN of a service, in the stack's partition and region if these are known. */
export function arn({ what, service, resource, example, regional, byAws = false, remedy }: ArnOptions): Rule<string> {
  const written = `arn:aws:${service}:${regional ? 'eu-central-1' : ''}:${EXAMPLE_ACCOUNT}:${example}`;
  const allowed = `the ARN of ${what}`;
  const shape = new RegExp(
    `^arn:(aws[a-z-]*):${service}:${regional ? '([a-z0-9-]+)' : '()'}:(\\d{12}${byAws ? '|aws' : ''}):(.+)$`,
  );
  const form = text(
    allowed,
    (value) => resource.test(shape.exec(value)?.[4] ?? ''),
    `It reads "${written}".${remedy ? ` ${remedy}` : ''}`,
  );
  return {
    ...form,
    check: (v: Validation, prop: string, value: string) => {
      const before = v.problems.length;
      form.check(v, prop, value);
      const { region } = v.context;
      const [, partition, at] = shape.exec(value) ?? [];
      if (v.problems.length > before || region === undefined || isUnknown(region) || partition === undefined) {
        return;
      }
      const home = partitionOf(region);
      if (regional && at !== region) {
        v.add(prop, `got ${what} of the region ${at}. Must be one of ${region}`, 'It can be used only in its region.');
      } else if (home !== undefined && partition !== home) {
        v.add(
          prop,
          `got ${what} of the partition ${partition}. Must be one of ${home}`,
          `ARNs in ${region} begin with "arn:${home}:".`,
        );
      }
    },
  };
}

/** Rules for the ARN of a KMS key, not of an alias. */
export const KMS_KEY_ARN = arn({
  what: 'a KMS key',
  service: 'kms',
  resource: /^key\/(mrk-)?[0-9a-f-]+$/,
  example: 'key/12345678-1234-1234-1234-123456789012',
  regional: true,
  remedy: 'Aliases are not supported, because roles get permissions for the key itself.',
});

/** Rules for the ARN of a certificate for a load balancer. */
export const CERTIFICATE_ARN = arn({
  what: 'a certificate of AWS Certificate Manager',
  service: 'acm',
  resource: /^certificate\/[0-9a-f-]+$/,
  example: 'certificate/12345678-1234-1234-1234-123456789012',
  regional: true,
});

const IAM_PATH_AND_NAME = '(\\/[\\x21-\\x7e]+)*\\/[\\w+=,.@-]+$';

/** Rules for the ARN of an IAM role. */
export const ROLE_ARN = arn({
  what: 'an IAM role',
  service: 'iam',
  resource: new RegExp(`^role${IAM_PATH_AND_NAME}`),
  example: 'role/platform',
  regional: false,
  remedy: 'For a session name the role that was assumed.',
});

/** Rules for the ARN of an IAM user or role. */
export const PRINCIPAL_ARN = arn({
  what: 'an IAM user or role',
  service: 'iam',
  resource: new RegExp(`^(user|role)${IAM_PATH_AND_NAME}`),
  example: 'role/platform',
  regional: false,
  remedy: 'For a session name the role that was assumed.',
});

/** Rules for the ARN of an IAM policy, which is customer managed or AWS managed. */
export const POLICY_ARN = arn({
  what: 'an IAM policy',
  service: 'iam',
  resource: new RegExp(`^policy${IAM_PATH_AND_NAME}`),
  example: 'policy/read-models',
  regional: false,
  byAws: true,
});

/**
 * Rules for the name of an IAM role. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const ROLE_NAME: Rule<string> = text('1 to 64 letters, digits and "+=,.@_-"', (value) =>
  /^[\w+=,.@-]{1,64}$/.test(value),
);

/**
 * Rules for the name of an EKS cluster. Source:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export const CLUSTER_NAME: Rule<string> = text(
  'the name of an EKS cluster: 1 to 100 letters, digits, hyphens and underscores, with a letter or digit first',
  (value) => /^[A-Za-z0-9][\w-]{0,99}$/.test(value),
);

const id = (what: string, prefix: string): Rule<string> =>
  text(`the id of ${what}, for example "${prefix}-0a1b2c3d4e5f60718"`, (value) =>
    new RegExp(`^${prefix}-[0-9a-f]{8,}$`).test(value),
  );

/** Rules for the id of a VPC. */
export const VPC_ID = id('a VPC', 'vpc');
/** Rules for the id of a subnet. */
export const SUBNET_ID = id('a subnet', 'subnet');
/** Rules for the id of a security group. */
export const SECURITY_GROUP_ID = id('a security group', 'sg');

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
const DOCUMENT: Rule<string> = anyText(
  'a policy document: an object in JSON, whose "Statement" is a statement or a list of them', isPolicyDocument,
  'For example JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", '
    + 'Resource: "*" }] }).',
);
/** Rules for a policy document. */
export const POLICY_DOCUMENT: Rule<string> = {
  ...DOCUMENT,
  check: (v, prop, value) => {
    DOCUMENT.check(v, prop, value);
    if (!isUnknown(value) && isPolicyDocument(value)) {
      policyProblems(value).forEach((problem) => v.add(prop, problem));
    }
  },
};

function isPolicyDocument(value: string): boolean {
  if (!value.startsWith('{')) { // the provider refuses leading white space
    return false;
  }
  try {
    const statements = [JSON.parse(value).Statement].flat();
    return statements.length > 0 && statements.every(isObject);
  } catch {
    return false;
  }
}

/**
 * Rules for tag keys that all AWS services accept. Source:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export const TAG_KEY = {
  allowed: '1 to 128 letters, digits, spaces and "_.:/=+-@", neither beginning with "aws:" nor one of Kubernetes\' own',
  isAllowed: (key: string) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) && !/^aws:|kubernetes\.io\//i.test(key),
};

/** Rules for the value of a tag. */
export const TAG_VALUE: Rule<string> = text(
  'at most 256 letters, digits, spaces and "_.:/=+-@"', (value) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value),
);
