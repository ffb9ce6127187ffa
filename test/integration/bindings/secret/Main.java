import com.hashicorp.cdktf.App;
import io.github.cdktfzenmlaws.DatabaseSource;
import io.github.cdktfzenmlaws.SecretValue;
import io.github.cdktfzenmlaws.StackExistingDatabaseOptions;
import io.github.cdktfzenmlaws.ZenmlAwsStack;

public final class Main {
  public static void main(final String[] args) {
    final App app = new App();
    ZenmlAwsStack.Builder.create(app, "secret")
        .region("eu-central-1")
        .prefix("acme-ml")
        .database(DatabaseSource.existing(StackExistingDatabaseOptions.builder()
            .host("mysql.internal.example.com")
            .username("admin")
            .password(SecretValue.variable("db_password"))
            .build()))
        .build();
    app.synth();
  }
}
