// Updates in place. Each change is planned on a deployed stack: only the resources that must change do, and no resource
// that holds data or on which everything depends (database, bucket, cluster, nodes) is replaced. Then the change is
// applied, and the next plan is empty.
//
//   node scripts/run.mjs test/lab/updates.mjs [--only text] [--jobs 2]
import { initialized, library, options, runCases, synthesizeStacks } from './lib/lab.mjs';

const { only, jobs, keep } = options({ only: { type: 'string', default: '' } });

/**
 * What makes the real AWS provider, or RDS, S3 and EKS behind it, replace the thing. The stand-in knows few of these.
 * Source: schemas of the provider's resources, https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
 */
const REPLACING = {
  aws_db_instance: [
    'availability_zone', 'backup_target', 'character_set_name', 'custom_iam_instance_profile', 'db_name', 'db_subnet_group_name', 'engine', 'identifier',
    'identifier_prefix', 'kms_key_id', 'nchar_character_set_name', 'replicate_source_db', 'restore_to_point_in_time', 's3_import', 'snapshot_identifier',
    'storage_encrypted', 'timezone', 'username',
  ],
  aws_s3_bucket: ['bucket', 'bucket_prefix', 'bucket_namespace', 'object_lock_enabled', 'region'],
  aws_eks_cluster: [
    'name', 'role_arn', 'bootstrap_self_managed_addons', 'access_config.0.bootstrap_cluster_creator_admin_permissions', 'encryption_config',
    'kubernetes_network_config', 'outpost_config', 'vpc_config.0.subnet_ids', 'region',
  ],
  aws_eks_node_group: [
    'ami_type', 'capacity_type', 'cluster_name', 'disk_size', 'instance_types', 'launch_template.0.id', 'launch_template.0.name', 'node_group_name',
    'node_group_name_prefix', 'node_role_arn', 'remote_access', 'subnet_ids', 'region',
  ],
  aws_vpc: ['cidr_block', 'instance_tenancy', 'ipv4_ipam_pool_id', 'region'],
  aws_subnet: ['availability_zone', 'availability_zone_id', 'cidr_block', 'vpc_id', 'region'],
  aws_kms_key: ['customer_master_key_spec', 'key_usage', 'custom_key_store_id', 'region'],
  aws_ecr_repository: ['name', 'encryption_configuration', 'region'],
};

const {
  ArtifactBucketSource, ClusterSource, DatabaseSource, DataRetention, IstioVersion, KubernetesVersion, MlflowSource,
  MlflowVersion, MysqlVersion, NatGateways, NetworkSource, SeldonCoreVersion, SeldonSource, ServiceExposure,
  ZenmlServerSource, ZenmlVersion,
} = library();
const base = { region: 'eu-central-1', prefix: 'zenml-demo', dataRetention: DataRetention.DELETE };

/** The job that registers the stack runs again, with a Secret that says something else. */
const REGISTERED_ANEW = {
  'terraform_data.ZenmlRegistration_Generation_*': 'delete,create',
  'kubernetes_secret_v1.ZenmlRegistration_Secret_*': 'update',
  'kubernetes_job_v1.ZenmlRegistration_*': 'delete,create',
};

/** The job that creates a database runs again, with the administrator's Secret filled for it. */
const databaseMadeAgain = (part) => ({
  [`terraform_data.${part}_Database_Generation_*`]: 'delete,create',
  [`kubernetes_secret_v1.${part}_Database_AdminSecret_*`]: 'delete,create',
  [`kubernetes_job_v1.${part}_Database_Job_*`]: 'delete,create',
});
/**
 * That job decides again which key the database's secrets are read by: the Secret's content is known after it, and
 * stays.
 */
const KEY_DECIDED_AGAIN = ['kubernetes_secret_v1.Zenml_Secret_*'];
const MADE_AGAIN = ['kubernetes_secret_v1', 'kubernetes_job_v1', 'terraform_data'];

/**
 * `touches`: address or type patterns of what has to change, with what happens to it; `may`: what may be updated
 * besides; `creates`: what may be made.
 */
