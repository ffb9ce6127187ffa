import { App, TerraformStack, Testing } from 'cdktf';
import { EXISTING_NETWORK, PRIVATE_SUBNET_IDS, VPC_ID } from './fixtures';
import { build as buildEksS3Rds } from '../../examples/eks-s3-rds/app';
import { config as eksS3Rds } from '../../examples/eks-s3-rds/config';
import { build as buildExistingCluster } from '../../examples/existing-cluster/app';
import { cloud, kind } from '../../examples/existing-cluster/config';
import { build as buildExistingVpc } from '../../examples/existing-vpc/app';
import { config as existingVpc } from '../../examples/existing-vpc/config';
import { build as buildGpuTeam } from '../../examples/extending/gpu-team';
import { build as buildTwoServers } from '../../examples/extending/two-servers';
import {
  ArtifactBucketSource, CapacityType, ClusterSource, ContainerRegistrySource, DatabaseSource, EntranceDomain,
  Ingress, IstioSource, LoadBalancerScheme, MlflowSource, NatGateways, NetworkSource, NodeGroup, SecretValue,
  SeldonSource, ServiceExposure, ZenmlAwsStack, ZenmlAwsStackProps, ZenmlServerSource,
} from '../../src';

// Different stacks for the picture.

const stack = (props: Partial<ZenmlAwsStackProps>) => () =>
  new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
const THEIR_VPC = NetworkSource.existing(EXISTING_NETWORK);
const onExistingCluster = () => {
  const app = Testing.app();
  buildExistingCluster(app, { ...cloud, kubeconfig: '~/.kube/config', context: 'my-cluster' });
  return app;
};

const stackOf = (app: App, id: string) => app.node.findChild(id) as TerraformStack;

/** Stacks by their distinctive property. */
export const STACKS: Record<string, () => TerraformStack> = {
  'the example': () => buildEksS3Rds(Testing.app(), eksS3Rds),
  'the README': () => buildEksS3Rds(Testing.app(), { ...eksS3Rds, entrance: { allowedCidrs: ['203.0.113.0/24'] } }),
  'all defaults': stack({}),
  'spot, internal, in a VPC without public subnets': stack({
    network: NetworkSource.existing({
      vpcId: VPC_ID, privateSubnetIds: PRIVATE_SUBNET_IDS, publicSubnetIds: [],
    }),
    cluster: ClusterSource.create({ nodeGroup: { capacityType: CapacityType.SPOT } }),
    karpenter: { cpuPool: { capacityType: CapacityType.SPOT } },
    entrance: { scheme: LoadBalancerScheme.INTERNAL, allowedCidrs: ['10.0.0.0/8'] },
  }),
  'internal load balancers by Kubernetes': stack({ entrance: { enabled: false, scheme: LoadBalancerScheme.INTERNAL } }),
  'everything disabled': stack({
    mlflow: MlflowSource.none(), seldon: SeldonSource.none(), zenml: ZenmlServerSource.none(), containerRegistry: ContainerRegistrySource.none(),
  }),
  'no Seldon': stack({ seldon: SeldonSource.none() }),
  'no MLflow, no ZenML': stack({ mlflow: MlflowSource.none(), zenml: ZenmlServerSource.none() }),
  'Karpenter, GPUs, a domain, a mirror': stack({
    cluster: ClusterSource.create({
      nodeGroups: {
        'gpu': NodeGroup.gpu({ instanceTypes: ['g5.xlarge', 'g5.2xlarge'], desiredSize: 1, maxSize: 3 }),
        'large-trainings-team': { instanceTypes: ['r6i.12xlarge', 'r6i.16xlarge', 'r5.12xlarge'], minSize: 1, desiredSize: 1, maxSize: 12 },
      },
    }),
    karpenter: { gpuPool: {} },
    network: NetworkSource.create({ natGateways: NatGateways.ONE_PER_ZONE }),
    entrance: {
      domain: EntranceDomain.route53({ zoneName: 'machine-learning.platform.example.com' }), allowedCidrs: ['192.0.2.0/24', '198.51.100.0/24'],
    },
    registryMirror: { imageRegistry: 'registry.example.com/mirror', chartRepository: 'oci://registry.example.com/charts' },
    database: DatabaseSource.create({ multiAz: true, instanceClass: 'db.r6g.2xlarge', storageGib: 200, maxStorageGib: 1000 }),
  }),
  'autoscaler, internal': stack({
    clusterAutoscaler: {},
    entrance: { scheme: LoadBalancerScheme.INTERNAL, allowedCidrs: ['10.0.0.0/8'] },
    seldon: SeldonSource.create({ workloadNamespace: undefined }),
  }),
  'existing parts': stack({
    network: THEIR_VPC,
    cluster: ClusterSource.existing('their-cluster'),
    artifactBucket: ArtifactBucketSource.existing({ bucketName: 'their-artifacts' }),
    database: DatabaseSource.existing({ host: 'mysql.example.com', username: 'admin', password: SecretValue.unsafePlainText('secret') }),
    zenml: ZenmlServerSource.existing({ url: 'https://zenml.example.com', apiKey: SecretValue.unsafePlainText('ZENKEY_abc') }),
    seldon: SeldonSource.create({ istio: IstioSource.existing() }),
  }),
  'existing cluster with node names': stack({
    network: THEIR_VPC,
    cluster: ClusterSource.existing('their-cluster', { autoScalingGroupNames: ['eks-workers'] }),
    seldon: SeldonSource.create({ istio: IstioSource.existingIngressGateway() }),
  }),
  'port forwarding only': stack({
    zenml: ZenmlServerSource.create({ exposure: ServiceExposure.clusterIp() }),
    mlflow: MlflowSource.create({ ingress: Ingress.none() }),
    seldon: SeldonSource.create({ gateway: { exposure: ServiceExposure.clusterIp() } }),
  }),
  'load balancers by Kubernetes': stack({ entrance: { enabled: false } }),
  'existing VPC': () => buildExistingVpc(Testing.app(), existingVpc)[0],
  'existing cluster': () => stackOf(onExistingCluster(), 'existing-cluster'),
  'existing cluster, MLflow': () => stackOf(onExistingCluster(), 'existing-cluster-mlflow'),
  'two MLflow servers': () => buildTwoServers(Testing.app()),
  'a team with GPUs': () => buildGpuTeam(Testing.app()),
  'kind': () => buildExistingCluster(Testing.app(), { ...kind, kubeconfig: '~/.kube/config', context: 'kind-zenml' }),
};
