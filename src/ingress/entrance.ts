import { AutoscalingAttachment } from '@cdktf/provider-aws/lib/autoscaling-attachment';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EntranceProps, EntranceTls } from './entrance-options';
import { LoadBalancerScheme } from '../kubernetes';
import { markDeployment } from '../terraform/deployment';
import { accessOf, entranceAccess } from './private/entrance-access';
import { entrancePorts } from './private/entrance-ports';
import { entranceSubnets } from './private/entrance-subnets';
import { ownCertificate } from './private/own-authority';
import { targetGroup } from './private/target-group';
import { ENTRANCE_PROPS, refuseNames } from './private/validate-entrance';
import { addressOf } from '../terraform/kept';
import { SOME_TEXT } from '../validation/rules';
import { required, struct, validateProps } from '../validation/shape';
import { Validation } from '../validation/validation';
import { listenAtPorts, listenForNames, mapped, redirect } from './private/entrance-listeners';

/** Attachments of an auto scaling group, by service. */
type Attachments = { readonly [service: string]: AutoscalingAttachment };

/** Default of `idleTimeoutSeconds`. */
const IDLE_TIMEOUT_SECONDS = 3600;
const NODES = struct<{ readonly id: string; readonly autoScalingGroupName: string }>({
  id: required(SOME_TEXT), autoScalingGroupName: required(SOME_TEXT),
});

/**
 * Seconds by which the services' keep-alive exceeds the load balancer's idle timeout.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues
 */
const KEPT_LONGER_SECONDS = 60;

/**
 * An Application Load Balancer, managed by Terraform, in front of services on node ports of a cluster.
 *
 * With a domain, each service has its own host name on port 443, and plain HTTP is redirected. Without a domain, all
 * services share the load balancer's host name, and each has its own port. Only the cluster's own pods and the
 * addresses in the options are allowed to connect. The rules of the nodes allow only the load balancer to reach the
 * node ports.
 *
 * A load balancer in three zones costs about 33 USD a month in eu-central-1, plus traffic.
 *
 * The stack must contain an `AwsProvider` and, without a domain, a `TlsProvider`.
 *
 * @example
 * import { App, TerraformStack } from 'cdktf';
 * import { EksCluster, Entrance, EntranceDomain, Network } from 'cdktf-zenml-aws';
 *
 * const stack = new TerraformStack(new App(), 'platform');
 * const network = new Network(stack, 'Network', { namePrefix: 'acme', clusterName: 'acme' });
 * new Entrance(stack, 'Entrance', {
 *   namePrefix: 'acme',
 *   network,
 *   cluster: new EksCluster(stack, 'Cluster', { clusterName: 'acme', network }),
 *   services: { mlflow: { nodePort: 30080, healthCheckPath: '/health' } },
 *   domain: EntranceDomain.route53({ zoneName: 'example.com' }),
 *   allowedCidrs: ['203.0.113.0/24'],
 * });
 */
export class Entrance extends Construct {
  /** Host name of the load balancer. Records in another DNS service must point to it. */
  public readonly loadBalancerHostName: string;
  /** URLs of the services by name, without a trailing slash. */
  public readonly urls: { [service: string]: string };
  /** Certificate of the entrance's own certificate authority, in PEM; undefined with a domain or without TLS. */
  public readonly certificateAuthority?: string;
  /** When the entrance's own certificate expires, in RFC 3339. An apply in the half-year before replaces it. */
  public readonly certificateExpiry?: string;
  /**
   * Seconds for which services must keep idle connections open, for `ServiceExposure.nodePort()`. It is longer than the
   * load balancer's idle timeout; otherwise some requests fail with status 502.
   */
  public readonly keepAliveSeconds: number;
  /** Dependencies for resources that send requests to the services: listeners, rules and attachments of nodes. */
  public readonly ready: ITerraformDependable[];

  /** DNS names of the services. @internal */
  public readonly _names: string[];
  private readonly targetGroups: { [service: string]: LbTargetGroup };
  /** Listener or rule that forwards requests to each target group, by service. */
  private readonly forwards: { readonly [service: string]: LbListener | LbListenerRule };

