import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { DataKubernetesConfigMapV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/** Props of JobVerdict. */
export interface JobVerdictProps {
  /** Name of the job. */
  readonly job: string;
  readonly namespace: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Shows in Terraform's error why a job failed: the job writes the reason to a ConfigMap (`programs/verdict.py`), and a
 * data source fails with it. The provider reports only that a job failed:
 * https://github.com/hashicorp/terraform-provider-kubernetes/blob/v2.38.0/kubernetes/resource_kubernetes_job_v1.go
 */
export class JobVerdict extends Construct {
  /** Name of the ConfigMap, which the job must be allowed to change. */
  public readonly configMapName: string;
  /** Environment variables of the job. */
  public readonly env: object[];
  /** Dependencies of the job. */
  public readonly ready: ITerraformDependable[];

  private readonly props: JobVerdictProps;

  public constructor(scope: Construct, id: string, props: JobVerdictProps) {
    super(scope, id);
    this.props = props;
    const { job, namespace, provider, dependsOn } = props;
    this.configMapName = `${job}-verdict`;
    this.ready = [new ConfigMapV1(this, 'Resource', {
      provider,
      dependsOn,
      metadata: { name: this.configMapName, namespace },
      lifecycle: { ignoreChanges: ['data'] },
    })];
    this.env = [{ name: 'JOB_NAME', value: job }, { name: 'JOB_VERDICT', value: this.configMapName }];
  }

  /**
   * Returns a dependency for resources that require the result of the job. It fails with the job's reason, if there is
   * one.
   */
  public after(job: ITerraformDependable): ITerraformDependable {
    const { job: name, namespace, provider } = this.props;
    const verdict = 'try(self.data["verdict"], "")';
    return new DataKubernetesConfigMapV1(this, 'Read', {
      provider,
      dependsOn: [...this.ready, job],
      metadata: { name: this.configMapName, namespace },
      lifecycle: {
        // There is no reason before the job runs, for example in a plan that changes it.
        postcondition: [{
          condition: `\${${verdict} == ""}`,
          errorMessage: `The job ${name} in namespace ${namespace} stopped: \${${verdict}}`,
        }],
      },
    });
  }
}
