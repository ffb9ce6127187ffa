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
  /** The ZenML server, on which the stack is registered. */
  readonly zenml: {
    readonly enabled: boolean;
    /**
     * Addresses from which the server answers: of those who use it, and of the stack's NAT gateways, from which its
     * pipelines come. It asks for a password, which crosses the internet in clear until TLS ends before it.
     */
    readonly allowedCidrs: string[];
  };
  /** The experiment tracker. */
  readonly mlflow: {
    readonly enabled: boolean;
    /**
     * Addresses from which MLflow answers, those of the NAT gateways among them as well. It asks for a password, which
     * crosses the internet in clear until you give it a host with a certificate.
     */
    readonly allowedCidrs: string[];
  };
  /** The model deployer. */
  readonly seldon: {
    readonly enabled: boolean;
    /** Addresses from which models answer; ZenML sends no credentials to them. */
    readonly allowedCidrs: string[];
  };
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
  clusterAutoscaler: false,
  database: {
    instanceClass: 'db.t4g.small',
    storageGib: 20,
    multiAz: false,
  },
  containerRegistry: true,
  zenml: {
    enabled: true,
    allowedCidrs: ['0.0.0.0/0'],
  },
  mlflow: {
    enabled: true,
    allowedCidrs: ['0.0.0.0/0'],
  },
  seldon: {
    enabled: true,
    allowedCidrs: ['0.0.0.0/0'],
  },
  // This is a demo: destroy takes the data with it. Use KEEP for anything that you want to have again.
  dataRetention: DataRetention.DELETE,
  // remoteState: { bucket: 'your-terraform-states' },
  tags: {},
};
