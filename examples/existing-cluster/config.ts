import { KindConfig } from './kind';
import { MlflowConfig } from './mlflow';
import { SeldonCoreIstioOptions, ServiceExposure } from 'cdktf-zenml-aws';

/** Options of both variants. */
export interface ClusterConfig {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** Context in the kubeconfig file. It is required, so that nothing is deployed to the current context by accident. */
  readonly context: string;
  /** Seldon Core and Istio. */
  readonly seldon: SeldonCoreIstioOptions;
}

/** A cluster whose Services of type `LoadBalancer` get an address, with an existing database and bucket. */
export interface CloudVariant extends ClusterConfig {
  readonly variant: 'cloud';
  /** MLflow, in a separate stack. Omit it if you do not need it. */
  readonly mlflow?: MlflowConfig;
}

/**
 * A cluster without load balancers and object storage, such as kind on this machine: node ports, and an S3 server on
 * it.
 */
export interface KindVariant extends ClusterConfig {
  readonly variant: 'kind';
  /** MLflow and MinIO. */
  readonly local: KindConfig;
}

/** Options of the example: one of the two variants. */
export type Config = CloudVariant | KindVariant;

const kubeconfig = process.env.KUBECONFIG ?? '~/.kube/config';

/** Options for `npm run try`, which needs no cloud account. */
export const kind: KindVariant = {
  variant: 'kind',
  kubeconfig,
  context: process.env.KUBE_CONTEXT ?? 'kind-zenml-try',
  seldon: {
    // kind.yaml maps this node port to localhost.
    gateway: { exposure: nodePort(30082) },
  },
  local: {
    mlflow: nodePort(30081),
    minio: { nodePort: 30084, url: urlOf(30084), storageGib: 5 },
  },
};

/** Options for a cluster of a cloud provider, here AWS. Change them for your cluster. */
export const cloud: CloudVariant = {
  variant: 'cloud',
  kubeconfig,
  context: process.env.KUBE_CONTEXT ?? 'my-cluster',
  seldon: {
    // On AWS: a network load balancer, which the cluster's controller creates.
    gateway: {
      exposure: ServiceExposure.loadBalancer({
        annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
      }),
    },
    // Service accounts that can deploy models, here that of ZenML's steps.
    deployers: [{ namespace: 'zenml', name: 'zenml-runner' }],
  },
  // Your MySQL server, your bucket, and an IAM role with access to it.
  mlflow: {
    mysqlHost: 'mysql.example.internal',
    mysqlAdminUsername: 'admin',
    bucket: 'my-mlflow-artifacts',
    roleArn: 'arn:aws:iam::111122223333:role/mlflow',
    allowedCidrs: ['203.0.113.0/24'],
  },
};

/** Variants by name. */
export const variants: { readonly [variant: string]: Config } = { cloud, kind };
/** Default variant. `main.js kind` selects the other one. */
export const config: Config = cloud;

/** URL of a node port: at localhost in kind, otherwise at the address of a node. */
function urlOf(port: number): string {
  return `http://${process.env.NODE_HOST ?? 'localhost'}:${port}`;
}

function nodePort(port: number): ServiceExposure {
  return ServiceExposure.nodePort({ nodePort: port, url: urlOf(port) });
}
