import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { metadataOf, nameOf } from '../../terraform/metadata';

/** Props of ObjectWriter. */
export interface ObjectWriterProps {
  /** Name of all objects. */
  readonly name: string;
  readonly namespace: string;
  /** Names of the Secrets to write. */
  readonly secretNames: string[];
  /** Names of the ConfigMaps to write. */
  readonly configMapNames: string[];
  /** Names of the Jobs to change. */
  readonly jobNames: string[];
  readonly provider?: TerraformProvider;
  readonly dependsOn: ITerraformDependable[];
}

/** A service account that can change named objects and nothing else; it cannot even read them. */
export class ObjectWriter extends Construct {
  /** Name of the pod's service account. */
  public readonly serviceAccountName: string;
  /** Dependencies of the pod. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ObjectWriterProps) {
    super(scope, id);
    const { name, namespace, secretNames, configMapNames, jobNames, ...meta } = props;
    const metadata = { name, namespace };
    const account = new ServiceAccountV1(this, 'Resource', { ...meta, metadata });
    const rules: [group: string, resource: string, names: string[]][] = [
      ['', 'secrets', secretNames], ['', 'configmaps', configMapNames], ['batch', 'jobs', jobNames],
    ];
    const role = new RoleV1(this, 'Role', {
      ...meta,
      metadata: metadataOf(metadata),
      // Without names, the rule would apply to all objects.
      rule: rules.filter(([, , resourceNames]) => resourceNames.length > 0).map(([group, resource, resourceNames]) =>
        ({ apiGroups: [group], resources: [resource], resourceNames, verbs: ['patch'] })),
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
