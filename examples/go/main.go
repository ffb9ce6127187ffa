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

// props are the properties of the stack. All other properties have defaults that work: see API.md.
func props() *zenml.ZenmlAwsStackProps {
	return &zenml.ZenmlAwsStackProps{
		// ---- Choose these first ----

		// AWS region.
		Region: jsii.String("eu-central-1"),

		// Prefix of all names: 2 to 30 lower-case letters, digits and hyphens, unique in your account. Bucket names
		// must be unique across all of AWS.
		Prefix: jsii.String("zenml-demo"),

		Entrance: &zenml.StackEntranceOptions{
			// CIDR ranges allowed to reach the ZenML server, MLflow and the models, in addition to the stack's own
			// pods. Add your own address, for example "203.0.113.7/32": `curl https://checkip.amazonaws.com` prints it.
			// "0.0.0.0/0" allows everyone.
			AllowedCidrs: jsii.Strings(),

			// A public Route 53 hosted zone that you own. The services' host names are then zenml.example.com,
			// mlflow.example.com and models.example.com, with a certificate that every client trusts. Without it, they
			// share the load balancer's host name, with a certificate from the stack's own authority.
			// Domain: zenml.EntranceDomain_Route53(&zenml.Route53DomainOptions{ZoneName: jsii.String("example.com")}),
		},

		// Whether `destroy` keeps or deletes artifacts, database and images. This is a demo: destroy deletes the data.
		// Use KEEP for any data that you need.
		DataRetention: zenml.DataRetention_DELETE,

		// S3 bucket for Terraform state, which is a local file by default. Requires Terraform 1.10 or newer.
		// RemoteState: &zenml.RemoteStateOptions{Bucket: jsii.String("your-terraform-states")},

		// Tags of all resources.
		Tags: &map[string]*string{},

		// ---- Infrastructure ----

		Network: zenml.NetworkSource_Create(&zenml.NetworkOptions{
			// CIDR range of the VPC: private, /16 to /22, not used by a VPC that you want to connect to this one.
			Cidr: jsii.String("10.10.0.0/16"),
			// Availability zones, each with a private and a public subnet.
			AvailabilityZoneCount: jsii.Number(3),
			// One NAT gateway costs less; one per zone tolerates the failure of a zone.
			NatGateways: zenml.NatGateways_SINGLE,
		}),

		Cluster: zenml.ClusterSource_Create(&zenml.EksClusterOptions{
			KubernetesVersion: zenml.KubernetesVersion_DEFAULT(),
			// CIDR ranges allowed to reach the Kubernetes API. Use your own address, for example "203.0.113.7/32".
			EndpointPublicAccessCidrs: jsii.Strings("0.0.0.0/0"),
			// IAM users and roles that become administrators of the cluster, in addition to the deployer.
			AdminPrincipalArns: jsii.Strings(),
			NodeGroup: &zenml.NodeGroupOptions{
				InstanceTypes: jsii.Strings("t3.large"),
				MinSize:       jsii.Number(2),
				DesiredSize:   jsii.Number(2),
				MaxSize:       jsii.Number(4),
				DiskGib:       jsii.Number(50),
				CapacityType:  zenml.CapacityType_ON_DEMAND,
				AmiType:       zenml.AmiType_AL2023_X86_64_STANDARD,
			},
			// Nodes with NVIDIA GPUs, created when a step requests one; they require `ClusterAutoscaler`.
			// NodeGroups: &map[string]*zenml.ClusterNodeGroupOptions{
			// 	"gpu": zenml.NodeGroup_Gpu(&zenml.ClusterNodeGroupOptions{
			// 		InstanceTypes: jsii.Strings("g4dn.xlarge"),
			// 		MaxSize:       jsii.Number(1),
			// 	}),
			// },
		}),

		// Adds and removes nodes between MinSize and MaxSize, as pods require.
		// ClusterAutoscaler: &zenml.ClusterAutoscalerOptions{},

		Database: zenml.DatabaseSource_Create(&zenml.StackDatabaseOptions{
			InstanceClass: jsii.String("db.t4g.small"),
			StorageGib:    jsii.Number(20),
			MultiAz:       jsii.Bool(false),
		}),

		// ---- Parts, each of which can be disabled with None() ----

		// Registry for container images.
		ContainerRegistry: zenml.ContainerRegistrySource_Create(nil),
		// ZenML server, on which the stack is registered.
		Zenml: zenml.ZenmlServerSource_Create(nil),
		// Experiment tracker.
		Mlflow: zenml.MlflowSource_Create(nil),
		// Model deployer.
		Seldon: zenml.SeldonSource_Create(nil),
	}
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
	zenml.NewZenmlAwsStack(app, jsii.String("eks-s3-rds"), props())
	app.Synth()
}
