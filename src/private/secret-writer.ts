import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { metadataOf, nameOf } from './metadata';

/** Props of SecretWriter. */
export interface SecretWriterProps {
  /** The name of all objects. */
  readonly name: string;
  readonly namespace: string;
  /** The Secrets that are written. */
  readonly secretNames: string[];
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** A service account that may change some Secrets, and nothing else; it may not even read them. */
export class SecretWriter extends Construct {
  /** Who the pod has to be. */
  public readonly serviceAccountName: string;
  /** What the pod depends on. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: SecretWriterProps) {
    super(scope, id);
    const { name, namespace, secretNames, ...meta } = props;
    const metadata = { name, namespace };
    const account = new ServiceAccountV1(this, 'Resource', { ...meta, metadata });
    const role = new RoleV1(this, 'Role', {
      ...meta,
      metadata: metadataOf(metadata),
      rule: [{ apiGroups: [''], resources: ['secrets'], resourceNames: secretNames, verbs: ['patch'] }],
    });
    this.ready = [new RoleBindingV1(this, 'RoleBinding', {
      ...meta,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: nameOf(role) },
      subject: [{ kind: 'ServiceAccount', name: account.metadata.name, namespace }],
    })];
    this.serviceAccountName = account.metadata.name;
  }
}
