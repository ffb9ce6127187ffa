package com.example.mlops;

import io.github.cdktfzenmlaws.AmiType;
import io.github.cdktfzenmlaws.CapacityType;
import io.github.cdktfzenmlaws.ClusterSource;
import io.github.cdktfzenmlaws.ContainerRegistrySource;
import io.github.cdktfzenmlaws.DataRetention;
import io.github.cdktfzenmlaws.DatabaseSource;
import io.github.cdktfzenmlaws.EksClusterOptions;
import io.github.cdktfzenmlaws.KubernetesVersion;
import io.github.cdktfzenmlaws.MlflowSource;
import io.github.cdktfzenmlaws.NatGateways;
import io.github.cdktfzenmlaws.NetworkOptions;
import io.github.cdktfzenmlaws.NetworkSource;
import io.github.cdktfzenmlaws.NodeGroupOptions;
import io.github.cdktfzenmlaws.SeldonSource;
import io.github.cdktfzenmlaws.StackDatabaseOptions;
import io.github.cdktfzenmlaws.StackEntranceOptions;
import io.github.cdktfzenmlaws.ZenmlAwsStackProps;
import io.github.cdktfzenmlaws.ZenmlServerSource;
import java.util.List;
import java.util.Map;

/** Properties of the stack. All other properties have defaults that work: see API.md. */
final class Config {
  static ZenmlAwsStackProps props() {
    return ZenmlAwsStackProps.builder()
        // ---- Choose these first ----

        // AWS region.
        .region("eu-central-1")

        // Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names
        // must be unique across all of AWS.
        .prefix("zenml-demo")
        .entrance(
            StackEntranceOptions.builder()
                // CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own
                // pods. Add your own address, for example "203.0.113.7/32": `curl https://checkip.amazonaws.com` prints
                // it. "0.0.0.0/0" allows everyone.
                .allowedCidrs(List.of())

                // A public Route 53 hosted zone that you own. The services' host names are then zenml.example.com,
                // mlflow.example.com and models.example.com, with a certificate that every client trusts. Without it,
                // they share the load balancer's host name, with a certificate from the stack's own authority.
                // .domain(EntranceDomain.route53(Route53DomainOptions.builder().zoneName("example.com").build()))
                .build())

        // Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data.
        // Use KEEP for any data that you need.
        .dataRetention(DataRetention.DELETE)

        // S3 bucket for Terraform state, which is a local file by default. Requires Terraform 1.10 or newer.
        // .remoteState(RemoteStateOptions.builder().bucket("your-terraform-states").build())

        // Tags of all resources.
        .tags(Map.of())

        // ---- Infrastructure ----
        .network(
            NetworkSource.create(
                NetworkOptions.builder()
                    // CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this
                    // one.
                    .cidr("10.10.0.0/16")
                    // Availability zones, each with a private and a public subnet.
                    .availabilityZoneCount(3)
                    // One NAT gateway costs less; one per zone tolerates the failure of a zone.
                    .natGateways(NatGateways.SINGLE)
                    .build()))
        .cluster(
            ClusterSource.create(
                EksClusterOptions.builder()
                    .kubernetesVersion(KubernetesVersion.DEFAULT)
                    // CIDR ranges allowed to reach the Kubernetes API. Use your own address, for example
                    // "203.0.113.7/32".
                    .endpointPublicAccessCidrs(List.of("0.0.0.0/0"))
                    // IAM users and roles that become administrators of the cluster, in addition to the deployer.
                    .adminPrincipalArns(List.of())
                    .nodeGroup(
                        NodeGroupOptions.builder()
                            .instanceTypes(List.of("t3.large"))
                            .minSize(2)
                            .desiredSize(2)
                            .maxSize(4)
                            .diskGib(50)
                            .capacityType(CapacityType.ON_DEMAND)
                            .amiType(AmiType.AL2023_X86_64_STANDARD)
                            .build())
                    // Nodes with NVIDIA GPUs, created when a step requests one; they require `clusterAutoscaler`.
                    // .nodeGroups(
                    //     Map.of(
                    //         "gpu",
                    //         NodeGroup.gpu(
                    //             ClusterNodeGroupOptions.builder()
                    //                 .instanceTypes(List.of("g4dn.xlarge"))
                    //                 .maxSize(1)
                    //                 .build())))
                    .build()))

        // Adds and removes nodes between minSize and maxSize, as pods require.
        // .clusterAutoscaler(ClusterAutoscalerOptions.builder().build())
        .database(
            DatabaseSource.create(
                StackDatabaseOptions.builder()
                    .instanceClass("db.t4g.small")
                    .storageGib(20)
                    .multiAz(false)
                    .build()))

        // ---- Parts, each of which can be disabled with none() ----

        // Registry for container images.
        .containerRegistry(ContainerRegistrySource.create())
        // ZenML server, on which the stack is registered.
        .zenml(ZenmlServerSource.create())
        // Experiment tracker.
        .mlflow(MlflowSource.create())
        // Model deployer.
        .seldon(SeldonSource.create())
        .build();
  }

  private Config() {}
}
