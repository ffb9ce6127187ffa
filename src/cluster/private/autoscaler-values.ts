import { PodResources } from '../../kubernetes';
import { refuseOwnValue, validatePodResources } from '../../private/kubernetes-rules';
import { Statement } from '../../private/policies';
import { kubernetesResources } from '../../private/resources';
import { Validation } from '../../private/validation';
import { ClusterAutoscalerVersion, KubernetesVersion } from '../../versions';
import { ClusterAutoscalerExpander, ClusterAutoscalerOptions } from '../cluster-autoscaler-options';
import { EksClusterOptions } from '../eks-cluster-options';
import { ServiceAccountRole } from '../service-account-role';

/** Where it runs; release, service account and everything else in the chart have one name. */
export const AUTOSCALER = { namespace: 'kube-system', name: 'cluster-autoscaler' };

/** The chart asks for nothing, and gives these as its example. */
const RESOURCES: PodResources = { cpuRequest: '100m', memoryRequest: '300Mi', memoryLimit: '600Mi' };

/** What the construct sets and its role, its image or its order rely on. */
const OWN_VALUES = [
  ['fullnameOverride'], ['nameOverride'], ['cloudProvider'], ['awsRegion'], ['autoDiscovery', 'clusterName'], ['image', 'tag'],
  ['rbac', 'serviceAccount', 'name'], ['rbac', 'serviceAccount', 'annotations', ServiceAccountRole.ANNOTATION],
];

/** The named version whose image is made for a version of Kubernetes, for example `1.35`. */
export function autoscalerVersionFor(kubernetesVersion: string): ClusterAutoscalerVersion | undefined {
  return [ClusterAutoscalerVersion.V1_34_5, ClusterAutoscalerVersion.V1_35_2].find(({ imageTag }) => imageTag.startsWith(`v${kubernetesVersion}.`));
}

/** The version for a cluster of the stack's own; of an existing cluster the Kubernetes version is not known. */
export function autoscalerVersion(options: ClusterAutoscalerOptions = {}, cluster?: EksClusterOptions): ClusterAutoscalerVersion {
  const kubernetesVersion = cluster && (cluster.kubernetesVersion ?? KubernetesVersion.DEFAULT).version;
  return options.version ?? (kubernetesVersion ? autoscalerVersionFor(kubernetesVersion) : undefined) ?? ClusterAutoscalerVersion.DEFAULT;
}

/**
 * Look at everything that says how large nodes are; change the groups of one cluster. EKS sets both tags on the groups it manages.
 * Source: https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.35.2/cluster-autoscaler/cloudprovider/aws/README.md
 */
export function autoscalerStatements(partition: string, clusterName: string): Statement[] {
  return [
    {
      sid: 'SeeGroupsAndInstanceTypes',
      actions: [
        'autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities', 'ec2:DescribeImages', 'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'], // none of them takes a resource
    },
    { sid: 'SeeNodeGroups', actions: ['eks:DescribeNodegroup'], resources: [`arn:${partition}:eks:*:*:nodegroup/${clusterName}/*`] },
    {
      sid: 'ResizeGroups',
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: [`arn:${partition}:autoscaling:*:*:autoScalingGroup:*`],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true',
          [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned',
        },
      },
    },
  ];
}

/** Values for the chart `cluster-autoscaler`. */
export function autoscalerValues(
  clusterName: string, region: string, roleArn: string, imageTag: string, options: ClusterAutoscalerOptions = {},
): Record<string, any> {
  return {
    fullnameOverride: AUTOSCALER.name,
    cloudProvider: 'aws',
    awsRegion: region,
    // Without it the chart renders no Deployment, and says nothing.
    autoDiscovery: { clusterName },
    image: { tag: imageTag },
    rbac: { serviceAccount: { create: true, name: AUTOSCALER.name, annotations: { [ServiceAccountRole.ANNOTATION]: roleArn } } },
    extraArgs: {
      'expander': options.expander ?? ClusterAutoscalerExpander.LEAST_WASTE,
      'balance-similar-node-groups': 'true',
      // Istio, Seldon and its models keep scratch files (emptyDir), and add-ons run on every node: with the defaults no node would ever go.
      'skip-nodes-with-system-pods': 'false',
      'skip-nodes-with-local-storage': 'false',
    },
    // CoreDNS may be among the pods that wait for a node.
    dnsPolicy: 'Default',
    resources: kubernetesResources(options.resources, RESOURCES),
  };
}

/** Checks what can be chosen about the autoscaler. */
export function validateClusterAutoscaler(v: Validation, options: ClusterAutoscalerOptions): void {
  v.check('version', options.version?.chartVersion, (text) => /^\d+\.\d+\.\d+$/.test(text), 'a chart version of three numbers, for example "9.59.0"',
    'Use ClusterAutoscalerVersion.DEFAULT, or of() with a version that the chart repository lists.');
  v.check('version', options.version?.imageTag, (text) => /^v\d+\.\d+\.\d+$/.test(text), 'an image tag such as "v1.35.2"',
    'Its major and minor are those of the cluster\'s Kubernetes.');
  validatePodResources(v.at('resources'), options.resources);
  OWN_VALUES.forEach((keys) => refuseOwnValue(v.at('values'), options.values, keys));
  v.integer('releaseTimeoutSeconds', options.releaseTimeoutSeconds, 60, Number.MAX_SAFE_INTEGER, ' seconds');
}
