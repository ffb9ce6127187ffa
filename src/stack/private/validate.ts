import { validateNamespaces } from './namespaces';
import { validateRemoteState } from './remote-state';
import { ClusterSource } from '../../cluster/cluster-source';
import { AmiType } from '../../cluster/node-group';
import { autoscalerVersionFor, validateClusterAutoscaler } from '../../cluster/private/autoscaler-values';
import { validateMlflowTrackingServer } from '../../mlflow/private/validate';
import { NetworkSource } from '../../network/network-source';
import { isRegion, REGION, regionRemedy } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { validateContainerRegistry } from '../../registry/private/validate';
import { validateSeldonCoreIstio } from '../../seldon/private/validate';
import { validatePipelineNamespace } from '../../zenml/private/pipeline-namespace';
import { ZenmlAwsStackProps } from '../zenml-aws-stack-options';

/** The names that are made from the prefix. */
export function stackNames(prefix: string) {
  return {
    cluster: `${prefix}-eks`,
    bucket: `${prefix}-zenml-artifact-store`,
    database: `${prefix}-mysql`,
    repository: `${prefix}-zenml-kubernetes`,
    pipelineRole: `${prefix}-pipelines`,
    modelRole: `${prefix}-models`,
    mlflowRole: `${prefix}-mlflow`,
    autoscalerRole: `${prefix}-cluster-autoscaler`,
  };
}

/** The database of MLflow on the stack's MySQL server. */
export const MLFLOW_DATABASE = 'mlflow';

/** Names that AWS reserves begin so: security groups with "sg-", buckets with "sthree-" and "amzn-s3-demo-". */
const RESERVED_PREFIX = /^(sg|sthree|amzn-s3-demo)(-|$)/;

const MOST_TAGS = 40; // AWS allows 50 on a resource; names, roles and EKS take some

/** Checks all props of the stack, so that one error tells all that is wrong. */
export function validateStack(v: Validation, props: ZenmlAwsStackProps): void {
  const known = (['region', 'prefix'] as const).filter((prop) => {
    if (isUnknown(props[prop]) || typeof props[prop] !== 'string') {
      v.add(prop, `must be a string that is known when the stack is synthesized, got ${isUnknown(props[prop]) ? 'a token' : JSON.stringify(props[prop])}`,
        'Names and addresses are computed from it.');
      return false;
    }
    return true;
  });
  if (known.includes('region')) {
    v.check('region', props.region, isRegion, REGION, regionRemedy);
  }
  if (known.includes('prefix')) {
    v.check('prefix', props.prefix, (prefix) => prefix.length >= 2 && prefix.length <= 30 && /^[a-z](-?[a-z0-9])*$/.test(prefix),
      '2 to 30 lower-case letters, digits and single hyphens, with a letter first and no hyphen last',
      'All names are made from it, and S3, RDS and ECR allow no more.');
    v.check('prefix', props.prefix, (prefix) => !RESERVED_PREFIX.test(prefix), 'none that makes names which AWS reserves ("sg-…", "sthree-…", "amzn-s3-demo-…")');
  }
  validateTags(v, props.tags ?? {});

  const network = props.network ?? NetworkSource.create();
  const cluster = props.cluster ?? ClusterSource.create();
  network._validate(v.at('network'));
  cluster._validate(v.at('cluster'));
  if (cluster._options === undefined && !network._exists) {
    v.add('network', 'must be an existing one where \'cluster\' is',
      'Use NetworkSource.existing(…) with the VPC and the subnets of the cluster.');
  }
  if (props.clusterAutoscaler?.enabled) {
    validateClusterAutoscaler(v.at('clusterAutoscaler'), props.clusterAutoscaler);
    const kubernetesVersion = cluster._options?.kubernetesVersion?.version;
    if (kubernetesVersion && props.clusterAutoscaler.version === undefined && !autoscalerVersionFor(kubernetesVersion)) {
      v.at('clusterAutoscaler').add('version', `must be given for Kubernetes ${kubernetesVersion}, for which the library names none`,
        `Use ClusterAutoscalerVersion.of("9.59.0", "v${kubernetesVersion}.x") with the newest x of https://github.com/kubernetes/autoscaler/releases.`);
    }
  }
  props.artifactBucket?._validate(v.at('artifactBucket'));
  props.database?._validate(v.at('database'));
  validateContainerRegistry(v.at('containerRegistry'), props.containerRegistry ?? {});
  validatePipelineNamespace(v.at('pipelines'), props.pipelines ?? {});
  if (props.mlflow?.enabled ?? true) {
    validateMlflowTrackingServer(v.at('mlflow'), props.mlflow ?? {});
    v.at('database').check('databaseName', props.database?._databaseName, (name) => name.toLowerCase() !== MLFLOW_DATABASE,
      `another name than MLflow's database ("${MLFLOW_DATABASE}")`, 'ZenML and MLflow each need a database of their own.');
  }
  if (props.seldon?.enabled ?? true) {
    validateSeldonCoreIstio(v.at('seldon'), props.seldon ?? {});
    v.at('cluster').check('nodeGroup.amiType', cluster._options?.nodeGroup?.amiType, (amiType) => amiType !== AmiType.AL2023_ARM_64_STANDARD,
      'an x86 image where \'seldon\' is on', 'Seldon\'s images do not run on Arm: use an x86 image, or turn \'seldon\' off.');
  }
  validateNamespaces(v, props);
  const { bucket } = stackNames(props.prefix);
  validateRemoteState(v.at('remoteState'), props.remoteState, props.artifactBucket?._name(bucket) ?? bucket);
}

/** Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function validateTags(stack: Validation, tags: { [key: string]: string }): void {
  const v = stack.at('tags');
  const own = ['managedBy', 'application'].filter((key) => !(key in tags));
  const seen = new Map(own.map((key) => [key.toLowerCase(), key]));
  const keys = Object.keys(tags);
  for (const key of keys) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key) || /kubernetes\.io\//.test(key)) {
      stack.add('tags', `must be keyed by 1 to 128 letters, digits, spaces and "_.:/=+-@", neither beginning with "aws:" nor one of Kubernetes' own, got ${JSON.stringify(key)}`);
    }
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) {
      v.add(key, `must differ from '${other}' by more than case, because IAM tags do not tell case`);
    }
    seen.set(key.toLowerCase(), key);
    v.check(key, tags[key], (value) => typeof value === 'string' && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value),
      'at most 256 letters, digits, spaces and "_.:/=+-@"');
  }
  if (keys.length + own.length > MOST_TAGS) {
    stack.add('tags', `must have at most ${MOST_TAGS - own.length} members, got ${keys.length}`);
  }
}
