// The stack of examples/eks-s3-rds: EKS, S3, RDS.
using System;
using System.Collections.Generic;
using CdktfZenmlAws;
using HashiCorp.Cdktf;

// Your options. Everything else has a working default: see API.md.

const string Region = "eu-central-1";
// Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account.
const string Prefix = "zenml-demo";
// CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
const string VpcCidr = "10.10.0.0/16";
const int AvailabilityZoneCount = 3;
// A single NAT gateway is cheaper. One gateway per zone survives the loss of a zone.
const NatGateways Nat = NatGateways.SINGLE;
var kubernetesVersion = KubernetesVersion.DEFAULT;
// CIDR ranges allowed to reach the Kubernetes API, for example "203.0.113.7/32" for your address.
var endpointPublicAccessCidrs = new[] { "0.0.0.0/0" };
// IAM users and roles that become administrators of the cluster, in addition to its creator.
var adminPrincipalArns = Array.Empty<string>();
var nodes = new NodeGroupOptions
{
    InstanceTypes = new[] { "t3.large" },
    MinSize = 2,
    DesiredSize = 2,
    MaxSize = 4,
    DiskGib = 50,
    CapacityType = CapacityType.ON_DEMAND,
    AmiType = AmiType.AL2023_X86_64_STANDARD,
};
// Instance types with NVIDIA GPUs, for example "g4dn.xlarge". No node runs until a step requests a GPU.
// Requires ClusterAutoscaler.
var gpuInstanceTypes = Array.Empty<string>();
const int GpuMaxSize = 1;
// Whether the number of nodes follows the pods' requests, between MinSize and MaxSize.
const bool ClusterAutoscaler = false;
var database = new StackDatabaseOptions
{
    InstanceClass = "db.t4g.small",
    StorageGib = 20,
    MultiAz = false,
};
const bool ContainerRegistry = true;
// CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods:
// for example "203.0.113.7/32" for your address. "0.0.0.0/0" allows everyone.
var allowedCidrs = Array.Empty<string>();
// Your public zone in Route 53, "example.com". The services are then at zenml.example.com and so on.
string? domain = null;
const bool Zenml = true;
const bool Mlflow = true;
const bool Seldon = true;
// This is a demo: destroy deletes the data. Use KEEP to keep it.
const DataRetention Retention = DataRetention.DELETE;
// Your S3 bucket for Terraform's state, which otherwise is a local file:
// new RemoteStateOptions { Bucket = "your-terraform-states" }
RemoteStateOptions? remoteState = null;
var tags = new Dictionary<string, string>();

try
{
    var app = new App();
    Build(app);
    app.Synth();
    return 0;
}
catch (Exception problem) when (problem is not SystemException)
{
    // Prints the library's errors without a stack trace, which would hide them. .NET throws all others.
    Console.Error.WriteLine(problem.Message);
    return 1;
}

// Adds the stack to an app.
ZenmlAwsStack Build(App app) => new(app, "eks-s3-rds", new ZenmlAwsStackProps
{
    Region = Region,
    Prefix = Prefix,
    Tags = tags,
    Network = NetworkSource.Create(new NetworkOptions
    {
        Cidr = VpcCidr,
        AvailabilityZoneCount = AvailabilityZoneCount,
        NatGateways = Nat,
    }),
    Cluster = ClusterSource.Create(new EksClusterOptions
    {
        KubernetesVersion = kubernetesVersion,
        EndpointPublicAccessCidrs = endpointPublicAccessCidrs,
        AdminPrincipalArns = adminPrincipalArns,
        NodeGroup = nodes,
        NodeGroups = gpuInstanceTypes.Length == 0 ? null : new Dictionary<string, IClusterNodeGroupOptions>
        {
            ["gpu"] = NodeGroup.Gpu(new ClusterNodeGroupOptions
            {
                InstanceTypes = gpuInstanceTypes,
                MaxSize = GpuMaxSize,
            }),
        },
    }),
    ClusterAutoscaler = new StackClusterAutoscalerOptions { Enabled = ClusterAutoscaler },
    Database = DatabaseSource.Create(database),
    ContainerRegistry = new StackContainerRegistryOptions { Enabled = ContainerRegistry },
    Entrance = new StackEntranceOptions { AllowedCidrs = allowedCidrs },
    Domain = domain == null ? null : EntranceDomain.Route53(new Route53DomainOptions { ZoneName = domain }),
    Zenml = new StackZenmlOptions { Enabled = Zenml },
    Mlflow = new StackMlflowOptions { Enabled = Mlflow },
    Seldon = new StackSeldonOptions { Enabled = Seldon },
    DataRetention = Retention,
    RemoteState = remoteState,
});
