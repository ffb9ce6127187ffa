// Documents that the commands read: the synthesized configuration, Terraform's state and its outputs.

/** A Terraform block: a single block is an object or a list in the configuration, and a list in the state. */
export type OneOrMany<T> = T | readonly T[];

/** A block, or its list, as a list. */
export function listOf<T>(value: OneOrMany<T> | null | undefined): readonly T[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value as readonly T[] : [value as T];
}

/** Connection settings of a Kubernetes provider, or of the block `kubernetes` of a Helm provider. */
export interface KubernetesBlock {
  readonly alias?: string;
  readonly host?: string;
  readonly cluster_ca_certificate?: string;
  readonly insecure?: boolean;
  readonly token?: string;
  readonly exec?: OneOrMany<{
    readonly api_version: string;
    readonly command: string;
    readonly args?: string[];
    readonly env?: Readonly<Record<string, string>>;
  }>;
  readonly config_path?: string;
  readonly config_context?: string;
}

export interface HelmBlock {
  readonly alias?: string;
  readonly kubernetes?: OneOrMany<KubernetesBlock>;
}

export interface AssumedRole {
  readonly role_arn: string;
  readonly session_name?: string;
  readonly external_id?: string;
}

export interface AwsBlock {
  readonly alias?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly assume_role?: OneOrMany<AssumedRole>;
  readonly default_tags?: ReadonlyArray<{ readonly tags: Readonly<Record<string, string>> }>;
}

export interface ObjectMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Attributes of a resource that the commands read, as the configuration writes them, where each may be an expression,
 * or as the state has them. An attribute means the same in all types that have it.
 */
export interface Attributes {
  readonly provider?: string;
  readonly id?: string;
  readonly arn?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly metadata?: OneOrMany<ObjectMetadata>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly bucket?: string;
  readonly repository?: string;
  readonly url?: string;
  readonly path?: string;
  readonly endpoint?: string;
  readonly create_date?: string;
  readonly created_at?: string | number;
  readonly principal_arn?: string;
  readonly policy_arn?: string;
  readonly cluster_name?: string;
  readonly addon_name?: string;
  readonly node_group_name?: string;
  readonly zone_id?: string;
  readonly route_table_id?: string;
  readonly subnet_id?: string;
  readonly destination_cidr_block?: string;
  readonly target_key_id?: string;
  readonly identifier?: string;
  readonly instance_class?: string;
  readonly instance_types?: ReadonlyArray<string | undefined>;
  readonly backup_retention_period?: number;
  readonly final_snapshot_identifier?: string;
  readonly skip_final_snapshot?: boolean;
  readonly force_destroy?: boolean;
  readonly force_delete?: boolean;
  readonly [other: string]: unknown;
}

/** Resources or data sources: by type, then by name. */
export type BlocksByType = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

export interface S3Backend {
  readonly bucket?: string;
  readonly key?: string;
  readonly region?: string;
  readonly kms_key_id?: string;
  readonly dynamodb_table?: string;
}

/** The library's metadata about a registry mirror: targets by source. */
export interface MirrorContents {
  readonly images: Readonly<Record<string, string>>;
  readonly modelServerImages: Readonly<Record<string, string>>;
  readonly charts: Readonly<Record<string, string>>;
}

/** A cdk.tf.json. */
export interface Configuration {
  readonly '//'?: { readonly metadata?: { readonly stackName?: string }; readonly registryMirror?: MirrorContents };
  readonly 'terraform'?: {
    readonly backend?: { readonly local?: { readonly path?: string }; readonly s3?: S3Backend };
  };
  readonly 'variable'?: unknown;
  readonly 'provider'?: {
    readonly aws?: OneOrMany<AwsBlock>;
    readonly kubernetes?: OneOrMany<KubernetesBlock>;
    readonly helm?: OneOrMany<HelmBlock>;
    readonly [other: string]: unknown;
  };
  readonly 'resource'?: BlocksByType;
  readonly 'data'?: BlocksByType;
  readonly 'module'?: Readonly<Record<string, unknown>>;
}

/** A resource of a configuration that is no list of them: without `count` and `for_each`. */
export interface Resource {
  /** As Terraform writes it: `type.name`. */
  readonly address: string;
  readonly type: string;
  readonly values: Attributes;
}

/** A state of Terraform, as `terraform state pull` prints it. */
export interface StateDocument {
  readonly version: number;
  readonly lineage?: string;
  readonly resources: ReadonlyArray<{
    readonly mode: 'managed' | 'data';
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: ReadonlyArray<{ readonly attributes: Attributes; readonly status?: string }>;
  }>;
}

/** Attributes by address. */
export type Known = ReadonlyMap<string, Attributes>;

/** Resources of a type in a state. */
export const knownOf = (known: Known, type: string): Array<[string, Attributes]> =>
  [...known].filter(([address]) => address.startsWith(`${type}.`));

/** The output of `terraform output -json`. */
export type OutputsDocument = Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;

/** Values of outputs by their names. */
export type Outputs = Readonly<Record<string, unknown>>;
