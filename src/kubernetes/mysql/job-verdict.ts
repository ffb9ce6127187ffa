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
 * Why a job stopped, in Terraform's own error: a ConfigMap that the job writes (`programs/verdict.py`), and a data
 * source that fails with what is in it. Of a failed job the provider says that it failed, and nothing else:
 * https://github.com/hashicorp/terraform-provider-kubernetes/blob/v2.38.0/kubernetes/resource_kubernetes_job_v1.go
 */
export class JobVerdict extends Construct {
  /** Name of the ConfigMap, which the job has to be allowed to change. */
  public readonly configMapName: string;
  /** Variables of the job. */
  public readonly env: object[];
  /** What the job depends on. */
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

  /** Fails with the job's reason, if it has one. What needs the job's work depends on it. */
  public after(job: ITerraformDependable): ITerraformDependable {
    const { job: name, namespace, provider } = this.props;
    const verdict = 'try(self.data["verdict"], "")';
    return new DataKubernetesConfigMapV1(this, 'Read', {
      provider,
      dependsOn: [...this.ready, job],
      metadata: { name: this.configMapName, namespace },
      lifecycle: {
        // Where nothing runs the job, as in a plan of changes to it, there is none.
        postcondition: [{
          condition: `\${${verdict} == ""}`,
          errorMessage: `The job ${name} in namespace ${namespace} stopped: \${${verdict}}`,
        }],
      },
    });
  }
}
