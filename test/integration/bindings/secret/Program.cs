using CdktfZenmlAws;
using HashiCorp.Cdktf;

var app = new App();
new ZenmlAwsStack(app, "secret", new ZenmlAwsStackProps
{
    Region = "eu-central-1",
    Prefix = "acme-ml",
    Database = DatabaseSource.Existing(new StackExistingDatabaseOptions
    {
        Host = "mysql.internal.example.com",
        Username = "admin",
        Password = SecretValue.Variable("db_password"),
    }),
});
app.Synth();
