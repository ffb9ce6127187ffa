import { validateNodeGroup } from './validate-node-group';
import { Statement } from '../../private/policies';
import { CIDR, cidrRemedy, isArn, isCidr, isPrivate, parseCidr } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { EksClusterProps } from '../eks-cluster';
import { EksClusterOptions } from '../eks-cluster-options';

export const DEFAULT_LOG_RETENTION_DAYS = 90;

/** All kinds of control plane logs. */
export const CLUSTER_LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** The add-ons of the cluster. */
export const ADDONS = ['vpc-cni', 'kube-proxy', 'coredns', 'aws-ebs-csi-driver'];

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const OLDEST_MINOR = 34; // older minors are out of standard support

/** What the cluster's role may do besides AmazonEKSClusterPolicy, and what it may not. */
export function clusterRoleStatements(keyArn: string): Statement[] {
  return [
    { sid: 'EncryptSecrets', actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'], resources: [keyArn] },
    // Logs that arrive late would make the log group again after it was destroyed (terraform-aws-eks#920).
    { sid: 'NeverMakeLogGroups', effect: 'Deny', actions: ['logs:CreateLogGroup'], resources: ['*'] },
  ];
}

/** The key is governed by the account's IAM policies, as AWS would have it by default. */
export function keyPolicyStatements(accountPrincipalArn: string): Statement[] {
  return [{ sid: 'Account', actions: ['kms:*'], principals: { AWS: accountPrincipalArn }, resources: ['*'] }];
}

/** Checks what can be chosen about a cluster. */
export function validateEksCluster(v: Validation, options: EksClusterOptions | EksClusterProps): void {
  if ('name' in options) {
    v.check('name', options.name, (name) => /^[A-Za-z0-9][\w-]{0,49}$/.test(name),
      '1 to 50 letters, digits, hyphens and underscores, with a letter or digit first');
  }
  const version = options.kubernetesVersion?.version;
  v.check('kubernetesVersion', version, (text) => /^1\.\d{2}$/.test(text), 'major and minor of Kubernetes, for example "1.35"');
  if (version && /^1\.\d{2}$/.test(version)) {
    v.check('kubernetesVersion', version, (text) => Number(text.slice(2)) >= OLDEST_MINOR, `1.${OLDEST_MINOR} or newer`,
      'EKS no longer gives standard support to older versions; use KubernetesVersion.DEFAULT.');
  }
  v.check('endpointPublicAccessCidrs', options.endpointPublicAccessCidrs, (cidrs) => cidrs.length >= 1 && cidrs.length <= 40, 'a list of 1 to 40 ranges',
    'Name the addresses from which you run Terraform, for example "203.0.113.7/32".');
  v.checkEach('endpointPublicAccessCidrs', options.endpointPublicAccessCidrs, isCidr, CIDR, cidrRemedy);
  v.checkEach('endpointPublicAccessCidrs', options.endpointPublicAccessCidrs, (cidr) => !isCidr(cidr) || !isPrivate(parseCidr(cidr)!),
    'a public range', 'From inside the VPC, and from what is connected with it, the API is reached privately without being named here.');
  v.known('adminPrincipalArns', options.adminPrincipalArns, 'each has resources of its own');
  v.checkEach('adminPrincipalArns', options.adminPrincipalArns, (arn) => isArn(arn, 'iam') && /:(user|role)\//.test(arn),
    'the ARN of an IAM user or role', 'For example "arn:aws:iam::111122223333:role/platform"; for a session name the role that was assumed.');
  const arns = options.adminPrincipalArns;
  if (arns && !isUnknown(arns)) {
    arns.filter((arn, index) => arns.indexOf(arn) < index).forEach((arn) => v.add('adminPrincipalArns', `must name each principal once, got "${arn}" twice`));
  }
  v.check('logRetentionDays', options.logRetentionDays, (days) => LOG_RETENTION_DAYS.includes(days),
    `a period that CloudWatch Logs offers (${LOG_RETENTION_DAYS.join(', ')})`);
  for (const [name, addonVersion] of Object.entries(options.addonVersions ?? {})) {
    v.check('addonVersions', name, (addon) => ADDONS.includes(addon), `keyed by ${ADDONS.join(', ')}`);
    v.check(`addonVersions.${name}`, addonVersion, (text) => /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(text), 'an add-on version, for example "v1.20.4-eksbuild.2"',
      `List them with: aws eks describe-addon-versions --addon-name ${name}`);
  }
  validateNodeGroup(v.at('nodeGroup'), options.nodeGroup ?? {});
}
