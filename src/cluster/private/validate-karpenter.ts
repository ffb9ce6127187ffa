import { KARPENTER_CHART } from './chart-rules';
import { hasNvidiaGpus, isFamily } from './instance-types';
import { checkKarpenterVersion } from './karpenter-version';
import { kubernetesVersionOf } from './validate-cluster-autoscaler';
import { CLUSTER } from './validate-eks-cluster';
import { NODE_TAGS } from './validate-node-group';
import { helmValues } from '../../helm/values';
import { HELM_PROVIDER, HELM_RELEASE } from '../../kubernetes/private/deployment-rules';
import { podResources } from '../../kubernetes/private/rules';
import { KMS_KEY_ARN, REGION, SUBNET_ID } from '../../validation/aws';
import { also, known, required, Rule, Shape, struct } from '../../validation/shape';
import { isUnknown } from '../../validation/validation';
import { DEPENDABLES, integer, list, oneOf, text, version } from '../../validation/values';
import { KarpenterVersion } from '../../versions';
import {
  KarpenterCpuPoolOptions, KarpenterGpuPoolOptions, KarpenterOptions, KarpenterProps,
} from '../karpenter-options';
import { CapacityType } from '../node-group-options';

/** Upstream's examples request a whole CPU, which its short bursts of work do not need on a small cluster. */
export const KARPENTER_RESOURCES = { cpuRequest: '250m', memoryRequest: '512Mi', memoryLimit: '1Gi' };

/** Defaults of the nodes. */
export const KARPENTER_DEFAULTS = {
  diskGib: 100, amiVersion: 'latest', consolidateAfterMinutes: 5, expireAfterHours: 720, drainTimeoutMinutes: 60,
};
/** Defaults of the pools. */
export const MAX_CPU = 64;
export const MAX_GPUS = 4;
export const GPU_FAMILIES = ['g4dn', 'g5', 'g6'];

/** Prefix of the names of roles, queue and rules; the name of a rule has at most 64 characters. */
const NAME_PREFIX: Rule<string> = text('1 to 40 letters, digits, hyphens and underscores',
  (name) => /^[\w-]{1,40}$/.test(name), 'Names of rules begin with it, and have at most 64 characters.');

const AMI_VERSION: Rule<string> = text('"latest" or a release such as "v20260724"',
  (name) => /^(latest|v\d{8})$/.test(name), 'They are listed at https://github.com/awslabs/amazon-eks-ami/releases.');

const GPU_FAMILY: Rule<string> = also(
  text('a family of x86 instances with NVIDIA GPUs, for example "g5"', hasNvidiaGpus,
    (name) => name.includes('.') ? `"${name}" is an instance type: did you mean "${name.split('.')[0]}"?` : undefined),
  [isFamily, 'a family that EC2 has', 'For example "g4dn", "g5" or "g6".'],
);

const CPU_POOL: Rule<KarpenterCpuPoolOptions> = struct<KarpenterCpuPoolOptions>({
  capacityType: oneOf('CapacityType', CapacityType),
  maxCpu: integer({ min: 1, max: 100_000, unit: ' CPUs' }),
});

const GPU_POOL: Rule<KarpenterGpuPoolOptions> = struct<KarpenterGpuPoolOptions>({
  capacityType: oneOf('CapacityType', CapacityType),
  maxGpus: integer({ min: 1, max: 10_000, unit: ' GPUs' }),
  instanceFamilies: list(GPU_FAMILY, { min: 1, remedy: 'Leave it out for the default.' }),
});

/** A number that is interpolated into a string of the pools' specs. */
const written = (rule: Rule<number>): Rule<number> => known(rule, 'it becomes part of a text');

/** Rules for Karpenter's options. */
export const KARPENTER_SHAPE: Shape<KarpenterOptions> = {
  version: version('KarpenterVersion', KarpenterVersion),
  cpuPool: CPU_POOL,
  gpuPool: GPU_POOL,
  diskGib: written(integer({ min: 20, max: 16384, unit: ' GiB', remedy: 'The images of the stack need 20 GiB.' })),
  diskKmsKeyArn: KMS_KEY_ARN,
  amiVersion: AMI_VERSION,
  consolidateAfterMinutes: written(integer({ min: 1, max: 43_200, unit: ' minutes' })),
  expireAfterHours: written(integer({ min: 1, max: 8_760, unit: ' hours' })),
  drainTimeoutMinutes: written(integer({ min: 1, max: 10_080, unit: ' minutes' })),
  resources: podResources(KARPENTER_RESOURCES),
  values: helmValues(KARPENTER_CHART),
  ...HELM_RELEASE,
};

/** Tags that Karpenter sets. Source: the definition of `EC2NodeClass` */
const RESERVED_TAGS = ['eks:eks-cluster-name', 'karpenter.sh/nodepool', 'karpenter.sh/nodeclaim',
  'karpenter.k8s.aws/ec2nodeclass'];

/** Rules for the props of `Karpenter`. */
export const KARPENTER_PROPS: Rule<KarpenterProps> = struct<KarpenterProps>({
  ...KARPENTER_SHAPE,
  cluster: required(CLUSTER),
  region: REGION,
  namePrefix: required(NAME_PREFIX),
  subnetIds: required(list(SUBNET_ID, {
    min: 1, max: 30, known: 'each is a separate term', remedy: 'Nodes need a subnet; Karpenter supports at most 30.',
  })),
  tags: NODE_TAGS,
  ...HELM_PROVIDER,
  dependsOn: DEPENDABLES,
}, (v, props) => {
  const { cluster, tags } = props;
  checkKarpenterVersion(v, props, kubernetesVersionOf(cluster));
  v.at('cluster').check('authenticationMode', cluster.authenticationMode, (mode) => mode !== 'CONFIG_MAP',
    '"API" or "API_AND_CONFIG_MAP"', 'Karpenter\'s nodes join by access entries. Allow them, beside what the cluster'
      + ' has: aws eks update-cluster-config --name <cluster> --access-config authenticationMode=API_AND_CONFIG_MAP. Or'
      + ' use ClusterAutoscaler.');
  Object.keys(isUnknown(tags) ? {} : tags ?? {}).filter((key) => RESERVED_TAGS.includes(key))
    .forEach((key) => v.at('tags').add(key, 'set by Karpenter', 'Leave it out.'));
});
