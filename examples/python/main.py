"""The stack of examples/eks-s3-rds: EKS, S3, RDS."""

import sys
from typing import Optional

from cdktf import App
from cdktf_zenml_aws import (
    AmiType,
    CapacityType,
    ClusterSource,
    DatabaseSource,
    DataRetention,
    EntranceDomain,
    KubernetesVersion,
    NatGateways,
    NetworkSource,
    NodeGroup,
    NodeGroupOptions,
    RemoteStateOptions,
    ZenmlAwsStack,
)

# What you choose. Everything else has a default that works: see API.md.

REGION = "eu-central-1"
# Start of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account.
PREFIX = "zenml-demo"
# Private, /16 to /22, not used by a VPC that you want to connect with this one.
VPC_CIDR = "10.10.0.0/16"
AVAILABILITY_ZONE_COUNT = 3
# One NAT gateway is cheaper, one a zone survives the loss of a zone.
NAT_GATEWAYS = NatGateways.SINGLE
KUBERNETES_VERSION = KubernetesVersion.DEFAULT
# Addresses from which the Kubernetes API answers; put your own here, as "203.0.113.7/32".
ENDPOINT_PUBLIC_ACCESS_CIDRS = ["0.0.0.0/0"]
# IAM users and roles that become administrators of the cluster, besides whoever deploys it.
ADMIN_PRINCIPAL_ARNS: list[str] = []
NODES = NodeGroupOptions(
    instance_types=["t3.large"],
    min_size=2,
    desired_size=2,
    max_size=4,
    disk_gib=50,
    capacity_type=CapacityType.ON_DEMAND,
    ami_type=AmiType.AL2023_X86_64_STANDARD,
)
# Nodes with NVIDIA GPUs, as ["g4dn.xlarge"], none until a step asks for one; they need CLUSTER_AUTOSCALER.
GPU_INSTANCE_TYPES: list[str] = []
GPU_MAX_SIZE = 1
# Whether nodes come and go between min_size and max_size, as pods need them.
CLUSTER_AUTOSCALER = False
DATABASE_INSTANCE_CLASS = "db.t4g.small"
DATABASE_STORAGE_GIB = 20
DATABASE_MULTI_AZ = False
CONTAINER_REGISTRY = True
# Addresses from which the ZenML server, MLflow and the models answer, besides the stack's own pods:
# put yours here, as "203.0.113.7/32". "0.0.0.0/0" is everyone.
ALLOWED_CIDRS: list[str] = []
# A public zone of yours in Route 53, "example.com": the services then are zenml.example.com and so on.
DOMAIN: Optional[str] = None
ZENML = True
MLFLOW = True
SELDON = True
# This is a demo: destroy takes the data with it. Use KEEP for anything that you want to have again.
DATA_RETENTION = DataRetention.DELETE
# An S3 bucket of yours for Terraform's state, which is a local file otherwise:
# RemoteStateOptions(bucket="your-terraform-states")
REMOTE_STATE: Optional[RemoteStateOptions] = None
TAGS: dict[str, str] = {}


def build(app: App) -> ZenmlAwsStack:
    """Adds the stack to an app."""
    return ZenmlAwsStack(
        app,
        "eks-s3-rds",
        region=REGION,
        prefix=PREFIX,
        tags=TAGS,
        network=NetworkSource.create(
            cidr=VPC_CIDR,
            availability_zone_count=AVAILABILITY_ZONE_COUNT,
            nat_gateways=NAT_GATEWAYS,
        ),
        cluster=ClusterSource.create(
            kubernetes_version=KUBERNETES_VERSION,
            endpoint_public_access_cidrs=ENDPOINT_PUBLIC_ACCESS_CIDRS,
            admin_principal_arns=ADMIN_PRINCIPAL_ARNS,
            node_group=NODES,
            node_groups={
                "gpu": NodeGroup.gpu(
                    instance_types=GPU_INSTANCE_TYPES, max_size=GPU_MAX_SIZE
                )
            }
            if GPU_INSTANCE_TYPES
            else None,
        ),
        cluster_autoscaler={"enabled": CLUSTER_AUTOSCALER},
        database=DatabaseSource.create(
            instance_class=DATABASE_INSTANCE_CLASS,
            storage_gib=DATABASE_STORAGE_GIB,
            multi_az=DATABASE_MULTI_AZ,
        ),
        container_registry={"enabled": CONTAINER_REGISTRY},
        entrance={"allowed_cidrs": ALLOWED_CIDRS},
        domain=EntranceDomain.route53(zone_name=DOMAIN) if DOMAIN else None,
        zenml={"enabled": ZENML},
        mlflow={"enabled": MLFLOW},
        seldon={"enabled": SELDON},
        data_retention=DATA_RETENTION,
        remote_state=REMOTE_STATE,
    )


if __name__ == "__main__":
    try:
        app = App()
        build(app)
        app.synth()
    except (
        RuntimeError
    ) as error:  # what the library says, without a stack trace, which would hide it
        sys.exit(str(error))
