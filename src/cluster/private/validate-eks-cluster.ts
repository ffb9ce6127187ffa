import { nodeRoleName, roleNames } from './role-names';
import { keepsPodsOff } from './validate-labels';
import { CLUSTER_NODES, NODE_GROUPS, NODE_TAGS } from './validate-node-group';
import { NETWORK } from '../../network/rules';
import { arn, CLUSTER_NAME, SECURITY_GROUP_ID } from '../../validation/aws';
import { LOG_RETENTION_DAYS } from '../../validation/log-retention';
import { CLUSTER_PRINCIPAL_ARN, refuseOwnRoles } from '../../validation/principals';
import { IPV4_RANGE, isWithin, parseCidr, withoutUser } from '../../validation/rules';
import { also, attributes, required, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown, Validation } from '../../validation/validation';
import { DEPENDABLES, FLAG, list, mapOf, secretText, text, version } from '../../validation/values';
import { KubernetesVersion } from '../../versions';
import {
  EksClusterOptions, EksClusterProps, ExistingClusterOptions, ICluster, StackExistingClusterOptions,
} from '../eks-cluster-options';
import { ClusterNodeGroupOptions } from '../node-group-options';

/** The add-ons of the cluster. */
const ADDONS = ['vpc-cni', 'kube-proxy', 'coredns', 'aws-ebs-csi-driver', 'metrics-server'];

const IS_ADDON_VERSION = (value: string) => /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(value);
const ADDON_VERSION = 'an add-on version, for example "v1.20.4-eksbuild.2"';

/**
 * Reserved ranges: https://www.iana.org/assignments/iana-ipv4-special-registry
 * Source ("The CIDR blocks can't include reserved addresses"):
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
const RESERVED_RANGES = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4',
];
const isReserved = (cidr: string) => RESERVED_RANGES.some((range) => isWithin(parseCidr(cidr)!, parseCidr(range)!));

const PUBLIC_RANGE: Rule<string> = also(IPV4_RANGE, [
  (cidr) => !isReserved(cidr), 'a range of public addresses, none that is private or reserved',
  'From inside the VPC, and from what is connected with it, the API is reached privately without being named here.',
]);

const LONGEST_ROLE_NAME = 64;

const SHAPE: Shape<EksClusterOptions> = {
  kubernetesVersion: version('KubernetesVersion', KubernetesVersion),
  nodeGroup: CLUSTER_NODES,
  nodeGroups: NODE_GROUPS,
  endpointPublicAccessCidrs: list(PUBLIC_RANGE, {
    min: 1, max: 40, remedy: 'Name the addresses from which you run Terraform, for example "203.0.113.7/32".',
  }),
  adminPrincipalArns: list(CLUSTER_PRINCIPAL_ARN, { known: 'each has its own resources' }),
  bootstrapClusterCreatorAdminPermissions: FLAG,
  logRetentionDays: LOG_RETENTION_DAYS,
  metricsServer: FLAG,
  addonVersions: mapOf({
    ...text(ADDON_VERSION, IS_ADDON_VERSION),
    check: (v, addon, value) => v.check(addon, value, IS_ADDON_VERSION, ADDON_VERSION,
      ADDONS.includes(addon) ? `List them with: aws eks describe-addon-versions --addon-name ${addon}` : undefined),
  }, { allowed: `one of ${ADDONS.join(', ')}`, isAllowed: (name) => ADDONS.includes(name) }),
};

/** Rules for a cluster's options. */
export const EKS_CLUSTER_OPTIONS: Rule<EksClusterOptions> = struct(SHAPE, (v, options) => {
  compareAdmins(v, options);
  compareTaints(v, options);
});

/** Rules for the props of `EksCluster`. */
export const EKS_CLUSTER_PROPS: Rule<EksClusterProps> = struct<EksClusterProps>({
  ...SHAPE,
  // Role names have at most 64 characters: <clusterName>-cluster, -node, -ebs-csi, and the suffixes of a stack.
  clusterName: required(text(
    '1 to 50 letters, digits, hyphens and underscores, with a letter or digit first',
    (name) => /^[A-Za-z0-9][\w-]{0,49}$/.test(name), 'Names of roles begin with it, and have at most 64 characters.',
  )),
  network: required(NETWORK),
  nodeTags: NODE_TAGS,
  autoscaledNodes: FLAG,
}, (v, props) => {
  compareAdmins(v, props);
  compareTaints(v, props);
  compareRoleNames(v, props);
  refuseOwnRoles(v, 'adminPrincipalArns', props.adminPrincipalArns ?? [], roleNames(props.clusterName, props));
});

