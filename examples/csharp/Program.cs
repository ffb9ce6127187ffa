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

// Properties of the stack. Everything that is not here has a default that works: see API.md.
static ZenmlAwsStackProps Props() => new()
{
    // ---- Choose these first ----

    // AWS region.
    Region = "eu-central-1",

    // Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names are
    // unique in all of AWS.
    Prefix = "zenml-demo",

    Entrance = new StackEntranceOptions
    {
        // CIDR ranges that can reach the ZenML server, MLflow and the models, in addition to the stack's own pods: add
        // your own address, as "203.0.113.7/32". `curl https://checkip.amazonaws.com` prints it. "0.0.0.0/0" is
        // everyone.
        AllowedCidrs = Array.Empty<string>(),

        // A public Route 53 zone that you own: the services are then zenml.example.com, mlflow.example.com and
        // models.example.com, with a certificate that every client trusts. Without it they share the load balancer's
        // name, with a certificate of the stack's own authority.
        // Domain = EntranceDomain.Route53(new Route53DomainOptions { ZoneName = "example.com" }),
    },

    // Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data. Use
    // KEEP for any data that you need.
    DataRetention = DataRetention.DELETE,

    // S3 bucket for Terraform's state, which is a local file otherwise. Needs Terraform 1.10.
    // RemoteState = new RemoteStateOptions { Bucket = "your-terraform-states" },

    // Tags of all resources.
    Tags = new Dictionary<string, string>(),

    // ---- Infrastructure ----

    Network = NetworkSource.Create(new NetworkOptions
    {
        // CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect with this one.
        Cidr = "10.10.0.0/16",
        // Availability zones, each with a private and a public subnet.
        AvailabilityZoneCount = 3,
        // One NAT gateway costs less, one per zone survives the loss of a zone.
        NatGateways = NatGateways.SINGLE,
    }),

    Cluster = ClusterSource.Create(new EksClusterOptions
    {
        KubernetesVersion = KubernetesVersion.DEFAULT,
        // CIDR ranges that can reach the Kubernetes API; use your own address, as "203.0.113.7/32".
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
        // Nodes with NVIDIA GPUs, none until a step requests one; they need `ClusterAutoscaler`.
        // NodeGroups = new Dictionary<string, IClusterNodeGroupOptions>
        // {
        //     ["gpu"] = NodeGroup.Gpu(new ClusterNodeGroupOptions
        //     {
        //         InstanceTypes = new[] { "g4dn.xlarge" },
        //         MaxSize = 1,
        //     }),
        // },
    }),

    // Adds and removes nodes between MinSize and MaxSize, as pods need them.
    // ClusterAutoscaler = new ClusterAutoscalerOptions(),

    Database = DatabaseSource.Create(new StackDatabaseOptions
    {
        InstanceClass = "db.t4g.small",
        StorageGib = 20,
        MultiAz = false,
    }),

    // ---- Parts, each of which can be disabled by None() ----

    // Registry for container images.
    ContainerRegistry = ContainerRegistrySource.Create(),
    // ZenML server, on which the stack is registered.
    Zenml = ZenmlServerSource.Create(),
    // Experiment tracker.
    Mlflow = MlflowSource.Create(),
    // Model deployer.
    Seldon = SeldonSource.Create(),
};
