import { MlflowConfig } from './mlflow';
import { SeldonCoreIstioOptions, ServiceExposure } from 'cdktf-zenml-aws';

/** What the example needs to know. */
export interface Config {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** The context in it: named, so that nothing lands on whatever cluster happens to be current. */
  readonly context: string;
  /** Seldon Core and Istio. */
  readonly seldon: SeldonCoreIstioOptions;
  /** MLflow, in a stack of its own; leave it out if you do not want it. */
  readonly mlflow?: MlflowConfig;
}

export const config: Config = {
  kubeconfig: process.env.KUBECONFIG ?? '~/.kube/config',
  context: process.env.KUBE_CONTEXT ?? 'my-cluster',
  seldon: {
    // On AWS: a network load balancer, made by the cluster's own controller.
    gateway: {
      exposure: ServiceExposure.loadBalancer({
        annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
      }),
    },
    // Who may deploy models: the service account that ZenML's steps run as.
    deployers: [{ namespace: 'zenml', name: 'zenml-runner' }],
  },
  // Put your own here: a MySQL server, a bucket, a role that may use it.
  mlflow: {
    mysqlHost: 'mysql.example.internal',
    mysqlAdminUsername: 'admin',
    bucket: 'my-mlflow-artifacts',
    roleArn: 'arn:aws:iam::111122223333:role/mlflow',
    allowedCidrs: ['203.0.113.0/24'],
  },
};