const changes = {
  'node sizes': {
    props: { cluster: ClusterSource.create({ nodeGroup: { minSize: 3, desiredSize: 3, maxSize: 8 } }) },
    touches: { 'aws_eks_node_group.*': 'update' },
  },
  'node disks': {
    // A new version of the launch template rolls the nodes, one after the other.
    props: { cluster: ClusterSource.create({ nodeGroup: { diskGib: 80 } }) },
    touches: { 'aws_launch_template.*': 'update' },
    may: ['aws_eks_node_group.*'],
  },
  'node instance types': {
    props: { cluster: ClusterSource.create({ nodeGroup: { instanceTypes: ['m7i.large'] } }) },
    touches: { 'aws_eks_node_group.*': 'create,delete' },
    // The load balancer leads to the new group.
    may: ['aws_autoscaling_attachment.*'],
    replaces: ['aws_eks_node_group'],
  },
  'tags': {
    props: { tags: { team: 'ml' } },
    touches: {},
    // Also Services, whose load balancers are tagged.
    may: ['aws_*', 'kubernetes_service_v1.*'],
  },
  'a Helm value of one\'s own': {
    props: { seldon: SeldonSource.create({ istiod: { values: { pilot: { podAnnotations: { team: 'ml' } } } } }) },
    touches: { 'helm_release.Seldon_Istiod_*': 'update' },
  },
  'who may come in': {
    props: { entrance: { allowedCidrs: ['203.0.113.0/24'] } },
    touches: { 'aws_vpc_security_group_ingress_rule.Entrance_Allowed*': 'create' },
  },
  'how long connections may be silent': {
    props: { entrance: { idleTimeoutSeconds: 600 } },
    // Services keep idle connections longer than the load balancer.
    touches: {
      'aws_lb.Entrance_????????': 'update', 'helm_release.Zenml_????????': 'update', 'helm_release.Mlflow_Nginx_*': 'update',
      'helm_release.Seldon_IngressGateway_*': 'update',
    },
  },
  'Istio\'s version': {
    props: { seldon: SeldonSource.create({ istioVersion: IstioVersion.of('1.31.1') }) },
    touches: {
      'helm_release.Seldon_IstioBase_*': 'update', 'helm_release.Seldon_Istiod_*': 'update', 'helm_release.Seldon_IngressGateway_*': 'update',
    },
  },
  'a mirror of images and charts': {
    props: { registryMirror: { imageRegistry: 'registry.example.com/mirror', chartRepository: 'oci://registry.example.com/charts' } },
    // All but the Gateway, whose chart is the package's.
    touches: Object.fromEntries([
      'Mlflow_????????', 'Mlflow_Nginx_*', 'Seldon_????????', 'Seldon_IstioBase_*', 'Seldon_Istiod_*', 'Seldon_IngressGateway_*', 'Zenml_????????',
    ].map((release) => [`helm_release.${release}`, 'update'])),
    // They run images; the real provider replaces them, and they do nothing twice.
    may: ['kubernetes_job_v1.*', ...KEY_DECIDED_AGAIN],
  },
  'Seldon Core\'s version': {
    props: { seldon: SeldonSource.create({ seldonCoreVersion: SeldonCoreVersion.of('1.18.2') }) },
    touches: { 'helm_release.Seldon_????????': 'update' },
  },
  'Kubernetes, the next minor': {
    from: { cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_34 }) },
    props: { cluster: ClusterSource.create({ kubernetesVersion: KubernetesVersion.V1_35 }) },
    touches: { 'aws_eks_cluster.*': 'update' },
    may: ['aws_eks_node_group.*'],
  },
  'an add-on\'s version': {
    props: { cluster: ClusterSource.create({ addonVersions: { coredns: 'v1.12.4-eksbuild.1' } }) },
    touches: { 'aws_eks_addon.Cluster_Coredns_*': 'update' },
  },
  'who may reach the Kubernetes API': {
    props: { cluster: ClusterSource.create({ endpointPublicAccessCidrs: ['203.0.113.7/32'] }) },
    touches: { 'aws_eks_cluster.*': 'update' },
  },
  'another administrator': {
    props: { cluster: ClusterSource.create({ adminPrincipalArns: ['arn:aws:iam::123456789012:role/ops'] }) },
    touches: { 'aws_eks_access_entry.*': 'create', 'aws_eks_access_policy_association.*': 'create' },
  },
  'a NAT gateway in each zone': {
    props: { network: NetworkSource.create({ natGateways: NatGateways.ONE_PER_ZONE }) },
    touches: { 'aws_eip.*': 'create', 'aws_nat_gateway.*': 'create', 'aws_route.Network_PrivateRoute*': 'update' },
    // Pods come from there as well.
    creates: ['aws_vpc_security_group_ingress_rule.Entrance_Pods*'],
  },
  'size of the database': {
    props: { database: DatabaseSource.create({ instanceClass: 'db.m7g.large', storageGib: 40, maxStorageGib: 200, multiAz: true, backupRetentionDays: 14 }) },
    touches: { 'aws_db_instance.*': 'update' },
  },
  'a later patch version of the database': {
    from: { database: DatabaseSource.create({ engineVersion: MysqlVersion.of('8.4.5') }) },
    props: { database: DatabaseSource.create({ engineVersion: MysqlVersion.of('8.4.7') }) },
    touches: { 'aws_db_instance.*': 'update' },
  },
  'another major version of the database': {
    props: { database: DatabaseSource.create({ engineVersion: MysqlVersion.of('9.7'), allowMajorVersionUpgrade: true }) },
    touches: { 'aws_db_instance.*': 'update' },
    // The real provider makes a new group before, and removes the old one after.
    may: ['aws_db_parameter_group.*'],
  },
  'how long old versions of artifacts live': {
    props: { artifactBucket: ArtifactBucketSource.create({ noncurrentVersionDays: 7 }) },
    touches: { 'aws_s3_bucket_lifecycle_configuration.*': 'update' },
  },
  'keep the data from now on': {
    props: { dataRetention: DataRetention.KEEP },
    touches: { 'aws_db_instance.*': 'update', 'random_id.Database_*': 'create' },
    creates: ['terraform_data.*'],
    may: ['aws_s3_bucket.*', 'aws_ecr_repository.*'],
  },
  'a new password of the database': {
    props: {},
    replace: 'random_password.Database_Password_',
    touches: {
      'random_password.Database_Password_*': 'delete,create',
      'aws_db_instance.*': 'update',
      ...databaseMadeAgain('Mlflow'),
      ...databaseMadeAgain('Zenml'),
    },
    may: KEY_DECIDED_AGAIN,
    replaces: ['random_password', ...MADE_AGAIN],
  },
  'a new password of MLflow': {
    props: {},
    replace: 'random_password.Mlflow_BasicAuth_Password_',
    touches: {
      'random_password.Mlflow_BasicAuth_Password_*': 'delete,create', 'kubernetes_secret_v1.Mlflow_BasicAuth_*': 'update', ...REGISTERED_ANEW,
    },
    replaces: ['random_password', 'kubernetes_job_v1', 'terraform_data'],
  },
  'a new password of MLflow\'s database user': {
    props: {},
    replace: 'random_password.Mlflow_Database_Password_',
    touches: {
      'random_password.Mlflow_Database_Password_*': 'delete,create',
      // Ids without a meaning, by which job and pods notice the new password.
      ...databaseMadeAgain('Mlflow'),
      'terraform_data.Mlflow_SecretsGeneration_*': 'delete,create',
      'kubernetes_secret_v1.Mlflow_Database_Secret_*': 'update',
      'helm_release.Mlflow_????????': 'update',
    },
    replaces: ['random_password', ...MADE_AGAIN],
  },
  'MLflow\'s version': {
    props: { mlflow: MlflowSource.create({ version: MlflowVersion.of('1.11.7', '3.16.0') }) },
    // The job runs MLflow's image, and does nothing twice.
    touches: { 'helm_release.Mlflow_????????': 'update', ...databaseMadeAgain('Mlflow') },
    replaces: MADE_AGAIN,
  },
  'a Helm value of one\'s own for MLflow': {
    props: { mlflow: MlflowSource.create({ values: { podAnnotations: { team: 'ml' } } }) },
    touches: { 'helm_release.Mlflow_????????': 'update' },
  },
  'the ZenML server\'s version': {
    props: { zenml: ZenmlServerSource.create({ version: ZenmlVersion.of('0.98.1') }) },
    // The jobs run the server's image, and do nothing twice; the real provider replaces the other one, too.
    touches: { 'helm_release.Zenml_????????': 'update', ...databaseMadeAgain('Zenml') },
    may: ['kubernetes_job_v1.ZenmlRegistration_*', ...KEY_DECIDED_AGAIN],
    replaces: MADE_AGAIN,
  },
  'a new password of the ZenML server\'s database user': {
    props: {},
    replace: 'random_password.Zenml_Database_Password_',
    touches: {
      'random_password.Zenml_Database_Password_*': 'delete,create',
      ...databaseMadeAgain('Zenml'),
      'terraform_data.Zenml_SecretsGeneration_*': 'delete,create',
      'kubernetes_secret_v1.Zenml_Database_Secret_*': 'update',
      'helm_release.Zenml_????????': 'update',
    },
    may: KEY_DECIDED_AGAIN,
    replaces: ['random_password', ...MADE_AGAIN],
  },
};

