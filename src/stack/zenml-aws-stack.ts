import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { Fn, ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { KeptData } from './kept-data';
import { ZenmlAwsStackProps } from './zenml-aws-stack-options';
import { ClusterAutoscaler } from '../cluster/cluster-autoscaler';
import { ClusterSource } from '../cluster/cluster-source';
import { ICluster } from '../cluster/eks-cluster';
import { autoscalerVersion } from '../cluster/private/autoscaler-values';
import { ServiceAccountRole } from '../cluster/service-account-role';
import { DataRetention } from '../data-retention';
import { Database, IDatabase } from '../database/database';
import { DatabaseSource } from '../database/database-source';
import { MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer } from '../mlflow';
import { INetwork } from '../network/network';
import { NetworkSource } from '../network/network-source';
import { TerraformData } from '../private/terraform-data';
import { Validation } from '../private/validation';
import { ContainerRegistry, ImageTagMutability } from '../registry/container-registry';
import { SeldonCoreIstio } from '../seldon';
import { ArtifactBucket, IArtifactBucket } from '../storage/artifact-bucket';
import { ArtifactBucketSource } from '../storage/artifact-bucket-source';
import { ModelStorage } from '../zenml/model-storage';
import { loadBalancerAnnotations } from './private/load-balancer';
import { defineOutputs } from './private/outputs';
import { PipelineNamespace } from '../zenml/pipeline-namespace';
import { defineRemoteState } from './private/remote-state';
import { MLFLOW_DATABASE, stackNames, validateStack } from './private/validate';
import { bucketRead, bucketReadWrite, bucketVersions, keyRead, keyUse, policyDocument, repositoryReadWrite } from '../private/policies';
import { NAMESPACES } from '../seldon/private/names';
import { MODEL_STORAGE } from '../zenml/private/model-storage';
import { PIPELINE_DEFAULTS } from '../zenml/private/pipeline-namespace';

/**
 * The ZenML MLOps stack on AWS: network, EKS, artifact bucket, MySQL, container registry, MLflow behind NGINX, Seldon Core behind Istio.
 *
 * It owns the providers (aws, kubernetes, helm, random) and the outputs, and composes the parts; each part is a construct that can be
 * used alone. The Kubernetes and Helm providers ask `aws eks get-token` for their credentials: the AWS CLI must be installed where
 * Terraform runs.
 */
export class ZenmlAwsStack extends TerraformStack {
  /** The network. */
  public readonly network: INetwork;
  /** The EKS cluster. */
  public readonly cluster: ICluster;
  /** The bucket for artifacts. */
  public readonly artifactBucket: IArtifactBucket;
  /** The MySQL server. */
  public readonly database: IDatabase;
  /** The registry for container images, unless it is off. */
  public readonly containerRegistry?: ContainerRegistry;
  /** The namespace in which pipelines run. */
  public readonly pipelines: PipelineNamespace;
  /** MLflow, unless it is off. */
  public readonly mlflow?: MlflowTrackingServer;
  /** Seldon Core and Istio, unless they are off. */
  public readonly seldon?: SeldonCoreIstio;
  /** What adds and takes away nodes, if it is on. */
  public readonly clusterAutoscaler?: ClusterAutoscaler;
  /** How models get at the artifacts, unless Seldon Core is off. */
  public readonly modelStorage?: ModelStorage;
  /** What everything on the cluster depends on: nodes, add-ons, the way to the internet, roles, access. */
  public readonly clusterReady: ITerraformDependable;

  /** @throws Error that lists every prop that is wrong, in all parts of the stack */
  public constructor(scope: Construct, id: string, props: ZenmlAwsStackProps) {
    super(scope, id);
    const validation = new Validation();
    validateStack(validation, props);
    validation.throwIfAny(`ZenmlAwsStack '${id}'`);

    const names = stackNames(props.prefix);
    const tags = { managedBy: 'terraform', application: props.prefix, ...props.tags };
    const dataRetention = props.dataRetention ?? DataRetention.KEEP;
    if (props.remoteState) {
      defineRemoteState(this, props.remoteState, props.prefix, props.region);
    }
    new AwsProvider(this, 'aws', { region: props.region, defaultTags: [{ tags }] });
    new RandomProvider(this, 'random');

    const clusterSource = props.cluster ?? ClusterSource.create();
    this.network = (props.network ?? NetworkSource.create())._bind(this, 'Network', {
      prefix: props.prefix, clusterName: clusterSource._name(names.cluster),
    });
    this.cluster = clusterSource._bind(this, 'Cluster', {
      name: names.cluster, network: this.network, nodeTags: tags, autoscaledNodes: props.clusterAutoscaler?.enabled ?? false,
    });
    this.artifactBucket = (props.artifactBucket ?? ArtifactBucketSource.create())._bind(this, 'ArtifactBucket', {
      bucketName: names.bucket, dataRetention,
    });
    this.database = (props.database ?? DatabaseSource.create())._bind(this, 'Database', {
      identifier: names.database, network: this.network, clientSecurityGroupIds: { cluster: this.cluster.securityGroupId }, dataRetention,
    });
    if (props.containerRegistry?.enabled ?? true) {
      this.containerRegistry = new ContainerRegistry(this, 'ContainerRegistry', {
        ...props.containerRegistry,
        repositoryNames: props.containerRegistry?.repositoryNames ?? [names.repository],
        imageTagMutability: props.containerRegistry?.imageTagMutability ?? ImageTagMutability.MUTABLE,
        dataRetention,
      });
    }
    if (dataRetention === DataRetention.KEEP) {
      this.sayWhatIsKept(props.region);
    }

    this.clusterProviders(props.region);
    this.clusterReady = new TerraformData(this, 'ClusterReady', { dependsOn: [...this.cluster.ready, ...this.network.ready] });

    if (props.clusterAutoscaler?.enabled) {
      this.clusterAutoscaler = new ClusterAutoscaler(this, 'ClusterAutoscaler', {
        ...props.clusterAutoscaler,
        version: autoscalerVersion(props.clusterAutoscaler, clusterSource._options),
        cluster: this.cluster,
        region: props.region,
        roleName: names.autoscalerRole,
        dependsOn: [this.clusterReady],
      });
    }
    this.pipelines = this.pipelineNamespace(props, names.pipelineRole);
    if (props.mlflow?.enabled ?? true) {
      this.mlflow = this.trackingServer(props, names.mlflowRole, loadBalancerAnnotations(tags));
    }
    if (props.seldon?.enabled ?? true) {
      this.seldon = new SeldonCoreIstio(this, 'Seldon', {
        ...props.seldon,
        gateway: {
          ...props.seldon?.gateway,
          loadBalancerAnnotations: { ...loadBalancerAnnotations(tags), ...props.seldon?.gateway?.loadBalancerAnnotations },
        },
        deployers: [
          { namespace: this.pipelines.namespace, name: this.pipelines.serviceAccountName },
          ...(props.seldon?.deployers ?? []),
        ],
        dependsOn: [this.clusterReady],
      });
      this.modelStorage = this.storageOfModels(this.seldon, props, names.modelRole);
    }

    defineOutputs(this, {
      name: props.prefix,
      region: props.region,
      cluster: this.cluster,
      artifactBucket: this.artifactBucket,
      database: this.database,
      containerRegistry: this.containerRegistry,
      pipelines: this.pipelines,
      mlflow: this.mlflow,
      seldon: this.seldon,
      modelStorage: this.modelStorage,
    });
  }

  /** MLflow keeps runs in a database of its own, and artifacts under a path of its own. */
  private trackingServer(props: ZenmlAwsStackProps, roleName: string, annotations: { [key: string]: string }): MlflowTrackingServer {
    const { bucketName, bucketArn, kmsKeyArn } = this.artifactBucket;
    const { host, port, username, password } = this.database;
    const role = new ServiceAccountRole(this, 'MlflowRole', {
      roleName,
      oidcProviderArn: this.cluster.oidcProviderArn,
      oidcIssuer: this.cluster.oidcIssuer,
      namespace: props.mlflow?.namespace?.name ?? MlflowTrackingServer.DEFAULT_NAMESPACE,
      serviceAccountNames: [props.mlflow?.serviceAccountName ?? MlflowTrackingServer.DEFAULT_SERVICE_ACCOUNT_NAME],
      inlinePolicies: { 'artifact-store': policyDocument(...bucketReadWrite(bucketArn, 'mlflow/'), ...(kmsKeyArn ? keyUse(kmsKeyArn) : [])) },
    });
    return new MlflowTrackingServer(this, 'Mlflow', {
      ...props.mlflow,
      backendStore: MlflowBackendStore.mysql({
        host, port, database: MLFLOW_DATABASE, createDatabase: { adminUsername: username, adminPassword: password },
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: bucketName, path: 'mlflow', region: props.region }),
      serviceAccountRoleArn: role.roleArn,
      loadBalancerAnnotations: annotations,
      dependsOn: [this.clusterReady, ...role.ready, ...this.database.ready, ...this.artifactBucket.ready],
    });
  }

  /** What is not of the stack's own is not destroyed, and needs no word. */
  private sayWhatIsKept(region: string): void {
    const database = this.database instanceof Database ? this.database : undefined;
    const artifactBucket = this.artifactBucket instanceof ArtifactBucket ? this.artifactBucket : undefined;
    if (database || artifactBucket || this.containerRegistry) {
      new KeptData(this, 'KeptData', { region, database, artifactBucket, containerRegistry: this.containerRegistry });
    }
  }

  /** Models read artifacts. */
  private storageOfModels(seldon: SeldonCoreIstio, props: ZenmlAwsStackProps, roleName: string): ModelStorage {
    const { bucketArn, kmsKeyArn } = this.artifactBucket;
    const role = new ServiceAccountRole(this, 'ModelRole', {
      roleName,
      oidcProviderArn: this.cluster.oidcProviderArn,
      oidcIssuer: this.cluster.oidcIssuer,
      namespace: props.seldon?.workloadNamespace?.name ?? NAMESPACES.workload,
      serviceAccountNames: [MODEL_STORAGE.serviceAccountName],
      inlinePolicies: { 'artifact-store': policyDocument(...bucketRead(bucketArn), ...(kmsKeyArn ? keyRead(kmsKeyArn) : [])) },
    });
    return new ModelStorage(this, 'ModelStorage', {
      namespace: seldon.workloadNamespace, region: props.region, roleArn: role.roleArn, dependsOn: [...seldon.ready, ...role.ready],
    });
  }

  /** Tokens of EKS live for 15 minutes: the providers ask for one whenever they need one. */
  private clusterProviders(region: string): void {
    const host = this.cluster.endpoint;
    const clusterCaCertificate = Fn.base64decode(this.cluster.certificateAuthorityData);
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', this.cluster.clusterName, '--region', region, '--output', 'json'],
    };
    new KubernetesProvider(this, 'kubernetes', { host, clusterCaCertificate, exec: [exec] });
    new HelmProvider(this, 'helm', { kubernetes: { host, clusterCaCertificate, exec } });
  }

  /** Pipelines read and write artifacts and images. */
  private pipelineNamespace(props: ZenmlAwsStackProps, roleName: string): PipelineNamespace {
    const { bucketArn, kmsKeyArn } = this.artifactBucket;
    const role = new ServiceAccountRole(this, 'PipelineRole', {
      roleName,
      oidcProviderArn: this.cluster.oidcProviderArn,
      oidcIssuer: this.cluster.oidcIssuer,
      namespace: props.pipelines?.namespace ?? PIPELINE_DEFAULTS.namespace,
      serviceAccountNames: [props.pipelines?.serviceAccountName ?? PIPELINE_DEFAULTS.serviceAccountName],
      inlinePolicies: {
        'artifact-store': policyDocument(...bucketReadWrite(bucketArn), ...bucketVersions(bucketArn), ...(kmsKeyArn ? keyUse(kmsKeyArn) : [])),
        ...(this.containerRegistry ? { 'container-registry': policyDocument(...repositoryReadWrite(this.containerRegistry.repositoryArns)) } : {}),
      },
    });
    return new PipelineNamespace(this, 'Pipelines', {
      ...props.pipelines, roleArn: role.roleArn, dependsOn: [this.clusterReady, ...role.ready, ...this.artifactBucket.ready],
    });
  }
}