  /** @throws Error that lists every invalid prop */
  public constructor(scope: Construct, id: string, props: EntranceProps) {
    super(scope, id);
    validateProps('Entrance', this, ENTRANCE_PROPS, props);
    this._names = props.domain?._source.identities(Object.keys(props.services)) ?? [];
    this.refuseTakenNames();
    markDeployment(this);
    const { network, cluster, domain, services, namePrefix: name } = props;
    const ports = entrancePorts(props);

    const group = entranceAccess(this, accessOf(props, ports));
    const idleTimeout = props.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS;
    this.keepAliveSeconds = idleTimeout + KEPT_LONGER_SECONDS;
    const loadBalancer = this.loadBalancer(props, group.id, idleTimeout);
    this.loadBalancerHostName = loadBalancer.dnsName;
    this.targetGroups = mapped(services, (options, service) => targetGroup(this, service, options, network.vpcId));
    const attached = (cluster.autoScalingGroupNames ?? []).map((group_, index) =>
      this.attach(`Nodes${index + 1}`, group_));

    if (domain) {
      const { hostNames, certify } = domain._source.bind(this, Object.keys(services));
      this.urls = mapped(hostNames, (host) => `https://${host}`);
      const redirected = redirect(this, loadBalancer);
      this.forwards = listenForNames(this, loadBalancer, this.targetGroups, hostNames, certify(loadBalancer));
      this.ready = [redirected, ...Object.values(this.forwards)];
    } else {
      const own = props.tls === EntranceTls.NONE ? undefined
        : ownCertificate(this, name, loadBalancer.dnsName, attached.flatMap((it) => Object.values(it)));
      this.certificateAuthority = own?.certificateAuthority;
      this.certificateExpiry = own?.expiry;
      const scheme = own ? 'https' : 'http';
      const usual = own ? 443 : 80;
      this.urls = mapped(ports, (port) => `${scheme}://${loadBalancer.dnsName}${port === usual ? '' : `:${port}`}`);
      this.forwards = listenAtPorts(this, loadBalancer, this.targetGroups, ports, own?.arn);
      this.ready = Object.values(this.forwards);
    }
    attached.forEach((it) => this.forwardAfter(it));
  }

  /**
   * Adds nodes to which requests are forwarded.
   *
   * @param id construct ID of the nodes, unique in the entrance
   * @param autoScalingGroupName name of the nodes' auto scaling group
   * @throws Error that lists every invalid parameter
   */
  public addNodes(id: string, autoScalingGroupName: string): void {
    validateProps('Entrance.addNodes', this, NODES, { id, autoScalingGroupName });
    this.forwardAfter(this.attach(id, autoScalingGroupName));
  }

  private refuseTakenNames(): void {
    const others = this.node.root.node.findAll().filter((it): it is Entrance => it instanceof Entrance && it !== this);
    Validation.run(`Entrance '${this.node.path}'`, (v) =>
      others.forEach((other) => refuseNames(v, this._names, other._names, other.node.path)));
  }

  private loadBalancer(
    { namePrefix, scheme, network, accessLogs, deletionProtection = false }: EntranceProps,
    groupId: string,
    idleTimeout: number,
  ): Lb {
    const internal = scheme === LoadBalancerScheme.INTERNAL;
    const { subnets, precondition } = entranceSubnets(this, network, internal);
    return new Lb(this, 'Resource', {
      // A generated name, because the new load balancer is created before the old one is deleted. AWS allows prefixes
      // of 6 characters.
      namePrefix: namePrefix.slice(0, 6),
      tags: { Name: namePrefix },
      loadBalancerType: 'application',
      internal,
      subnets,
      securityGroups: [groupId],
      idleTimeout,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: deletionProtection,
      accessLogs: accessLogs && { enabled: true, bucket: accessLogs.bucketName, prefix: accessLogs.prefix },
      lifecycle: { createBeforeDestroy: true, precondition },
      dependsOn: network.ready,
    });
  }

  private attach(id: string, autoscalingGroupName: string): Attachments {
    return mapped(this.targetGroups, ({ arn }, service) => new AutoscalingAttachment(this, `${id}-${service}`, {
      autoscalingGroupName,
      lbTargetGroupArn: arn,
      // Nodes of a new group are attached before those of the old group are detached.
      lifecycle: { createBeforeDestroy: true },
    }));
  }

  /** Forwards requests to a new target group only once it has nodes. The old one keeps its nodes until then. */
  private forwardAfter(attachments: Attachments): void {
    Object.entries(attachments).forEach(([service, attachment]) => {
      const forward = this.forwards[service];
      forward.dependsOn = [
        ...(forward.dependsOn ?? []), addressOf(attachment),
      ];
      this.ready.push(attachment);
    });
  }
}
