import { SeldonCoreIstioOptions } from 'cdktf-zenml-aws';

/** What the example needs to know. */
export interface Config {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** The context in it: named, so that nothing lands on whatever cluster happens to be current. */
  readonly context: string;
  /** Seldon Core and Istio. */
  readonly seldon: SeldonCoreIstioOptions;
}

export const config: Config = {
  kubeconfig: process.env.KUBECONFIG ?? '~/.kube/config',
  context: process.env.KUBE_CONTEXT ?? 'my-cluster',
  seldon: {
    // On AWS: a network load balancer, made by the cluster's own controller.
    gateway: { loadBalancerAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' } },
    // Who may deploy models: the service account that ZenML's steps run as.
    deployers: [{ namespace: 'zenml', name: 'zenml-runner' }],
  },
};
