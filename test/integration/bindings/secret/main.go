package main

import (
	"github.com/aws/jsii-runtime-go"
	zenml "github.com/cdktf-zenml-aws/cdktf-zenml-aws-go/cdktfzenmlaws"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func main() {
	app := cdktf.NewApp(nil)
	zenml.NewZenmlAwsStack(app, jsii.String("secret"), &zenml.ZenmlAwsStackProps{
		Region: jsii.String("eu-central-1"),
		Prefix: jsii.String("acme-ml"),
		Database: zenml.DatabaseSource_Existing(&zenml.StackExistingDatabaseOptions{
			Host:     jsii.String("mysql.internal.example.com"),
			Username: jsii.String("admin"),
			Password: zenml.SecretValue_Variable(jsii.String("db_password"), nil),
		}),
	})
	app.Synth()
}
