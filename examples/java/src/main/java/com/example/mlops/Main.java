package com.example.mlops;

import com.hashicorp.cdktf.App;
import io.github.cdktfzenmlaws.ClusterSource;
import io.github.cdktfzenmlaws.DatabaseSource;
import io.github.cdktfzenmlaws.EksClusterOptions;
import io.github.cdktfzenmlaws.EntranceDomain;
import io.github.cdktfzenmlaws.NetworkOptions;
import io.github.cdktfzenmlaws.NetworkSource;
import io.github.cdktfzenmlaws.NodeGroup;
import io.github.cdktfzenmlaws.Route53DomainOptions;
import io.github.cdktfzenmlaws.StackClusterAutoscalerOptions;
import io.github.cdktfzenmlaws.StackContainerRegistryOptions;
import io.github.cdktfzenmlaws.StackEntranceOptions;
import io.github.cdktfzenmlaws.StackMlflowOptions;
import io.github.cdktfzenmlaws.StackSeldonOptions;
import io.github.cdktfzenmlaws.StackZenmlOptions;
import io.github.cdktfzenmlaws.ZenmlAwsStack;
import java.util.Map;
import software.amazon.jsii.JsiiException;

/** The stack of examples/eks-s3-rds: EKS, S3, RDS. */
public final class Main {
  public static void main(final String[] args) {
    try {
      final App app = new App();
      build(app);
      app.synth();
    } catch (final JsiiException e) {
      // Removes JavaScript's stack trace after the message, which would hide it.
      System.err.println(e.getMessage().split("\nError: ", 2)[0]);
      System.exit(1);
    }
  }

  /** Adds the stack to an app. */
  static ZenmlAwsStack build(final App app) {
    return ZenmlAwsStack.Builder.create(app, "eks-s3-rds")
        .region(Config.REGION)
        .prefix(Config.PREFIX)
        .tags(Config.TAGS)
        .network(
            NetworkSource.create(
                NetworkOptions.builder()
                    .cidr(Config.VPC_CIDR)
                    .availabilityZoneCount(Config.AVAILABILITY_ZONE_COUNT)
                    .natGateways(Config.NAT_GATEWAYS)
                    .build()))
        .cluster(
            ClusterSource.create(
                EksClusterOptions.builder()
                    .kubernetesVersion(Config.KUBERNETES_VERSION)
                    .endpointPublicAccessCidrs(Config.ENDPOINT_PUBLIC_ACCESS_CIDRS)
                    .adminPrincipalArns(Config.ADMIN_PRINCIPAL_ARNS)
                    .nodeGroup(Config.NODES)
                    .nodeGroups(
                        Config.GPU_NODES == null
                            ? null
                            : Map.of("gpu", NodeGroup.gpu(Config.GPU_NODES)))
                    .build()))
        .clusterAutoscaler(
            StackClusterAutoscalerOptions.builder().enabled(Config.CLUSTER_AUTOSCALER).build())
        .database(DatabaseSource.create(Config.DATABASE))
        .containerRegistry(
            StackContainerRegistryOptions.builder().enabled(Config.CONTAINER_REGISTRY).build())
        .entrance(StackEntranceOptions.builder().allowedCidrs(Config.ALLOWED_CIDRS).build())
        .domain(
            Config.DOMAIN == null
                ? null
                : EntranceDomain.route53(
                    Route53DomainOptions.builder().zoneName(Config.DOMAIN).build()))
        .zenml(StackZenmlOptions.builder().enabled(Config.ZENML).build())
        .mlflow(StackMlflowOptions.builder().enabled(Config.MLFLOW).build())
        .seldon(StackSeldonOptions.builder().enabled(Config.SELDON).build())
        .dataRetention(Config.DATA_RETENTION)
        .remoteState(Config.REMOTE_STATE)
        .build();
  }

  private Main() {}
}
