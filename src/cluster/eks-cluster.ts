import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
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
import { EksClusterOptions } from './eks-cluster-options';
import { NodeGroup } from './node-group';
import { INetwork } from '../network/network';
import {
  CLUSTER_LOG_TYPES, clusterRoleStatements, DEFAULT_LOG_RETENTION_DAYS, keyPolicyStatements, validateEksCluster,
} from './private/validate-eks-cluster';
import { ServiceAccountRole } from './service-account-role';
import { policyDocument, trustService } from '../private/policies';
import { Validation } from '../private/validation';
import { KubernetesVersion } from '../versions';

/** What a cluster needs to look like for the other constructs. */
export interface ICluster {
  /** The cluster's name. */
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** The API's certificate authority: PEM, base64 encoded. */
  readonly certificateAuthorityData: string;
  /** Id of the security group that EKS gives to the nodes and to the control plane's interfaces. */
  readonly securityGroupId: string;
  /** ARN of the IAM OIDC provider, for roles of service accounts. */
  readonly oidcProviderArn: string;
  /** The OIDC issuer without `https://`. */
  readonly oidcIssuer: string;
  /** All that must be there before a pod on the cluster works. */
  readonly ready: ITerraformDependable[];
}

/** Props of `EksCluster`. */
export interface EksClusterProps extends EksClusterOptions {
  /** The cluster's name, and the start of the names of its roles, key and node group: 1 to 50 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** Where the cluster runs. */
  readonly network: INetwork;
  /**
   * Tags of the nodes' instances, volumes and interfaces, which the provider's default tags do not reach. Set when the node group is made.
   * @default - a Name
   */
  readonly nodeTags?: { [key: string]: string };
  /**
   * Whether the cluster autoscaler changes the number of nodes: then Terraform does not set it back.
   * @default false
   */
  readonly autoscaledNodes?: boolean;
}

/**
 * An EKS cluster with a managed node group, the base add-ons and an OIDC provider for roles of service accounts.
 *
 * Kubernetes secrets are encrypted with a key of the cluster's own, control plane logs are kept, and access is by EKS access entries:
 * whoever creates the cluster is its administrator, others are named in `adminPrincipalArns`.
 *
 * The order is written down, in both directions: nodes come after their role's policies, the routes to the internet and the vpc-cni
 * add-on, and go before them; CoreDNS and the EBS driver come after the nodes.
 */
export class EksCluster extends Construct implements ICluster {
  public readonly clusterName: string;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public readonly securityGroupId: string;
  public readonly oidcProviderArn: string;
  public readonly oidcIssuer: string;
  public readonly ready: ITerraformDependable[];
  /** The cluster's nodes. */
  public readonly nodeGroup: NodeGroup;

  private readonly props: EksClusterProps;
  private readonly partition: string;

  /** @throws Error that lists every prop that is wrong */
  public constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const validation = new Validation();
    validateEksCluster(validation, props);
    validation.throwIfAny(`EksCluster '${this.node.path}'`);
    this.props = props;
    this.partition = new DataAwsPartition(this, 'Partition').partition;

    const cluster = this.controlPlane();
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthorityData = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;

    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    const oidcProvider = new IamOpenidConnectProvider(this, 'OidcProvider', { url: issuer, clientIdList: ['sts.amazonaws.com'] });
    this.oidcProviderArn = oidcProvider.arn;
    this.oidcIssuer = Fn.replace(issuer, 'https://', '');

    const access = this.accessEntries();
    const addonsBeforeNodes = [this.addon('VpcCni', 'vpc-cni', []), this.addon('KubeProxy', 'kube-proxy', [])];
    this.nodeGroup = new NodeGroup(this, 'NodeGroup', {
      ...props.nodeGroup,
      name: 'nodes',
      roleName: `${props.name}-node`,
      // By name, so that role and launch template do not wait for the cluster; the group itself does, through the add-ons.
      clusterName: props.name,
      kubernetesVersion: props.kubernetesVersion ?? KubernetesVersion.DEFAULT,
      subnetIds: props.network.privateSubnetIds,
      autoscaled: props.autoscaledNodes,
      tags: props.nodeTags,
      dependsOn: [...addonsBeforeNodes, ...props.network.ready],
    });
    const ebsRole = new ServiceAccountRole(this, 'EbsCsiRole', {
      roleName: `${props.name}-ebs-csi`,
      oidcProviderArn: this.oidcProviderArn,
      oidcIssuer: this.oidcIssuer,
      namespace: 'kube-system',
      serviceAccountNames: ['ebs-csi-controller-sa'],
      managedPolicyArns: [`arn:${this.partition}:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy`],
    });
    const addonsOnNodes = [
      this.addon('Coredns', 'coredns', this.nodeGroup.ready),
      this.addon('EbsCsiDriver', 'aws-ebs-csi-driver', [...this.nodeGroup.ready, ...ebsRole.ready], ebsRole.roleArn),
    ];
    this.ready = [cluster, oidcProvider, ...access, ...addonsBeforeNodes, ...this.nodeGroup.ready, ...addonsOnNodes];
  }

  /** The control plane with what it needs: role, key for secrets, log group. */
  private controlPlane(): Resource {
    const props = this.props;
    const role = new IamRole(this, 'Role', { name: `${props.name}-cluster`, assumeRolePolicy: trustService('eks.amazonaws.com') });
    const key = new KmsKey(this, 'SecretsKey', {
      description: `Kubernetes secrets of EKS cluster ${props.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: policyDocument(...keyPolicyStatements(`arn:${this.partition}:iam::${new DataAwsCallerIdentity(this, 'Caller').accountId}:root`)),
    });
    new KmsAlias(this, 'SecretsKeyAlias', { name: `alias/${props.name}`, targetKeyId: key.keyId });
    const policies = [
      new IamRolePolicyAttachment(this, 'RolePolicy', { role: role.name, policyArn: `arn:${this.partition}:iam::aws:policy/AmazonEKSClusterPolicy` }),
      new IamRolePolicy(this, 'RoleInlinePolicy', {
        role: role.name, name: 'secrets-and-logs', policy: policyDocument(...clusterRoleStatements(key.arn)),
      }),
    ];
    // EKS would make the group itself, without retention, and leave it behind.
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: `/aws/eks/${props.name}/cluster`, retentionInDays: props.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
    });
    return new Resource(this, 'Resource', {
      name: props.name,
      version: (props.kubernetesVersion ?? KubernetesVersion.DEFAULT).version,
      roleArn: role.arn,
      enabledClusterLogTypes: CLUSTER_LOG_TYPES,
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
      encryptionConfig: { resources: ['secrets'], provider: { keyArn: key.arn } },
      upgradePolicy: { supportType: 'STANDARD' },
      vpcConfig: {
        subnetIds: props.network.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: props.endpointPublicAccessCidrs ?? ['0.0.0.0/0'],
      },
      timeouts: { create: '45m', delete: '30m' },
      dependsOn: [...policies, logGroup],
    });
  }

  private accessEntries(): ITerraformDependable[] {
    return (this.props.adminPrincipalArns ?? []).flatMap((principalArn, index) => {
      const entry = new EksAccessEntry(this, `AccessEntry${index + 1}`, { clusterName: this.clusterName, principalArn });
      return [entry, new EksAccessPolicyAssociation(this, `AccessPolicy${index + 1}`, {
        clusterName: this.clusterName,
        principalArn: entry.principalArn,
        policyArn: `arn:${this.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
        accessScope: { type: 'cluster' },
      })];
    });
  }

  private addon(id: string, addonName: string, dependsOn: ITerraformDependable[], serviceAccountRoleArn?: string): EksAddon {
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
