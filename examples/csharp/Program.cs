// The stack of examples/eks-s3-rds: EKS, S3, RDS.
using System;
using System.Collections.Generic;
using CdktfZenmlAws;
using HashiCorp.Cdktf;

try
{
    var app = new App();
    new ZenmlAwsStack(app, "eks-s3-rds", Props());
    app.Synth();
    return 0;
}
catch (Exception problem) when (problem is not SystemException)
{
    // Prints the library's errors without a stack trace, which would hide them. .NET throws all others.
    Console.Error.WriteLine(problem.Message);
    return 1;
}

// Properties of the stack. All other properties have defaults that work: see API.md.
static ZenmlAwsStackProps Props() => new()
{
    // ---- Choose these first ----

    // AWS region.
    Region = "eu-central-1",

    // Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names must be
    // unique across all of AWS.
    Prefix = "zenml-demo",

    Entrance = new StackEntranceOptions
    {
        // CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods.
        // Add your own address, for example "203.0.113.7/32": `curl https://checkip.amazonaws.com` prints it.
        // "0.0.0.0/0" allows everyone.
        AllowedCidrs = Array.Empty<string>(),

        // A public Route 53 hosted zone that you own. The services' host names are then zenml.example.com,
        // mlflow.example.com and models.example.com, with a certificate that every client trusts. Without it, they
        // share the load balancer's host name, with a certificate from the stack's own authority.
        // Domain = EntranceDomain.Route53(new Route53DomainOptions { ZoneName = "example.com" }),
    },

    // Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data. Use
    // KEEP for any data that you need.
    DataRetention = DataRetention.DELETE,

    // S3 bucket for Terraform state, which is a local file by default. Requires Terraform 1.10 or newer.
    // RemoteState = new RemoteStateOptions { Bucket = "your-terraform-states" },

    // Tags of all resources.
    Tags = new Dictionary<string, string>(),

    // ---- Infrastructure ----

    Network = NetworkSource.Create(new NetworkOptions
    {
        // CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
        Cidr = "10.10.0.0/16",
        // Availability zones, each with a private and a public subnet.
        AvailabilityZoneCount = 3,
        // One NAT gateway costs less; one per zone tolerates the failure of a zone.
        NatGateways = NatGateways.SINGLE,
    }),

    Cluster = ClusterSource.Create(new EksClusterOptions
    {
        KubernetesVersion = KubernetesVersion.DEFAULT,
        // CIDR ranges allowed to reach the Kubernetes API. Use your own address, for example "203.0.113.7/32".
        EndpointPublicAccessCidrs = new[] { "0.0.0.0/0" },
        // IAM users and roles that become administrators of the cluster, in addition to the deployer.
        AdminPrincipalArns = Array.Empty<string>(),
        NodeGroup = new NodeGroupOptions
        {
            InstanceTypes = new[] { "t3.large" },
            MinSize = 2,
            DesiredSize = 2,
            MaxSize = 4,
            DiskGib = 50,
            CapacityType = CapacityType.ON_DEMAND,
            AmiType = AmiType.AL2023_X86_64_STANDARD,
        },
        // Nodes with NVIDIA GPUs, created when a step requests one; they require `ClusterAutoscaler`.
        // NodeGroups = new Dictionary<string, IClusterNodeGroupOptions>
        // {
        //     ["gpu"] = NodeGroup.Gpu(new ClusterNodeGroupOptions
        //     {
        //         InstanceTypes = new[] { "g4dn.xlarge" },
        //         MaxSize = 1,
        //     }),
        // },
    }),

    // Adds and removes nodes between MinSize and MaxSize, as pods require.
    // ClusterAutoscaler = new ClusterAutoscalerOptions(),

    Database = DatabaseSource.Create(new StackDatabaseOptions
    {
        InstanceClass = "db.t4g.small",
        StorageGib = 20,
        MultiAz = false,
    }),

    // ---- Parts, each of which can be disabled with None() ----

    // Registry for container images.
    ContainerRegistry = ContainerRegistrySource.Create(),
    // ZenML server, on which the stack is registered.
    Zenml = ZenmlServerSource.Create(),
    // Experiment tracker.
    Mlflow = MlflowSource.Create(),
    // Model deployer.
    Seldon = SeldonSource.Create(),
};
