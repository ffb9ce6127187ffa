import {
  AmiType,
  CapacityType,
  DataRetention,
  KubernetesVersion,
  NatGateways,
  RemoteStateOptions,
} from 'cdktf-zenml-aws';

/** What you choose about the stack. Everything else has a default that works: see API.md. */
export interface Config {
  /** AWS region. */
  readonly region: string;
  /** Start of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. */
  readonly prefix: string;
  /** Range of the VPC: private, /16 to /22, not used by a VPC that you want to connect with this one. */
  readonly vpcCidr: string;
  /** Zones, each with a private and a public subnet. */
  readonly availabilityZoneCount: number;
  /** One NAT gateway is cheaper, one a zone survives the loss of a zone. */
  readonly natGateways: NatGateways;
  /** Version of the cluster. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Addresses from which the Kubernetes API answers; put your own here, as "203.0.113.7/32". */
  readonly endpointPublicAccessCidrs: string[];
  /** IAM users and roles that become administrators of the cluster, besides whoever deploys it. */
  readonly adminPrincipalArns: string[];
  /** The nodes. */
  readonly nodes: {
    readonly instanceTypes: string[];
    readonly minSize: number;
    readonly desiredSize: number;
    readonly maxSize: number;
    readonly diskGib: number;
    readonly capacityType: CapacityType;
    readonly amiType: AmiType;
  };
  /** Nodes with NVIDIA GPUs, none until a step asks for one; they need `clusterAutoscaler`. */
  readonly gpuNodes?: { readonly instanceTypes: string[]; readonly maxSize: number };
  /** Whether nodes come and go between minSize and maxSize, as pods need them. */
  readonly clusterAutoscaler: boolean;
  /** The MySQL server. */
  readonly database: {
    readonly instanceClass: string;
    readonly storageGib: number;
    readonly multiAz: boolean;
  };
  /** Whether there is a registry for container images. */
  readonly containerRegistry: boolean;
  /**
   * Addresses from which the ZenML server, MLflow and the models answer, besides the stack's own pods: put yours here,
   * as "203.0.113.7/32". `curl https://checkip.amazonaws.com` tells it. "0.0.0.0/0" is everyone.
   */
  readonly allowedCidrs: string[];
  /**
   * A public zone of yours in Route 53, "example.com": then the services are zenml.example.com, mlflow.example.com and
   * models.example.com, with a certificate that every client knows. Without it they share the load balancer's name,
   * with a certificate of the stack's own authority.
   */
  readonly domain?: string;
  /** The ZenML server, on which the stack is registered. */
  readonly zenml: { readonly enabled: boolean };
  /** The experiment tracker. */
  readonly mlflow: { readonly enabled: boolean };
  /** The model deployer. */
  readonly seldon: { readonly enabled: boolean };
  /** Whether `destroy` keeps or deletes artifacts, database and images. */
  readonly dataRetention: DataRetention;
  /** An S3 bucket of yours for Terraform's state, which is a local file otherwise. Needs Terraform 1.10. */
  readonly remoteState?: RemoteStateOptions;
  /** Tags of everything. */
  readonly tags: { [key: string]: string };
}

export const config: Config = {
  region: 'eu-central-1',
  prefix: 'zenml-demo',
  vpcCidr: '10.10.0.0/16',
  availabilityZoneCount: 3,
  natGateways: NatGateways.SINGLE,
  kubernetesVersion: KubernetesVersion.DEFAULT,
  endpointPublicAccessCidrs: ['0.0.0.0/0'],
  adminPrincipalArns: [],
  nodes: {
    instanceTypes: ['t3.large'],
    minSize: 2,
    desiredSize: 2,
    maxSize: 4,
    diskGib: 50,
    capacityType: CapacityType.ON_DEMAND,
    amiType: AmiType.AL2023_X86_64_STANDARD,
  },
  // gpuNodes: { instanceTypes: ['g4dn.xlarge'], maxSize: 1 },
  clusterAutoscaler: false,
  database: {
    instanceClass: 'db.t4g.small',
    storageGib: 20,
    multiAz: false,
  },
  containerRegistry: true,
  allowedCidrs: [],
  // domain: 'example.com',
  zenml: { enabled: true },
  mlflow: { enabled: true },
  seldon: { enabled: true },
  // This is a demo: destroy takes the data with it. Use KEEP for anything that you want to have again.
  dataRetention: DataRetention.DELETE,
  // remoteState: { bucket: 'your-terraform-states' },
  tags: {},
};
