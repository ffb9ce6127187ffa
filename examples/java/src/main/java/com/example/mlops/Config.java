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

/** Your options for the stack. Everything else has a working default: see API.md. */
final class Config {
  static final String REGION = "eu-central-1";

  /** Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. */
  static final String PREFIX = "zenml-demo";

  /** CIDR range of the VPC: private, /16 to /22, different from VPCs that you want to connect. */
  static final String VPC_CIDR = "10.10.0.0/16";

  static final int AVAILABILITY_ZONE_COUNT = 3;

  /** A single NAT gateway is cheaper. One gateway per zone survives the loss of a zone. */
  static final NatGateways NAT_GATEWAYS = NatGateways.SINGLE;

  static final KubernetesVersion KUBERNETES_VERSION = KubernetesVersion.DEFAULT;

  /** CIDR ranges allowed to reach the Kubernetes API, for example "203.0.113.7/32" for your address. */
  static final List<String> ENDPOINT_PUBLIC_ACCESS_CIDRS = List.of("0.0.0.0/0");

  /** IAM users and roles that become administrators of the cluster, in addition to its creator. */
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
   * Nodes with NVIDIA GPUs. None runs until a step requests a GPU. Requires CLUSTER_AUTOSCALER:
   * ClusterNodeGroupOptions.builder().instanceTypes(List.of("g4dn.xlarge")).maxSize(1).build()
   */
  static final ClusterNodeGroupOptions GPU_NODES = null;

  /** Whether the number of nodes follows the pods' requests, between minSize and maxSize. */
  static final boolean CLUSTER_AUTOSCALER = false;

  static final StackDatabaseOptions DATABASE =
      StackDatabaseOptions.builder()
          .instanceClass("db.t4g.small")
          .storageGib(20)
          .multiAz(false)
          .build();

  static final boolean CONTAINER_REGISTRY = true;

  /**
   * CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's
   * own pods: for example "203.0.113.7/32" for your address. "0.0.0.0/0" allows everyone.
   */
  static final List<String> ALLOWED_CIDRS = List.of();

  /**
   * Your public zone in Route 53, "example.com". The services are then at zenml.example.com and so
   * on.
   */
  static final String DOMAIN = null;

  static final boolean ZENML = true;
  static final boolean MLFLOW = true;
  static final boolean SELDON = true;

  /**
   * This is a demo: destroy deletes the data. Use KEEP to keep it.
   */
  static final DataRetention DATA_RETENTION = DataRetention.DELETE;

  /**
   * Your S3 bucket for Terraform's state, which otherwise is a local file:
   * RemoteStateOptions.builder().bucket("your-terraform-states").build()
   */
  static final RemoteStateOptions REMOTE_STATE = null;

  static final Map<String, String> TAGS = Map.of();

  private Config() {}
}
