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

# Your options. Everything else has a working default: see API.md.

REGION = "eu-central-1"
# Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account.
PREFIX = "zenml-demo"
# CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
VPC_CIDR = "10.10.0.0/16"
AVAILABILITY_ZONE_COUNT = 3
# A single NAT gateway is cheaper. One gateway per zone survives the loss of a zone.
NAT_GATEWAYS = NatGateways.SINGLE
KUBERNETES_VERSION = KubernetesVersion.DEFAULT
# CIDR ranges allowed to reach the Kubernetes API, for example "203.0.113.7/32" for your address.
ENDPOINT_PUBLIC_ACCESS_CIDRS = ["0.0.0.0/0"]
# IAM users and roles that become administrators of the cluster, in addition to its creator.
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
# Instance types with NVIDIA GPUs, for example ["g4dn.xlarge"]. No node runs until a step requests a GPU.
# Requires CLUSTER_AUTOSCALER.
GPU_INSTANCE_TYPES: list[str] = []
GPU_MAX_SIZE = 1
# Whether the number of nodes follows the pods' requests, between min_size and max_size.
CLUSTER_AUTOSCALER = False
DATABASE_INSTANCE_CLASS = "db.t4g.small"
DATABASE_STORAGE_GIB = 20
DATABASE_MULTI_AZ = False
CONTAINER_REGISTRY = True
# CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods:
# for example "203.0.113.7/32" for your address. "0.0.0.0/0" allows everyone.
ALLOWED_CIDRS: list[str] = []
# Your public zone in Route 53, "example.com". The services are then at zenml.example.com and so on.
DOMAIN: Optional[str] = None
ZENML = True
MLFLOW = True
SELDON = True
# This is a demo: destroy deletes the data. Use KEEP to keep it.
DATA_RETENTION = DataRetention.DELETE
# Your S3 bucket for Terraform's state, which otherwise is a local file:
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
    ) as error:  # the library's errors, without a stack trace, which would hide them
        sys.exit(str(error))
