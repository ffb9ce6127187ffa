package com.example.mlops;

import com.hashicorp.cdktf.App;
import io.github.cdktfzenmlaws.ZenmlAwsStack;
import software.amazon.jsii.JsiiException;

/** The stack of examples/eks-s3-rds: EKS, S3, RDS. */
public final class Main {
  public static void main(final String[] args) {
    try {
      final App app = new App();
      new ZenmlAwsStack(app, "eks-s3-rds", Config.props());
      app.synth();
    } catch (final JsiiException e) {
      // Removes JavaScript's stack trace after the message, which would hide it.
      System.err.println(e.getMessage().split("\nError: ", 2)[0]);
      System.exit(1);
    }
  }

  private Main() {}
}
