"""The stack of examples/eks-s3-rds: EKS, S3, RDS."""

import sys

from cdktf import App
from cdktf_zenml_aws import (
    AmiType,
    CapacityType,
    ClusterSource,
    ContainerRegistrySource,
    DatabaseSource,
    DataRetention,
    KubernetesVersion,
    MlflowSource,
    NatGateways,
    NetworkSource,
    NodeGroupOptions,
    SeldonSource,
    StackEntranceOptions,
    ZenmlAwsStack,
    ZenmlServerSource,
)


def build(app: App) -> ZenmlAwsStack:
    """Adds the stack to an app. All other properties have defaults that work: see API.md."""
    return ZenmlAwsStack(
        app,
        "eks-s3-rds",
        # ---- Choose these first ----
        # AWS region.
        region="eu-central-1",
        # Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names must
        # be unique across all of AWS.
        prefix="zenml-demo",
        entrance=StackEntranceOptions(
            # CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods.
            # Add your own address, for example "203.0.113.7/32": `curl https://checkip.amazonaws.com` prints it.
            # "0.0.0.0/0" allows everyone.
            allowed_cidrs=[],
            # A public Route 53 hosted zone that you own. The services' host names are then zenml.example.com,
            # mlflow.example.com and models.example.com, with a certificate that every client trusts. Without it, they
            # share the load balancer's host name, with a certificate from the stack's own authority.
            # domain=EntranceDomain.route53(zone_name="example.com"),
        ),
        # Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data.
        # Use KEEP for any data that you need.
        data_retention=DataRetention.DELETE,
        # S3 bucket for Terraform state, which is a local file by default. Requires Terraform 1.10 or newer.
        # remote_state=RemoteStateOptions(bucket="your-terraform-states"),
        # Tags of all resources.
        tags={},
        # ---- Infrastructure ----
        network=NetworkSource.create(
            # CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
            cidr="10.10.0.0/16",
            # Availability zones, each with a private and a public subnet.
            availability_zone_count=3,
            # One NAT gateway costs less; one per zone tolerates the failure of a zone.
            nat_gateways=NatGateways.SINGLE,
        ),
        cluster=ClusterSource.create(
            kubernetes_version=KubernetesVersion.DEFAULT,
            # CIDR ranges allowed to reach the Kubernetes API. Use your own address, for example "203.0.113.7/32".
            endpoint_public_access_cidrs=["0.0.0.0/0"],
            # IAM users and roles that become administrators of the cluster, in addition to the deployer.
            admin_principal_arns=[],
            node_group=NodeGroupOptions(
                instance_types=["t3.large"],
                min_size=2,
                desired_size=2,
                max_size=4,
                disk_gib=50,
                capacity_type=CapacityType.ON_DEMAND,
                ami_type=AmiType.AL2023_X86_64_STANDARD,
            ),
            # Nodes with NVIDIA GPUs, created when a step requests one; they require `cluster_autoscaler`.
            # node_groups={"gpu": NodeGroup.gpu(instance_types=["g4dn.xlarge"], max_size=1)},
        ),
        # Adds and removes nodes between min_size and max_size, as pods require.
        # cluster_autoscaler=ClusterAutoscalerOptions(),
        database=DatabaseSource.create(
            instance_class="db.t4g.small", storage_gib=20, multi_az=False
        ),
        # ---- Parts, each of which can be disabled with none() ----
        # Registry for container images.
        container_registry=ContainerRegistrySource.create(),
        # ZenML server, on which the stack is registered.
        zenml=ZenmlServerSource.create(),
        # Experiment tracker.
        mlflow=MlflowSource.create(),
        # Model deployer.
        seldon=SeldonSource.create(),
    )


if __name__ == "__main__":
    try:
        app = App()
        build(app)
        app.synth()
    except (
        RuntimeError
    ) as error:  # the library's errors, without a stack trace, which would hide them
        sys.exit(str(error))
