// The stack of examples/eks-s3-rds: EKS, S3, RDS.
using System;
using System.Collections.Generic;
using CdktfZenmlAws;
using HashiCorp.Cdktf;

// What you choose. Everything else has a default that works: see API.md.

const string Region = "eu-central-1";
// Start of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account.
const string Prefix = "zenml-demo";
// Private, /16 to /22, not used by a VPC that you want to connect with this one.
const string VpcCidr = "10.10.0.0/16";
const int AvailabilityZoneCount = 3;
// One NAT gateway is cheaper, one a zone survives the loss of a zone.
const NatGateways Nat = NatGateways.SINGLE;
var kubernetesVersion = KubernetesVersion.DEFAULT;
// Addresses from which the Kubernetes API answers; put your own here, as "203.0.113.7/32".
var endpointPublicAccessCidrs = new[] { "0.0.0.0/0" };
// IAM users and roles that become administrators of the cluster, besides whoever deploys it.
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
// Nodes with NVIDIA GPUs, as "g4dn.xlarge", none until a step asks for one; they need ClusterAutoscaler.
var gpuInstanceTypes = Array.Empty<string>();
const int GpuMaxSize = 1;
// Whether nodes come and go between MinSize and MaxSize, as pods need them.
const bool ClusterAutoscaler = false;
var database = new StackDatabaseOptions
{
    InstanceClass = "db.t4g.small",
    StorageGib = 20,
    MultiAz = false,
};
const bool ContainerRegistry = true;
// Addresses from which the ZenML server, MLflow and the models answer, besides the stack's own pods:
// put yours here, as "203.0.113.7/32". "0.0.0.0/0" is everyone.
var allowedCidrs = Array.Empty<string>();
// A public zone of yours in Route 53, "example.com": the services then are zenml.example.com and so on.
string? domain = null;
const bool Zenml = true;
const bool Mlflow = true;
const bool Seldon = true;
// This is a demo: destroy takes the data with it. Use KEEP for anything that you want to have again.
const DataRetention Retention = DataRetention.DELETE;
// An S3 bucket of yours for Terraform's state, which is a local file otherwise:
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
    // What the library says is wrong, without a stack trace, which would hide it. .NET throws the others.
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
