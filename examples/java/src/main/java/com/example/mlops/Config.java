package com.example.mlops;

import io.github.cdktfzenmlaws.AmiType;
import io.github.cdktfzenmlaws.CapacityType;
import io.github.cdktfzenmlaws.ClusterNodeGroupOptions;
import io.github.cdktfzenmlaws.DataRetention;
import io.github.cdktfzenmlaws.KubernetesVersion;
import io.github.cdktfzenmlaws.NatGateways;
import io.github.cdktfzenmlaws.NodeGroupOptions;
import io.github.cdktfzenmlaws.RemoteStateOptions;
import io.github.cdktfzenmlaws.StackDatabaseOptions;
import java.util.List;
import java.util.Map;

/** What you choose about the stack. Everything else has a default that works: see API.md. */
final class Config {
  static final String REGION = "eu-central-1";

  /** Start of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. */
  static final String PREFIX = "zenml-demo";

  /** Private, /16 to /22, not used by a VPC that you want to connect with this one. */
  static final String VPC_CIDR = "10.10.0.0/16";

  static final int AVAILABILITY_ZONE_COUNT = 3;

  /** One NAT gateway is cheaper, one a zone survives the loss of a zone. */
  static final NatGateways NAT_GATEWAYS = NatGateways.SINGLE;

  static final KubernetesVersion KUBERNETES_VERSION = KubernetesVersion.DEFAULT;

  /** Addresses from which the Kubernetes API answers; put your own here, as "203.0.113.7/32". */
  static final List<String> ENDPOINT_PUBLIC_ACCESS_CIDRS = List.of("0.0.0.0/0");

  /** IAM users and roles that become administrators of the cluster, besides whoever deploys it. */
  static final List<String> ADMIN_PRINCIPAL_ARNS = List.of();

  static final NodeGroupOptions NODES =
      NodeGroupOptions.builder()
          .instanceTypes(List.of("t3.large"))
          .minSize(2)
          .desiredSize(2)
          .maxSize(4)
          .diskGib(50)
          .capacityType(CapacityType.ON_DEMAND)
          .amiType(AmiType.AL2023_X86_64_STANDARD)
          .build();

  /**
   * Nodes with NVIDIA GPUs, none until a step asks for one; they need CLUSTER_AUTOSCALER:
   * ClusterNodeGroupOptions.builder().instanceTypes(List.of("g4dn.xlarge")).maxSize(1).build()
   */
  static final ClusterNodeGroupOptions GPU_NODES = null;

  /** Whether nodes come and go between minSize and maxSize, as pods need them. */
  static final boolean CLUSTER_AUTOSCALER = false;

  static final StackDatabaseOptions DATABASE =
      StackDatabaseOptions.builder()
          .instanceClass("db.t4g.small")
          .storageGib(20)
          .multiAz(false)
          .build();

  static final boolean CONTAINER_REGISTRY = true;

  /**
   * Addresses from which the ZenML server, MLflow and the models answer, besides the stack's own
   * pods: put yours here, as "203.0.113.7/32". "0.0.0.0/0" is everyone.
   */
  static final List<String> ALLOWED_CIDRS = List.of();

  /**
   * A public zone of yours in Route 53, "example.com": the services then are zenml.example.com and
   * so on.
   */
  static final String DOMAIN = null;

  static final boolean ZENML = true;
  static final boolean MLFLOW = true;
  static final boolean SELDON = true;

  /**
   * This is a demo: destroy takes the data with it. Use KEEP for anything that you want to have
   * again.
   */
  static final DataRetention DATA_RETENTION = DataRetention.DELETE;

  /**
   * An S3 bucket of yours for Terraform's state, which is a local file otherwise:
   * RemoteStateOptions.builder().bucket("your-terraform-states").build()
   */
  static final RemoteStateOptions REMOTE_STATE = null;

  static final Map<String, String> TAGS = Map.of();

  private Config() {}
}