/** Requires an administrator, otherwise not even Terraform has access. */
function compareAdmins(v: Validation, options: EksClusterOptions): void {
  if (options.bootstrapClusterCreatorAdminPermissions === false && (options.adminPrincipalArns ?? []).length === 0) {
    v.add('adminPrincipalArns', 'must name an administrator where'
      + ` '${v.nameOf('bootstrapClusterCreatorAdminPermissions')}' is false`, 'Name the role that runs Terraform.');
  }
}

/** Requires a group for pods without tolerations, such as CoreDNS and the controllers of the add-ons. */
function compareTaints(v: Validation, { nodeGroup, nodeGroups = {} }: EksClusterOptions): void {
  const takesPods = ({ taints, minSize, desiredSize = minSize ?? 1 }: ClusterNodeGroupOptions) =>
    !keepsPodsOff(taints) && desiredSize > 0;
  if (keepsPodsOff(nodeGroup?.taints) && !Object.values(nodeGroups).some(takesPods)) {
    v.at('nodeGroup').add('taints', 'must leave nodes for pods without tolerations: CoreDNS and the other add-ons of '
      + 'the cluster would stay pending',
    'Use TaintEffect.PREFER_NO_SCHEDULE, or move the taints to a group of \'nodeGroups\'.');
  }
}

function compareRoleNames(v: Validation, { clusterName, nodeGroups = {} }: EksClusterProps): void {
  const most = LONGEST_ROLE_NAME - nodeRoleName(clusterName, '').length;
  Object.keys(nodeGroups).filter((name) => !isUnknown(clusterName) && name.length > most).forEach((name) =>
    v.at('nodeGroups').add(name, `got ${name.length} characters. Must have at most ${most} beside `
      + `'${v.nameOf('clusterName')}', which has ${clusterName.length}`, "The name of the nodes' role contains both."));
}

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
const AUTO_SCALING_GROUP_NAME: Rule<string> = text(
  'the name of an auto scaling group: 1 to 255 printable characters without a colon',
  (name) => /^[\x20-\x39\x3b-\x7e]{1,255}$/.test(name),
);

const EXISTING_CLUSTER_SHAPE: Shape<ExistingClusterOptions> = {
  autoScalingGroupNames: list(AUTO_SCALING_GROUP_NAME, { min: 1 }),
  nodeSecurityGroupIds: list(SECURITY_GROUP_ID, { min: 1, known: 'each has its own rules' }),
};

/** Rules for an existing cluster. */
export const EXISTING_CLUSTER = existingCluster(struct<ExistingClusterOptions>(EXISTING_CLUSTER_SHAPE));

/** Rules for an existing cluster of a stack. */
export const STACK_EXISTING_CLUSTER = existingCluster(struct<StackExistingClusterOptions>({
  ...EXISTING_CLUSTER_SHAPE, prefixedNames: FLAG,
}));

/** Name and attributes of an existing cluster. */
interface ExistingCluster<O> {
  readonly clusterName: string;
  readonly options?: O;
}

function existingCluster<O extends object>(options: Rule<O>): Rule<ExistingCluster<O>> {
  return struct<ExistingCluster<O>>({ clusterName: required(CLUSTER_NAME), options } as Shape<ExistingCluster<O>>);
}

const OIDC_PROVIDER_ARN = arn({
  what: 'an IAM OIDC provider',
  service: 'iam',
  resource: /^oidc-provider\/\S+$/,
  regional: false,
  example: 'oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
});

/** Rules for a cluster that is passed to other constructs: an `EksCluster`, or an object with its attributes. */
export const CLUSTER: Rule<ICluster> = attributes<ICluster>({
  clusterName: required(CLUSTER_NAME),
  endpoint: required(withoutUser(text('the URL of a Kubernetes API', (url) => /^https:\/\/[^\s/?#]+\/?$/.test(url),
    'It begins with "https://".'))),
  certificateAuthorityData: required(secretText(
    'a certificate in base64', (data) => /^[A-Za-z0-9+/]+=*\s*$/.test(data),
  )),
  securityGroupId: required(SECURITY_GROUP_ID),
  oidcProviderArn: required(OIDC_PROVIDER_ARN),
  oidcIssuer: required(text('an OIDC issuer without "https://"', (issuer) => /^[^\s:/]+(\/\S+)?$/.test(issuer),
    'For example "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF".')),
  ready: required(DEPENDABLES),
  podsReady: DEPENDABLES,
  nodesReady: DEPENDABLES,
  autoScalingGroupNames: list(AUTO_SCALING_GROUP_NAME),
  nodeSecurityGroupIds: list(SECURITY_GROUP_ID, { known: 'each has its own rules' }),
  controlPlaneSecurityGroupIds: list(SECURITY_GROUP_ID),
  authenticationMode: text('"API", "API_AND_CONFIG_MAP" or "CONFIG_MAP"',
    (mode) => ['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP'].includes(mode)),
});