const glob = (pattern) => new RegExp(`^${pattern.replace(/[.\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
const at = (object, path) => path.split('.').reduce((value, key) => value?.[key], object);

/** What is wrong with a plan: a list of sentences. */
function faultsOf(plan, { touches, may = [], creates = [], replaces = [] }) {
  const faults = [];
  for (const { address, type, change: { actions, before, after } } of plan) {
    const action = actions.join();
    const expected = Object.entries(touches).find(([pattern]) => glob(pattern).test(address))?.[1];
    if (action === 'create' && creates.some((pattern) => glob(pattern).test(address))) {
      continue;
    }
    if (expected === undefined ? action !== 'update' || !may.some((pattern) => glob(pattern).test(address)) : expected !== action) {
      faults.push(`${address}: ${action}${expected ? ` instead of ${expected}` : ', and is not concerned'}`);
    }
    const moved = action === 'update' && !replaces.includes(type)
      ? (REPLACING[type] ?? []).filter((path) => JSON.stringify(at(before, path)) !== JSON.stringify(at(after, path))) : [];
    faults.push(...moved.map((path) => `${address}: the real provider replaces it when '${path}' changes`));
  }
  const untouched = Object.keys(touches).filter((pattern) => !plan.some(({ address }) => glob(pattern).test(address)));
  return [...faults, ...untouched.map((pattern) => `${pattern}: is not touched`)];
}

const chosen = Object.entries(changes).filter(([name]) => name.includes(only));
const folders = synthesizeStacks({
  base,
  ...Object.fromEntries(chosen.flatMap(([, { from }], index) => (from ? [[`from-${index}`, { ...base, ...from }]] : []))),
  ...Object.fromEntries(chosen.map(([, { props }], index) => [`to-${index}`, { ...base, ...props }])),
});
const empty = await initialized(folders.base, 'empty');
const applied = empty.copy('applied');
await applied.apply();
await applied.planIsEmpty();

await runCases(chosen.map(([name, change], index) => [name, async () => {
  const run = (change.from ? empty : applied).copy(`case-${index}`);
  if (change.from) {
    run.configure(folders[`from-${index}`]);
    await run.apply();
  }
  run.configure(folders[`to-${index}`]);
  const target = change.replace && run.state().resources.map(({ type, name: id }) => `${type}.${id}`).find((address) => address.startsWith(change.replace));
  const plan = await run.plan({}, ...(target ? [`-replace=${target}`] : []));
  const faults = faultsOf(plan, change);
  if (faults.length > 0) {
    throw new Error(faults.join('\n'));
  }
  await run.applyPlan();
  await run.planIsEmpty();
  if (!keep) {
    run.remove();
  }
  return plan.length === 0 ? 'nothing' : `${plan.length} changed`;
}]), { jobs, keep });
