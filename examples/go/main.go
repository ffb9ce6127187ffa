// The stack of examples/eks-s3-rds: EKS, S3, RDS.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/aws/jsii-runtime-go"
	zenml "github.com/cdktf-zenml-aws/cdktf-zenml-aws-go/cdktfzenmlaws"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Your options. Everything else has a working default: see API.md.
const (
	region = "eu-central-1"
	// Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account.
	prefix = "zenml-demo"
	// CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
	vpcCidr               = "10.10.0.0/16"
	availabilityZoneCount = 3
	// A single NAT gateway is cheaper. One gateway per zone survives the loss of a zone.
	natGateways = zenml.NatGateways_SINGLE
	// Whether the number of nodes follows the pods' requests, between MinSize and MaxSize.
	clusterAutoscaler     = false
	databaseInstanceClass = "db.t4g.small"
	databaseStorageGib    = 20
	databaseMultiAz       = false
	containerRegistry     = true
	// Your public zone in Route 53, "example.com". The services are then at zenml.example.com and so on.
	domain = ""
	server = true // ZenML's
	mlflow = true
	seldon = true
	// This is a demo: destroy deletes the data. Use KEEP to keep it.
	dataRetention = zenml.DataRetention_DELETE
)

var (
	kubernetesVersion = zenml.KubernetesVersion_DEFAULT()
	// CIDR ranges allowed to reach the Kubernetes API, for example "203.0.113.7/32" for your address.
	endpointPublicAccessCidrs = []string{"0.0.0.0/0"}
	// IAM users and roles that become administrators of the cluster, in addition to its creator.
	adminPrincipalArns []string
	nodes              = &zenml.NodeGroupOptions{
		InstanceTypes: jsii.Strings("t3.large"),
		MinSize:       jsii.Number(2),
		DesiredSize:   jsii.Number(2),
		MaxSize:       jsii.Number(4),
		DiskGib:       jsii.Number(50),
		CapacityType:  zenml.CapacityType_ON_DEMAND,
		AmiType:       zenml.AmiType_AL2023_X86_64_STANDARD,
	}
	// Instance types with NVIDIA GPUs, for example "g4dn.xlarge". No node runs until a step requests a GPU.
	// Requires clusterAutoscaler.
	gpuInstanceTypes []string
	gpuMaxSize       = 1
	// CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own pods:
	// for example "203.0.113.7/32" for your address. "0.0.0.0/0" allows everyone.
	allowedCidrs []string
	// Your S3 bucket for Terraform's state, which otherwise is a local file:
	// &zenml.RemoteStateOptions{Bucket: jsii.String("your-terraform-states")}
	remoteState *zenml.RemoteStateOptions
	tags        = map[string]*string{}
)

// build adds the stack to an app.
func build(app cdktf.App) zenml.ZenmlAwsStack {
	cluster := &zenml.EksClusterOptions{
		KubernetesVersion:         kubernetesVersion,
		EndpointPublicAccessCidrs: jsii.Strings(endpointPublicAccessCidrs...),
		AdminPrincipalArns:        jsii.Strings(adminPrincipalArns...),
		NodeGroup:                 nodes,
	}
	if len(gpuInstanceTypes) > 0 {
		cluster.NodeGroups = &map[string]*zenml.ClusterNodeGroupOptions{
			"gpu": zenml.NodeGroup_Gpu(&zenml.ClusterNodeGroupOptions{
				InstanceTypes: jsii.Strings(gpuInstanceTypes...),
				MaxSize:       jsii.Number(gpuMaxSize),
			}),
		}
	}
	props := &zenml.ZenmlAwsStackProps{
		Region: jsii.String(region),
		Prefix: jsii.String(prefix),
		Tags:   &tags,
		Network: zenml.NetworkSource_Create(&zenml.NetworkOptions{
			Cidr:                  jsii.String(vpcCidr),
			AvailabilityZoneCount: jsii.Number(availabilityZoneCount),
			NatGateways:           natGateways,
		}),
		Cluster:           zenml.ClusterSource_Create(cluster),
		ClusterAutoscaler: &zenml.StackClusterAutoscalerOptions{Enabled: jsii.Bool(clusterAutoscaler)},
		Database: zenml.DatabaseSource_Create(&zenml.StackDatabaseOptions{
			InstanceClass: jsii.String(databaseInstanceClass),
			StorageGib:    jsii.Number(databaseStorageGib),
			MultiAz:       jsii.Bool(databaseMultiAz),
		}),
		ContainerRegistry: &zenml.StackContainerRegistryOptions{Enabled: jsii.Bool(containerRegistry)},
		Entrance:          &zenml.StackEntranceOptions{AllowedCidrs: jsii.Strings(allowedCidrs...)},
		Zenml:             &zenml.StackZenmlOptions{Enabled: jsii.Bool(server)},
		Mlflow:            &zenml.StackMlflowOptions{Enabled: jsii.Bool(mlflow)},
		Seldon:            &zenml.StackSeldonOptions{Enabled: jsii.Bool(seldon)},
		DataRetention:     dataRetention,
		RemoteState:       remoteState,
	}
	if domain != "" {
		props.Domain = zenml.EntranceDomain_Route53(&zenml.Route53DomainOptions{ZoneName: jsii.String(domain)})
	}
	return zenml.NewZenmlAwsStack(app, jsii.String("eks-s3-rds"), props)
}

func main() {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case runtime.Error: // an error of this program
			panic(problem)
		default: // the library's errors, without a stack trace, which would hide them
			fmt.Fprintln(os.Stderr, problem)
			os.Exit(1)
		}
	}()
	app := cdktf.NewApp(nil)
	build(app)
	app.Synth()
}
