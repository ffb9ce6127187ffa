import { StorageClassV1 } from '@cdktf/provider-kubernetes/lib/storage-class-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { markDeployment } from '../../../terraform/deployment';

/**
 * Creates the default storage class: encrypted gp3 volumes in the zone of the pod. EKS marks no class as the default.
 * Source: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function defaultStorageClass(scope: Construct, clusterReady: ITerraformDependable): void {
  const storageClass = new StorageClassV1(scope, 'StorageClass', {
    metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    storageProvisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    dependsOn: [clusterReady],
  });
  markDeployment(storageClass);
}
