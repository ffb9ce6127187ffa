import { compareCluster, compareRoom } from './cluster';
import { compareBuckets, compareDatabase } from './data';
import { compareEntrance } from './entrance';
import { compareNamespaces } from './namespaces';
import { compareAccount, comparePeople } from './people';
import { ClusterSource } from '../../../cluster';
import { CLUSTER_AUTOSCALER_SHAPE, KARPENTER_SHAPE } from '../../../cluster/internal';
import { DatabaseSource } from '../../../database';
import { REGISTRY_MIRROR } from '../../../helm/internal';
import { ENTRANCE_DOMAIN, ENTRANCE_SHAPE } from '../../../ingress/internal';
import { MlflowSource } from '../../../mlflow';
import { NetworkSource } from '../../../network';
import { ContainerRegistrySource } from '../../../registry';
import { SeldonSource } from '../../../seldon';
import { ArtifactBucketSource } from '../../../storage';
import { DataRetention } from '../../../terraform/data-retention';
import { partitionOf, REGION, TAG_KEY, TAG_VALUE } from '../../../validation/aws';
import { CLUSTER_PRINCIPAL_ARN } from '../../../validation/principals';
import { COMPARED_NODE_PORT, COMPARED_PORT } from '../../../validation/rules';
import { also, known, required, Rule, struct } from '../../../validation/shape';
import { FLAG, list, madeBy, madeInSecretBy, mapOf, oneOf, text } from '../../../validation/values';
import { PipelineNamespaceOptions, ZenmlServerSource } from '../../../zenml';
import { PIPELINE_OPTIONS } from '../../../zenml/internal';
import { StackEntranceOptions, StackEntrancePorts, StackNodePorts } from '../../stack-entrance-options';
import { ZenmlAwsStackProps } from '../../zenml-aws-stack-options';
import { AWS_PROVIDER, ROLES } from '../account';
import { REMOTE_STATE } from '../remote-state';
import { resolve } from '../resolve';

/** Prefixes that AWS reserves: "sg-" for security groups, "sthree-" and "amzn-s3-demo-" for buckets. */
const RESERVED_PREFIX = /^(sg|sthree|amzn-s3-demo)(-|$)/;

const MOST_TAGS = 40; // AWS allows 50 per resource; names, roles and EKS use some
const OWN_TAGS = ['managedBy', 'application'];

const PREFIX: Rule<string> = also(
  text('2 to 30 lower-case letters, digits and single hyphens, with a letter first and no hyphen last',
    (prefix) => prefix.length >= 2 && prefix.length <= 30 && /^[a-z](-?[a-z0-9])*$/.test(prefix),
    'All names are made from it, and S3, RDS and ECR allow no more.',
  ),
  [
    (prefix) => !RESERVED_PREFIX.test(prefix),
    'none that makes names which AWS reserves ("sg-…", "sthree-…", "amzn-s3-demo-…")',
  ],
);

const TAGS: Rule<{ [key: string]: string }> = {
  ...mapOf(TAG_VALUE, TAG_KEY),
  check: (outer, prop, tags) => {
    mapOf(TAG_VALUE, TAG_KEY).check(outer, prop, tags);
    const own = OWN_TAGS.filter((key) => !(key in tags));
    const seen = new Map(own.map((key) => [key.toLowerCase(), key]));
    const keys = Object.keys(tags);
    keys.forEach((key) => {
      const other = seen.get(key.toLowerCase());
      if (other !== undefined) {
        outer.at(prop).add(key, `got a key that '${other}' has in another case. Must be another one`,
          'Keys of IAM tags are not case-sensitive.');
      }
      seen.set(key.toLowerCase(), key);
    });
    if (keys.length + own.length > MOST_TAGS) {
      outer.add(prop, `got ${keys.length} members. Must have at most ${MOST_TAGS - own.length}`);
    }
  },
};

const ENTRANCE: Rule<StackEntranceOptions> = struct<StackEntranceOptions>({
  ...ENTRANCE_SHAPE,
  enabled: FLAG,
  domain: ENTRANCE_DOMAIN,
  nodePorts: struct<StackNodePorts>({
    zenml: COMPARED_NODE_PORT,
    mlflow: COMPARED_NODE_PORT,
    models: COMPARED_NODE_PORT,
    modelsHealth: COMPARED_NODE_PORT,
  }),
  ports: struct<StackEntrancePorts>({ zenml: COMPARED_PORT, mlflow: COMPARED_PORT, models: COMPARED_PORT }),
});

/** Properties of `ZenmlAwsStack`, and the rules that compare them, in the order in which problems are listed. */
export const STACK_PROPS: Rule<ZenmlAwsStackProps> = struct<ZenmlAwsStackProps>({
  region: required(known(REGION, 'names and addresses are computed from it')),
  prefix: required(known(PREFIX, 'names are computed from it')),
  tags: TAGS,
  awsProvider: AWS_PROVIDER,
  roles: ROLES,
  developerPrincipalArns: list(CLUSTER_PRINCIPAL_ARN, { known: 'each has its own resources' }),
  network: madeBy('NetworkSource', NetworkSource, ['create()', 'existing()']),
  cluster: madeBy('ClusterSource', ClusterSource, ['create()', 'existing()']),
  clusterAutoscaler: struct(CLUSTER_AUTOSCALER_SHAPE),
  karpenter: struct(KARPENTER_SHAPE),
  artifactBucket: madeBy('ArtifactBucketSource', ArtifactBucketSource, ['create()', 'existing()']),
  database: madeInSecretBy('DatabaseSource', DatabaseSource, ['create()', 'existing()']),
  containerRegistry: madeBy('ContainerRegistrySource', ContainerRegistrySource, ['create()', 'none()']),
  registryMirror: REGISTRY_MIRROR,
  entrance: ENTRANCE,
  zenml: madeInSecretBy('ZenmlServerSource', ZenmlServerSource, ['create()', 'existing()', 'none()']),
  pipelines: struct<PipelineNamespaceOptions>(PIPELINE_OPTIONS),
  seldon: madeBy('SeldonSource', SeldonSource, ['create()', 'none()']),
  mlflow: madeInSecretBy('MlflowSource', MlflowSource, ['create()', 'none()']),
  dataRetention: oneOf('DataRetention', DataRetention),
  remoteState: REMOTE_STATE,
}, (v, props) => {
  const stack = resolve(props);
  [compareCluster, compareRoom, compareEntrance, compareDatabase, compareNamespaces, compareBuckets, comparePeople,
    compareAccount].forEach((compare) => compare(v, stack));
});

/** The region if it is valid, for use before the props are validated. */
export function regionOf(props: Partial<ZenmlAwsStackProps> | undefined): string | undefined {
  const region = props?.region;
  return partitionOf(region) && region;
}
