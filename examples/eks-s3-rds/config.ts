import {
  AmiType,
  CapacityType,
  ClusterSource,
  ContainerRegistrySource,
  DatabaseSource,
  DataRetention,
  KubernetesVersion,
  MlflowSource,
  NatGateways,
  NetworkSource,
  SeldonSource,
  ZenmlAwsStackProps,
  ZenmlServerSource,
} from 'cdktf-zenml-aws';

/** Properties of the stack. All other properties have defaults that work: see API.md. */
export const config: ZenmlAwsStackProps = {
  // ---- Choose these first -------------------------------------------------------------------------------------------

  // AWS region.
  region: 'eu-central-1',

  // Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names must be
  // unique across all of AWS.
  prefix: 'zenml-demo',

  entrance: {
    // CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods. Add
    // your own address, for example '203.0.113.7/32': `curl https://checkip.amazonaws.com` prints it. '0.0.0.0/0'
    // allows everyone.
    allowedCidrs: [],

    // A public Route 53 hosted zone that you own. The services' host names are then zenml.example.com,
    // mlflow.example.com and models.example.com, with a certificate that every client trusts. Without it, they share
    // the load balancer's host name, with a certificate from the stack's own authority.
    // domain: EntranceDomain.route53({ zoneName: 'example.com' }),
  },

  // Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data. Use
  // KEEP for any data that you need.
  dataRetention: DataRetention.DELETE,

  // S3 bucket for Terraform state, which is a local file by default. Requires Terraform 1.10 or newer.
  // remoteState: { bucket: 'your-terraform-states' },

  // Tags of all resources.
  tags: {},

  // ---- Infrastructure -----------------------------------------------------------------------------------------------

  network: NetworkSource.create({
    // CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
    cidr: '10.10.0.0/16',
    // Availability zones, each with a private and a public subnet.
    availabilityZoneCount: 3,
    // One NAT gateway costs less; one per zone tolerates the failure of a zone.
    natGateways: NatGateways.SINGLE,
  }),

  cluster: ClusterSource.create({
    kubernetesVersion: KubernetesVersion.DEFAULT,
    // CIDR ranges allowed to reach the Kubernetes API. Use your own address, for example '203.0.113.7/32'.
    endpointPublicAccessCidrs: ['0.0.0.0/0'],
    // IAM users and roles that become administrators of the cluster, in addition to the deployer.
    adminPrincipalArns: [],
    nodeGroup: {
      instanceTypes: ['t3.large'],
      minSize: 2,
      desiredSize: 2,
      maxSize: 4,
      diskGib: 50,
      capacityType: CapacityType.ON_DEMAND,
      amiType: AmiType.AL2023_X86_64_STANDARD,
    },
    // Nodes with NVIDIA GPUs, created when a step requests one; they require `clusterAutoscaler`.
    // nodeGroups: { gpu: NodeGroup.gpu({ instanceTypes: ['g4dn.xlarge'], maxSize: 1 }) },
  }),

  // Adds and removes nodes between minSize and maxSize, as pods require.
  // clusterAutoscaler: {},

  database: DatabaseSource.create({ instanceClass: 'db.t4g.small', storageGib: 20, multiAz: false }),

  // ---- Parts, each of which can be disabled with none() -------------------------------------------------------------

  // Registry for container images.
  containerRegistry: ContainerRegistrySource.create(),
  // ZenML server, on which the stack is registered.
  zenml: ZenmlServerSource.create(),
  // Experiment tracker.
  mlflow: MlflowSource.create(),
  // Model deployer.
  seldon: SeldonSource.create(),
};
