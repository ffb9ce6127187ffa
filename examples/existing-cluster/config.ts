import { KindConfig } from './kind';
import { MlflowConfig } from './mlflow';
import { SeldonCoreIstioOptions, ServiceExposure } from 'cdktf-zenml-aws';

/** What each variant needs to know. */
export interface ClusterConfig {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** The context in it: named, so that nothing lands on whatever cluster happens to be current. */
  readonly context: string;
  /** Seldon Core and Istio. */
  readonly seldon: SeldonCoreIstioOptions;
}

/** A cluster whose Services of type `LoadBalancer` get an address, with a database and a bucket beside it. */
export interface CloudVariant extends ClusterConfig {
  readonly variant: 'cloud';
  /** MLflow, in a stack of its own; leave it out if you do not want it. */
  readonly mlflow?: MlflowConfig;
}

/** A cluster with nothing around it, such as kind on this machine: ports of its nodes, and an S3 server in it. */
export interface KindVariant extends ClusterConfig {
  readonly variant: 'kind';
  /** MLflow and MinIO. */
  readonly local: KindConfig;
}

/** What the example needs to know: one of the two. */
export type Config = CloudVariant | KindVariant;

const kubeconfig = process.env.KUBECONFIG ?? '~/.kube/config';

/** `npm run try`: it needs no account anywhere. */
export const kind: KindVariant = {
  variant: 'kind',
  kubeconfig,
  context: process.env.KUBE_CONTEXT ?? 'kind-zenml-try',
  seldon: {
    // kind.yaml leads this port of the node to localhost.
    gateway: { exposure: nodePort(30082) },
  },
  local: {
    mlflow: nodePort(30081),
    minio: { nodePort: 30084, url: urlOf(30084), storageGib: 5 },
  },
};

/** What to change for a cluster of a cloud; here AWS. */
export const cloud: CloudVariant = {
  variant: 'cloud',
  kubeconfig,
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

/** The variants by their name. */
export const variants: { readonly [variant: string]: Config } = { cloud, kind };
/** The one unless another is named: `main.js kind`. */
export const config: Config = cloud;

/** Where ports of the nodes are reached: at localhost in kind, elsewhere at the address of a node. */
function urlOf(port: number): string {
  return `http://${process.env.NODE_HOST ?? 'localhost'}:${port}`;
}

function nodePort(port: number): ServiceExposure {
  return ServiceExposure.nodePort({ nodePort: port, url: urlOf(port) });
}
