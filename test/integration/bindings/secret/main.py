from cdktf import App
from cdktf_zenml_aws import DatabaseSource, SecretValue, ZenmlAwsStack

app = App()
ZenmlAwsStack(
    app,
    "secret",
    region="eu-central-1",
    prefix="acme-ml",
    database=DatabaseSource.existing(
        host="mysql.internal.example.com",
        username="admin",
        password=SecretValue.variable("db_password"),
    ),
)
app.synth()
