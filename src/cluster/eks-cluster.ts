import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { EksCluster as Resource } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { giveAccess } from './access-entries';
import { EksClusterProps, ExistingClusterOptions, ICluster } from './eks-cluster-options';
import { NodeGroup } from './node-group';
import { ClusterNodeGroupOptions } from './node-group-options';
import { ServiceAccountRole } from './service-account-role';
import { markDeployment } from '../terraform/deployment';
import { policyDocument, trustService } from '../terraform/iam';
import { regionOf } from '../terraform/region';
import { validateProps } from '../validation/shape';
import { KubernetesVersion } from '../versions';
import { existingCluster } from './private/existing-cluster';
import { nodeRoleName } from './private/role-names';
import { clusterRoleStatements, keyPolicyStatements } from './private/statements';
import { EKS_CLUSTER_PROPS, EXISTING_CLUSTER } from './private/validate-eks-cluster';
import { DEFAULT_LOG_RETENTION_DAYS } from '../validation/log-retention';

/** All types of control plane logs. */
const CLUSTER_LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/**
 * An EKS cluster with a managed node group, the base add-ons and an OIDC provider for IAM roles for service accounts.
 *
 * Kubernetes secrets are encrypted with a dedicated KMS key, control plane logs are retained, and access is granted by
 * EKS access entries: the creator of the cluster is its administrator, `adminPrincipalArns` adds others.
 *
 * Dependencies are explicit: nodes are created after their role's policies, the routes to the internet and the vpc-cni
 * add-on, and destroyed before them. CoreDNS and the EBS CSI driver are created after the nodes.
 *
 * The stack must contain an `AwsProvider`.
 *
 * @example
 * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
 * import { App, TerraformStack } from 'cdktf';
 * import { EksCluster, Network } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
 * new EksCluster(stack, 'Cluster', {
 *   clusterName: 'platform',
 *   network: new Network(stack, 'Network', { namePrefix: 'acme' }),
 * });
 */
export class EksCluster extends Construct implements ICluster {
  /**
   * An existing EKS cluster with nodes, the add-ons vpc-cni, kube-proxy and coredns, and an IAM OIDC provider for its
   * service accounts. The deployer must be an administrator of the cluster.
   *
   * @throws Error if the name or an option is invalid
   *
   * @example
   * import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
   * import { App, TerraformStack } from 'cdktf';
   * import { EksCluster } from 'cdktf-zenml-aws';
   *
   * const stack = new TerraformStack(new App(), 'platform');
   * new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
   * const cluster = EksCluster.fromName(stack, 'Cluster', 'platform');
   */
  public static fromName(
    scope: Construct, id: string, clusterName: string, options: ExistingClusterOptions = {},
  ): ICluster {
    const cluster = new Construct(scope, id);
    validateProps('EksCluster.fromName', cluster, EXISTING_CLUSTER, { clusterName, options });
    return existingCluster(cluster, clusterName, options);
  }

  public readonly clusterName: string;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public readonly securityGroupId: string;
  public readonly oidcProviderArn: string;
  public readonly oidcIssuer: string;
  public readonly ready: ITerraformDependable[];
  public readonly podsReady?: ITerraformDependable[];
  public readonly nodesReady?: ITerraformDependable[];
  public readonly autoScalingGroupNames?: string[];
  /** The default node group. */
  public readonly nodeGroup: NodeGroup;
  /** Additional node groups by name. */
  public readonly nodeGroups: { [name: string]: NodeGroup };
  /** Kubernetes version, major and minor. @internal */
  public readonly _kubernetesVersion: string;

  private readonly props: EksClusterProps;
  private readonly partition: string;
  private readonly dnsSuffix: string;

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    validateProps('EksCluster', this, EKS_CLUSTER_PROPS, props);
    markDeployment(this);
    this.props = props;
    this._kubernetesVersion = (props.kubernetesVersion ?? KubernetesVersion.DEFAULT).version;
    ({ partition: this.partition, dnsSuffix: this.dnsSuffix } = new DataAwsPartition(this, 'Partition'));

    const cluster = this.controlPlane();
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthorityData = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;

    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    const oidcProvider = new IamOpenidConnectProvider(this, 'OidcProvider', {
      url: issuer, clientIdList: ['sts.amazonaws.com'],
    });
    this.oidcProviderArn = oidcProvider.arn;
    this.oidcIssuer = Fn.replace(issuer, 'https://', '');

