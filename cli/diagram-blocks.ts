// diagram: blocks of a synthesized configuration, as far as the picture reads them. Texts may be expressions.
import { OneOrMany } from './documents';

interface ObjectBlock {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export interface NamespaceBlock extends ObjectBlock { readonly depends_on?: readonly string[] }

export interface ServicePort { readonly name?: string; readonly port: number; readonly node_port?: number }

export interface ServiceBlock extends ObjectBlock {
  readonly spec: {
    readonly type: string;
    readonly port?: OneOrMany<ServicePort>;
    readonly load_balancer_source_ranges?: readonly string[];
  };
}

export interface ReleaseBlock {
  readonly name: string;
  readonly chart: string;
  readonly version?: string;
  readonly namespace?: string;
  readonly values?: OneOrMany<string>;
}

export interface ClusterBlock {
  readonly name: string;
  readonly version?: string;
  readonly vpc_config: { readonly endpoint_public_access?: boolean };
  readonly encryption_config?: { readonly provider: { readonly key_arn: string } };
}

export interface NodeGroupBlock {
  readonly node_group_name?: string;
  readonly node_group_name_prefix?: string;
  readonly ami_type?: string;
  readonly capacity_type?: string;
  readonly scaling_config?: { readonly min_size?: number; readonly max_size?: number };
  readonly instance_types?: readonly string[];
}

export interface DatabaseBlock {
  readonly engine: string;
  readonly engine_version: string;
  readonly instance_class: string;
  readonly allocated_storage: number;
  readonly max_allocated_storage?: number;
  readonly multi_az?: boolean;
  readonly storage_encrypted?: boolean;
  readonly publicly_accessible?: boolean;
}

export interface ListenerBlock { readonly port: number; readonly protocol: string }
export interface TargetGroupBlock { readonly port: number; readonly name?: string; readonly name_prefix?: string }

export interface IngressRuleBlock {
  readonly security_group_id: string;
  readonly description?: string;
  readonly prefix_list_id?: string;
  readonly cidr_ipv4?: string;
}

/** Blocks by type, of resources and data sources alike. */
export interface BlockTypes {
  readonly aws_acm_certificate: { readonly certificate_body?: string };
  readonly aws_cloudwatch_log_group: { readonly name?: string };
  readonly aws_db_instance: DatabaseBlock;
  readonly aws_ecr_repository: { readonly name: string };
  readonly aws_eks_addon: { readonly addon_name: string };
  readonly aws_eks_cluster: ClusterBlock;
  readonly aws_eks_node_group: NodeGroupBlock;
  readonly aws_iam_role: {
    readonly name?: string; readonly name_prefix?: string; readonly assume_role_policy: string;
  };
  readonly aws_iam_role_policy: { readonly role: string; readonly policy: string };
  readonly aws_iam_role_policy_attachment: { readonly policy_arn?: string };
  readonly aws_lb: { readonly internal?: boolean; readonly security_groups?: OneOrMany<string> };
  readonly aws_lb_listener: ListenerBlock;
  readonly aws_lb_listener_rule: { readonly listener_arn: string };
  readonly aws_lb_target_group: TargetGroupBlock;
  readonly aws_nat_gateway: object;
  readonly aws_nat_gateways: object;
  readonly aws_route53_zone: { readonly name?: string; readonly zone_id?: string };
  readonly aws_s3_bucket: object;
  readonly aws_sqs_queue: object;
  readonly aws_subnet: object;
  readonly aws_vpc: { readonly id?: string; readonly cidr_block?: string };
  readonly aws_vpc_endpoint: { readonly service_name?: string };
  readonly aws_vpc_security_group_ingress_rule: IngressRuleBlock;
  readonly helm_release: ReleaseBlock;
  readonly kubernetes_deployment_v1: ObjectBlock;
  readonly kubernetes_ingress_v1: ObjectBlock;
  readonly kubernetes_job_v1: ObjectBlock;
  readonly kubernetes_namespace_v1: NamespaceBlock;
  readonly kubernetes_role_binding_v1: ObjectBlock & {
    readonly role_ref: { readonly kind: string; readonly name: string };
  };
  readonly kubernetes_role_v1: ObjectBlock;
  readonly kubernetes_service_account_v1: ObjectBlock;
  readonly kubernetes_service_v1: ServiceBlock;
}
