module example.com/eks-s3-rds

go 1.25

require (
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/hashicorp/terraform-cdk-go/cdktf v0.21.0
)