    const access = giveAccess(this, props.adminPrincipalArns ?? [], {
      clusterName: this.clusterName,
      partition: this.partition,
      policy: 'AmazonEKSClusterAdminPolicy',
      creates: props.bootstrapClusterCreatorAdminPermissions ?? true ? props.clusterName : undefined,
    });
    const addonsBeforeNodes = [this.addon('VpcCni', 'vpc-cni', []), this.addon('KubeProxy', 'kube-proxy', [])];
    const nodes = this.nodesOf(cluster, [...addonsBeforeNodes, ...props.network.ready]);
    this.nodeGroup = nodes('NodeGroup', 'nodes', `${props.clusterName}-node`, props.nodeGroup);
    this.nodeGroups = Object.fromEntries(Object.entries(props.nodeGroups ?? {}).map(([name, options]) =>
      [name, nodes(`NodeGroup-${name}`, name, nodeRoleName(props.clusterName, name), options)]));
    const groups = [this.nodeGroup, ...Object.values(this.nodeGroups)].flatMap(({ ready }) => ready);
    this.autoScalingGroupNames = [this.nodeGroup.autoScalingGroupName];
    const nodesReady = [cluster, oidcProvider, ...access, ...addonsBeforeNodes, ...groups];
    this.nodesReady = nodesReady;
    this.podsReady = [...nodesReady, this.addon('Coredns', 'coredns', this.nodeGroup.ready)];
    this.ready = [...this.podsReady];
    const ebsRole = new ServiceAccountRole(this, 'EbsCsiRole', {
      roleName: `${props.clusterName}-ebs-csi`,
      cluster: this,
      serviceAccount: { namespace: 'kube-system', name: 'ebs-csi-controller-sa' },
      // Allows only volumes and snapshots of the driver, unlike AmazonEBSCSIDriverPolicy:
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html
      managedPolicyArns: [`arn:${this.partition}:iam::aws:policy/AmazonEBSCSIDriverPolicyV2`],
    });
    this.ready.push(
      this.addon('EbsCsiDriver', 'aws-ebs-csi-driver', [...this.nodeGroup.ready, ...ebsRole.ready], ebsRole.roleArn),
    );
    if (props.metricsServer ?? true) {
      this.ready.push(this.addon('MetricsServer', 'metrics-server', this.nodeGroup.ready));
    }
  }

  /** Creates the control plane with its role, the key for secrets, and the log group. */
  private controlPlane(): Resource {
    const props = this.props;
    const role = new IamRole(this, 'Role', {
      name: `${props.clusterName}-cluster`, assumeRolePolicy: trustService('eks.amazonaws.com'),
    });
    const account = new DataAwsCallerIdentity(this, 'Caller').accountId;
    const logGroupName = `/aws/eks/${props.clusterName}/cluster`;
    const key = new KmsKey(this, 'SecretsKey', {
      description: `Kubernetes secrets and logs of EKS cluster ${props.clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: policyDocument(...keyPolicyStatements({
        partition: this.partition,
        dnsSuffix: this.dnsSuffix,
        region: regionOf(this),
        account,
        logGroupName,
      })),
    });
    new KmsAlias(this, 'SecretsKeyAlias', { name: `alias/${props.clusterName}`, targetKeyId: key.keyId });
    const policies = [
      new IamRolePolicyAttachment(this, 'RolePolicy', {
        role: role.name, policyArn: `arn:${this.partition}:iam::aws:policy/AmazonEKSClusterPolicy`,
      }),
      new IamRolePolicy(this, 'RoleInlinePolicy', {
        role: role.name, name: 'secrets-and-logs', policy: policyDocument(...clusterRoleStatements(key.arn)),
      }),
    ];
    // Otherwise EKS creates the group, without retention, and does not delete it.
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: logGroupName,
      kmsKeyId: key.arn,
      retentionInDays: props.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
    });
    return new Resource(this, 'Resource', {
      name: props.clusterName,
      version: this._kubernetesVersion,
      roleArn: role.arn,
      enabledClusterLogTypes: CLUSTER_LOG_TYPES,
      bootstrapSelfManagedAddons: false,
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: props.bootstrapClusterCreatorAdminPermissions ?? true,
      },
      encryptionConfig: { resources: ['secrets'], provider: { keyArn: key.arn } },
      upgradePolicy: { supportType: 'STANDARD' },
      vpcConfig: {
        subnetIds: props.network.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: props.endpointPublicAccessCidrs ?? ['0.0.0.0/0'],
      },
      timeouts: { create: '45m', delete: '30m' },
      // EKS does not return it after creation, so that a plan would replace an imported cluster.
      lifecycle: { ignoreChanges: ['access_config[0].bootstrap_cluster_creator_admin_permissions'] },
      dependsOn: [...policies, logGroup],
    });
  }

  /** Creates a node group of the cluster. */
  private nodesOf(cluster: Resource, dependsOn: ITerraformDependable[]) {
    const { clusterName, network, ...props } = this.props;
    return (id: string, nodeGroupName: string, roleName: string, options: ClusterNodeGroupOptions = {}): NodeGroup => {
      const group = new NodeGroup(this, id, {
        ...options,
        nodeGroupName,
        roleName,
        // Not a reference, so that only the group waits for the cluster (by its add-ons), not role and launch template.
        clusterName,
        kubernetesVersion: props.kubernetesVersion ?? KubernetesVersion.DEFAULT,
        subnetIds: options.subnetIds ?? network.privateSubnetIds,
        autoscaled: props.autoscaledNodes,
        tags: { ...props.nodeTags, ...options.tags },
        dependsOn,
      });
      group._follow(cluster);
      return group;
    };
  }

  private addon(
    id: string, addonName: string, dependsOn: ITerraformDependable[], serviceAccountRoleArn?: string,
  ): EksAddon {
    return new EksAddon(this, id, {
      clusterName: this.clusterName,
      addonName,
      addonVersion: this.props.addonVersions?.[addonName],
      serviceAccountRoleArn,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
  }
}
